import { type Quantity, sameDimension } from "@/lib/compute/mod.ts";
import type { OrderingExercise, RichNode } from "../types.ts";
import { formatValue, type Vocabulary } from "../expression/mod.ts";
import { evaluateSource } from "./compiled_expressions.ts";
import { asQuantity } from "./exact_answer.ts";
import { type PlacementGrade, placementGrade } from "./placement.ts";
import { Random } from "./random.ts";
import { fillTemplate } from "./template.ts";
import type { Parameters, Variant } from "./variant.ts";

/** An item of an order, with a variant's numbers in it. */
export interface PreparedItem {
  readonly id: string;
  readonly text: readonly RichNode[];
  readonly why: readonly RichNode[];
  /** What decides its place, in base units or as the author's order. */
  readonly rank: number;
  /** The value as text, where one decides. */
  readonly shown?: string;
}

/** Values nearer to each other than this share count as equal. */
const SAME = 1e-9;

/** Keeps the order shown first apart from the parameters drawn from the same seed. */
const ORDER_SALT = 0x736f7274;

/**
 * Fills in the items of an order and works out where each belongs.
 *
 * @param exercise The exercise
 * @param parameters The variant's parameters
 * @param vocabulary What its expressions may call
 * @returns The items in a right order, of equal ones in the author's
 * @throws {RangeError} If a value cannot be worked out, or values do not measure the same
 *
 * @example
 * ```ts
 * import { courseVocabulary } from "@/lib/course/expression/mod.ts";
 * import { prepareOrder } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const items = [
 *   { id: "a", text: ["three"], by: "3", why: [] },
 *   { id: "b", text: ["two"], by: "1 + 1", why: [] },
 * ];
 * const order = prepareOrder({ items, descending: false }, {}, courseVocabulary([]));
 * expect(order.map(({ id }) => id)).toEqual(["b", "a"]);
 * ```
 */
export function prepareOrder(
  { items, descending }: Pick<OrderingExercise, "items" | "descending">,
  parameters: Parameters,
  vocabulary: Vocabulary,
): PreparedItem[] {
  const scope = { parameters, vocabulary };
  let first: Quantity | undefined;
  const prepared = items.map(({ id, text, why, by }, i): PreparedItem => {
    const filled = { id, text: fillTemplate(text, scope), why: fillTemplate(why, scope) };
    if (by === undefined) return { ...filled, rank: i };
    const value = evaluateSource(by, scope);
    const quantity = asQuantity(value);
    first ??= quantity;
    if (!sameDimension(quantity.dimension, first.dimension)) {
      throw new RangeError(`"${by}" does not measure the same as the first item's value`);
    }
    if (!Number.isFinite(quantity.value)) throw new RangeError(`"${by}" is not finite`);
    return { ...filled, rank: quantity.value, shown: formatValue(value) };
  });
  const sign = descending && first ? -1 : 1;
  return prepared.sort((a, b) => equal(a.rank, b.rank) ? 0 : sign * (a.rank - b.rank));
}

/** Whether two items may stand in either order. */
export function equal(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b));
}

/**
 * The order in which a variant shows its items first, which is never a right one.
 *
 * @param items The items in a right order
 * @param variant Whose seed gives the order
 * @returns Ids
 */
export function firstOrder(
  items: readonly PreparedItem[],
  { seed }: Pick<Variant, "seed">,
): string[] {
  const random = new Random(seed ^ ORDER_SALT);
  for (let tries = 0; tries < 32; tries++) {
    const ids = random.shuffle(items).map(({ id }) => id);
    if (gradeOrder(items, ids).outcome !== "correct") return ids;
  }
  return items.map(({ id }) => id).reverse();
}

/**
 * Grades an order.
 *
 * @param items The items in a right order
 * @param given Ids in the reader's order
 * @returns The outcome, what to tell the reader, and which items stand where they belong
 */
export function gradeOrder(
  items: readonly PreparedItem[],
  given: readonly string[],
): PlacementGrade {
  const ranks = new Map(items.map(({ id, rank }) => [id, rank]));
  const right = new Set(items.flatMap((item, place) => {
    const id = given[place];
    const rank = id === undefined ? undefined : ranks.get(id);
    return id !== undefined && rank !== undefined && equal(rank, item.rank) ? [id] : [];
  }));
  return placementGrade(right, items.length);
}
