/**
 * What the phases of a Transformer cost: a forward pass, reading a prompt, one step of
 * generating.
 *
 * @module
 */
import { positiveInteger, record } from "../check.ts";
import { type CostOptions, costSettings } from "./costs_options.ts";
import type { PhaseCost } from "./costs_types.ts";
import { checkGenerates, type CommonWork, passOf, phaseCost } from "./phases_pass.ts";
import type { TransformerModel } from "./types.ts";

/** What a forward pass works on. */
export interface ForwardWork extends CommonWork {
  /** Tokens of each sequence. */
  readonly tokens: number;
}

/**
 * A forward pass over whole sequences without a cache: an encoder, or a decoder that scores given
 * tokens. Tokens of an encoder attend to all others, those of a decoder to earlier ones.
 *
 * Formulas by operator stand in `terms` and in docs/compute/transformer_costs.md.
 *
 * @param model The model.
 * @param work Tokens and batch.
 * @param options How it is counted.
 * @returns FLOPs and bytes, by operator, part and group.
 * @throws {RangeError} If a number is not whole or out of range, a name is unknown, or
 * `encoderTokens` is missing or out of place.
 *
 * @example Two FLOPs for each weight that is multiplied with a token
 * ```ts
 * import { findTransformer, forward } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const bert = findTransformer("bert-base");
 * const cost = forward(bert, { tokens: 128 }, { elementwise: "ignored", head: "none" });
 * const weights = 12 * (4 * 768 ** 2 + 2 * 768 * 3072);
 * const attention = 12 * 4 * 128 ** 2 * 768;
 * expect(cost.flops).toBe(2 * 128 * weights + attention);
 * ```
 */
export function forward(
  model: TransformerModel,
  work: ForwardWork,
  options?: CostOptions,
): PhaseCost {
  record("work", work);
  const pass = passOf(model, work, { tokens: positiveInteger("tokens", work.tokens) });
  return phaseCost(model, costSettings(options), { phase: "forward", recomputation: "none" }, pass);
}

/** What a prefill works on. */
export interface PrefillWork extends CommonWork {
  /** Tokens of each prompt. */
  readonly promptTokens: number;
}

/**
 * Reading prompts: all tokens pass through at once, their keys and values are cached, and the
 * last one's scores give the first new token. In an encoder-decoder the encoder runs first and
 * the keys and values of its output are cached for each layer of the decoder.
 *
 * @param model The model, not an encoder.
 * @param work Tokens and batch.
 * @param options How it is counted.
 * @returns FLOPs and bytes, by operator, part and group.
 * @throws {RangeError} If the model is an encoder, or as in {@linkcode forward}.
 *
 * @example
 * ```ts
 * import { findTransformer, kvCacheBytes, prefill } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const llama = findTransformer("llama-2-7b");
 * const cost = prefill(llama, { promptTokens: 512 }, { attention: "fused" });
 * expect(cost.byKind.kvWrite).toBe(kvCacheBytes(llama, { tokens: 512 }));
 * expect(Math.round(cost.intensity)).toBe(351);
 * ```
 */
export function prefill(
  model: TransformerModel,
  work: PrefillWork,
  options?: CostOptions,
): PhaseCost {
  record("work", work);
  checkGenerates(model);
  const tokens = positiveInteger("promptTokens", work.promptTokens);
  const pass = passOf(model, work, { tokens });
  return phaseCost(model, costSettings(options), { phase: "prefill", recomputation: "none" }, pass);
}

/** What a decode step works on. */
export interface DecodeWork extends CommonWork {
  /** Tokens of each sequence that are in the cache before the step. */
  readonly contextTokens: number;
}

/**
 * One decode step: a token of each sequence passes through, its keys and values are added to the
 * cache, and it attends to all that are in the cache then, its own among them.
 *
 * @param model The model, not an encoder.
 * @param work Tokens in the cache, and batch.
 * @param options How it is counted.
 * @returns FLOPs and bytes, by operator, part and group.
 * @throws {RangeError} If the model is an encoder, or as in {@linkcode forward}.
 *
 * @example About one FLOP for each byte
 * ```ts
 * import { decodeStep, findTransformer } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const step = decodeStep(findTransformer("llama-2-7b"), { contextTokens: 511 });
 * expect(step.byKind.kvRead).toBe(512 * 524_288);
 * expect(step.byKind.kvWrite).toBe(524_288);
 * expect(step.intensity).toBeCloseTo(1, 1);
 * ```
 */
export function decodeStep(
  model: TransformerModel,
  work: DecodeWork,
  options?: CostOptions,
): PhaseCost {
  record("work", work);
  return decodeSteps(model, { ...work, steps: 1 }, options);
}

/** What several decode steps work on. */
export interface DecodeStepsWork extends DecodeWork {
  /** Steps, each with one token more in the cache than the one before. */
  readonly steps: number;
}

/**
 * Decode steps one after another, exactly: the sum of the steps' costs in closed form, windows
 * included.
 *
 * @param model The model, not an encoder.
 * @param work Tokens in the cache before the first step, steps, and batch.
 * @param options How it is counted.
 * @returns FLOPs and bytes of all steps together.
 * @throws {RangeError} If the model is an encoder, or as in {@linkcode forward}.
 *
 * @example
 * ```ts
 * import { decodeStep, decodeSteps, findTransformer } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const mistral = findTransformer("mistral-7b");
 * const two = decodeSteps(mistral, { contextTokens: 4095, steps: 2 });
 * const first = decodeStep(mistral, { contextTokens: 4095 });
 * const second = decodeStep(mistral, { contextTokens: 4096 });
 * expect(two.flops).toBe(first.flops + second.flops);
 * // The window is full: the second step costs what the first does.
 * expect(second.bytes).toBe(first.bytes);
 * ```
 */
export function decodeSteps(
  model: TransformerModel,
  work: DecodeStepsWork,
  options?: CostOptions,
): PhaseCost {
  record("work", work);
  checkGenerates(model);
  const steps = positiveInteger("steps", work.steps);
  const pass = passOf(model, work, { tokens: 1, context: work.contextTokens, steps });
  return phaseCost(model, costSettings(options), { phase: "decode", recomputation: "none" }, pass);
}
