/**
 * The time of a collective operation on equal links.
 *
 * @module
 */
import { nonNegative, positiveInteger, record } from "../check.ts";
import { conventionSentence } from "../conventions.ts";
import {
  type Collective,
  type CollectiveAlgorithm,
  collectiveAlgorithms,
  collectiveCounts,
  takesDevices,
} from "./algorithms.ts";
import { checkLink, type Link } from "./link.ts";

/** Who takes part in a collective, and with how much. */
export interface CollectiveSize {
  /** How many devices take part: p. */
  readonly devices: number;
  /** Bytes: n, as {@linkcode Collective} counts them. */
  readonly bytes: number;
  /** The link of each device. */
  readonly link: Link;
}

/** A collective to be timed. */
export interface CollectiveOptions extends CollectiveSize {
  /** How it is carried out. Default: the fastest of those that take so many devices. */
  readonly algorithm?: CollectiveAlgorithm | undefined;
}

/** What a collective costs. */
export interface CollectiveCost {
  /** The collective. */
  readonly collective: Collective;
  /** How it is carried out. */
  readonly algorithm: CollectiveAlgorithm;
  /** How many devices take part. */
  readonly devices: number;
  /** Bytes, as {@linkcode Collective} counts them. */
  readonly bytes: number;
  /** Rounds of messages, one after the other. */
  readonly steps: number;
  /** Bytes that the busiest device sends. */
  readonly bytesSent: number;
  /** The largest message of each step, summed over the steps, in bytes. */
  readonly pathBytes: number;
  /** Seconds: `latencySeconds` + `bandwidthSeconds`. */
  readonly seconds: number;
  /** Steps × latency. */
  readonly latencySeconds: number;
  /** `pathBytes` ÷ bandwidth. */
  readonly bandwidthSeconds: number;
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/**
 * The time of a collective in the model of Hockney 1994: steps × latency + bytes ÷ bandwidth. All
 * devices have equal links into a network that never blocks, and the n bytes divide evenly. With
 * p devices, n bytes, ⌈⌉ for rounding up, p′ the largest power of two up to p, and where p′ < p two
 * steps of n bytes more in the algorithms marked *:
 *
 * | collective | algorithm | steps | bytes on the path |
 * |---|---|---|---|
 * | broadcast | binomial-tree | ⌈log2 p⌉ | n·⌈log2 p⌉ |
 * | | scatter-all-gather | ⌈log2 p⌉ + p − 1 | 2·n·(p − 1)/p |
 * | reduce | binomial-tree | ⌈log2 p⌉ | n·⌈log2 p⌉ |
 * | | rabenseifner (one step of n more) | 2·log2 p′ | 2·n·(p′ − 1)/p′ |
 * | all-gather | ring | p − 1 | n·(p − 1)/p |
 * | | recursive-doubling (p = p′), bruck | ⌈log2 p⌉ | n·(p − 1)/p |
 * | reduce-scatter | ring, pairwise | p − 1 | n·(p − 1)/p |
 * | | recursive-halving (p = p′) | log2 p | n·(p − 1)/p |
 * | all-reduce | ring | 2·(p − 1) | 2·n·(p − 1)/p |
 * | | binomial-tree | 2·⌈log2 p⌉ | 2·n·⌈log2 p⌉ |
 * | | recursive-doubling * | log2 p′ | n·log2 p′ |
 * | | rabenseifner * | 2·log2 p′ | 2·n·(p′ − 1)/p′ |
 * | all-to-all | pairwise | p − 1 | n·(p − 1)/p |
 * | | direct, start-ups overlapping | 1 | n·(p − 1)/p |
 * | | bruck | ⌈log2 p⌉ | n/p · ones in 1 … p − 1, about n/2·log2 p |
 *
 * Sources: Thakur, Rabenseifner and Gropp 2005, section 4; the ring all-reduce Patarasuk and
 * Yuan 2009; Bruck et al. 1997; Chan et al. 2007. The tests run each schedule message by message.
 *
 * @param collective The collective.
 * @param options Devices, bytes, link, algorithm.
 * @returns Steps, bytes and seconds.
 * @throws {RangeError} If a number is out of range, a name is unknown, or the algorithm does not
 * take so many devices.
 *
 * @example A ring moves nearly twice the gradients, whatever the number of devices
 * ```ts
 * import { collectiveCost } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const link = { latency: 5e-6, bandwidth: 300e9 };
 * const ring = collectiveCost("all-reduce", { devices: 8, bytes: 1e9, link, algorithm: "ring" });
 * expect(ring.steps).toBe(14);
 * expect(ring.bytesSent).toBe(1.75e9);
 * expect(ring.seconds).toBeCloseTo(14 * 5e-6 + 1.75e9 / 300e9, 12);
 * ```
 */
export function collectiveCost(
  collective: Collective,
  options: CollectiveOptions,
): CollectiveCost {
  const { devices, bytes, link } = checkSize(options, "options");
  const known = collectiveAlgorithms(collective);
  if (options.algorithm !== undefined) {
    return cost(collective, options.algorithm, { devices, bytes, link });
  }
  return known
    .filter((algorithm) => takesDevices(collective, algorithm, devices))
    .map((algorithm) => cost(collective, algorithm, { devices, bytes, link }))
    .reduce((best, next) => next.seconds < best.seconds ? next : best);
}

function cost(
  collective: Collective,
  algorithm: CollectiveAlgorithm,
  { devices, bytes, link }: CollectiveSize,
): CollectiveCost {
  const { steps, path, sent } = collectiveCounts(collective, algorithm, devices);
  const latencySeconds = steps * link.latency;
  const bandwidthSeconds = path * bytes / link.bandwidth;
  return {
    collective,
    algorithm,
    devices,
    bytes,
    steps,
    bytesSent: sent * bytes,
    pathBytes: path * bytes,
    seconds: latencySeconds + bandwidthSeconds,
    latencySeconds,
    bandwidthSeconds,
    conventions: [conventionSentence("communication")],
  };
}

/** Returns the size if its numbers are in range. */
export function checkSize(size: CollectiveSize, field = "size"): CollectiveSize {
  // Rounds are counted in 32 bits
  if (positiveInteger("devices", record(field, size).devices) > 2 ** 30) {
    throw new RangeError(`devices is ${size.devices}: it must be at most 2³⁰`);
  }
  nonNegative("bytes", size.bytes);
  checkLink("link", size.link);
  return size;
}
