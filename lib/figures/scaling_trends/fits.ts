import {
  normalizeTrend,
  type RatioGrowth,
  ratioGrowth,
  type Trend,
  valueAt,
} from "@/lib/compute/trends/mod.ts";
import type { FigureContext } from "../definition.ts";
import { type Dot, dotsOf } from "../trend/dots.ts";
import { factorOver, fitOf } from "../trend/fit.ts";
import { type LaterDot, laterDots, looks, type ScalingSeries } from "./data.ts";
import type { ScalingState } from "./state.ts";

/** One series of the figure in one state. */
export interface Scaled {
  readonly id: ScalingSeries;
  readonly look: typeof looks[ScalingSeries];
  /** The paper's points in the fit. */
  readonly used: readonly Dot[];
  /** The paper's points that are left out of it. */
  readonly out: readonly Dot[];
  /** The machines laid over. */
  readonly later: readonly LaterDot[];
  /** The fit in the unit of its points; `undefined` if too few are left. */
  readonly trend: Trend | undefined;
  /** What is drawn as 1, in the unit of its points. */
  readonly one: number;
  /** The fit as drawn. */
  readonly drawn: Trend | undefined;
}

/** The series of a state. */
export function scaled(state: ScalingState, context: FigureContext): Scaled[] {
  return state.series.map((id): Scaled => {
    const dots = dotsOf(id);
    const used = dots.filter((dot) => !state.without.includes(dot.id));
    const later = state.later === "off" ? [] : laterDots(id, context);
    const trend = fitOf(state.later === "fit" ? [...used, ...later] : used);
    const one = oneOf(state, dots, trend);
    return {
      id,
      look: looks[id],
      used,
      out: dots.filter((dot) => state.without.includes(dot.id)),
      later,
      trend,
      one,
      drawn: trend && normalizeTrend(trend, one),
    };
  });
}

/** The paper divides by the first point, and so does the figure when that is left out of the fit. */
function oneOf({ base }: ScalingState, dots: readonly Dot[], trend: Trend | undefined): number {
  if (base === "absolute") return 1;
  if (base !== "first" && trend) return valueAt(trend, base);
  return dots[0]?.value ?? 1;
}

/** Peak rate against DRAM bandwidth: how the ridge point grows. */
export interface Ridge {
  readonly peak: Trend;
  readonly dram: Trend;
  readonly growth: RatioGrowth;
  /** Decades a year. */
  readonly slope: number;
}

/** The ridge point's growth; `undefined` unless both are drawn and fitted. */
export function ridgeOf(series: readonly Scaled[]): Ridge | undefined {
  const trendOf = (id: ScalingSeries) => series.find((each) => each.id === id)?.trend;
  const [peak, dram] = [trendOf("peak-rate"), trendOf("dram-bandwidth")];
  if (!peak || !dram) return undefined;
  return { peak, dram, growth: ratioGrowth(peak, dram), slope: peak.slope - dram.slope };
}

/**
 * The date that growth is counted from: the base year, else the first at which all drawn lines have
 * points, in years.
 */
export function sinceOf({ base }: ScalingState, series: readonly Scaled[]): number {
  if (typeof base === "number") return base;
  const firsts = series.flatMap(({ trend }) => trend ? [trend.firstDate] : []);
  return Math.max(...firsts, 1997);
}

/** The year that the numbers are read at: not before the first line begins. */
export function yearOf({ year }: ScalingState, series: readonly Scaled[]): number {
  const firsts = series.flatMap(({ trend }) => trend ? [Math.ceil(trend.firstDate)] : []);
  return firsts.length > 0 ? Math.max(year, Math.min(...firsts)) : year;
}

/** How much a trend grows between two dates. */
export function growthBetween({ slope }: Pick<Trend, "slope">, from: number, to: number): number {
  return factorOver(slope, to - from);
}
