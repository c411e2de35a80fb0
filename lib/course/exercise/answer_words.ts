/**
 * What a reader is told whose answer has another dimension than the one asked for.
 *
 * @module
 */
import {
  describeDimension,
  type Dimension,
  formatQuantity,
  sameDimension,
} from "@/lib/compute/mod.ts";
import type { AskedUnit } from "./answer_unit.ts";

/**
 * Names a dimension in words and, behind them, in symbols.
 *
 * @param dimension The dimension
 * @returns Such as `bytes a second (byte/s)`
 */
export function dimensionWords(dimension: Dimension): string {
  if (sameDimension(dimension, {})) return "a plain number";
  const words = formatQuantity({ value: 2, dimension }, { words: true }).replace(/^2\s+/, "");
  // "2 a second" has no word for what there are two of
  return `${words.replace(/^an? /, "per ")} (${describeDimension(dimension)})`;
}

/**
 * Says that an answer measures something else than was asked for.
 *
 * @param given Its dimension
 * @param asked The unit asked for
 * @param text What was written
 * @returns A sentence or two
 */
export function otherDimension(given: Dimension, asked: AskedUnit, text: string): string {
  const isBillion = sameDimension(given, { byte: 1 }) && /\d ?[bB]$/.test(text);
  const billion = isBillion ? " For a billion, write 10^9 or “billion”: B is bytes, b bits." : "";
  if (sameDimension(asked.dimension, {})) {
    return `You gave ${
      dimensionWords(given)
    }, but the answer is a number without a unit.${billion}`;
  }
  const perSecond = (count: Dimension, rate: Dimension) =>
    sameDimension({ ...count, second: (count.second ?? 0) - 1 }, rate);
  const rate = /\p{L}*(?:FL)?OPS\b/u.exec(text)?.[0];
  if (rate && perSecond(asked.dimension, given)) {
    return `${rate} means ${rate.slice(0, -1)}/s: write ${rate.slice(0, -1)} for a count. ` +
      `The answer is in ${asked.text}.`;
  }
  const isCount = perSecond(given, asked.dimension);
  const plain = sameDimension(given, {}) ? "a share or a plain number" : dimensionWords(given);
  return `You gave ${plain}, but the answer is in ${asked.text}.${
    isCount ? ` For a rate, write ${asked.text}.` : billion
  }`;
}
