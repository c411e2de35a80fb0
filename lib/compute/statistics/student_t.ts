/**
 * Student's t distribution: how far an estimate may lie from the truth when the scatter itself was
 * estimated from few points.
 *
 * @module
 */
import { describe, positive } from "../check.ts";
import { betaOf, logBeta } from "./incomplete_beta.ts";

/** P(T > t) for t of at least 0, to full relative precision. */
function upperTail(t: number, degrees: number): number {
  const square = t * t;
  if (square === Infinity) {
    // Beyond what a square can hold: the leading term, as I_x(a, ½) goes as x^a
    return upperTail(1e150, degrees) * (1e150 / t) ** degrees;
  }
  const total = degrees + square;
  return betaOf(degrees / total, square / total, degrees / 2, 0.5) / 2;
}

/**
 * The probability that a Student t variable is at most `t`.
 *
 * @param t Any number.
 * @param degrees Degrees of freedom, above 0, not necessarily whole.
 * @returns A probability from 0 to 1.
 * @throws {RangeError} If `t` is not a number or the degrees are not above 0.
 *
 * @example With one degree of freedom it is Cauchy's distribution
 * ```ts
 * import { studentTProbability } from "@/lib/compute/statistics/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(studentTProbability(1, 1)).toBeCloseTo(0.75, 14);
 * ```
 */
export function studentTProbability(t: number, degrees: number): number {
  positive("degrees", degrees);
  if (typeof t !== "number" || Number.isNaN(t)) {
    throw new RangeError(`t is ${describe(t)}: it must be a number`);
  }
  if (t === Infinity) return 1;
  if (t === -Infinity) return 0;
  return t > 0 ? 1 - upperTail(t, degrees) : upperTail(-t, degrees);
}

/** The t above which the probability is `tail`, at most one half. */
function fromUpperTail(tail: number, degrees: number): number {
  if (tail === 0.5) return 0;
  let low = 0;
  let high = 1;
  while (high < 1e300 && upperTail(high, degrees) > tail) {
    low = high;
    high *= 2;
  }
  // Newton on the logarithms, where the tail is nearly straight, kept inside the bracket
  let t = (low + high) / 2;
  for (let step = 0; step < 200; step++) {
    const probability = upperTail(t, degrees);
    if (probability > tail) low = t;
    else high = t;
    const slope = -t * density(t, degrees) / probability;
    const next = t * Math.exp((Math.log(tail) - Math.log(probability)) / slope);
    const inside = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(inside - t) <= 4e-16 * t) return inside;
    t = inside;
  }
  return t;
}

/** The density at t. */
function density(t: number, degrees: number): number {
  const falling = (degrees + 1) / 2 * Math.log1p(t * t / degrees);
  return Math.exp(-logBeta(degrees / 2, 0.5) - Math.log(degrees) / 2 - falling);
}

/**
 * The value below which a Student t variable lies with the given probability: the inverse of
 * {@linkcode studentTProbability}. Solved, not read from a table; right to about
 * eleven digits.
 *
 * @param probability Above 0 and below 1.
 * @param degrees Degrees of freedom, above 0, not necessarily whole.
 * @returns The quantile.
 * @throws {RangeError} If a number is out of range.
 *
 * @example The entry 2.228 of every printed table: 10 degrees, 2.5 % in each tail
 * ```ts
 * import { studentTQuantile } from "@/lib/compute/statistics/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(studentTQuantile(0.975, 10)).toBeCloseTo(2.2281388520, 9);
 * ```
 */
export function studentTQuantile(probability: number, degrees: number): number {
  positive("degrees", degrees);
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(
      `probability is ${describe(probability)}: it must be above 0 and below 1`,
    );
  }
  return probability <= 0.5
    ? -fromUpperTail(probability, degrees)
    : fromUpperTail(1 - probability, degrees);
}

/**
 * The t that a Student t variable stays within, either side of 0, with probability `level`.
 *
 * @param level Above 0 and below 1, such as 0.95.
 * @param degrees Degrees of freedom, above 0.
 * @returns A number above 0.
 * @throws {RangeError} If a number is out of range.
 *
 * @example
 * ```ts
 * import { twoSidedT } from "@/lib/compute/statistics/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(twoSidedT(0.95, 8)).toBeCloseTo(2.306004, 6);
 * ```
 */
export function twoSidedT(level: number, degrees: number): number {
  positive("degrees", degrees);
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`level is ${describe(level)}: it must be above 0 and below 1`);
  }
  return fromUpperTail((1 - level) / 2, degrees);
}
