import { type DatedValue, fitTrend, type Trend } from "@/lib/compute/trends/mod.ts";

/** How many points a line needs here: with two there is nothing to judge it by. */
export const fewestPoints = 3;

/** The trend of points; `undefined` if there are too few of them, or all are of one date. */
export function fitOf(points: readonly DatedValue[]): Trend | undefined {
  if (points.length < fewestPoints) return undefined;
  if (points.every(({ date }) => date === points[0]?.date)) return undefined;
  return fitTrend(points.map(({ date, value }) => ({ date, value })));
}

/** Decades a year as a growth factor over years; held to what a number can be. */
export function factorOver(slope: number, years: number): number {
  return 10 ** Math.min(Math.max(slope * years, -300), 300);
}
