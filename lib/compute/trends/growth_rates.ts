/**
 * Growth factors over different spans of time, and how long a ratio takes.
 *
 * @module
 */
import { describe, positive, record } from "../check.ts";

/**
 * The growth over one span of years as growth over another: factor^(to ÷ from).
 *
 * @param factor The growth over `from` years, above 0.
 * @param years The span it holds for and the span asked for, in years, both above 0.
 * @returns The growth over `to` years.
 * @throws {RangeError} If a number is not above 0.
 *
 * @example Three times every two years is 59,049 times in twenty
 * ```ts
 * import { convertGrowth } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(convertGrowth(3, { from: 2, to: 20 })).toBeCloseTo(59_049, 6);
 * ```
 */
export function convertGrowth(
  factor: number,
  years: { readonly from: number; readonly to: number },
): number {
  record("years", years);
  const span = positive("years.to", years.to) / positive("years.from", years.from);
  return positive("factor", factor) ** span;
}

/**
 * Growth a year from growth every two years: the square root.
 *
 * @param perTwoYears Above 0.
 * @returns The factor a year.
 * @throws {RangeError} If it is not above 0.
 *
 * @example
 * ```ts
 * import { perYearFromPerTwoYears } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(perYearFromPerTwoYears(1.44)).toBeCloseTo(1.2, 14);
 * ```
 */
export function perYearFromPerTwoYears(perTwoYears: number): number {
  return Math.sqrt(positive("perTwoYears", perTwoYears));
}

/**
 * Growth every two years from growth a year: the square.
 *
 * @param perYear Above 0.
 * @returns The factor every two years.
 * @throws {RangeError} If it is not above 0.
 *
 * @example
 * ```ts
 * import { perTwoYearsFromPerYear } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(perTwoYearsFromPerYear(1.2)).toBeCloseTo(1.44, 14);
 * ```
 */
export function perTwoYearsFromPerYear(perYear: number): number {
  return positive("perYear", perYear) ** 2;
}

/**
 * How many years a growth takes to reach a ratio: ln(ratio) ÷ ln(growth a year).
 *
 * @param ratio The ratio to reach, above 0.
 * @param perYear The factor a year, above 0.
 * @returns Years: negative if the ratio lies in the past, `Infinity` if nothing changes and the
 * ratio is not 1.
 * @throws {RangeError} If a number is not above 0.
 *
 * @example
 * ```ts
 * import { yearsToRatio } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(yearsToRatio(8, 2)).toBeCloseTo(3, 14);
 * expect(yearsToRatio(10, 1)).toBe(Infinity);
 * ```
 */
export function yearsToRatio(ratio: number, perYear: number): number {
  const distance = Math.log(positive("ratio", ratio));
  const speed = Math.log(positive("perYear", perYear));
  if (distance === 0) return 0;
  return speed === 0 ? Infinity : distance / speed;
}

/**
 * The years that doubling takes: ln 2 ÷ ln(growth a year).
 *
 * @param perYear The factor a year, above 0.
 * @returns Years: negative (the time it takes to halve) if it falls, `Infinity` if it stays.
 * @throws {RangeError} If it is not above 0.
 *
 * @example
 * ```ts
 * import { doublingYears } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(doublingYears(Math.SQRT2)).toBeCloseTo(2, 14);
 * ```
 */
export function doublingYears(perYear: number): number {
  return yearsToRatio(2, perYear);
}

/**
 * Growth a year from the years that doubling takes: 2^(1 ÷ years).
 *
 * @param years Not 0; negative is the time it takes to halve, `Infinity` no change.
 * @returns The factor a year.
 * @throws {RangeError} If it is 0 or not a number.
 *
 * @example
 * ```ts
 * import { perYearFromDoubling } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(perYearFromDoubling(2)).toBeCloseTo(Math.SQRT2, 14);
 * ```
 */
export function perYearFromDoubling(years: number): number {
  if (typeof years !== "number" || Number.isNaN(years) || years === 0) {
    throw new RangeError(`years is ${describe(years)}: it must be a number other than 0`);
  }
  return 2 ** (1 / years);
}
