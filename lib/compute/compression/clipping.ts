/**
 * Clipping: which part of a group's range its grid covers.
 *
 * @module
 */
import { describe, fraction } from "../check.ts";
import { nearestRank } from "../statistics/nearest_rank.ts";

/**
 * Which range a group's grid covers: from its smallest to its largest value; the range, shrunk by
 * whole per cents, whose mean squared error is least; or the range that holds a fraction of its
 * values, above 0 and at most 1.
 */
export type Clipping = "min-max" | "mse" | { readonly percentile: number };

/** A range of values that contains zero. */
export interface ValueRange {
  /** At most 0. */
  readonly low: number;
  /** At least 0. */
  readonly high: number;
}

/**
 * The range of a group.
 *
 * @param group Its values.
 * @param clipping What is left out.
 * @param symmetric Whether both ends lie equally far from zero.
 * @param squaredError The squared error of the group on the grid of a range, for `mse`.
 */
export function clippedRange(
  group: Float64Array,
  clipping: Clipping,
  symmetric: boolean,
  squaredError: (range: ValueRange) => number,
): ValueRange {
  if (clipping === "min-max") return fullRange(group);
  if (clipping === "mse") return bestRange(fullRange(group), squaredError);
  if (typeof clipping === "object" && clipping !== null) {
    return percentileRange(group, fraction("clipping.percentile", clipping.percentile), symmetric);
  }
  throw new RangeError(
    `clipping is ${describe(clipping)}: known are min-max, mse, { percentile }`,
  );
}

function fullRange(group: Float64Array): ValueRange {
  let low = 0;
  let high = 0;
  for (const value of group) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

function bestRange(full: ValueRange, squaredError: (range: ValueRange) => number): ValueRange {
  let best = full;
  let least = squaredError(full);
  for (let percent = 99; percent >= 1; percent--) {
    const range = { low: full.low * percent / 100, high: full.high * percent / 100 };
    const error = squaredError(range);
    if (error < least) {
      best = range;
      least = error;
    }
  }
  return best;
}

function percentileRange(group: Float64Array, kept: number, symmetric: boolean): ValueRange {
  if (symmetric) {
    const magnitudes = group.map(Math.abs).sort();
    const limit = nearestRank(magnitudes, kept) ?? 0;
    const { low, high } = fullRange(group);
    return { low: Math.max(low, -limit), high: Math.min(high, limit) };
  }
  const sorted = group.slice().sort();
  const cut = (1 - kept) / 2;
  return {
    low: Math.min(0, sorted[Math.floor(cut * sorted.length)] ?? 0),
    high: Math.max(0, nearestRank(sorted, 1 - cut) ?? 0),
  };
}
