/**
 * A trend in multiples of one of its values.
 *
 * @module
 */
import { positive } from "../check.ts";
import { checkTrend, type Trend } from "./fit.ts";

/**
 * A trend in multiples of a base, so that trends of different units can be drawn on one axis. The
 * growth stays what it was: dividing moves a line of logarithms up or down only.
 *
 * @param trend The trend.
 * @param base What becomes 1, in the trend's unit, above 0. Default: the value of the earliest
 * point, as in the figures of Gholami et al. 2024. That point need not lie on the line: with
 * `valueAt(trend, trend.firstDate)` the line starts at 1.
 * @returns The trend without unit.
 * @throws {RangeError} If the base is not above 0.
 *
 * @example
 * ```ts
 * import { fitTrend, normalizeTrend, valueAt } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const trend = fitTrend([{ date: 2010, value: 5e9 }, { date: 2012, value: 2e10 }]);
 * const multiples = normalizeTrend(trend);
 * expect(multiples.points.map((point) => point.value)).toEqual([1, 4]);
 * expect(valueAt(multiples, 2014)).toBeCloseTo(16, 10);
 * ```
 */
export function normalizeTrend(trend: Trend, base?: number): Trend {
  checkTrend("trend", trend);
  const first = trend.points.find((point) => point.date === trend.firstDate);
  const one = positive("base", base ?? first?.value ?? NaN);
  return {
    ...trend,
    points: trend.points.map((point) => ({ ...point, value: point.value / one })),
    meanLog: trend.meanLog - Math.log10(one),
  };
}
