/**
 * The memory that an inference needs.
 *
 * @module
 */
import { describe, nonNegative, positiveInteger, record } from "../check.ts";
import { conventionSentence } from "../conventions.ts";
import { bytesPerValue } from "../precision.ts";
import { kvCacheBytes } from "./kv_cache.ts";
import { modelPrecisions } from "./model_precision.ts";
import { parameterCount } from "./parameters.ts";
import type { ModelPrecision, TransformerModel } from "./types.ts";

/** What an inference is to hold. */
export interface InferenceOptions {
  /** Tokens of each sequence, prompt and answer together; of an encoder, the input. */
  readonly tokens: number;
  /** Sequences. Default 1. */
  readonly batch?: number | undefined;
  /** Tokens of each input to an encoder-decoder; needed there, refused elsewhere. */
  readonly encoderTokens?: number | undefined;
  /** The number format of weights, activations and cached keys and values. Default `fp16`. */
  readonly precision?: ModelPrecision | undefined;
  /**
   * Whether one token of each sequence is worked on at once (`decode`, the default), or the whole
   * input (`prefill`). It decides how many activations there are; an encoder always has the whole
   * input before it.
   */
  readonly phase?: "decode" | "prefill" | undefined;
  /** In `prefill`, tokens of each sequence worked on at once. Default: all. */
  readonly chunk?: number | undefined;
  /** Bytes of activations a sequence, where they are known. Default: the estimate. */
  readonly activationBytes?: number | undefined;
}

/** Memory by what it holds. All numbers are bytes. */
export interface InferenceMemory {
  /** All weights, idle experts too. */
  readonly weights: number;
  /** Cached keys and values. */
  readonly keyValues: number;
  /** Activations: those given, or the estimate for one layer at a time. */
  readonly activations: number;
  /** The sum. */
  readonly total: number;
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/**
 * Bytes that a model's weights take.
 *
 * @param model The model.
 * @param precision The number format: one name, or by kind of value. Default `fp16`.
 * @returns Bytes. Scales of quantized weights are not counted.
 * @throws {RangeError} If a precision is not known.
 *
 * @example
 * ```ts
 * import { findTransformer, weightBytes } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const llama = findTransformer("llama-2-7b");
 * expect(weightBytes(llama)).toBe(2 * 6_738_415_616);
 * expect(weightBytes(llama, { weights: "int4" })).toBe(6_738_415_616 / 2);
 * ```
 */
export function weightBytes(model: TransformerModel, precision?: ModelPrecision): number {
  return parameterCount(model).total * bytesPerValue(modelPrecisions(precision).weights);
}

/**
 * The least memory in which an inference can run: weights, cached keys and values, and the
 * activations of one layer at a time.
 *
 * Activations are estimated, a token in work, as 2·d for the residual stream and the normed input,
 * and the larger of what attention holds (queries, keys, values and result, attention being fused
 * so that no scores are held) and of the hidden layer of the MLP or of the experts in use, twice
 * where gated; or, if that is larger, as the scores of the head. Programs need more: what they
 * allocate for kernels, for communication, and lose to fragments.
 *
 * @param model The model.
 * @param options Tokens, batch, precision, phase.
 * @returns Bytes by what they hold.
 * @throws {RangeError} If a number is out of range, a name is unknown, or `encoderTokens` is
 * missing or out of place.
 *
 * @example
 * ```ts
 * import { findTransformer, inferenceMemory } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const memory = inferenceMemory(findTransformer("llama-2-7b"), { tokens: 4096, batch: 8 });
 * expect(memory.weights).toBe(13_476_831_232);
 * expect(memory.keyValues).toBe(8 * 4096 * 524_288);
 * expect(memory.activations / memory.total).toBeLessThan(0.001);
 * ```
 */
export function inferenceMemory(
  model: TransformerModel,
  options: InferenceOptions,
): InferenceMemory {
  record("options", options);
  return memoryBesideWeights(model, options, weightBytes(model, options.precision));
}

/** The same where the weights' bytes are known: counting them again takes most of the time. */
export function memoryBesideWeights(
  model: TransformerModel,
  options: InferenceOptions,
  weights: number,
): InferenceMemory {
  const tokens = positiveInteger("tokens", options.tokens);
  const batch = positiveInteger("batch", options.batch ?? 1);
  const precisions = modelPrecisions(options.precision);
  const keyValues = kvCacheBytes(model, {
    tokens,
    batch,
    encoderTokens: options.encoderTokens,
    precision: precisions.keyValues,
  });
  const inWork = tokensInWork(model, options);
  const activations = batch *
    (options.activationBytes === undefined
      ? activationValues(model, inWork) * bytesPerValue(precisions.activations)
      : nonNegative("activationBytes", options.activationBytes));
  return {
    weights,
    keyValues,
    activations,
    total: weights + keyValues + activations,
    conventions: [
      conventionSentence("inferenceMemory"),
      conventionSentence("keyValueCache"),
      conventionSentence("packing"),
    ],
  };
}

/** Tokens of a sequence that a layer has before it at once. */
function tokensInWork(
  model: TransformerModel,
  { tokens, encoderTokens = 0, phase = "decode", chunk }: InferenceOptions,
): number {
  if (phase !== "decode" && phase !== "prefill") {
    throw new RangeError(`phase is ${describe(phase)}: known are decode, prefill`);
  }
  const most = chunk === undefined ? Infinity : positiveInteger("chunk", chunk);
  if (model.architecture === "encoder") return tokens;
  if (phase === "decode") return 1;
  // The encoder runs before the decoder; the longer of the two decides.
  return Math.max(encoderTokens, Math.min(tokens, most));
}

/** Values held at once for a sequence. */
function activationValues(model: TransformerModel, inWork: number): number {
  const { width, heads, keyValueHeads, headSize, latent, gated, experts, mlpWidth } = model;
  const attention = latent
    ? heads * (headSize + latent.rotarySize + latent.valueSize) +
      latent.keyValueRank + latent.rotarySize
    : 2 * heads * headSize + 2 * keyValueHeads * headSize;
  const hidden = experts === undefined
    ? mlpWidth
    : Math.max((experts.active + experts.shared) * experts.width, denseWidth(model));
  const layer = inWork * (2 * width + Math.max(attention, hidden * (gated ? 2 : 1)));
  // A decoder needs the scores of each sequence's last token only.
  const scored = model.architecture === "encoder" ? inWork : 1;
  const head = model.tiedHead === null ? 0 : scored * model.vocabulary;
  return Math.max(layer, head);
}

/** The width of the ordinary MLPs among layers of experts, 0 if there is none. */
function denseWidth({ experts, mlpWidth }: TransformerModel): number {
  return experts !== undefined && experts.denseLayers > 0 ? mlpWidth : 0;
}
