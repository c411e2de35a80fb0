/**
 * NF4, the four-bit format whose levels are quantiles of the normal distribution.
 *
 * @module
 */
import { positiveInteger, record } from "../check.ts";

/**
 * The 16 levels of NF4 as published with QLoRA (Dettmers et al. 2023, appendix E), to the bits of
 * FP32. `normalFloatLevels` constructs them.
 */
export const nf4Levels: readonly number[] = [
  -1,
  -0.6961928009986877,
  -0.5250730514526367,
  -0.39491748809814453,
  -0.28444138169288635,
  -0.18477343022823334,
  -0.09105003625154495,
  0,
  0.07958029955625534,
  0.16093020141124725,
  0.24611230194568634,
  0.33791524171829224,
  0.44070982933044434,
  0.5626170039176941,
  0.7229568362236023,
  1,
];

/** How the levels are spread. */
export interface NormalFloatOptions {
  /** Bits of a code, 2 to 8. Default 4. */
  readonly bits?: number | undefined;
  /**
   * The probability of the outermost quantile, above ½ and below 1. Default 0.9677083, which is
   * ½·(1 − 1/32) + ½·(1 − 1/30), as in the authors' program.
   */
  readonly offset?: number | undefined;
}

/**
 * Levels at quantiles of the standard normal distribution, as QLoRA's authors construct NF4:
 * 2^(bits−1) levels above zero at evenly spaced probabilities from `offset` down to ½, one level
 * fewer below zero in the same way, zero itself, and all divided by the largest.
 *
 * The paper's equation 4 averages neighbouring quantiles at steps of 1/(2^k + 1) instead; the
 * published table follows the program, and so does this. The result differs from the table by less
 * than 2e-7, since the authors' program spaces probabilities in FP32.
 *
 * @param options Bits and offset.
 * @returns 2^bits levels, ascending from −1 to 1.
 * @throws {RangeError} If an option is out of range.
 *
 * @example
 * ```ts
 * import { nf4Levels, normalFloatLevels } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const levels = normalFloatLevels();
 * expect(levels.length).toBe(16);
 * expect(levels[14]).toBeCloseTo(nf4Levels[14] ?? NaN, 6);
 * ```
 */
export function normalFloatLevels(options: NormalFloatOptions = {}): number[] {
  record("options", options);
  const bits = positiveInteger("bits", options.bits ?? 4);
  if (bits < 2 || bits > 8) throw new RangeError(`bits is ${bits}: it must be from 2 to 8`);
  const offset = options.offset ?? 0.9677083;
  if (!(offset > 0.5 && offset < 1)) {
    throw new RangeError(`offset is ${offset}: it must be above 0.5 and below 1`);
  }
  const half = 2 ** (bits - 1);
  const quantiles = (count: number) =>
    Array.from({ length: count }, (_, i) => normalQuantile(offset + (0.5 - offset) * i / count));
  const above = quantiles(half);
  const largest = above[0] ?? NaN;
  return [
    ...quantiles(half - 1).map((level) => -level / largest),
    0,
    ...above.map((level) => level / largest).reverse(),
  ];
}

/** The code of the nearest level of NF4; halfway between two it is the lower one's. */
export function nearestNf4(value: number): number {
  let low = 0;
  let high = nf4Levels.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const threshold = ((nf4Levels[middle] ?? NaN) + (nf4Levels[middle + 1] ?? NaN)) / 2;
    if (value > threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The number below which a standard normal value lies with a probability from ½ to nearly 1, by
 * Newton's method on the series of Marsaglia 2004 (Evaluating the normal distribution, J. Stat.
 * Softw. 11(4)).
 */
export function normalQuantile(probability: number): number {
  let x = 0;
  for (let step = 0; step < 60; step++) {
    const density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    let term = x;
    let sum = x;
    for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
      term *= x * x / k;
      sum += term;
    }
    const change = (0.5 + density * sum - probability) / density;
    x -= change;
    if (Math.abs(change) < 1e-15) break;
  }
  return x;
}
