/**
 * What serving needs to know of a model on a machine: how long steps take and what fits.
 *
 * @module
 */
import { fraction, made, nonNegative, positive, record } from "../check.ts";
import type { Bound, TimeOptions } from "../operator_time.ts";

/** What one step of the machine works on: tokens of several sequences together. */
export interface StepWork {
  /** Tokens that pass through the layers. */
  readonly newTokens: number;
  /** Tokens whose keys and values are read from the cache, summed over sequences. */
  readonly cachedTokens: number;
  /** Pairs of a new token and a token it attends to, summed over sequences. */
  readonly pairs: number;
}

/** A model on a machine, as serving sees it. Times are in seconds, sizes in bytes. */
export interface ServingModel {
  /** Seconds to read `batch` prompts of `tokens` each, the first token of each answer included. */
  prefillSeconds(tokens: number, batch: number): number;
  /**
   * Seconds for one more token of each of `batch` sequences that have `contextTokens` tokens in
   * the cache, on average.
   */
  decodeStepSeconds(batch: number, contextTokens: number): number;
  /** Bytes of the weights. */
  readonly weightBytes: number;
  /** Bytes that a token takes in the cache. */
  readonly kvBytesPerToken: number;
  /** Bytes of the machine's memory. */
  readonly memoryBytes: number;
  /** Seconds for a step that mixes sequences; without it, its parts are run one after the other. */
  readonly stepSeconds?: (work: StepWork) => number;
  /** What limits a decode step. */
  readonly decodeBound?: (batch: number, contextTokens: number) => Bound;
}

/** A model and a machine by their numbers. */
export interface RooflineServingInput {
  /** FLOPs of a token without attention to other tokens: about twice the active parameters. */
  readonly flopsPerToken: number;
  /** FLOPs for each pair of tokens in attention, all layers: 4 · layers · heads · head size. Default 0. */
  readonly flopsPerPair?: number | undefined;
  /** Bytes of the weights, all read in every step. */
  readonly weightBytes: number;
  /** Bytes that a token takes in the cache. */
  readonly kvBytesPerToken: number;
  /** Bytes of the machine's memory. */
  readonly memoryBytes: number;
  /** FLOP/s, dense. */
  readonly peak: number;
  /** Bytes a second. */
  readonly bandwidth: number;
  /** The part of peak and bandwidth that is reached. Default 1, which makes times bounds. */
  readonly efficiency?: TimeOptions["efficiency"];
  /** Seconds added to every step, such as launches. Default 0. */
  readonly overheadSeconds?: number | undefined;
}

/** A serving model that also times mixed steps and names what limits decoding. */
export type RooflineServingModel = Required<ServingModel>;

/**
 * A serving model by the roofline: a step takes max(FLOPs ÷ peak, bytes ÷ bandwidth) plus an
 * overhead, with
 *
 * - FLOPs = new tokens · `flopsPerToken` + pairs · `flopsPerPair`,
 * - bytes = weights + (cached tokens read + new tokens written) · `kvBytesPerToken`.
 *
 * A prompt of t tokens has t² pairs (causal attention counted in full), a decode step context + 1
 * for each sequence. Activations and, within a prefill, keys and values just made stay on the
 * chip. Compare Pope et al. 2022 and the operator's roofline in `operatorTime`.
 *
 * @param input FLOPs, bytes and rates.
 * @returns The serving model.
 * @throws {RangeError} If a number is out of range.
 *
 * @example Llama-2-7B's weights on an A100: decoding is memory-bound up to a batch near the ridge
 * ```ts
 * import { rooflineServingModel } from "@/lib/compute/serving/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const model = rooflineServingModel({
 *   flopsPerToken: 2 * 6.74e9,
 *   weightBytes: 2 * 6.74e9,
 *   kvBytesPerToken: 524_288,
 *   memoryBytes: 80e9,
 *   peak: 312e12,
 *   bandwidth: 2039e9,
 * });
 * expect(model.decodeStepSeconds(1, 0)).toBeCloseTo(6.61e-3, 5);
 * expect(model.decodeBound(100, 0)).toBe("memory");
 * expect(model.decodeBound(200, 0)).toBe("compute");
 * ```
 */
export function rooflineServingModel(input: RooflineServingInput): RooflineServingModel {
  record("input", input);
  const flopsPerToken = positive("flopsPerToken", input.flopsPerToken);
  const flopsPerPair = nonNegative("flopsPerPair", input.flopsPerPair ?? 0);
  const weightBytes = positive("weightBytes", input.weightBytes);
  const kvBytesPerToken = positive("kvBytesPerToken", input.kvBytesPerToken);
  const memoryBytes = positive("memoryBytes", input.memoryBytes);
  const overhead = nonNegative("overheadSeconds", input.overheadSeconds ?? 0);
  const { efficiency = 1 } = input;
  const reached = typeof efficiency === "number"
    ? { compute: efficiency, memory: efficiency }
    : record("efficiency", efficiency);
  const peak = positive("peak", input.peak) *
    fraction("efficiency.compute", reached.compute ?? 1);
  const bandwidth = positive("bandwidth", input.bandwidth) *
    fraction("efficiency.memory", reached.memory ?? 1);

  const computeSeconds = ({ newTokens, pairs }: StepWork) =>
    (newTokens * flopsPerToken + pairs * flopsPerPair) / peak;
  const memorySeconds = ({ newTokens, cachedTokens }: StepWork) =>
    (weightBytes + (cachedTokens + newTokens) * kvBytesPerToken) / bandwidth;
  const stepSeconds = (work: StepWork) =>
    Math.max(computeSeconds(work), memorySeconds(work)) + overhead;

  return {
    weightBytes,
    kvBytesPerToken,
    memoryBytes,
    stepSeconds,
    prefillSeconds: (tokens, batch) => stepSeconds(prefillWork(tokens, batch)),
    decodeStepSeconds: (batch, contextTokens) => stepSeconds(decodeWork(batch, contextTokens)),
    decodeBound: (batch, contextTokens) => {
      const work = decodeWork(batch, contextTokens);
      return computeSeconds(work) >= memorySeconds(work) ? "compute" : "memory";
    },
  };
}

/** The work of reading prompts. */
export function prefillWork(tokens: number, batch: number): StepWork {
  return { newTokens: batch * tokens, cachedTokens: 0, pairs: batch * tokens * tokens };
}

/** The work of one token, or of several at once, for each of several sequences. */
export function decodeWork(batch: number, contextTokens: number, tokens = 1): StepWork {
  return {
    newTokens: batch * tokens,
    cachedTokens: batch * contextTokens,
    pairs: batch * tokens * (contextTokens + tokens),
  };
}

/**
 * How many tokens the cache can hold beside the weights: ⌊(memory − weights) ÷ bytes a token⌋.
 * Activations and other buffers are not taken off; give a smaller memory for them.
 *
 * @param model The serving model.
 * @returns Tokens.
 * @throws {RangeError} If the weights alone do not fit; the message says how much is missing.
 *
 * @example
 * ```ts
 * import { kvCapacityTokens } from "@/lib/compute/serving/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const sizes = { weightBytes: 14e9, kvBytesPerToken: 500_000, memoryBytes: 24e9 };
 * expect(kvCapacityTokens(sizes)).toBe(20_000);
 * ```
 */
export function kvCapacityTokens(
  model: Pick<ServingModel, "weightBytes" | "kvBytesPerToken" | "memoryBytes">,
): number {
  const left = positive("memoryBytes", record("model", model).memoryBytes) -
    nonNegative("weightBytes", model.weightBytes);
  if (left < 0) {
    throw new RangeError(
      `weightBytes is ${model.weightBytes}: ${-left} bytes more than the memory's ` +
        `${model.memoryBytes}`,
    );
  }
  return Math.floor(left / positive("kvBytesPerToken", model.kvBytesPerToken));
}

/** Returns the model if it can say how long a step takes; `field` names it in the message. */
export function checkServingModel(field: string, model: ServingModel): ServingModel {
  return made(field, model, model?.decodeStepSeconds, "rooflineServingModel");
}
