/**
 * The cache of keys and values: what it holds, and what a decode step moves of it.
 *
 * @module
 */
import { checkTransformer } from "./check_model.ts";
import { nonNegativeInteger, positiveInteger, record } from "../check.ts";
import { conventionSentence } from "../conventions.ts";
import { bytesPerValue, defaultPrecision, type Precision } from "../precision.ts";
import type { TransformerModel } from "./types.ts";

/** How much is cached. */
export interface KvCacheOptions {
  /** Tokens of each sequence whose keys and values are held, prompt and answer together. */
  readonly tokens: number;
  /** Sequences. Default 1. */
  readonly batch?: number | undefined;
  /** Tokens of each input that an encoder-decoder attends across to; needed there, refused elsewhere. */
  readonly encoderTokens?: number | undefined;
  /** The number format of cached values. Default `fp16`. */
  readonly precision?: Precision | undefined;
}

/** What a decode step moves between the cache and the chip. */
export interface KvCacheTraffic {
  /** Bytes read: every cached key and value once. */
  readonly bytesRead: number;
  /** Bytes written: the keys and values of one token of each sequence. */
  readonly bytesWritten: number;
  /** Bytes read and written. */
  readonly bytes: number;
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/**
 * Values cached of one token in one layer: a key and a value for each pair of key and value heads,
 * 2·g·k (Shazeer 2019 for one pair, Ainslie et al. 2023 for groups); with latent attention the
 * compressed vector and the rotary key, once for all heads (DeepSeek-V2 2024, section 2.1.3).
 * An encoder caches nothing.
 *
 * @param model The model.
 * @returns Values.
 *
 * @example
 * ```ts
 * import { findTransformer, kvValuesPerToken } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(kvValuesPerToken(findTransformer("llama-2-70b"))).toBe(2 * 8 * 128);
 * expect(kvValuesPerToken(findTransformer("deepseek-v3"))).toBe(512 + 64);
 * ```
 */
export function kvValuesPerToken(model: TransformerModel): number {
  checkTransformer(model);
  if (model.decoderLayers === 0) return 0;
  const { latent, keyValueHeads, headSize } = model;
  return latent ? latent.keyValueRank + latent.rotarySize : 2 * keyValueHeads * headSize;
}

/**
 * Bytes by which a sequence's cache grows with one token, over all layers, as long as no window is
 * full. What an encoder-decoder caches of its input does not grow and is not in it.
 *
 * @param model The model.
 * @param precision The number format of cached values. Default `fp16`.
 * @returns Bytes a token.
 * @throws {RangeError} If the precision is not known.
 *
 * @example Printed in table 1 of Zhao et al. 2025 (arXiv 2505.09343): 516 and 70 kB
 * ```ts
 * import { findTransformer, kvBytesPerToken } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(kvBytesPerToken(findTransformer("llama-3-1-405b"), "bf16")).toBe(516_096);
 * expect(kvBytesPerToken(findTransformer("deepseek-v3"), "bf16")).toBe(70_272);
 * ```
 */
export function kvBytesPerToken(
  model: TransformerModel,
  precision: Precision = defaultPrecision,
): number {
  checkTransformer(model);
  return model.decoderLayers * kvValuesPerToken(model) * bytesPerValue(precision);
}

/**
 * The window of a layer of the stack that generates (the encoder where there is no decoder).
 *
 * @param model The model.
 * @param layer The layer, from 0.
 * @returns Tokens that the layer attends to at most; `Infinity` where it has no window.
 * @throws {RangeError} If the stack has no such layer.
 *
 * @example
 * ```ts
 * import { findTransformer, layerWindow } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const gemma = findTransformer("gemma-2-9b");
 * expect([0, 1, 2].map((layer) => layerWindow(gemma, layer))).toEqual([4096, Infinity, 4096]);
 * ```
 */
export function layerWindow(model: TransformerModel, layer: number): number {
  const layers = generatingLayers(model);
  if (!Number.isInteger(layer) || layer < 0 || !(layer < layers)) {
    throw new RangeError(
      `layer is ${layer}: it must be a whole number from 0 to ${layers - 1} in ${model.name}`,
    );
  }
  const { window } = model;
  if (window === undefined) return Infinity;
  return typeof window === "number" ? window : window[layer % window.length] ?? Infinity;
}

/**
 * Bytes of cached keys and values: in each layer of the decoder those of every token, but no more
 * tokens than the layer's window; in an encoder-decoder also the keys and values of the input, in
 * each layer of the decoder. Nothing is added for pages, padding or beams.
 *
 * @param model The model.
 * @param options Tokens, batch, precision.
 * @returns Bytes; 0 for an encoder.
 * @throws {RangeError} If a number is not whole or out of range, the precision is not known, or
 * `encoderTokens` is missing or out of place.
 *
 * @example
 * ```ts
 * import { findTransformer, kvCacheBytes } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const llama = findTransformer("llama-2-70b");
 * expect(kvCacheBytes(llama, { tokens: 1 })).toBe(327_680);
 * expect(kvCacheBytes(llama, { tokens: 4096, batch: 16 })).toBe(16 * 4096 * 327_680);
 * // The window keeps Mistral's cache at 4096 tokens.
 * const mistral = findTransformer("mistral-7b");
 * expect(kvCacheBytes(mistral, { tokens: 8192 })).toBe(kvCacheBytes(mistral, { tokens: 4096 }));
 * ```
 */
export function kvCacheBytes(model: TransformerModel, options: KvCacheOptions): number {
  record("options", options);
  const tokens = nonNegativeInteger("tokens", options.tokens);
  const batch = positiveInteger("batch", options.batch ?? 1);
  const input = crossTokens(model, options.encoderTokens);
  const perTokenAndLayer = kvValuesPerToken(model) *
    bytesPerValue(options.precision ?? defaultPrecision);
  const held = heldTokens(model, tokens) + model.decoderLayers * input;
  return batch * held * perTokenAndLayer;
}

/**
 * What one decode step moves of the cache: it writes the keys and values of the new token and
 * reads each key and value it attends to once, the new token's too. How often a program really
 * reads them depends on its kernels: query heads that share a pair of heads must share its bytes.
 *
 * @param model The model.
 * @param options Tokens after the step, the new one among them; batch, precision.
 * @returns Bytes read and written.
 * @throws {RangeError} If `tokens` is 0, or as in {@linkcode kvCacheBytes}.
 *
 * @example
 * ```ts
 * import { findTransformer, kvCacheTraffic } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const step = kvCacheTraffic(findTransformer("llama-2-7b"), { tokens: 1000 });
 * expect(step.bytesRead).toBe(1000 * 524_288);
 * expect(step.bytesWritten).toBe(524_288);
 * ```
 */
export function kvCacheTraffic(model: TransformerModel, options: KvCacheOptions): KvCacheTraffic {
  record("options", options);
  positiveInteger("tokens", options.tokens);
  const bytesRead = kvCacheBytes(model, options);
  const bytesWritten = (options.batch ?? 1) * kvBytesPerToken(model, options.precision);
  return {
    bytesRead,
    bytesWritten,
    bytes: bytesRead + bytesWritten,
    conventions: [conventionSentence("keyValueCache")],
  };
}

function generatingLayers(model: TransformerModel): number {
  checkTransformer(model);
  return model.decoderLayers || model.encoderLayers;
}

/** Tokens held in the decoder's layers, summed over the layers. */
function heldTokens({ window, decoderLayers }: TransformerModel, tokens: number): number {
  if (window === undefined) return decoderLayers * tokens;
  if (typeof window === "number") return decoderLayers * Math.min(tokens, window);
  let held = 0;
  for (const [place, limit] of window.entries()) {
    // How many layers have this place in the pattern.
    const layers = Math.ceil((decoderLayers - place) / window.length);
    held += layers * (limit === null ? tokens : Math.min(tokens, limit));
  }
  return held;
}

function crossTokens(model: TransformerModel, encoderTokens: number | undefined): number {
  checkTransformer(model);
  if (model.architecture === "encoder-decoder") {
    if (encoderTokens !== undefined) return positiveInteger("encoderTokens", encoderTokens);
    throw new RangeError(
      `encoderTokens is missing: ${model.name} attends to the tokens of its input`,
    );
  }
  if (encoderTokens === undefined) return 0;
  throw new RangeError(
    `encoderTokens is ${encoderTokens}: it must be left out, ${model.name} is not an encoder-decoder`,
  );
}
