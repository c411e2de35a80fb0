/**
 * Why the paper's printed growth rates differ from fits of their points, in sentences with the
 * numbers worked out.
 *
 * @module
 */
import type { GrowthPoint, GrowthSeriesId } from "../data/mod.ts";
import type { Trend } from "./fit.ts";

/** What a sentence can draw on. */
interface Facts {
  /** The points fitted. */
  readonly points: readonly GrowthPoint[];
  /** Their trend. */
  readonly trend: Trend;
  /** Growth every two years on fewer points. */
  readonly variant: number | undefined;
}

/** The explanation of each series, as a function of the fit. */
export const explanations: Readonly<Partial<Record<GrowthSeriesId, (facts: Facts) => string>>> = {
  "peak-rate": ({ trend, variant = NaN }) =>
    `The printed 3.0 is our ${figure(trend.perTwoYears)} rounded to two digits, and the printed ` +
    `60000 over 20 years our ${
      figure(trend.perTwoYears ** 10)
    } rounded to one. The points change ` +
    "precision on the way, from FP32 and FP64 to dense FP16 and BF16, mostly of matrix units; " +
    `without the latter the growth is ${figure(variant)}.`,
  "dram-bandwidth": ({ trend }) =>
    `The printed 1.6 is our ${figure(trend.perTwoYears)} rounded to two digits. The printed 100 ` +
    `over 20 years is our ${figure(trend.perTwoYears ** 10)} rounded to one; 1.6 every two years ` +
    `would be ${figure(1.6 ** 10)}. Graphics memory and stacked memory lie on one line, and the ` +
    "last point, 2039 GB/s, is below the fastest device of its year.",
  "interconnect-rate": ({ points, trend }) => {
    const years = trend.lastDate - trend.firstDate;
    const first = points.find(({ label }) => label === "PCIe 1.0a");
    const perLane = Math.max(...points.map(({ value }) => value)) / (first?.value ?? NaN);
    return `The printed 1.4 is our ${
      figure(trend.perTwoYears)
    } rounded to two digits. The points ` +
      `are signalling rates of one lane, not bandwidths: ${figure(perLane)} times from first to ` +
      "last. From 16 lanes of PCIe 1 (8 GB/s, both directions together) to NVLink 4 (900 GB/s) " +
      `the bandwidth of a device grew ${aggregateGrowth} times, which is ` +
      `${figure(aggregateGrowth ** (2 / years))} every two years.`;
  },
  "model-parameters": ({ trend, variant = NaN }) =>
    `The printed 410 is our ${
      figure(trend.perTwoYears)
    } rounded to two digits. The points include ` +
    "the mixture-of-experts models GShard and Switch Transformer, which use a small part of their " +
    `parameters for a token; without these two the growth is ${figure(variant)}. They span ` +
    `${figure(trend.lastDate - trend.firstDate)} years only.`,
  "accelerator-memory": ({ trend, points }) =>
    `The printed 2 is our ${
      figure(trend.perTwoYears)
    } rounded to one digit. With ${points.length} ` +
    `points in ${
      figure(trend.lastDate - trend.firstDate)
    } years the interval of the fit holds both.`,
  "training-compute": ({ trend, variant = NaN }) =>
    `Ours is ${
      figure(trend.perTwoYears)
    }, which would round to 760, so the printed 750 is rounded ` +
    "more coarsely or was fitted to slightly other values. Ten Transformers in " +
    `${figure(trend.lastDate - trend.firstDate)} years decide it: without GPT-3 alone it is ` +
    `${figure(variant)}.`,
};

/** NVLink 4 over PCIe 1 with 16 lanes: 900 GB/s ÷ 8 GB/s. */
const aggregateGrowth = 112.5;

/** A number with three digits, and whole numbers from a thousand on with thousands set apart. */
function figure(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return String(rounded).replace(/\B(?=(\d{3})+$)/g, rounded >= 1000 ? "," : "");
}
