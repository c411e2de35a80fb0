/**
 * The closed form for equal stages.
 *
 * @module
 */
import { nonNegativeInteger, positiveInteger } from "../check.ts";

/**
 * The longest chain of equal stages that `checkpoints` checkpoints reverse with each stage run
 * forward at most `repetitions` times before its own backward pass: β(c, r) = (c + r)! ÷ (c!·r!)
 * (Griewank 1992; Griewank and Walther 2000, Algorithm 799: revolve, equation 1).
 *
 * @param checkpoints States held at once, the initial one included; at least 0.
 * @param repetitions At least 0.
 * @returns Stages; exact while (c + r)·β(c, r) is below 2⁵³.
 * @throws {RangeError} If an argument is not a whole number of at least 0.
 *
 * @example
 * ```ts
 * import { binomialStages } from "@/lib/compute/rematerialization/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(binomialStages(3, 2)).toBe(10);
 * ```
 */
export function binomialStages(checkpoints: number, repetitions: number): number {
  const c = nonNegativeInteger("checkpoints", checkpoints);
  const r = nonNegativeInteger("repetitions", repetitions);
  const [few, many] = c < r ? [c, r] : [r, c];
  let product = 1;
  // After each factor the product is itself a binomial coefficient, so the division is exact.
  for (let i = 1; i <= few; i++) product = product * (many + i) / i;
  return Math.round(product);
}

/**
 * The fewest forward passes of single stages that reverse a chain of equal stages, beside the one
 * inside each backward pass: r·n − β(c + 1, r − 1), with r the least number for which β(c, r) ≥ n
 * (Griewank and Walther 2000, proposition 1; Grimm, Pottier and Rostaing-Schmidt 1996).
 *
 * @param stages Stages n, at least 1.
 * @param checkpoints States c held at once, the initial one included, at least 1.
 * @returns Forward passes.
 * @throws {RangeError} If an argument is not a whole number of at least 1.
 *
 * @example
 * ```ts
 * import { revolveForwardRuns } from "@/lib/compute/rematerialization/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(revolveForwardRuns(10, 3)).toBe(15);
 * // One checkpoint: everything from the start again, every time
 * expect(revolveForwardRuns(10, 1)).toBe(45);
 * ```
 */
export function revolveForwardRuns(stages: number, checkpoints: number): number {
  const n = positiveInteger("stages", stages);
  const c = positiveInteger("checkpoints", checkpoints);
  let r = 0;
  while (binomialStages(c, r) < n) r++;
  return r === 0 ? 0 : r * n - binomialStages(c + 1, r - 1);
}
