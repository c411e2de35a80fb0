/**
 * The incomplete beta function, from which the tails of Student's t come.
 *
 * @module
 */
import { positive, share } from "../check.ts";

/** The series of Stirling's approximation beyond its main terms (DLMF 5.11.1), for z of at least 10. */
function stirlingRest(z: number): number {
  const w = 1 / (z * z);
  return (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188))))) / z;
}

/** ln Γ(z) for z > 0: shifted up by recurrence to where Stirling's series is exact to a double. */
function logGamma(z: number): number {
  let factor = 1;
  while (z < 10) {
    factor *= z;
    z += 1;
  }
  const halfLogTwoPi = 0.9189385332046727;
  return (z - 0.5) * Math.log(z) - z + halfLogTwoPi + stirlingRest(z) - Math.log(factor);
}

/**
 * ln B(a, b). Where one argument is large, lnΓ(a + b) − lnΓ(a) is worked out as one expression:
 * as a difference it would lose as many digits as a has.
 */
export function logBeta(a: number, b: number): number {
  const large = Math.max(a, b);
  const small = Math.min(a, b);
  if (large < 10) return logGamma(a) + logGamma(b) - logGamma(a + b);
  const growth = (large - 0.5) * Math.log1p(small / large) + small * Math.log(large + small) -
    small + stirlingRest(large + small) - stirlingRest(large);
  return logGamma(small) - growth;
}

/** The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const guard = (value: number) => Math.abs(value) < tiny ? tiny : value;
  let c = 1;
  let d = 1 / guard(1 - (a + b) * x / (a + 1));
  let result = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    result *= d * c;
    const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    const change = d * c;
    result *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return result;
}

/**
 * I_x(a, b) where both x and 1 − x are known to full precision, which `1 - x` would lose near an
 * end.
 */
export function betaOf(x: number, oneMinusX: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (oneMinusX <= 0) return 1;
  const logX = oneMinusX < 0.5 ? Math.log1p(-oneMinusX) : Math.log(x);
  const logRest = x < 0.5 ? Math.log1p(-x) : Math.log(oneMinusX);
  const front = Math.exp(a * logX + b * logRest - logBeta(a, b));
  // The fraction converges fast on the near side of the mean only
  if (x <= (a + 1) / (a + b + 2)) return front * betaFraction(x, a, b) / a;
  return 1 - front * betaFraction(oneMinusX, b, a) / b;
}

/**
 * The regularized incomplete beta function I_x(a, b), the probability that a beta variable with
 * parameters a and b is at most x. Continued fraction of DLMF 8.17.22.
 *
 * @param x From 0 to 1.
 * @param a Above 0.
 * @param b Above 0.
 * @returns A probability.
 * @throws {RangeError} If x lies outside [0, 1], or a or b is not above 0.
 *
 * @example
 * ```ts
 * import { incompleteBeta } from "@/lib/compute/statistics/mod.ts";
 * import { expect } from "@std/expect";
 *
 * // For whole numbers it is a sum of binomial terms: 3·x² − 2·x³ at a = b = 2
 * expect(incompleteBeta(0.25, 2, 2)).toBeCloseTo(3 * 0.0625 - 2 * 0.015625, 14);
 * ```
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  share("x", x);
  return betaOf(x, 1 - x, positive("a", a), positive("b", b));
}
