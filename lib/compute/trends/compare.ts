/**
 * Two trends: where they cross, and how their ratio grows.
 *
 * @module
 */
import { positive, record } from "../check.ts";
import { twoSidedT } from "../statistics/mod.ts";
import { type Extrapolation, extrapolation, logAt } from "./bands.ts";
import { checkLevel, checkTrend, type Trend } from "./fit.ts";
import {
  type ConfidenceSet,
  doublingOf,
  type DoublingTime,
  type Estimate,
  type LevelOptions,
} from "./intervals.ts";

/** Where two trends meet. */
export interface Crossing {
  /** Years; `undefined` if the lines are parallel. */
  readonly date: number | undefined;
  /** The value both have there, in their unit; `undefined` if the lines are parallel. */
  readonly value: number | undefined;
  /** The dates that the data allow; `undefined` if a trend has only two points. */
  readonly set: ConfidenceSet | undefined;
  /** How far the crossing lies outside each trend's points; `undefined` if they are parallel. */
  readonly outside: { readonly first: Extrapolation; readonly second: Extrapolation } | undefined;
}

/**
 * The date at which two trends have the same value, with an approximate confidence set after
 * Fieller 1954: all dates at which the difference of the two lines is not further from 0 than t
 * standard errors. Where growth rates can be told apart it is an interval about the crossing; where
 * they cannot, it has no bounds, and says so. t has the degrees of freedom of Welch 1947 for two
 * scatters that need not be alike, taken at the crossing.
 *
 * @param first A trend.
 * @param second Another, in the same unit.
 * @param options The level. Default: the first trend's.
 * @returns The crossing.
 * @throws {RangeError} If the level is out of range.
 *
 * @example
 * ```ts
 * import { crossing, fitTrend } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const slow = fitTrend([{ date: 2010, value: 8 }, { date: 2012, value: 16 }]);
 * const fast = fitTrend([{ date: 2010, value: 1 }, { date: 2012, value: 4 }]);
 * expect(crossing(slow, fast).date).toBeCloseTo(2016, 9);
 * expect(crossing(slow, slow).date).toBe(undefined);
 * ```
 */
export function crossing(first: Trend, second: Trend, options: LevelOptions = {}): Crossing {
  checkTrend("first", first);
  checkTrend("second", second);
  record("options", options);
  const level = checkLevel(options.level ?? first.level);
  const slope = first.slope - second.slope;
  // Distances from a date between the two means, where both lines are known well
  const origin = (first.meanDate + second.meanDate) / 2;
  const gap = logAt(first, origin) - logAt(second, origin);
  // Equal growth differs by rounding
  const parallel = Math.abs(slope) <= 1e-12 * (Math.abs(first.slope) + Math.abs(second.slope));
  const date = parallel ? undefined : origin - gap / slope;
  return {
    date,
    value: date === undefined ? undefined : 10 ** logAt(first, date),
    set: fieller(first, second, { origin, gap, slope: parallel ? 0 : slope, date, level }),
    outside: date === undefined ? undefined : {
      first: extrapolation(first, date),
      second: extrapolation(second, date),
    },
  };
}

/** The difference of two lines: `gap` at `origin`, growing by `slope` a year, 0 at `date`. */
interface Difference {
  readonly origin: number;
  readonly gap: number;
  readonly slope: number;
  readonly date: number | undefined;
  readonly level: number;
}

function fieller(first: Trend, second: Trend, difference: Difference): ConfidenceSet | undefined {
  if (first.degreesOfFreedom < 1 || second.degreesOfFreedom < 1) return undefined;
  const { origin, gap, slope, date, level } = difference;
  const t = twoSidedT(level, welchDegrees(first, second, date));
  // The variance of the difference at origin + x is constant + 2·linear·x + square·x²
  let constant = 0;
  let linear = 0;
  let square = 0;
  for (const trend of [first, second]) {
    const ofSlope = trend.slopeError ** 2;
    const away = origin - trend.meanDate;
    constant += trend.standardError ** 2 / trend.points.length + ofSlope * away * away;
    linear += ofSlope * away;
    square += ofSlope;
  }
  const a = slope * slope - t * t * square;
  const halfB = gap * slope - t * t * linear;
  const c = gap * gap - t * t * constant;
  return { ...solveAtMostZero(a, halfB, c, origin), level };
}

/** The x, counted from `origin`, for which a·x² + 2·halfB·x + c ≤ 0. */
function solveAtMostZero(
  a: number,
  halfB: number,
  c: number,
  origin: number,
): Omit<ConfidenceSet, "level"> {
  if (a === 0 && halfB === 0) {
    return { shape: c <= 0 ? "everything" : "nothing", lower: NaN, upper: NaN };
  }
  const discriminant = halfB * halfB - a * c;
  if (a < 0 && discriminant <= 0) return { shape: "everything", lower: NaN, upper: NaN };
  // The sum of like signs keeps its digits; the other root follows from the product c ÷ a
  const sum = -(halfB + (halfB < 0 ? -1 : 1) * Math.sqrt(Math.max(0, discriminant)));
  const roots = sum === 0 ? [0, 0] : [sum / a, c / sum];
  const lower = origin + Math.min(...roots);
  const upper = origin + Math.max(...roots);
  return { shape: a >= 0 ? "between" : "outside", lower, upper };
}

/** Welch's degrees of freedom for the difference of two lines; without a date, of their slopes. */
function welchDegrees(first: Trend, second: Trend, date: number | undefined): number {
  const parts = [first, second].map((trend) => {
    const ofSlope = trend.slopeError ** 2;
    const variance = date === undefined
      ? ofSlope
      : trend.standardError ** 2 / trend.points.length + ofSlope * (date - trend.meanDate) ** 2;
    return { variance, degrees: trend.degreesOfFreedom };
  });
  const total = parts.reduce((sum, { variance }) => sum + variance, 0);
  const weighted = parts.reduce((sum, { variance, degrees }) => sum + variance ** 2 / degrees, 0);
  // Without scatter any number will do
  return weighted > 0 ? total * total / weighted : 1;
}

/** How the ratio of two trends grows. */
export interface RatioGrowth {
  /** Growth factor a year. */
  readonly perYear: number;
  /** Growth factor every two years, with its interval. */
  readonly perTwoYears: Estimate;
  /** How long the ratio takes to double. */
  readonly doubling: DoublingTime;
}

/**
 * How the ratio of two trends grows, with an approximate interval: the difference of two slopes has
 * the sum of their variances and Welch's degrees of freedom.
 *
 * @param numerator A trend of at least three points.
 * @param denominator Another of at least three points.
 * @param options The level. Default: the numerator's.
 * @returns The growth of the ratio.
 * @throws {RangeError} If a trend has two points or the level is out of range.
 *
 * @example Compute grows four times in two years, bandwidth twice: so does the ratio
 * ```ts
 * import { fitTrend, ratioGrowth } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const grow = (factor: number) =>
 *   fitTrend([0, 1, 2, 3].map((k) => ({ date: 2010 + 2 * k, value: factor ** k })));
 * const { perTwoYears, doubling } = ratioGrowth(grow(4), grow(2));
 * expect(perTwoYears.value).toBeCloseTo(2, 12);
 * expect(doubling.years).toBeCloseTo(2, 12);
 * ```
 */
export function ratioGrowth(
  numerator: Trend,
  denominator: Trend,
  options: LevelOptions = {},
): RatioGrowth {
  checkTrend("numerator", numerator);
  checkTrend("denominator", denominator);
  record("options", options);
  const level = checkLevel(options.level ?? numerator.level);
  for (const trend of [numerator, denominator]) {
    positive("degrees of freedom of a trend", trend.degreesOfFreedom);
  }
  const slope = numerator.slope - denominator.slope;
  const error = Math.hypot(numerator.slopeError, denominator.slopeError);
  const reach = twoSidedT(level, welchDegrees(numerator, denominator, undefined)) * error;
  return {
    perYear: 10 ** slope,
    perTwoYears: {
      value: 10 ** (2 * slope),
      lower: 10 ** (2 * (slope - reach)),
      upper: 10 ** (2 * (slope + reach)),
      level,
    },
    doubling: doublingOf(slope, slope - reach, slope + reach, level),
  };
}
