/**
 * Which algorithm of a collective to use.
 *
 * @module
 */
import { record } from "../check.ts";
import { type Collective, type CollectiveAlgorithm, collectiveCounts } from "./algorithms.ts";
import {
  checkSize,
  type CollectiveCost,
  collectiveCost,
  type CollectiveSize,
} from "./collective.ts";
import type { Link } from "./link.ts";

/** Two ways to carry out one collective. */
export interface CrossoverOptions {
  /** How many devices take part. */
  readonly devices: number;
  /** The link of each device. */
  readonly link: Link;
  /** The algorithm for small messages, such as `binomial-tree`. */
  readonly small: CollectiveAlgorithm;
  /** The algorithm for large messages, such as `ring`. */
  readonly large: CollectiveAlgorithm;
}

/**
 * The message size from which one algorithm is at least as fast as another. Both times are straight
 * lines in the bytes, so they meet once at most:
 * latency·(steps difference)·bandwidth ÷ (difference of the parts of n on the path).
 *
 * @param collective The collective.
 * @param options Devices, link and the two algorithms.
 * @returns Bytes: 0 if `large` is never slower, `Infinity` if it never catches up.
 * @throws {RangeError} If a number is out of range, a name is unknown, or an algorithm does not take
 * so many devices.
 *
 * @example
 * ```ts
 * import { crossoverBytes } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const link = { latency: 5e-6, bandwidth: 300e9 };
 * const options = { devices: 8, link, small: "binomial-tree", large: "ring" } as const;
 * // 14 steps and 1.75·n against 6 steps and 6·n
 * expect(crossoverBytes("all-reduce", options)).toBeCloseTo(8 * 5e-6 * 300e9 / 4.25, 3);
 * ```
 */
export function crossoverBytes(collective: Collective, options: CrossoverOptions): number {
  record("options", options);
  const { devices, link } = checkSize({ ...options, bytes: 0 });
  const small = collectiveCounts(collective, options.small, devices);
  const large = collectiveCounts(collective, options.large, devices);
  const later = (large.steps - small.steps) * link.latency;
  const gained = (small.path - large.path) / link.bandwidth;
  if (later <= 0) return gained >= 0 ? 0 : Infinity;
  return gained > 0 ? later / gained : Infinity;
}

/**
 * The fastest all-reduce for a message: `collectiveCost` without an algorithm, by the name it is
 * looked for.
 *
 * @param size Devices, bytes, link.
 * @returns Its cost.
 * @throws {RangeError} If a number is out of range.
 *
 * @example
 * ```ts
 * import { bestAllReduce } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const link = { latency: 5e-6, bandwidth: 50e9 };
 * expect(bestAllReduce({ devices: 6, bytes: 1e3, link }).algorithm).toBe("recursive-doubling");
 * expect(bestAllReduce({ devices: 6, bytes: 1e9, link }).algorithm).toBe("ring");
 * ```
 */
export function bestAllReduce(size: CollectiveSize): CollectiveCost {
  record("size", size);
  return collectiveCost("all-reduce", size);
}
