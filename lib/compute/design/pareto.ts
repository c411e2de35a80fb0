/**
 * The non-dominated choices among many.
 *
 * @module
 */
import { callable, list } from "../check.ts";

/**
 * The Pareto set: the items that no other item beats, where one beats another if it is at most as
 * large in every objective and smaller in one. Items with equal objectives do not beat each other,
 * so all of them stay. O(n log n) for one or two objectives; for more O(n·f), f the size of the set.
 *
 * @typeParam Item What is chosen among.
 * @param items The items.
 * @param objectives What is to be small, at least one function; negate what is to be large.
 * @returns The items of the set, in the order given.
 * @throws {RangeError} If there is no objective or an objective is NaN.
 *
 * @example
 * ```ts
 * import { paretoSet } from "@/lib/compute/design/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const chips = [
 *   { name: "small", seconds: 4, watts: 100 },
 *   { name: "poor", seconds: 5, watts: 300 },
 *   { name: "large", seconds: 1, watts: 400 },
 * ];
 * const best = paretoSet(chips, [(chip) => chip.seconds, (chip) => chip.watts]);
 * expect(best.map((chip) => chip.name)).toEqual(["small", "large"]);
 * ```
 */
export function paretoSet<Item>(
  items: readonly Item[],
  objectives: readonly ((item: Item) => number)[],
): Item[] {
  list("items", items);
  list("objectives", objectives).forEach((one, i) => callable(`objectives[${i}]`, one));
  if (objectives.length === 0) {
    throw new RangeError("objectives is empty: there must be at least one");
  }
  const points = items.map((item, index) => ({
    index,
    values: objectives.map((objective, i) => {
      const value = objective(item);
      if (!Number.isNaN(value)) return value;
      throw new RangeError(`Objective ${i} of item ${index} is NaN: it must be a number`);
    }),
  }));
  // Whatever beats a point stands before it in lexicographic order.
  points.sort((a, b) => compare(a.values, b.values));
  const kept: typeof points = [];
  for (const point of points) {
    const last = kept.at(-1);
    if (objectives.length <= 2) {
      // The last point kept has the least second objective so far.
      if (last && beats(last.values, point.values)) continue;
    } else if (kept.some((other) => beats(other.values, point.values))) {
      continue;
    }
    kept.push(point);
  }
  const indices = new Set(kept.map((point) => point.index));
  return items.filter((_, index) => indices.has(index));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    const [x = 0, y = 0] = [a[i], b[i]];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

/** Whether `a` is at most `b` in every objective and smaller in one. */
function beats(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, i) => value <= (b[i] ?? 0)) && a.some((value, i) => value < (b[i] ?? 0));
}
