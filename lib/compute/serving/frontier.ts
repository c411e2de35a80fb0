/**
 * Throughput, latency and capacity against the batch, in the steady state.
 *
 * @module
 */
import { list, positive, positiveInteger, record } from "../check.ts";
import { conventionSentence } from "../conventions.ts";
import type { Bound } from "../operator_time.ts";
import { checkServingModel, kvCapacityTokens, type ServingModel } from "./model.ts";

/** What is served. */
export interface FrontierOptions {
  /** Tokens of every prompt. */
  readonly promptTokens: number;
  /** Tokens of every answer. */
  readonly outputTokens: number;
  /** Largest batch listed. Default 1024. */
  readonly maximumBatch?: number | undefined;
}

/** Serving at one batch. */
export interface BatchPoint {
  /** Sequences that are decoded together. */
  readonly batch: number;
  /** Seconds of a decode step: the time per output token while nothing else runs. */
  readonly stepSeconds: number;
  /** What limits the decode step, where the model says so. */
  readonly bound?: Bound;
  /** Tokens a second of decoding alone: batch ÷ `stepSeconds`. */
  readonly decodeTokensPerSecond: number;
  /**
   * Seconds from a request's admission to its last token: its own prefill and decode steps, and
   * the prefills of the others that come and go meanwhile.
   */
  readonly requestSeconds: number;
  /** Requests a second: batch ÷ `requestSeconds`. */
  readonly requestsPerSecond: number;
  /** Tokens of answers a second, prefill included. */
  readonly tokensPerSecond: number;
  /** Bytes of the cache with every sequence at its full length. */
  readonly kvBytes: number;
  /** Bytes of weights and cache. */
  readonly memoryBytes: number;
}

/** Serving at every batch that fits. */
export interface BatchFrontier {
  /** The largest batch whose sequences fit at their full length. */
  readonly capacity: number;
  /** Whether the list ends at the capacity of the memory or at `maximumBatch`. */
  readonly limitedBy: "memory" | "maximumBatch";
  /** One point a batch, from 1. */
  readonly points: readonly BatchPoint[];
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/**
 * Throughput, latency and memory for every batch from 1 to the largest that fits.
 *
 * Steady state of continuous batching with equal requests, of which always `batch` are in
 * progress, evenly staggered: the cache holds promptTokens + (outputTokens − 2) ÷ 2 tokens of each
 * sequence on average when a step begins. The prefill makes the first token, then come
 * outputTokens − 1 steps; while one request is in progress the machine runs those steps and one
 * prefill for each of the batch, alone. So requestSeconds = (outputTokens − 1) · step + batch ·
 * prefill, and by Little's law (1961) requests a second = batch ÷ requestSeconds. A sequence
 * reserves memory for promptTokens + outputTokens.
 *
 * @param model The serving model.
 * @param options Lengths, largest batch.
 * @returns The capacity and the points.
 * @throws {RangeError} If a length is out of range or not even one sequence fits; the message says
 * how much is missing.
 *
 * @example
 * ```ts
 * import { batchFrontier, rooflineServingModel } from "@/lib/compute/serving/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const model = rooflineServingModel({
 *   flopsPerToken: 14e9,
 *   weightBytes: 14e9,
 *   kvBytesPerToken: 500_000,
 *   memoryBytes: 24e9,
 *   peak: 100e12,
 *   bandwidth: 1e12,
 * });
 * const { capacity, points } = batchFrontier(model, { promptTokens: 900, outputTokens: 100 });
 * expect(capacity).toBe(20);
 * expect(points.at(-1)?.decodeTokensPerSecond).toBeGreaterThan(8 * points[0]!.decodeTokensPerSecond);
 * ```
 */
export function batchFrontier(model: ServingModel, options: FrontierOptions): BatchFrontier {
  checkServingModel("model", model);
  record("options", options);
  const promptTokens = positiveInteger("promptTokens", options.promptTokens);
  const outputTokens = positiveInteger("outputTokens", options.outputTokens);
  const maximum = positiveInteger("maximumBatch", options.maximumBatch ?? 1024);
  if (maximum > 1e6) throw new RangeError(`maximumBatch is ${maximum}: it must be at most 1000000`);
  const tokens = promptTokens + outputTokens;
  const available = kvCapacityTokens(model);
  const capacity = Math.floor(available / tokens);
  if (capacity === 0) {
    throw new RangeError(
      `promptTokens + outputTokens is ${tokens}: the cache has room for ${available} tokens, ` +
        `${(tokens - available) * model.kvBytesPerToken} bytes too few`,
    );
  }
  const context = promptTokens + Math.max(0, outputTokens - 2) / 2;
  const prefill = model.prefillSeconds(promptTokens, 1);
  const points = Array.from({ length: Math.min(capacity, maximum) }, (_, i): BatchPoint => {
    const batch = i + 1;
    const stepSeconds = positive("stepSeconds", model.decodeStepSeconds(batch, context));
    const requestSeconds = (outputTokens - 1) * stepSeconds + batch * prefill;
    const kvBytes = batch * tokens * model.kvBytesPerToken;
    return {
      batch,
      stepSeconds,
      ...(model.decodeBound && { bound: model.decodeBound(batch, context) }),
      decodeTokensPerSecond: batch / stepSeconds,
      requestSeconds,
      requestsPerSecond: batch / requestSeconds,
      tokensPerSecond: batch * outputTokens / requestSeconds,
      kvBytes,
      memoryBytes: model.weightBytes + kvBytes,
    };
  });
  return {
    capacity,
    limitedBy: capacity <= maximum ? "memory" : "maximumBatch",
    points,
    conventions: [conventionSentence("sequenceMemory")],
  };
}

/** A latency that must not be exceeded. */
export interface LatencyTarget {
  /** Seconds of a decode step at most. */
  readonly stepSeconds?: number | undefined;
  /** Seconds of a whole request at most. */
  readonly requestSeconds?: number | undefined;
}

/**
 * The point with the most tokens a second among those that keep a latency; of equals the one with
 * the smaller batch.
 *
 * @param points Points of a frontier.
 * @param target The latency. Default: none.
 * @returns The best point; `undefined` if none keeps the latency.
 * @throws {RangeError} If a latency is not above 0.
 *
 * @example
 * ```ts
 * import { batchFrontier, bestBatch, rooflineServingModel } from "@/lib/compute/serving/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const model = rooflineServingModel({
 *   flopsPerToken: 14e9,
 *   weightBytes: 14e9,
 *   kvBytesPerToken: 500_000,
 *   memoryBytes: 24e9,
 *   peak: 100e12,
 *   bandwidth: 1e12,
 * });
 * const { points } = batchFrontier(model, { promptTokens: 900, outputTokens: 100 });
 * expect(bestBatch(points, { stepSeconds: 0.018 })?.batch).toBe(8);
 * expect(bestBatch(points, { stepSeconds: 0.01 })).toBeUndefined();
 * ```
 */
export function bestBatch(
  points: readonly BatchPoint[],
  target: LatencyTarget = {},
): BatchPoint | undefined {
  list("points", points);
  record("target", target);
  const step = target.stepSeconds ?? Infinity;
  const request = target.requestSeconds ?? Infinity;
  if (step !== Infinity) positive("stepSeconds", step);
  if (request !== Infinity) positive("requestSeconds", request);
  let best: BatchPoint | undefined;
  for (const point of points) {
    if (point.stepSeconds > step || point.requestSeconds > request) continue;
    if (best === undefined || point.tokensPerSecond > best.tokensPerSecond) best = point;
  }
  return best;
}

/**
 * The points that no other beats: none has both a shorter or equal step and more or equal tokens a
 * second, and one of them strictly. Latency is the decode step, throughput is with prefill.
 *
 * @param points Points of one or several frontiers.
 * @returns The Pareto set, by rising latency and so by rising throughput.
 *
 * @example
 * ```ts
 * import { type BatchPoint, paretoPoints } from "@/lib/compute/serving/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const point = (stepSeconds: number, tokensPerSecond: number) =>
 *   ({ stepSeconds, tokensPerSecond }) as BatchPoint;
 * const best = paretoPoints([point(1, 5), point(2, 4), point(3, 9)]);
 * expect(best.map(({ stepSeconds }) => stepSeconds)).toEqual([1, 3]);
 * ```
 */
export function paretoPoints(points: readonly BatchPoint[]): BatchPoint[] {
  list("points", points);
  const sorted = [...points].sort((a, b) =>
    a.stepSeconds - b.stepSeconds || b.tokensPerSecond - a.tokensPerSecond
  );
  let most = -Infinity;
  return sorted.filter(({ tokensPerSecond }) => {
    const better = tokensPerSecond > most;
    if (better) most = tokensPerSecond;
    return better;
  });
}
