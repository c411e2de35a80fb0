/**
 * A straight line through the decimal logarithms of values over time.
 *
 * @module
 */
import { list, made, positive, record } from "../check.ts";
import { dateInYears } from "./dates.ts";

/** A value at a date, as given. */
export interface DatedValue {
  /** `2020-05-14`, or years as a number; see {@linkcode dateInYears}. */
  readonly date: string | number;
  /** Above 0, in any unit. */
  readonly value: number;
}

/** A point of a trend. */
export interface TrendPoint {
  /** Years. */
  readonly date: number;
  /** In the unit of the trend. */
  readonly value: number;
  /** log10(value) less the line's: 0.3 is a point at twice the trend. */
  readonly residual: number;
}

/**
 * A trend: the least-squares line of log10(value) on the date, and what its uncertainty follows
 * from. A decade is a factor of ten.
 */
export interface Trend {
  /** The points, in the order given. */
  readonly points: readonly TrendPoint[];
  /** Decades a year. */
  readonly slope: number;
  /** Growth factor a year: 10^slope. */
  readonly perYear: number;
  /** Growth factor every two years: 10^(2·slope). */
  readonly perTwoYears: number;
  /** The mean of the dates, in years: where the line is known best. */
  readonly meanDate: number;
  /** The line's log10(value) at the mean date: the mean of the logarithms. */
  readonly meanLog: number;
  /** The earliest date of a point, in years. */
  readonly firstDate: number;
  /** The latest date of a point, in years. */
  readonly lastDate: number;
  /** The sum of squared distances from the mean date, in years². */
  readonly spread: number;
  /** Points less two. */
  readonly degreesOfFreedom: number;
  /** The scatter about the line, √(Σ residual² ÷ degrees of freedom), in decades; `NaN` for two points. */
  readonly standardError: number;
  /** The standard error of the slope, in decades a year; `NaN` for two points. */
  readonly slopeError: number;
  /** The part of the variance of log10(value) that the line explains; 1 if there is none to explain. */
  readonly rSquared: number;
  /** The level of intervals unless another is asked for, such as 0.95. */
  readonly level: number;
}

/** How a trend is fitted. */
export interface TrendOptions {
  /** The level of its intervals. Default 0.95. */
  readonly level?: number | undefined;
}

/**
 * Fits a trend by ordinary least squares of log10(value) on the date. Every point counts alike, and
 * the intervals that follow from it take scatter to be normal in the logarithm and independent from
 * point to point. Points of one maker's successive products are not independent, so that real
 * uncertainty is larger.
 *
 * @param points At least two, not all of one date; three for intervals.
 * @param options The level of intervals.
 * @returns The trend.
 * @throws {RangeError} If there are fewer than two points, all have one date, a value is not above
 * 0, or a date is not one.
 *
 * @example Four times in two years
 * ```ts
 * import { fitTrend } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const trend = fitTrend([
 *   { date: 2010, value: 1 },
 *   { date: 2012, value: 4 },
 *   { date: 2014, value: 16 },
 * ]);
 * expect(trend.perTwoYears).toBeCloseTo(4, 12);
 * expect(trend.rSquared).toBeCloseTo(1, 12);
 * ```
 */
export function fitTrend(points: readonly DatedValue[], options: TrendOptions = {}): Trend {
  record("options", options);
  const level = checkLevel(options.level ?? 0.95);
  const count = list("points", points).length;
  if (count < 2) {
    throw new RangeError(`points has ${count}: a trend needs at least 2`);
  }
  const dates = points.map((point, i) => dateInYears(record(`points[${i}]`, point).date));
  const logs = points.map(({ value }, i) => Math.log10(positive(`points[${i}].value`, value)));
  const meanDate = mean(dates);
  const meanLog = mean(logs);
  // Distances from the mean: sums of squared years would lose eight digits
  let spread = 0;
  let product = 0;
  let variation = 0;
  dates.forEach((date, i) => {
    const x = date - meanDate;
    const y = (logs[i] ?? NaN) - meanLog;
    spread += x * x;
    product += x * y;
    variation += y * y;
  });
  const firstDate = Math.min(...dates);
  const lastDate = Math.max(...dates);
  if (firstDate === lastDate) {
    throw new RangeError(`points all have the date ${firstDate}: a trend needs at least 2 dates`);
  }
  const slope = product / spread;
  const fitted = dates.map((date, i) => ({
    date,
    value: points[i]?.value ?? NaN,
    residual: (logs[i] ?? NaN) - meanLog - slope * (date - meanDate),
  }));
  const unexplained = fitted.reduce((sum, { residual }) => sum + residual * residual, 0);
  const degreesOfFreedom = count - 2;
  const standardError = Math.sqrt(unexplained / degreesOfFreedom);
  return {
    points: fitted,
    slope,
    perYear: 10 ** slope,
    perTwoYears: 10 ** (2 * slope),
    meanDate,
    meanLog,
    firstDate,
    lastDate,
    spread,
    degreesOfFreedom,
    // Two points leave no scatter to estimate: what rounding leaves must not look like one
    standardError: degreesOfFreedom > 0 ? standardError : NaN,
    slopeError: degreesOfFreedom > 0 ? standardError / Math.sqrt(spread) : NaN,
    rSquared: variation > 0 ? 1 - unexplained / variation : 1,
    level,
  };
}

/** Returns the trend if it is one that `fitTrend` gives; `field` names it in the message. */
export function checkTrend(field: string, trend: Trend): Trend {
  return made(field, trend, trend?.meanLog, "fitTrend");
}

function mean(values: readonly number[]): number {
  const rough = values.reduce((sum, value) => sum + value, 0) / values.length;
  // A second pass takes away the rounding of the first
  return rough + values.reduce((sum, value) => sum + (value - rough), 0) / values.length;
}

/** Returns the level if it is above 0 and below 1. */
export function checkLevel(level: number): number {
  if (typeof level === "number" && level > 0 && level < 1) return level;
  throw new RangeError(`level is ${level}: it must be above 0 and below 1, such as 0.95`);
}
