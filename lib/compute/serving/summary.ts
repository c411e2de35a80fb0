/**
 * What a simulation's times come to.
 *
 * @module
 */
import { finiteNumbers, made, share } from "../check.ts";
import { nearestRank } from "../statistics/nearest_rank.ts";
import type { ServedRequest, ServingResult } from "./simulation_types.ts";

/** A distribution of times, in seconds. Percentiles are by nearest rank. */
export interface TimeDistribution {
  /** Mean. */
  readonly mean: number;
  /** Median. */
  readonly p50: number;
  /** 90 % are at most this. */
  readonly p90: number;
  /** 95 % are at most this. */
  readonly p95: number;
  /** 99 % are at most this. */
  readonly p99: number;
  /** Longest. */
  readonly largest: number;
}

/** The times of all requests. */
export interface ServingSummary {
  /** From arrival to the beginning of the prefill. */
  readonly wait: TimeDistribution;
  /** From arrival to the first token. */
  readonly timeToFirstToken: TimeDistribution;
  /**
   * From the first to the last token, ÷ tokens between them; requests of one token are left out,
   * and the distribution is `undefined` if all are.
   */
  readonly timePerOutputToken: TimeDistribution | undefined;
  /** From arrival to the answer. */
  readonly latency: TimeDistribution;
}

/**
 * Distributions of waiting, first token, time per token and latency.
 *
 * @param result The result of a simulation.
 * @returns The distributions, in seconds.
 *
 * @example
 * ```ts
 * import { simulateServing, summarizeServing } from "@/lib/compute/serving/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const model = {
 *   prefillSeconds: () => 0.5,
 *   decodeStepSeconds: () => 0.1,
 *   weightBytes: 1,
 *   kvBytesPerToken: 1,
 *   memoryBytes: 1000,
 * };
 * const requests = [{ id: 0, arrival: 2, promptTokens: 9, outputTokens: 11 }];
 * const result = simulateServing(model, requests, { kind: "continuous", maximumBatch: 4 });
 * const { timeToFirstToken, timePerOutputToken, latency } = summarizeServing(result);
 * expect(timeToFirstToken.mean).toBe(0.5);
 * expect(timePerOutputToken?.p50).toBeCloseTo(0.1, 12);
 * expect(latency.largest).toBeCloseTo(1.5, 12);
 * ```
 */
export function summarizeServing(result: Pick<ServingResult, "requests">): ServingSummary {
  made("result", result, result?.requests, "simulateServing");
  const { requests } = result;
  const times = (seconds: (request: ServedRequest) => number) =>
    distribution(requests.map(seconds));
  const several = requests.filter(({ outputTokens }) => outputTokens > 1);
  return {
    wait: times(({ arrival, start }) => start - arrival),
    timeToFirstToken: times(({ arrival, firstToken }) => firstToken - arrival),
    timePerOutputToken: several.length === 0 ? undefined : distribution(several.map((
      { firstToken, lastToken, outputTokens },
    ) => (lastToken - firstToken) / (outputTokens - 1))),
    latency: times(({ arrival, end }) => end - arrival),
  };
}

/**
 * A percentile by nearest rank: the smallest value with at least that part of all values at or
 * below it.
 *
 * @param values At least one value.
 * @param part From 0 to 1: 0.5 is the median.
 * @returns The value.
 * @throws {RangeError} If there is no value or the part is out of range.
 *
 * @example
 * ```ts
 * import { percentile } from "@/lib/compute/serving/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(percentile([4, 1, 3, 2], 0.5)).toBe(2);
 * expect(percentile([4, 1, 3, 2], 0.9)).toBe(4);
 * ```
 */
export function percentile(values: readonly number[], part: number): number {
  return ranked(Float64Array.from(finiteNumbers("values", values)).sort(), part);
}

function ranked(sorted: Float64Array, part: number): number {
  share("part", part);
  const value = nearestRank(sorted, part);
  if (value === undefined) throw new RangeError("values is empty: it has no percentile");
  return value;
}

function distribution(values: readonly number[]): TimeDistribution {
  const sorted = Float64Array.from(values).sort();
  return {
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    p50: ranked(sorted, 0.5),
    p90: ranked(sorted, 0.9),
    p95: ranked(sorted, 0.95),
    p99: ranked(sorted, 0.99),
    largest: ranked(sorted, 1),
  };
}
