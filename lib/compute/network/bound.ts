/**
 * What no algorithm of a collective can do better, and how near a measurement comes.
 *
 * @module
 */
import { positive, record } from "../check.ts";
import { type Collective, collectiveAlgorithms, roundsUp } from "./algorithms.ts";
import { checkSize, type CollectiveSize } from "./collective.ts";

/** The least that any algorithm can take. */
export interface CollectiveBound {
  /** ⌈log2 p⌉ × latency: information doubles its reach at most once a step. */
  readonly latencySeconds: number;
  /** The bytes that some device must send or receive, over the bandwidth. */
  readonly bandwidthSeconds: number;
  /** The larger of both: no algorithm is faster, and not each collective has one that is as fast. */
  readonly seconds: number;
}

/**
 * Lower bounds of a collective where a device sends one message and receives one at a time (Chan et
 * al. 2007; for all-reduce also Patarasuk and Yuan 2009). Some device must move n bytes in
 * broadcast and reduce, n·(p − 1)/p in all-gather, reduce-scatter and all-to-all, and 2·n·(p − 1)/p
 * in all-reduce. `direct` all-to-all, which lets start-ups overlap, is not bound by the latency,
 * and switches that add up what passes through them can beat the bandwidth.
 *
 * @param collective The collective.
 * @param size Devices, bytes, link.
 * @returns The bounds.
 * @throws {RangeError} If a number is out of range or the collective is unknown.
 *
 * @example The ring is as fast as can be in bandwidth
 * ```ts
 * import { collectiveBound, collectiveCost } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const size = { devices: 8, bytes: 1e9, link: { latency: 5e-6, bandwidth: 300e9 } };
 * const ring = collectiveCost("all-reduce", { ...size, algorithm: "ring" });
 * expect(collectiveBound("all-reduce", size).bandwidthSeconds).toBe(ring.bandwidthSeconds);
 * ```
 */
export function collectiveBound(collective: Collective, size: CollectiveSize): CollectiveBound {
  const { devices, bytes, link } = checkSize(size);
  collectiveAlgorithms(collective);
  const latencySeconds = roundsUp(devices) * link.latency;
  const bandwidthSeconds = leastPart(collective, devices) * bytes / link.bandwidth;
  return { latencySeconds, bandwidthSeconds, seconds: Math.max(latencySeconds, bandwidthSeconds) };
}

/** The part of n that some device must move. */
function leastPart(collective: Collective, devices: number): number {
  if (devices === 1) return 0;
  if (collective === "broadcast" || collective === "reduce") return 1;
  return (collective === "all-reduce" ? 2 : 1) * (1 - 1 / devices);
}

/** A measured collective. */
export interface MeasuredCollective extends Pick<CollectiveSize, "devices" | "bytes"> {
  /** Seconds that it took. */
  readonly seconds: number;
}

/**
 * The bandwidth of a link that a measured collective stands for: the bytes that some device must
 * move ÷ the time. Programs that measure collectives print it as "busbw" (nccl-tests); divided by a
 * link's one-way bandwidth it is the part reached. Switches that add on the way let devices move
 * less, and the quotient may exceed 1.
 *
 * @param collective The collective.
 * @param measured Devices, bytes, seconds.
 * @returns Bytes a second.
 * @throws {RangeError} If a number is out of range or the collective is unknown.
 *
 * @example 16 GiB among eight H200s at 210.06 GB/s, without help from the switch
 * ```ts
 * import { busBandwidth } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const bytes = 16 * 2 ** 30;
 * const measured = { devices: 8, bytes, seconds: bytes / 210.06e9 };
 * expect(busBandwidth("all-reduce", measured) / 450e9).toBeCloseTo(0.82, 2);
 * ```
 */
export function busBandwidth(collective: Collective, measured: MeasuredCollective): number {
  record("measured", measured);
  const { devices, bytes } = checkSize({ ...measured, link: { latency: 0, bandwidth: 1 } });
  collectiveAlgorithms(collective);
  return leastPart(collective, devices) * bytes / positive("seconds", measured.seconds);
}
