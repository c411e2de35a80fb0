/**
 * How fast the ridge point moves away: compute grows faster than the bandwidth that feeds it.
 *
 * @module
 */
import { record } from "../check.ts";
import { logAt } from "./bands.ts";
import { type RatioGrowth, ratioGrowth } from "./compare.ts";
import { dateInYears } from "./dates.ts";
import { checkTrend, type Trend } from "./fit.ts";
import type { LevelOptions } from "./intervals.ts";

/** The widening of the ridge point. */
export interface RidgePointGrowth extends RatioGrowth {
  /**
   * The dates at which both trends have points, in years: outside them a ridge point is
   * extrapolated. Empty (`from` after `to`) if they do not overlap.
   */
  readonly common: {
    /** The later of the two first dates. */
    readonly from: number;
    /** The earlier of the two last dates. */
    readonly to: number;
  };
}

/**
 * How the ridge point, peak FLOP/s ÷ bandwidth, grows: the ratio of the two trends. A program that
 * is to stay limited by arithmetic must grow its arithmetic intensity as fast.
 *
 * @param compute A trend of peak rates, at least three points.
 * @param bandwidth A trend of bandwidths, at least three points.
 * @param options The level of the intervals. Default: that of `compute`.
 * @returns The growth a year and every two years, the doubling time, and the dates both trends span.
 * @throws {RangeError} If a trend has two points or the level is out of range.
 *
 * @example Peak rates and bandwidths of the paper's figure
 * ```ts
 * import { fittedPoints } from "@/lib/compute/data/mod.ts";
 * import { fitTrend, ridgePointGrowth } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const growth = ridgePointGrowth(
 *   fitTrend(fittedPoints("peak-rate")),
 *   fitTrend(fittedPoints("dram-bandwidth")),
 * );
 * expect(growth.perTwoYears.value).toBeCloseTo(1.90, 2);
 * expect(growth.doubling.years).toBeCloseTo(2.16, 2);
 * ```
 */
export function ridgePointGrowth(
  compute: Trend,
  bandwidth: Trend,
  options: LevelOptions = {},
): RidgePointGrowth {
  checkTrend("compute", compute);
  checkTrend("bandwidth", bandwidth);
  record("options", options);
  return {
    ...ratioGrowth(compute, bandwidth, options),
    common: {
      from: Math.max(compute.firstDate, bandwidth.firstDate),
      to: Math.min(compute.lastDate, bandwidth.lastDate),
    },
  };
}

/**
 * The ridge point at a date, from the two lines: FLOP/byte if the trends are in FLOP/s and byte/s.
 *
 * @param compute A trend of peak rates.
 * @param bandwidth A trend of bandwidths.
 * @param date A date, or years as a number.
 * @returns Peak ÷ bandwidth.
 * @throws {RangeError} If the date is not one.
 *
 * @example
 * ```ts
 * import { fitTrend, ridgePointAt } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const compute = fitTrend([{ date: 2010, value: 1e12 }, { date: 2020, value: 300e12 }]);
 * const bandwidth = fitTrend([{ date: 2010, value: 150e9 }, { date: 2020, value: 2e12 }]);
 * expect(ridgePointAt(compute, bandwidth, 2020)).toBeCloseTo(150, 8);
 * ```
 */
export function ridgePointAt(compute: Trend, bandwidth: Trend, date: string | number): number {
  checkTrend("compute", compute);
  checkTrend("bandwidth", bandwidth);
  const years = dateInYears(date);
  return 10 ** (logAt(compute, years) - logAt(bandwidth, years));
}
