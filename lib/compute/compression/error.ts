/**
 * How far a compressed tensor is from the original.
 *
 * @module
 */
import { finiteNumbers } from "../check.ts";

/** The error of a tensor against its original. */
export interface TensorError {
  /** Mean of the squared differences. */
  readonly meanSquared: number;
  /** Largest difference. */
  readonly largest: number;
  /** Mean difference, compressed less original: 0 for an unbiased rounding. */
  readonly mean: number;
  /**
   * Signal to quantization noise, 10·log10(Σx² ÷ Σe²), in decibels. Infinite without error.
   */
  readonly sqnr: number;
  /** √(Σe² ÷ Σx²), the relative error in the Frobenius norm; 0 where both are zero. */
  readonly relative: number;
}

/**
 * The error of a compressed tensor against its original.
 *
 * @param original Values.
 * @param compressed As many values.
 * @returns Mean squared, largest and relative error, and the ratio of signal to noise.
 * @throws {RangeError} If the lengths differ or are 0, or a value is not finite.
 *
 * @example
 * ```ts
 * import { tensorError } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const { meanSquared, sqnr } = tensorError([10, -10], [9, -10]);
 * expect(meanSquared).toBe(0.5);
 * expect(sqnr).toBeCloseTo(10 * Math.log10(200), 12);
 * ```
 */
export function tensorError(
  original: ArrayLike<number>,
  compressed: ArrayLike<number>,
): TensorError {
  const count = finiteNumbers("original", original).length;
  finiteNumbers("compressed", compressed);
  if (count === 0 || compressed.length !== count) {
    throw new RangeError(
      `compressed has the length ${compressed.length} and original ${count}: they must be equal ` +
        "and at least 1",
    );
  }
  let signal = 0;
  let noise = 0;
  let largest = 0;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const value = original[i] ?? NaN;
    const difference = (compressed[i] ?? NaN) - value;
    signal += value * value;
    noise += difference * difference;
    sum += difference;
    largest = Math.max(largest, Math.abs(difference));
  }
  return {
    meanSquared: noise / count,
    largest,
    mean: sum / count,
    sqnr: noise === 0 ? Infinity : 10 * Math.log10(signal / noise),
    relative: noise === 0 ? 0 : Math.sqrt(noise / signal),
  };
}
