/**
 * Extra costs by memory without any rounding, for what is left of the search.
 *
 * @module
 */
import { at } from "./arrays.ts";
import type { Solution } from "./guided.ts";
import type { Alive, Budget } from "./relaxed_table.ts";
import { passingLevel, type SearchChain, spared } from "./search_chain.ts";
import type { Decision } from "./steps.ts";

/** Extra cost by level: `costs[i]`, falling, from `levels[i]` up to the next, rising. */
interface Steps {
  readonly levels: number[];
  readonly costs: number[];
}

const NOWHERE: Steps = { levels: [], costs: [] };

/**
 * Solves the recurrence of `CostTable` exactly within what is alive: the extra cost of an interval is a
 * falling step function of the level, kept as its steps. `unit` is that of `alive`. The cost is infinite
 * if no schedule stays within the threshold; `undefined` if the budget ends.
 */
export function solveExactly(
  chain: SearchChain,
  alive: Alive,
  unit: number,
  threshold: number,
  budget: Budget,
): Solution | undefined {
  const { count, passed, stored } = chain;
  const width = count + 1;
  const known = new Array<Steps>(width * width).fill(NOWHERE);
  const costOf = (next: number, first: number) => at(passed, next) - at(passed, first);

  for (let last = 1; last <= count; last++) {
    for (let first = last; first >= 1; first--) {
      const id = first * width + last;
      if (at(alive.from, id) > at(alive.to, id)) continue;
      // Every true level rounds up to one that is alive.
      const low = (at(alive.from, id) - 1) * unit;
      const high = at(alive.to, id) * unit;
      if (first === last) {
        known[id] = { levels: [Math.max(low, at(chain.saving, id))], costs: [0] };
        continue;
      }
      let best = cut(known[id + width] ?? NOWHERE, Math.max(low, at(chain.saving, id)), high);
      for (const next of alive.splits[id] ?? []) {
        const left = known[first * width + next - 1] ?? NOWHERE;
        const right = known[next * width + last] ?? NOWHERE;
        const sum = add(left, right, {
          rise: spared(chain, first, next),
          cost: costOf(next, first),
          low: Math.max(low, passingLevel(chain, first, next, last)),
          high,
          threshold,
        });
        budget.left -= left.levels.length + right.levels.length + best.levels.length;
        if (sum.levels.length > 0) best = lesser(best, sum);
      }
      known[id] = best;
      if (budget.left < 0) return undefined;
    }
  }

  const decide: Decision = (first, last, memory) => {
    const id = first * width + last;
    const level = memory + at(stored, first);
    let split = first;
    let best = level >= at(chain.saving, id) ? read(known[id + width] ?? NOWHERE, level) : Infinity;
    for (const next of alive.splits[id] ?? []) {
      if (level < passingLevel(chain, first, next, last)) break;
      const value = costOf(next, first) +
        read(known[next * width + last] ?? NOWHERE, level + spared(chain, first, next)) +
        read(known[first * width + next - 1] ?? NOWHERE, level);
      if (value < best) {
        best = value;
        split = next;
      }
    }
    if (best === Infinity) throw new RangeError(`No schedule of stages ${first} to ${last} fits`);
    return split;
  };
  return { extraCost: read(known[width + count] ?? NOWHERE, chain.memory), decide };
}

/** The cost at a level. */
function read({ levels, costs }: Steps, level: number): number {
  let [low, high] = [0, levels.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(levels, middle) <= level) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? Infinity : at(costs, low - 1);
}

/** The steps from `low` to `high`. */
function cut({ levels, costs }: Steps, low: number, high: number): Steps {
  const result: Steps = { levels: [], costs: [] };
  for (let i = 0; i < levels.length && at(levels, i) <= high; i++) {
    if (i + 1 < levels.length && at(levels, i + 1) <= low) continue;
    if (Math.max(low, at(levels, i)) > high) break;
    result.levels.push(Math.max(low, at(levels, i)));
    result.costs.push(at(costs, i));
  }
  return result;
}

/** The cost of a split: that of passing, and of both sides, the right one at a raised level. */
function add(
  left: Steps,
  right: Steps,
  split: { rise: number; cost: number; low: number; high: number; threshold: number },
): Steps {
  const result: Steps = { levels: [], costs: [] };
  if (left.levels.length === 0 || right.levels.length === 0) return result;
  const { rise, cost, high, threshold } = split;
  const ends = (steps: Steps, index: number, shift: number) =>
    index + 1 < steps.levels.length ? at(steps.levels, index + 1) - shift : Infinity;
  let level = Math.max(split.low, at(left.levels, 0), at(right.levels, 0) - rise);
  let [i, j] = [0, 0];
  while (level <= high) {
    while (ends(left, i, 0) <= level) i++;
    while (ends(right, j, rise) <= level) j++;
    const value = cost + at(right.costs, j) + at(left.costs, i);
    if (value <= threshold) {
      result.levels.push(level);
      result.costs.push(value);
    }
    level = Math.min(ends(left, i, 0), ends(right, j, rise));
  }
  return result;
}

/** The lesser of two step functions. */
function lesser(a: Steps, b: Steps): Steps {
  const result: Steps = { levels: [], costs: [] };
  let [i, j, least] = [0, 0, Infinity];
  while (i < a.levels.length || j < b.levels.length) {
    const ofA = i < a.levels.length ? at(a.levels, i) : Infinity;
    const ofB = j < b.levels.length ? at(b.levels, j) : Infinity;
    const level = Math.min(ofA, ofB);
    let cost = Infinity;
    if (ofA === level) cost = at(a.costs, i++);
    if (ofB === level) cost = Math.min(cost, at(b.costs, j++));
    if (cost >= least) continue;
    least = cost;
    result.levels.push(level);
    result.costs.push(cost);
  }
  return result;
}
