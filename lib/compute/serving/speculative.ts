/**
 * Speculative decoding: a small model drafts tokens, the large one verifies them in one step.
 *
 * @module
 */
import { describe, nonNegative, positive, positiveInteger } from "../check.ts";
import type { Random } from "../random.ts";
import { decodeWork, type ServingModel } from "./model.ts";

/**
 * The tokens that one round is expected to give: drafts up to the first rejection and one more of
 * the large model, (1 − α^(γ+1)) ÷ (1 − α) = 1 + α + … + α^γ (Leviathan, Kalman and Matias 2023,
 * equation 1). Each draft is accepted with the same probability, independently.
 *
 * @param acceptance α, from 0 to 1.
 * @param draftTokens γ, a whole number of at least 0.
 * @returns Tokens, from 1 to γ + 1.
 * @throws {RangeError} If a number is out of range.
 *
 * @example
 * ```ts
 * import { expectedTokens } from "@/lib/compute/serving/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(expectedTokens(0.5, 2)).toBe(1.75);
 * expect(expectedTokens(1, 4)).toBe(5);
 * ```
 */
export function expectedTokens(acceptance: number, draftTokens: number): number {
  checkAcceptance(acceptance);
  checkDraftTokens(draftTokens);
  if (acceptance === 1) return draftTokens + 1;
  // Near α = 1 the quotient cancels; expm1 and log1p keep its digits
  return acceptance === 0
    ? 1
    : Math.expm1((draftTokens + 1) * Math.log1p(acceptance - 1)) / (acceptance - 1);
}

/**
 * How many times faster decoding becomes: expected tokens ÷ (γ·c + 1), where drafting a token takes
 * c of the large model's step and verifying takes one step whatever γ is (Leviathan et al. 2023,
 * theorem 3.8). That holds while the step is bound by memory; `speculativeDecoding` asks the
 * serving model instead.
 *
 * @param acceptance α, from 0 to 1.
 * @param draftTokens γ, a whole number of at least 0.
 * @param costRatio c, at least 0.
 * @returns The factor; below 1 where drafting costs more than it gives.
 * @throws {RangeError} If a number is out of range.
 *
 * @example
 * ```ts
 * import { speculativeSpeedUp } from "@/lib/compute/serving/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(speculativeSpeedUp(0.8, 4, 0.05)).toBeCloseTo(2.8, 2);
 * expect(speculativeSpeedUp(0.1, 4, 0.5)).toBeLessThan(1);
 * ```
 */
export function speculativeSpeedUp(
  acceptance: number,
  draftTokens: number,
  costRatio: number,
): number {
  return expectedTokens(acceptance, draftTokens) /
    (draftTokens * nonNegative("costRatio", costRatio) + 1);
}

/**
 * The FLOPs of speculative decoding against plain decoding, for each token: (1 − α)(γ·ĉ + γ + 1) ÷
 * (1 − α^(γ+1)), where a token of the draft takes ĉ of the large model's FLOPs (Leviathan et al.
 * 2023, theorem 3.11). It is the price in arithmetic of reading the weights less often.
 *
 * @param acceptance α, from 0 to 1.
 * @param draftTokens γ, a whole number of at least 0.
 * @param flopsRatio ĉ, at least 0.
 * @returns The factor, at least 1.
 * @throws {RangeError} If a number is out of range.
 *
 * @example
 * ```ts
 * import { speculativeFlopsFactor } from "@/lib/compute/serving/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(speculativeFlopsFactor(0.5, 1, 0)).toBeCloseTo(4 / 3, 12);
 * ```
 */
export function speculativeFlopsFactor(
  acceptance: number,
  draftTokens: number,
  flopsRatio: number,
): number {
  return (draftTokens * nonNegative("flopsRatio", flopsRatio) + draftTokens + 1) /
    expectedTokens(acceptance, draftTokens);
}

/** A number of drafts and what it gives. */
export interface DraftChoice {
  /** γ; 0 means plain decoding. */
  readonly draftTokens: number;
  /** The factor by which decoding becomes faster. */
  readonly speedUp: number;
}

/**
 * The number of drafts with the greatest speed-up, by trying every one that could have it: with γ
 * drafts it is below 1 ÷ ((1 − α)(γ·c + 1)), so the search ends where that falls to the best found.
 * Of equals the smaller number is taken.
 *
 * @param acceptance α, from 0 to 1.
 * @param costRatio c, at least 0.
 * @param maximum Most drafts tried. Default 1000.
 * @returns The best γ and its speed-up.
 * @throws {RangeError} If a number is out of range.
 *
 * @example
 * ```ts
 * import { bestDraftTokens } from "@/lib/compute/serving/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(bestDraftTokens(0.8, 0.05).draftTokens).toBe(8);
 * expect(bestDraftTokens(0.3, 0.5).draftTokens).toBe(0);
 * ```
 */
export function bestDraftTokens(
  acceptance: number,
  costRatio: number,
  maximum = 1000,
): DraftChoice {
  positiveInteger("maximum", maximum);
  let best: DraftChoice = { draftTokens: 0, speedUp: speculativeSpeedUp(acceptance, 0, costRatio) };
  for (let draftTokens = 1; draftTokens <= maximum; draftTokens++) {
    const bound = 1 / ((1 - acceptance) * (draftTokens * costRatio + 1));
    if (bound <= best.speedUp) break;
    const speedUp = speculativeSpeedUp(acceptance, draftTokens, costRatio);
    if (speedUp > best.speedUp) best = { draftTokens, speedUp };
  }
  return best;
}

/**
 * Plays rounds of speculative decoding: in each, drafts are accepted one after the other until one
 * is rejected or all are accepted, and the large model adds one token.
 *
 * @param options α, γ, the number of rounds, and the generator to draw from.
 * @returns The tokens of each round.
 * @throws {RangeError} If a number is out of range.
 *
 * @example
 * ```ts
 * import { simulateSpeculation } from "@/lib/compute/serving/mod.ts";
 * import { Random } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const random = new Random(5);
 * const rounds = simulateSpeculation({ acceptance: 0.5, draftTokens: 2, rounds: 20_000, random });
 * const mean = rounds.reduce((sum, tokens) => sum + tokens, 0) / rounds.length;
 * expect(mean).toBeCloseTo(1.75, 1);
 * ```
 */
export function simulateSpeculation(options: {
  readonly acceptance: number;
  readonly draftTokens: number;
  readonly rounds: number;
  readonly random: Random;
}): number[] {
  const acceptance = checkAcceptance(options.acceptance);
  const draftTokens = checkDraftTokens(options.draftTokens);
  return Array.from({ length: positiveInteger("rounds", options.rounds) }, () => {
    let accepted = 0;
    while (accepted < draftTokens && options.random.uniform() < acceptance) accepted++;
    return accepted + 1;
  });
}

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
  const { acceptance, draftTokens, contextTokens } = options;
  const batch = options.batch ?? 1;
  const tokens = expectedTokens(acceptance, draftTokens);
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

function checkAcceptance(acceptance: number): number {
  if (acceptance >= 0 && acceptance <= 1) return acceptance;
  throw new RangeError(`acceptance is ${describe(acceptance)}: it must be from 0 to 1`);
}

function checkDraftTokens(draftTokens: number): number {
  if (Number.isSafeInteger(draftTokens) && draftTokens >= 0) return draftTokens;
  throw new RangeError(
    `draftTokens is ${describe(draftTokens)}: it must be a whole number of at least 0`,
  );
}
