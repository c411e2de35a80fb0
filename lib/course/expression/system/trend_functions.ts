import { fittedPoints, growthSeries, type GrowthSeriesId } from "@/lib/compute/data/mod.ts";
import {
  doublingTime,
  fitTrend,
  growthOver,
  ridgePointGrowth,
  type Trend,
  valueAt,
  yearsUntilWall,
} from "@/lib/compute/trends/mod.ts";
import { type Arguments, define } from "../functions.ts";
import type { VocabularyFunction } from "../types.ts";
import { oneOf } from "./read.ts";

const ids: readonly GrowthSeriesId[] = growthSeries
  .map(({ id }) => id)
  .filter((id) => fittedPoints(id).length > 0);

/** The points do not change, so each fit is made once. */
const fits = new Map<GrowthSeriesId, Trend>();

function fit(id: GrowthSeriesId): Trend {
  const found = fits.get(id) ?? fitTrend(fittedPoints(id));
  fits.set(id, found);
  return found;
}

/**
 * Functions over the trends of the paper's figures.
 *
 * @returns The functions, in the order in which they are documented
 */
export function trendFunctions(): VocabularyFunction[] {
  const id = (args: Arguments) => oneOf(args, 0, "trend", ids);
  const growth = (args: Arguments) => growthOver(fit(id(args)), args.number(1));
  return [
    define(
      "trend_growth(trend, years)",
      "the growth over some years, by our fit of the paper's points",
      (args) => growth(args).value,
    ),
    define(
      "trend_low(trend, years)",
      "the lower end of its 95 % interval",
      (args) => growth(args).lower,
    ),
    define(
      "trend_high(trend, years)",
      "the upper end of its 95 % interval",
      (args) => growth(args).upper,
    ),
    define(
      "trend_printed(trend)",
      "the growth every two years that the paper prints",
      (args) => {
        const wanted = id(args);
        // NaN is refused by whatever takes the value
        return growthSeries.find((series) => series.id === wanted)?.printedPerTwoYears ?? NaN;
      },
    ),
    define(
      "trend_points(trend)",
      "the number of points behind the fit",
      (args) => fit(id(args)).points.length,
    ),
    define(
      "trend_value(trend, year)",
      "what the fit gives for a year, in base units",
      (args) => valueAt(fit(id(args)), args.number(1)),
    ),
    define(
      "trend_doubling(trend)",
      "the years in which the fit doubles",
      (args) => doublingTime(fit(id(args))).years,
    ),
    define(
      "ridge_growth(years)",
      "the growth of peak rate over DRAM bandwidth, by their fits",
      (args) => ridgePointGrowth(fit("peak-rate"), fit("dram-bandwidth")).perYear ** args.number(0),
    ),
    define(
      "wall_years(hit_rate, memory_cycles, gap, instructions)",
      "the years until an average access takes so many cycles, a miss growing by gap a year",
      (args) => {
        const years = yearsUntilWall(
          { hitRate: args.number(0), memoryCycles: args.number(1) },
          {
            processorPerYear: args.number(2),
            memoryPerYear: 1,
            referencesPerInstruction: 1 / args.number(3),
          },
        );
        if (Number.isFinite(years)) return years;
        throw new RangeError(
          "wall_years has no end: misses do not become slower, or there are none",
        );
      },
    ),
  ];
}
