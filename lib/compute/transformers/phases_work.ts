/**
 * How much passes through a model in a phase: the counts that costs are proportional to.
 *
 * @module
 */
import { nonNegative, positiveInteger, record } from "../check.ts";
import { workNames } from "./layer_terms.ts";
import type { TransformerModel } from "./types.ts";

/** What one pass, or several decode steps one after another, work on. */
export interface PassWork {
  /** Sequences. */
  batch: number;
  /** Tokens of each sequence that pass through in one pass. */
  tokens: number;
  /** Tokens of each sequence that were cached before; 0 unless `tokens` is 1. */
  context: number;
  /** Decode steps, each with one token more in the cache; 1 unless `tokens` is 1. */
  steps: number;
  /** Tokens of each input that a decoder attends across to. */
  encoderTokens: number;
}

/** What decides how the work is counted. */
export interface CountedAs {
  /** Whether tokens attend to later ones too. */
  readonly bidirectional: boolean;
  /** Whether pairs are counted exactly in causal attention. */
  readonly half: boolean;
  /** Whether the head scores every token rather than the last of each sequence. */
  readonly scoresAll: boolean;
  /** Tokens attended to at most. */
  readonly window: number;
  readonly experts: TransformerModel["experts"];
}

/** Where each count stands in an array of work. */
export const workPlaces = { pairs: 3, keys: 4 } as const;

/** How many counts there are. */
export const workCount = 9;

/** Writes the counts of `workNames`, in their order. */
export function countWork(into: Float64Array, pass: PassWork, counted: CountedAs): void {
  const { batch, tokens, context, steps, encoderTokens } = pass;
  const { window } = counted;
  let pairs: number;
  let keys: number;
  if (counted.bidirectional) {
    pairs = tokens * Math.min(tokens, window);
    keys = tokens;
  } else if (tokens === 1) {
    pairs = sumUpTo(context + 1, context + steps, window);
    keys = pairs;
  } else {
    // Several tokens pass through together only where nothing was cached before
    pairs = counted.half ? sumUpTo(1, tokens, window) : tokens * Math.min(tokens, window);
    keys = tokens;
  }
  into[0] = steps;
  into[1] = steps * batch;
  into[2] = steps * batch * tokens;
  into[3] = batch * pairs;
  into[4] = batch * keys;
  into[5] = counted.experts === undefined
    ? 0
    : steps * usedExperts(counted.experts, batch * tokens);
  into[6] = steps * batch * encoderTokens;
  into[7] = steps * batch * tokens * encoderTokens;
  into[8] = counted.scoresAll ? steps * batch * tokens : steps * batch;
}

/** The counts by name. */
export function namedWork(work: Float64Array): Record<string, number> {
  return Object.fromEntries(workNames.map((name, place) => [name, work[place] ?? 0]));
}

/** The sum of min(i, limit) for i from `first` to `last`. */
export function sumUpTo(first: number, last: number, limit: number): number {
  if (first >= limit) return (last - first + 1) * limit;
  if (last <= limit) return (first + last) * (last - first + 1) / 2;
  return (first + limit) * (limit - first + 1) / 2 + (last - limit) * limit;
}

/**
 * How many experts of a layer are used by at least one token, in the mean over tokens that each
 * choose `active` of `count` uniformly and independently: count·(1 − (1 − active/count)^tokens).
 *
 * @param experts How many there are, and how many a token uses.
 * @param tokens Tokens of the pass.
 * @returns Experts.
 *
 * @example One token uses two of eight, many tokens all of them
 * ```ts
 * import { usedExperts } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const mixtral = { count: 8, active: 2 };
 * expect(usedExperts(mixtral, 1)).toBeCloseTo(2, 12);
 * expect(usedExperts(mixtral, 2)).toBeCloseTo(3.5, 12);
 * expect(usedExperts(mixtral, 1000)).toBeCloseTo(8, 12);
 * ```
 */
export function usedExperts(
  experts: { readonly count: number; readonly active: number },
  tokens: number,
): number {
  const { count, active } = record("experts", experts);
  positiveInteger("count", count);
  positiveInteger("active", active);
  nonNegative("tokens", tokens);
  // Exact for small shares too, where 1 − (1 − x)^n would lose digits
  return active >= count ? count : -count * Math.expm1(tokens * Math.log1p(-active / count));
}
