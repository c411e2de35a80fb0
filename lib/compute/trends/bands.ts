/**
 * A trend's value at a date, with bands, and how far that reaches beyond the data.
 *
 * @module
 */
import { list, record } from "../check.ts";
import { dateInYears } from "./dates.ts";
import { checkTrend, type Trend } from "./fit.ts";
import { type Estimate, type LevelOptions, trendT } from "./intervals.ts";

/** The line's log10(value) at a number of years. */
export function logAt(trend: Trend, years: number): number {
  return trend.meanLog + trend.slope * (years - trend.meanDate);
}

/**
 * The trend's value at a date.
 *
 * @param trend The trend.
 * @param date A date, or years as a number.
 * @returns The value, in the unit of its points. It is the median of what scatters about the line:
 * the mean of values that scatter in the logarithm lies higher.
 * @throws {RangeError} If the date is not one.
 *
 * @example
 * ```ts
 * import { fitTrend, valueAt } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const trend = fitTrend([{ date: 2010, value: 1 }, { date: 2012, value: 4 }]);
 * expect(valueAt(trend, 2014)).toBeCloseTo(16, 10);
 * ```
 */
export function valueAt(trend: Trend, date: string | number): number {
  checkTrend("trend", trend);
  return 10 ** logAt(trend, dateInYears(date));
}

/** What a band holds. */
export interface BandOptions extends LevelOptions {
  /**
   * `line`: where the line itself lies (the confidence band of the mean). `point`: where a new point
   * lies (the prediction band). Default `line`.
   */
  readonly of?: "line" | "point" | undefined;
}

/** A trend at a date, with a band. */
export interface BandPoint extends Estimate {
  /** Years. */
  readonly date: number;
}

/**
 * The band of a trend at dates. With s the scatter, n points, x the distance from the mean date and
 * S the spread of the dates, its half-width in decades is t·s·√(1/n + x²/S) for the line and
 * t·s·√(1 + 1/n + x²/S) for a new point. It holds for one date at a time; a band that holds for all
 * dates at once is wider.
 *
 * @param trend A trend of at least three points.
 * @param dates Dates, or years as numbers.
 * @param options Which band, and its level.
 * @returns For each date the value and the ends of the band.
 * @throws {RangeError} If the trend has two points, a date is not one, or the level is out of range.
 *
 * @example
 * ```ts
 * import { fitTrend, trendBand } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const trend = fitTrend([
 *   { date: 2010, value: 1 },
 *   { date: 2012, value: 5 },
 *   { date: 2014, value: 15 },
 * ]);
 * const [line] = trendBand(trend, [2012]);
 * const [point] = trendBand(trend, [2012], { of: "point" });
 * expect(point && line && point.upper > line.upper).toBe(true);
 * ```
 */
export function trendBand(
  trend: Trend,
  dates: readonly (string | number)[],
  options: BandOptions = {},
): BandPoint[] {
  checkTrend("trend", trend);
  list("dates", dates);
  record("options", options);
  const { of = "line", level = trend.level } = options;
  if (of !== "line" && of !== "point") {
    throw new RangeError(`of is ${JSON.stringify(of)}: it must be "line" or "point"`);
  }
  const t = trendT(trend, level);
  const own = of === "point" ? 1 : 0;
  return dates.map((given) => {
    const date = dateInYears(given);
    const distance = date - trend.meanDate;
    const variance = own + 1 / trend.points.length + distance * distance / trend.spread;
    const reach = t * trend.standardError * Math.sqrt(variance);
    const log = logAt(trend, date);
    return {
      date,
      value: 10 ** log,
      lower: 10 ** (log - reach),
      upper: 10 ** (log + reach),
      level,
    };
  });
}

/** How far a date lies outside a trend's points. */
export interface Extrapolation {
  /** Whether it lies before the first point, after the last, or neither. */
  readonly side: "before" | "within" | "after";
  /** Years beyond the nearest point; 0 within. */
  readonly years: number;
  /** The same in lengths of the whole time that the points span. */
  readonly spans: number;
}

/**
 * How far a date lies outside a trend's points. A band says how sure the line is, not that it goes
 * on: beyond the points, that is an assumption.
 *
 * @param trend The trend.
 * @param date A date, or years as a number.
 * @returns The side and the distance.
 * @throws {RangeError} If the date is not one.
 *
 * @example
 * ```ts
 * import { extrapolation, fitTrend } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const trend = fitTrend([{ date: 2010, value: 1 }, { date: 2014, value: 4 }]);
 * expect(extrapolation(trend, 2016)).toEqual({ side: "after", years: 2, spans: 0.5 });
 * ```
 */
export function extrapolation(trend: Trend, date: string | number): Extrapolation {
  checkTrend("trend", trend);
  const years = dateInYears(date);
  const before = trend.firstDate - years;
  const after = years - trend.lastDate;
  const span = trend.lastDate - trend.firstDate;
  if (before > 0) return { side: "before", years: before, spans: before / span };
  if (after > 0) return { side: "after", years: after, spans: after / span };
  return { side: "within", years: 0, spans: 0 };
}
