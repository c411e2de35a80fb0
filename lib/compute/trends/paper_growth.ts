/**
 * The growth rates that Gholami et al. 2024 print, beside what their own points give.
 *
 * @module
 */
import { conventionSentence } from "../conventions.ts";
import {
  fittedPoints,
  type GrowthPoint,
  type GrowthSeries,
  growthSeries,
  type GrowthSeriesId,
} from "../data/mod.ts";
import { fitTrend, type Trend, type TrendOptions } from "./fit.ts";
import { type Estimate, growthOver } from "./intervals.ts";
import { explanations } from "./paper_explanations.ts";

/** A growth rate on a part of the points, to see what hangs on the rest. */
export interface GrowthVariant {
  /** What is left out: `without GShard and Switch Transformer`. */
  readonly description: string;
  /** The points that remain. */
  readonly points: readonly GrowthPoint[];
  /** Growth factor every two years on them, with its interval. */
  readonly perTwoYears: Estimate;
}

/** One printed growth rate and the fit of its points. */
export interface PaperGrowth {
  /** The trend. */
  readonly series: GrowthSeriesId;
  /** What is measured. */
  readonly name: string;
  /** The unit of its points. */
  readonly unit: string;
  /** The growth as the figure prints it. */
  readonly printed: string;
  /** The printed growth factor every two years. */
  readonly printedPerTwoYears: number;
  /** The printed growth factor over twenty years, where there is one. */
  readonly printedPerTwentyYears: number | undefined;
  /** The line through the points that the figure's line is fitted to. */
  readonly trend: Trend;
  /** Our growth factor every two years, with its interval. */
  readonly perTwoYears: Estimate;
  /** Our growth factor over twenty years; beyond the points where the series is shorter. */
  readonly perTwentyYears: Estimate;
  /** Ours ÷ printed − 1. */
  readonly difference: number;
  /** Whether ours, rounded to the digits printed, is the printed number. */
  readonly roundsToPrinted: boolean;
  /** Whether the printed number lies in our interval. */
  readonly printedInInterval: boolean;
  /** The same fit on fewer points, where that tells something. */
  readonly variant: GrowthVariant | undefined;
  /** Why ours and the printed number differ, and what to know of the points, in sentences. */
  readonly explanation: string;
  /** How growth was fitted, in sentences. */
  readonly conventions: readonly string[];
}

/** Points to leave out for a second fit. */
interface Omission {
  readonly description: string;
  readonly label: RegExp;
}

function omission(series: GrowthSeriesId): Omission | undefined {
  switch (series) {
    case "peak-rate":
      return { description: "without the FP16 and BF16 rates", label: /FP16|bf16/ };
    case "model-parameters":
      return { description: "without GShard and Switch Transformer", label: /GShard|Switch/ };
    case "training-compute":
      return { description: "without GPT-3", label: /GPT-3/ };
    default:
      return undefined;
  }
}

/**
 * The paper's six growth rates, each beside the growth that ordinary least squares of log10(value)
 * on the date gives for the points drawn in its figures, with the confidence interval of the fit and
 * the reason for the difference. The drawn line of Moore's law has no points and is left out.
 *
 * @param options The level of the intervals.
 * @returns The rates, in the order of the data.
 * @throws {RangeError} If the level is not above 0 and below 1.
 *
 * @example
 * ```ts
 * import { paperGrowth } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const [peak] = paperGrowth();
 * expect(peak?.printedPerTwoYears).toBe(3);
 * expect(peak?.perTwoYears.value).toBeCloseTo(3.0257, 4);
 * ```
 */
export function paperGrowth(options: TrendOptions = {}): PaperGrowth[] {
  return growthSeries
    .filter(({ id }) => fittedPoints(id).length > 0)
    .map((series) => compare(series, fittedPoints(series.id), options));
}

function compare(
  series: GrowthSeries,
  points: readonly GrowthPoint[],
  options: TrendOptions,
): PaperGrowth {
  const trend = fitTrend(points, options);
  const perTwoYears = growthOver(trend, 2);
  const { id, printed, printedPerTwoYears } = series;
  const ours = perTwoYears.value;
  const variant = variantOf(id, points, options);
  return {
    series: id,
    name: series.name,
    unit: series.unit,
    printed,
    printedPerTwoYears,
    printedPerTwentyYears: series.printedPerTwentyYears,
    trend,
    perTwoYears,
    perTwentyYears: growthOver(trend, 20),
    difference: ours / printedPerTwoYears - 1,
    roundsToPrinted: roundsTo(ours, printedEveryTwoYears(printed)),
    printedInInterval: printedPerTwoYears >= perTwoYears.lower &&
      printedPerTwoYears <= perTwoYears.upper,
    variant,
    explanation: explanations[id]?.({ points, trend, variant: variant?.perTwoYears.value }) ?? "",
    conventions: [conventionSentence("growth")],
  };
}

function variantOf(
  id: GrowthSeriesId,
  points: readonly GrowthPoint[],
  options: TrendOptions,
): GrowthVariant | undefined {
  const left = omission(id);
  if (!left) return undefined;
  const rest = points.filter((point) => !left.label.test(point.label));
  const perTwoYears = growthOver(fitTrend(rest, options), 2);
  return { description: left.description, points: rest, perTwoYears };
}

/** The digits before the `x` of the two-year rate: `3.0` of `60000x / 20 yrs (3.0x/2yrs)`. */
function printedEveryTwoYears(printed: string): string {
  return /([\d.]+)x ?\/ ?2 ?yrs/.exec(printed)?.[1] ?? "";
}

/** Whether a number rounds to a printed one; zeros at the end of a whole number are not digits. */
function roundsTo(value: number, printed: string): boolean {
  const digits = printed.replace(".", "").replace(/^0+/, "");
  const significant = printed.includes(".") ? digits : digits.replace(/0+$/, "");
  return Number(value.toPrecision(Math.max(1, significant.length))) === Number(printed);
}
