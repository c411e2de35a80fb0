/**
 * Picking the points of one trend.
 *
 * @module
 */
import { describe } from "../check.ts";
import { byDistance } from "../nearest.ts";
import { growthPoints, growthSeries } from "./growth.ts";
import type { GrowthPoint, GrowthSeriesId } from "./types.ts";

/**
 * The points of one trend, in the order of the figure's drawing.
 *
 * @param series The trend.
 * @returns All its points, those outside the fit included.
 * @throws {RangeError} If there is no such trend; the message lists the known ones, nearest first.
 *
 * @example
 * ```ts
 * import { pointsOf } from "@/lib/compute/data/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(pointsOf("accelerator-memory").map((point) => point.value / 1e9)).toEqual([
 *   12, 16, 32, 32, 40, 80, 80,
 * ]);
 * ```
 */
export function pointsOf(series: GrowthSeriesId): readonly GrowthPoint[] {
  const points = growthPoints.filter((point) => point.series === series);
  if (points.length > 0) return points;
  const known = byDistance(String(series), growthSeries.map(({ id }) => id));
  throw new RangeError(`Unknown series ${describe(series)}: known are ${known.join(", ")}`);
}

/**
 * The points of one trend that the figure's line is fitted to.
 *
 * @param series The trend.
 * @returns Its points in the fit; none for a drawn line.
 * @throws {RangeError} If there is no such trend; the message lists the known ones, nearest first.
 *
 * @example
 * ```ts
 * import { fittedPoints, pointsOf } from "@/lib/compute/data/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(pointsOf("model-parameters").length).toBe(16);
 * expect(fittedPoints("model-parameters").length).toBe(10);
 * ```
 */
export function fittedPoints(series: GrowthSeriesId): readonly GrowthPoint[] {
  return pointsOf(series).filter((point) => point.inFit);
}
