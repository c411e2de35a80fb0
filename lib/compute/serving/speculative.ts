/**
 * Speculative decoding: a small model drafts tokens, the large one verifies them in one step.
 *
 * @module
 */
import { made, nonNegative, nonNegativeInteger, positiveInteger, record, share } from "../check.ts";
import type { Random } from "../random.ts";

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
  record("options", options);
  const acceptance = checkAcceptance(options.acceptance);
  const draftTokens = checkDraftTokens(options.draftTokens);
  made("random", options.random, options.random?.uniform, "new Random");
  const rounds = positiveInteger("rounds", options.rounds);
  if (rounds > 1e7) throw new RangeError(`rounds is ${rounds}: it must be at most 10000000`);
  return Array.from({ length: rounds }, () => {
    let accepted = 0;
    while (accepted < draftTokens && options.random.uniform() < acceptance) accepted++;
    return accepted + 1;
  });
}

function checkAcceptance(acceptance: number): number {
  return share("acceptance", acceptance);
}

function checkDraftTokens(draftTokens: number): number {
  return nonNegativeInteger("draftTokens", draftTokens);
}
