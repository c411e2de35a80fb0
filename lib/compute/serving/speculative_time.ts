/**
 * Speculative decoding on a machine: what verifying several tokens at once costs there.
 *
 * @module
 */
import { nonNegative, positive, positiveInteger, record } from "../check.ts";
import { checkServingModel, decodeWork, type ServingModel } from "./model.ts";
import { expectedTokens } from "./speculative.ts";

/** Sequences whose next tokens are verified together. */
export interface VerificationOptions {
  /** Sequences. Default 1. */
  readonly batch?: number | undefined;
  /** Tokens of each sequence in the cache. */
  readonly contextTokens: number;
}

/**
 * Seconds of one step that handles several tokens of each sequence. Where the serving model times
 * mixed steps, it is asked; else the step is taken as one decode step of as many tokens that reads
 * the same cache once.
 *
 * @param model The serving model.
 * @param tokens Tokens of each sequence: γ + 1.
 * @param options Batch and context.
 * @returns Seconds.
 * @throws {RangeError} If a number is out of range.
 *
 * @example Below the ridge point, five tokens take hardly longer than one
 * ```ts
 * import { rooflineServingModel, verificationSeconds } from "@/lib/compute/serving/mod.ts";
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
 * const one = verificationSeconds(model, 1, { contextTokens: 500 });
 * const five = verificationSeconds(model, 5, { contextTokens: 500 });
 * expect(five / one).toBeCloseTo(1, 3);
 * ```
 */
export function verificationSeconds(
  model: ServingModel,
  tokens: number,
  options: VerificationOptions,
): number {
  checkServingModel("model", model);
  record("options", options);
  const batch = positiveInteger("batch", options.batch ?? 1);
  const context = nonNegative("contextTokens", options.contextTokens);
  positiveInteger("tokens", tokens);
  return model.stepSeconds
    ? model.stepSeconds(decodeWork(batch, context, tokens))
    : model.decodeStepSeconds(batch * tokens, context / tokens);
}

/**
 * How many tokens of each sequence one step can handle in nearly the time of one: up to the ridge
 * point, where arithmetic begins to take longer than reading the weights.
 *
 * @param model The serving model.
 * @param options Batch and context, and the slowdown that is put up with: 0.05 for 5 %, the default.
 * @returns Tokens, at least 1, at most 2^20.
 * @throws {RangeError} If a number is out of range.
 *
 * @example At batch 16 there is less left over than at batch 1
 * ```ts
 * import { freeTokens, rooflineServingModel } from "@/lib/compute/serving/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const model = rooflineServingModel({
 *   flopsPerToken: 14e9,
 *   weightBytes: 14e9,
 *   kvBytesPerToken: 500,
 *   memoryBytes: 24e9,
 *   peak: 100e12,
 *   bandwidth: 1e12,
 * });
 * expect(freeTokens(model, { contextTokens: 500, slowdown: 0 })).toBe(1);
 * expect(freeTokens(model, { contextTokens: 500, slowdown: 0.001 })).toBe(100);
 * expect(freeTokens(model, { batch: 16, contextTokens: 500, slowdown: 0.001 })).toBe(6);
 * ```
 */
export function freeTokens(
  model: ServingModel,
  options: VerificationOptions & { readonly slowdown?: number | undefined },
): number {
  record("options", options);
  const slowdown = nonNegative("slowdown", options.slowdown ?? 0.05);
  const limit = verificationSeconds(model, 1, options) * (1 + slowdown);
  const fits = (tokens: number) => verificationSeconds(model, tokens, options) <= limit;
  let high = 2;
  while (high <= 2 ** 20 && fits(high)) high *= 2;
  let low = high / 2;
  while (high - low > 1) {
    const middle = (low + high) / 2 | 0;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** What speculative decoding is asked for. */
export interface SpeculativeOptions extends VerificationOptions {
  /** α, the probability that a draft is accepted. */
  readonly acceptance: number;
  /** γ, the number of drafts in a round. */
  readonly draftTokens: number;
}

/** One round of speculative decoding. */
export interface SpeculativeRound {
  /** Seconds of drafting. */
  readonly draftSeconds: number;
  /** Seconds of verifying. */
  readonly verifySeconds: number;
  /** Seconds of the round. */
  readonly seconds: number;
  /** Expected tokens of each sequence. */
  readonly tokens: number;
  /** Seconds for each token of a sequence. */
  readonly secondsPerToken: number;
  /** Seconds of plain decoding for each token ÷ `secondsPerToken`. */
  readonly speedUp: number;
}

/**
 * One round of speculative decoding on a machine: γ steps of the draft model, then one step of the
 * large model on γ + 1 tokens of each sequence. Unlike theorem 3.8 it charges verification for what
 * it costs: at large batches the machine is bound by arithmetic, and speculation loses.
 *
 * @param target The large model.
 * @param draft The small model.
 * @param options α, γ, batch, context.
 * @returns Seconds, tokens and speed-up.
 * @throws {RangeError} If a number is out of range.
 *
 * @example
 * ```ts
 * import { rooflineServingModel, speculativeDecoding } from "@/lib/compute/serving/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const machine = { memoryBytes: 80e9, peak: 100e12, bandwidth: 1e12 };
 * const model = (parameters: number) =>
 *   rooflineServingModel({
 *     flopsPerToken: 2 * parameters,
 *     weightBytes: 2 * parameters,
 *     kvBytesPerToken: 1e5,
 *     ...machine,
 *   });
 * const options = { acceptance: 0.8, draftTokens: 4, contextTokens: 100 };
 * const alone = speculativeDecoding(model(7e9), model(7e7), options);
 * const crowd = speculativeDecoding(model(7e9), model(7e7), { ...options, batch: 256 });
 * expect(alone.speedUp).toBeGreaterThan(3);
 * expect(crowd.speedUp).toBeLessThan(1);
 * ```
 */
export function speculativeDecoding(
  target: ServingModel,
  draft: ServingModel,
  options: SpeculativeOptions,
): SpeculativeRound {
  checkServingModel("draft", draft);
  checkServingModel("target", target);
  record("options", options);
  const { acceptance, draftTokens, contextTokens } = options;
  const batch = options.batch ?? 1;
  const tokens = expectedTokens(acceptance, draftTokens);
  if (draftTokens > 1e6) {
    throw new RangeError(`draftTokens is ${draftTokens}: it must be at most 1000000`);
  }
  const verifySeconds = verificationSeconds(target, draftTokens + 1, options);
  let draftSeconds = 0;
  for (let i = 0; i < draftTokens; i++) {
    draftSeconds += draft.decodeStepSeconds(batch, contextTokens + i);
  }
  const seconds = draftSeconds + verifySeconds;
  const secondsPerToken = positive("seconds", seconds) / tokens;
  return {
    draftSeconds,
    verifySeconds,
    seconds,
    tokens,
    secondsPerToken,
    speedUp: target.decodeStepSeconds(batch, contextTokens) / secondsPerToken,
  };
}
