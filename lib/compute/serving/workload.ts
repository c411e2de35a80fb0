/**
 * Requests: when they arrive, how long their prompts and answers are.
 *
 * @module
 */
import { describe, finiteNumber, list, positive, positiveInteger, record } from "../check.ts";
import { Random } from "../random.ts";

/** A request to be served. */
export interface ServingRequest {
  /** Unique in its workload. */
  readonly id: number;
  /** Seconds from the start, at least 0. */
  readonly arrival: number;
  /** Tokens of the prompt. */
  readonly promptTokens: number;
  /** Tokens of the answer. */
  readonly outputTokens: number;
}

/** How lengths are drawn, in tokens: always the same, or from a distribution. */
export type LengthDistribution =
  | number
  | {
    /** Each whole number from `from` to `to` as likely as the others. */
    readonly kind: "uniform";
    /** Smallest. */
    readonly from: number;
    /** Largest. */
    readonly to: number;
  }
  | {
    /** Each token the last one with probability 1 ÷ `mean`. */
    readonly kind: "geometric";
    /** Mean, at least 1. */
    readonly mean: number;
  }
  | {
    /** The logarithm is normal; rounded to whole tokens, at least 1. */
    readonly kind: "lognormal";
    /** Half of the lengths are below. */
    readonly median: number;
    /** Deviation of the natural logarithm. */
    readonly sigma: number;
    /** Largest. Default: none. */
    readonly maximum?: number | undefined;
  }
  | {
    /** One of the lengths of a trace, each as likely as the others. */
    readonly kind: "choice";
    /** The lengths. */
    readonly lengths: readonly number[];
  };

/** What arrives. */
export interface WorkloadOptions {
  /** How many requests. */
  readonly requests: number;
  /** Requests a second on average, as a Poisson process; infinite: all arrive at once. */
  readonly arrivalsPerSecond: number;
  /** Lengths of prompts. */
  readonly promptTokens: LengthDistribution;
  /** Lengths of answers. */
  readonly outputTokens: LengthDistribution;
  /** Seed of the draws. */
  readonly seed: number;
}

/**
 * Draws requests: arrivals as a Poisson process, lengths independently of them and of each other.
 * Arrivals, prompts and answers have generators of their own, so that a change of one distribution
 * leaves the others as they were.
 *
 * @param options How many, how often, how long, and the seed.
 * @returns The requests by arrival, with ids from 0.
 * @throws {RangeError} If an option is out of range.
 *
 * @example
 * ```ts
 * import { drawRequests } from "@/lib/compute/serving/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const requests = drawRequests({
 *   requests: 1000,
 *   arrivalsPerSecond: 2,
 *   promptTokens: 512,
 *   outputTokens: { kind: "geometric", mean: 100 },
 *   seed: 1,
 * });
 * expect(requests.length).toBe(1000);
 * expect(requests.at(-1)?.arrival).toBeGreaterThan(400);
 * ```
 */
export function drawRequests(options: WorkloadOptions): ServingRequest[] {
  record("options", options);
  const count = positiveInteger("requests", options.requests);
  if (count > 1e7) throw new RangeError(`requests is ${count}: it must be at most 10000000`);
  const rate = options.arrivalsPerSecond;
  if (rate !== Infinity) positive("arrivalsPerSecond", rate);
  const seeds = new Random(finiteNumber("seed", options.seed));
  const arrivals = new Random(seeds.next());
  const prompt = lengths("promptTokens", options.promptTokens, new Random(seeds.next()));
  const output = lengths("outputTokens", options.outputTokens, new Random(seeds.next()));
  let arrival = 0;
  return Array.from({ length: count }, (_, id) => {
    if (rate !== Infinity) arrival += arrivals.exponential(1 / rate);
    return { id, arrival, promptTokens: prompt(), outputTokens: output() };
  });
}

function lengths(field: string, given: LengthDistribution, random: Random): () => number {
  if (typeof given === "number") {
    const length = positiveInteger(field, given);
    return () => length;
  }
  switch (given?.kind) {
    case "uniform": {
      const from = positiveInteger(`${field}.from`, given.from);
      const to = positiveInteger(`${field}.to`, given.to);
      if (to < from) throw new RangeError(`${field}.to is ${to}: it must be at least ${from}`);
      return () => from + random.below(to - from + 1);
    }
    case "geometric": {
      const { mean } = given;
      if (!(positive(`${field}.mean`, mean) >= 1)) {
        throw new RangeError(`${field}.mean is ${mean}: it must be at least 1`);
      }
      // Inverts the distribution; at a mean of 1 the logarithm is −∞ and every length 1
      const decay = Math.log1p(-1 / mean);
      return () => 1 + Math.floor(Math.log(1 - random.uniform()) / decay);
    }
    case "lognormal": {
      const median = positive(`${field}.median`, given.median);
      const sigma = positive(`${field}.sigma`, given.sigma);
      const maximum = given.maximum === undefined
        ? Infinity
        : positiveInteger(`${field}.maximum`, given.maximum);
      return () =>
        Math.min(maximum, Math.max(1, Math.round(median * Math.exp(sigma * random.normal()))));
    }
    case "choice": {
      const { lengths } = given;
      if (list(`${field}.lengths`, lengths).length === 0) {
        throw new RangeError(`${field}.lengths is empty`);
      }
      lengths.forEach((length, i) => positiveInteger(`${field}.lengths[${i}]`, length));
      return () => lengths[random.below(lengths.length)] ?? NaN;
    }
    default:
      throw new RangeError(
        `${field} is ${describe(given)}: it must be a number or of a kind among uniform, ` +
          "geometric, lognormal, choice",
      );
  }
}

/** Checks requests and returns them by arrival; those that arrive together keep their order. */
export function checkRequests(requests: readonly ServingRequest[]): ServingRequest[] {
  if (requests.length === 0) throw new RangeError("requests is empty: there is nothing to serve");
  const seen = new Set<number>();
  requests.forEach((request, i) => {
    const { id, arrival, promptTokens, outputTokens } = record(`requests[${i}]`, request);
    finiteNumber(`requests[${i}].id`, id);
    if (seen.has(id)) throw new RangeError(`requests[${i}].id is ${id}: it must occur once`);
    seen.add(id);
    if (!(Number.isFinite(arrival) && arrival >= 0)) {
      throw new RangeError(
        `requests[${i}].arrival is ${describe(arrival)}: it must be a finite number of at least 0`,
      );
    }
    positiveInteger(`requests[${i}].promptTokens`, promptTokens);
    positiveInteger(`requests[${i}].outputTokens`, outputTokens);
  });
  return [...requests].sort((a, b) => a.arrival - b.arrival);
}
