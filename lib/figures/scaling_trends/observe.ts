import { ridgePointAt } from "@/lib/compute/trends/mod.ts";
import type { FigureContext } from "../definition.ts";
import { type Observed, perByteOf } from "../observed.ts";
import { factorOver } from "../trend/fit.ts";
import type { ScalingSeries } from "./data.ts";
import { scalingFinding } from "./finding.ts";
import { growthBetween, ridgeOf, scaled, sinceOf, yearOf } from "./fits.ts";
import type { ScalingState } from "./state.ts";

/** The names of what the figure of scaling trends shows. */
export const scalingNames = [
  "series",
  "base",
  "band",
  "later",
  "paper",
  "year",
  "until",
  "left_out",
  "peak_growth",
  "dram_growth",
  "interconnect_growth",
  "peak_points",
  "dram_points",
  "interconnect_points",
  "ridge_growth",
  "ridge_doubling",
  "ridge",
  "gap",
] as const;

/** What the figure shows; docs/figures.md says what each name is. */
export function observeScaling(
  state: ScalingState,
  context: FigureContext,
): Observed<typeof scalingNames[number]> {
  const series = scaled(state, context);
  const ridge = ridgeOf(series);
  const trendOf = (id: ScalingSeries) => series.find((each) => each.id === id)?.trend;
  const growth = (id: ScalingSeries) => {
    const trend = trendOf(id);
    return trend ? factorOver(trend.slope, 2) : 0;
  };
  const points = (id: ScalingSeries) => trendOf(id)?.points.length ?? 0;
  const year = yearOf(state, series);
  return {
    series: state.series.length,
    base: String(state.base),
    band: state.band,
    later: state.later,
    paper: state.paper,
    year,
    until: state.until,
    left_out: series.reduce((sum, { out }) => sum + out.length, 0),
    peak_growth: growth("peak-rate"),
    dram_growth: growth("dram-bandwidth"),
    interconnect_growth: growth("interconnect-rate"),
    peak_points: points("peak-rate"),
    dram_points: points("dram-bandwidth"),
    interconnect_points: points("interconnect-rate"),
    ridge_growth: ridge ? factorOver(ridge.slope, 2) : 0,
    ridge_doubling: ridge && ridge.slope !== 0 ? Math.log10(2) / ridge.slope : 0,
    ridge: perByteOf(ridge ? ridgePointAt(ridge.peak, ridge.dram, year) : 0),
    gap: ridge ? growthBetween(ridge, sinceOf(state, series), year) : 0,
  };
}

/** The state in one sentence. */
export function tellScaling(state: ScalingState, context: FigureContext): string {
  return `${scalingFinding(scaled(state, context))}.`;
}
