/**
 * Curves that readers draw: heights at given places, written down, and compared
 * with the computed ones.
 *
 * @module
 */
import { formatNumber, parseUnit } from "@/lib/compute/mod.ts";
import type { Value, Vocabulary } from "../expression/mod.ts";
import type { CurveQuestion } from "../types.ts";
import { exactAnswer } from "./exact_answer.ts";
import type { Parameters } from "./variant.ts";

/** Heights by place, both in the units of their axes. */
export type CurveHeights = ReadonlyMap<number, number>;

/** What was drawn at a place, and what is the case. */
export interface CurvePlace {
  readonly x: number;
  readonly given: number;
  readonly exact: number;
  /** The drawn height over the computed one. */
  readonly factor: number;
  /** Whether the two are near enough. */
  readonly held: boolean;
}

/** How a drawn curve compares with the computed one. */
export interface CurveResult {
  readonly places: readonly CurvePlace[];
  /** Whether it held at every place. */
  readonly held: boolean;
  /** Where it held, and where it was off by which factor. */
  readonly message: string;
}

/** Room for the last digit: a height on the very edge counts as near enough. */
const ROUNDING = 1e-9;

/**
 * Computes the height of a curve.
 *
 * @param curve The curve
 * @param x The place, in the unit of its axis
 * @param parameters The variant's parameters
 * @param vocabulary What the answer may call
 * @returns The height, in the unit of its axis
 * @throws {RangeError} If it cannot be computed or does not fit the unit
 */
export function exactHeight(
  { x: axis, y: { unit }, answer }: CurveQuestion,
  x: number,
  parameters: Parameters,
  vocabulary: Vocabulary,
): number {
  const { dimension, factor } = parseUnit(axis.unit);
  const place: Value = axis.unit === "" ? x : { value: x * factor, dimension };
  const exact = exactAnswer({ answer, unit }, { ...parameters, x: place }, vocabulary);
  return exact.value / parseUnit(unit).factor;
}

/**
 * Writes heights as progress keeps them, under their places and not in their order.
 *
 * @param heights The heights
 * @returns Such as `1=0.8 4=3.1`
 *
 * @example
 * ```ts
 * import { writeCurve } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(writeCurve(new Map([[1, 0.8], [4, 3.1]]))).toBe("1=0.8 4=3.1");
 * ```
 */
export function writeCurve(heights: CurveHeights): string {
  return [...heights].map(([x, height]) => `${x}=${height}`).join(" ");
}

/**
 * Reads heights as progress keeps them. What is no height of this curve is left
 * out, and what lies beyond the axis is held at its end.
 *
 * @param curve The curve
 * @param text What {@linkcode writeCurve} wrote, or anything else
 * @returns The heights, in the order of the places
 */
export function readCurve({ at, y }: Pick<CurveQuestion, "at" | "y">, text: string): CurveHeights {
  const written = new Map(
    text.split(" ").map((pair) => {
      const [x = "", height = ""] = pair.split("=");
      return [Number(x || NaN), Number(height || NaN)];
    }),
  );
  return new Map(at.flatMap((x): [number, number][] => {
    const height = written.get(x);
    return height === undefined || !Number.isFinite(height)
      ? []
      : [[x, Math.min(Math.max(height, y.from), y.to)]];
  }));
}

/**
 * Compares a drawn curve with the computed one, place by place.
 *
 * @param curve The curve
 * @param heights What was drawn
 * @param parameters The variant's parameters
 * @param vocabulary What the answer may call
 * @returns The comparison
 * @throws {RangeError} If a height cannot be computed
 *
 * @example
 * ```ts
 * import { courseVocabulary } from "@/lib/course/expression/mod.ts";
 * import { judgeCurve } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const axis = { unit: "", from: 1, to: 100, scale: "log", base: 10 } as const;
 * const curve = {
 *   x: { ...axis, label: "batch" }, y: { ...axis, label: "gain" },
 *   at: [1, 4, 16], answer: "min(x, 8)", within: 2,
 * };
 * const drawn = new Map([[1, 1], [4, 7], [16, 24]]);
 * expect(judgeCurve(curve, drawn, {}, courseVocabulary([])).message).toBe(
 *   "Your line held within a factor of 2 at batch 1 and 4. It was 3 times too high at 16.",
 * );
 * ```
 */
export function judgeCurve(
  curve: CurveQuestion,
  heights: CurveHeights,
  parameters: Parameters,
  vocabulary: Vocabulary,
): CurveResult {
  const { at, within } = curve;
  const places = at.flatMap((x): CurvePlace[] => {
    const given = heights.get(x);
    if (given === undefined) return [];
    const exact = exactHeight(curve, x, parameters, vocabulary);
    const factor = given / exact;
    const off = Math.max(factor, 1 / factor);
    return [{ x, given, exact, factor, held: off <= within * (1 + ROUNDING) }];
  });
  const held = places.length > 0 && places.every((place) => place.held);
  return { places, held, message: sentences(curve, places) };
}

/**
 * How far off a height was, in words.
 *
 * @param place The comparison at a place
 * @returns Such as `3 times too high`
 */
export function offText({ factor }: Pick<CurvePlace, "factor">): string {
  const way = factor > 1 ? "high" : "low";
  const times = factor > 1 ? factor : 1 / factor;
  if (!Number.isFinite(times)) return `far too ${way}`;
  return `${formatNumber(times, { digits: times < 100 ? 2 : 1 })} times too ${way}`;
}

function sentences({ x: { label, unit }, within }: CurveQuestion, places: readonly CurvePlace[]) {
  const good = places.filter(({ held }) => held);
  const bad = places.filter(({ held }) => !held);
  const near = `within a factor of ${formatNumber(within)}`;
  const where = (numbers: readonly CurvePlace[]) => {
    const list = sequence(numbers.map(({ x }) => formatNumber(x, { digits: 6 })));
    return unit === "" ? `${label} ${list}` : `${list}\u00a0${unit}`;
  };
  if (bad.length === 0) return `Your line held ${near} at all ${places.length} places.`;
  const misses = [bad.filter(({ factor }) => factor < 1), bad.filter(({ factor }) => factor > 1)]
    .filter((some) => some.length > 0).map(missText);
  const first = good.length > 0
    ? `Your line held ${near} at ${where(good)}.`
    : `Your line was nowhere ${near}.`;
  return `${first} It was ${sequence(misses)}.`;
}

/** How far off some heights were, all of them too high or too low. */
function missText(places: readonly CurvePlace[]): string {
  const away = ({ factor }: CurvePlace) => Math.max(factor, 1 / factor);
  const worst = places.reduce((a, b) => away(b) > away(a) ? b : a);
  const isSame = places.every((place) => offText(place) === offText(worst));
  const at = sequence(places.map(({ x }) => formatNumber(x, { digits: 6 })));
  return `${isSame ? "" : "up to "}${offText(worst)} at ${at}`;
}

/** A list in a sentence: `1, 4 and 16`. */
export function sequence(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
