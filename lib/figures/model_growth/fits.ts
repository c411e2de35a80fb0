import {
  type Crossing,
  crossing,
  dateInYears,
  normalizeTrend,
  type RatioGrowth,
  ratioGrowth,
  type Trend,
  valueAt,
} from "@/lib/compute/trends/mod.ts";
import { pointsOf } from "@/lib/compute/data/select.ts";
import type { Dot } from "../trend/dots.ts";
import { fitOf } from "../trend/fit.ts";
import { monthIndex, monthInYears, monthOf, nearestMonth } from "../trend/months.ts";
import { acceleratorDots, modelDots } from "./data.ts";
import type { GrowthState } from "./state.ts";

/** Points of a fit, those that the reader left out, and the line. */
export interface Fitted {
  readonly used: readonly Dot[];
  readonly out: readonly Dot[];
  /** In the unit of the points; `undefined` if too few are left. */
  readonly trend: Trend | undefined;
}

/** What the figure shows in one state. */
export interface Growth {
  readonly models: Fitted;
  /** In bytes. Without points where training compute is shown. */
  readonly memory: Fitted;
  /** The memory of one accelerator, in parameters that it holds. */
  readonly one: Trend | undefined;
  /** The same of all accelerators together. */
  readonly all: Trend | undefined;
  /** Where the models' line meets that of all accelerators together. */
  readonly crossing: Crossing | undefined;
  /** Models ÷ memory. */
  readonly ratio: RatioGrowth | undefined;
  /** The month that is read: not before a line begins. */
  readonly at: string;
}

/** Fits a state. */
export function growthOf(state: GrowthState): Growth {
  const fitted = (dots: readonly Dot[]): Fitted => {
    const used = dots.filter(({ id }) => !state.without.includes(id));
    return {
      used,
      out: dots.filter(({ id }) => state.without.includes(id)),
      trend: fitOf(used),
    };
  };
  const models = fitted(modelDots(state.measure));
  const memory = fitted(acceleratorDots(state.measure));
  const one = memory.trend && normalizeTrend(memory.trend, state.bytes);
  const all = memory.trend && normalizeTrend(memory.trend, state.bytes / state.devices);
  const both = models.trend && all ? { models: models.trend, all } : undefined;
  return {
    models,
    memory,
    one,
    all,
    crossing: both && crossing(both.all, both.models),
    ratio: both && ratioGrowth(both.models, both.all),
    at: monthOfState(state, [models.trend, memory.trend]),
  };
}

function monthOfState({ at }: GrowthState, trends: readonly (Trend | undefined)[]): string {
  const firsts = trends.flatMap((trend) => trend ? [trend.firstDate] : []);
  if (firsts.length === 0) return at;
  const first = Math.min(...firsts);
  const near = nearestMonth(first);
  const least = monthIndex(near) + (monthInYears(near) < first ? 1 : 0);
  return monthOf(Math.max(monthIndex(at), least));
}

/** How many accelerators hold the model of the trend, unrounded; `undefined` without both lines. */
export function acceleratorsFor({ models, one, at }: Growth): number | undefined {
  const date = monthInYears(at);
  return models.trend && one ? valueAt(models.trend, date) / valueAt(one, date) : undefined;
}

/** The largest of points published by a month; `undefined` if there is none. */
export function largestBy(dots: readonly Dot[], month: string): Dot | undefined {
  const date = monthInYears(month);
  return dots.filter((dot) => dot.date <= date)
    .reduce<Dot | undefined>(
      (best, dot) => best && best.value >= dot.value ? best : dot,
      undefined,
    );
}

/** Moore's law as the paper draws it: the line through its two ends, in FLOP. */
export function mooresLaw(): Pick<Trend, "slope" | "meanDate" | "meanLog"> & {
  from: number;
  to: number;
} {
  const [first, last] = pointsOf("moores-law").map(({ date, value }) => ({
    date: dateInYears(date),
    log: Math.log10(value),
  }));
  if (!first || !last) throw new RangeError("Moore's law is drawn between two points");
  return {
    slope: (last.log - first.log) / (last.date - first.date),
    meanDate: first.date,
    meanLog: first.log,
    from: first.date,
    to: last.date,
  };
}
