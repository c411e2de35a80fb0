/**
 * What recomputation costs in time on a machine.
 *
 * @module
 */
import { nonNegative, record } from "../check.ts";
import type { Machine } from "../machine_types.ts";
import { memoryLevel, peakRate } from "../machines.ts";
import { type OperatorTime, operatorTime, type TimeOptions } from "../operator_time.ts";
import type { OperatorCost } from "../operators/cost.ts";

/** FLOPs, and bytes moved between memory and the chip. */
export type Work = Pick<OperatorCost, "flops" | "bytes">;

/** A backward pass and what is recomputed for it. */
export interface RecomputedWork {
  /** FLOPs and bytes of the backward pass with everything saved. */
  readonly backward: Work;
  /** FLOPs of what is recomputed, and bytes it reads and writes when it runs on its own. */
  readonly recomputed: Work;
  /**
   * Bytes that the backward pass no longer reads because they are recomputed on the chip, less
   * those it reads instead; may be negative. Default 0. Used where both run together.
   */
  readonly bytesAvoided?: number | undefined;
}

/** The time of a backward pass without and with recomputation, in seconds. */
export interface RecomputationTime {
  /** The backward pass with everything saved. */
  readonly saved: OperatorTime;
  /** Extra seconds where the recomputation is an operator of its own before the backward pass. */
  readonly separateSeconds: number;
  /** Extra seconds where both run together and the values stay on the chip; negative if faster. */
  readonly fusedSeconds: number;
  /** FLOPs that arithmetic would idle away in the backward pass: recomputation up to here is free. */
  readonly idleFlops: number;
  /** Whether the recomputation takes no extra time where both run together. */
  readonly free: boolean;
}

/**
 * Whether recomputation is free, by the roofline: a backward pass bound by memory leaves
 * arithmetic idle for peak × memory time − FLOPs, and what is recomputed on the chip in the same
 * pass hides there, as in FlashAttention (Dao et al. 2022, section 3.1). As a pass of its own, which
 * is what checkpointing of whole layers does, it takes its own time and is never free.
 *
 * @param machine The machine.
 * @param work The backward pass and what is recomputed.
 * @param options Precision, memory level, efficiency.
 * @returns Times in seconds and the idle FLOPs.
 * @throws {RangeError} If `bytesAvoided` leaves no bytes, or as `operatorTime`.
 *
 * @example Below the ridge point recomputation is free
 * ```ts
 * import { recomputationTime } from "@/lib/compute/rematerialization/mod.ts";
 * import { defineMachine } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const machine = defineMachine({
 *   id: "even",
 *   name: "Even",
 *   year: 2020,
 *   peaks: { fp16: 100e12 },
 *   levels: [{ id: "memory", name: "HBM", bandwidth: 1e12 }],
 *   source: "made up",
 * });
 * const time = recomputationTime(machine, {
 *   backward: { flops: 40e12, bytes: 1e12 },
 *   recomputed: { flops: 20e12, bytes: 0.5e12 },
 * }, { precision: "fp16" });
 * expect(time.idleFlops).toBe(60e12);
 * expect(time.fusedSeconds).toBe(0);
 * expect(time.separateSeconds).toBe(0.5);
 * ```
 */
export function recomputationTime(
  machine: Machine,
  work: RecomputedWork,
  options: TimeOptions,
): RecomputationTime {
  record("work", work);
  const { backward, recomputed, bytesAvoided = 0 } = work;
  record("backward", backward);
  record("recomputed", recomputed);
  const bytes = backward.bytes - bytesAvoided;
  if (!Number.isFinite(bytesAvoided) || !(bytes > 0)) {
    throw new RangeError(
      `bytesAvoided is ${bytesAvoided}: it must be finite and below the bytes of the backward ` +
        `pass, ${backward.bytes}`,
    );
  }
  const saved = operatorTime(machine, backward, options);
  const separate = operatorTime(machine, recomputed, options);
  const fused = operatorTime(
    machine,
    { flops: backward.flops + nonNegative("recomputed.flops", recomputed.flops), bytes },
    options,
  );
  const fusedSeconds = fused.seconds - saved.seconds;
  return {
    saved,
    separateSeconds: separate.seconds,
    fusedSeconds,
    idleFlops: idleFlops(machine, backward, saved, options),
    free: fusedSeconds <= 0,
  };
}

function idleFlops(machine: Machine, work: Work, time: OperatorTime, options: TimeOptions): number {
  if (time.bound === "compute") return 0;
  const { efficiency = 1 } = options;
  const reached = typeof efficiency === "number"
    ? { compute: efficiency, memory: efficiency }
    : { compute: efficiency.compute ?? 1, memory: efficiency.memory ?? 1 };
  const bandwidth = memoryLevel(machine, options.level).bandwidth * reached.memory;
  const peak = peakRate(machine, options.precision) * reached.compute;
  return work.bytes * (peak / bandwidth) - work.flops;
}
