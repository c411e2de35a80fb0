/**
 * How sure a trend's growth is.
 *
 * @module
 */
import { positive, record } from "../check.ts";
import { twoSidedT } from "../statistics/mod.ts";
import { checkLevel, checkTrend, type Trend } from "./fit.ts";

/** An estimate with a confidence interval. */
export interface Estimate {
  /** The estimate. */
  readonly value: number;
  /** The lower end of the interval. */
  readonly lower: number;
  /** The upper end of the interval. */
  readonly upper: number;
  /** The interval's level, such as 0.95. */
  readonly level: number;
}

/**
 * Confidence sets of quotients, which need not be intervals: where the divisor cannot be told from
 * 0, the set is what lies outside two numbers, or everything.
 *
 * - `between`: from `lower` to `upper`
 * - `outside`: up to `lower`, or from `upper` on
 * - `everything`: the data rule nothing out
 * - `nothing`: no number is possible (lines without scatter that are parallel)
 */
export interface ConfidenceSet {
  /** Which numbers belong to it. */
  readonly shape: "between" | "outside" | "everything" | "nothing";
  /** See `shape`; `NaN` where it has no ends. */
  readonly lower: number;
  /** See `shape`; `NaN` where it has no ends. */
  readonly upper: number;
  /** Its level, such as 0.95. */
  readonly level: number;
}

/** Which level an interval has. */
export interface LevelOptions {
  /** Default: the trend's. */
  readonly level?: number | undefined;
}

/** Student's t for a trend's intervals; refuses a trend without scatter to estimate. */
export function trendT(trend: Trend, level: number): number {
  if (trend.degreesOfFreedom < 1) {
    throw new RangeError(`The trend has ${trend.points.length} points: an interval needs 3`);
  }
  return twoSidedT(checkLevel(level), trend.degreesOfFreedom);
}

/** The confidence interval of the slope, in decades a year. */
function slopeInterval(trend: Trend, level: number): [number, number] {
  const reach = trendT(trend, level) * trend.slopeError;
  return [trend.slope - reach, trend.slope + reach];
}

/**
 * The factor by which a trend grows over a span of years, with its confidence interval: 10 to the
 * power years·(slope ± t·standard error of the slope).
 *
 * @param trend A trend of at least three points.
 * @param years The span, above 0.
 * @param options The level.
 * @returns The factor.
 * @throws {RangeError} If the trend has two points, or a number is out of range.
 *
 * @example
 * ```ts
 * import { fitTrend, growthOver } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const trend = fitTrend([
 *   { date: 2010, value: 1 },
 *   { date: 2012, value: 5 },
 *   { date: 2014, value: 15 },
 *   { date: 2016, value: 60 },
 * ]);
 * const { value, lower, upper } = growthOver(trend, 2);
 * expect(value).toBe(trend.perTwoYears);
 * expect([lower < 3.8, upper > 3.8]).toEqual([true, true]);
 * ```
 */
export function growthOver(trend: Trend, years: number, options: LevelOptions = {}): Estimate {
  checkTrend("trend", trend);
  record("options", options);
  positive("years", years);
  const level = options.level ?? trend.level;
  const [low, high] = slopeInterval(trend, level);
  return {
    value: 10 ** (years * trend.slope),
    lower: 10 ** (years * low),
    upper: 10 ** (years * high),
    level,
  };
}

/** How long a trend takes to double. */
export interface DoublingTime {
  /** Years: negative (the time it takes to halve) if the trend falls, `Infinity` if it is level. */
  readonly years: number;
  /** The doubling times that the data allow. */
  readonly set: ConfidenceSet;
}

/**
 * The years that a trend takes to double: log10(2) ÷ slope. Where the interval of the slope holds
 * 0, so that the trend may rise slowly, fall slowly or do neither, the doubling times allowed are
 * those outside two numbers: at least `upper` years, or a halving in at least −`lower`.
 *
 * @param trend A trend of at least three points.
 * @param options The level.
 * @returns The doubling time.
 * @throws {RangeError} If the trend has two points, or the level is out of range.
 *
 * @example
 * ```ts
 * import { doublingTime, fitTrend } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const trend = fitTrend([
 *   { date: 2010, value: 1 },
 *   { date: 2012, value: 5 },
 *   { date: 2014, value: 15 },
 *   { date: 2016, value: 60 },
 * ]);
 * const { years, set } = doublingTime(trend);
 * expect(years).toBeCloseTo(1.036, 3);
 * expect(set.shape).toBe("between");
 * ```
 */
export function doublingTime(trend: Trend, options: LevelOptions = {}): DoublingTime {
  checkTrend("trend", trend);
  record("options", options);
  const level = options.level ?? trend.level;
  const [low, high] = slopeInterval(trend, level);
  return doublingOf(trend.slope, low, high, level);
}

/** The doubling time of a slope between two bounds. */
export function doublingOf(slope: number, low: number, high: number, level: number): DoublingTime {
  const years = slope === 0 ? Infinity : Math.log10(2) / slope;
  const lower = Math.log10(2) / low;
  const upper = Math.log10(2) / high;
  if (low > 0 || high < 0) {
    return { years, set: { shape: "between", lower: upper, upper: lower, level } };
  }
  // 1 ÷ 0 is an end at infinity on its own side
  return { years, set: { shape: "outside", lower: low === 0 ? -Infinity : lower, upper, level } };
}
