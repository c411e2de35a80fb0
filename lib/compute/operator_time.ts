/**
 * How long an operator takes on a machine, at best.
 *
 * @module
 */
import { fraction, record } from "./check.ts";
import type { Machine } from "./machine_types.ts";
import { memoryLevel, peakRate } from "./machines.ts";
import { arithmeticIntensity, type OperatorCost } from "./operators/cost.ts";
import type { RoofOptions } from "./roofline.ts";

/** What limits an operator. */
export type Bound = "compute" | "memory";

/** Which roof, and how much of it is reached. */
export interface TimeOptions extends RoofOptions {
  /**
   * The part of peak and bandwidth that is reached, above 0 and at most 1: one number for both,
   * or one for each. Default 1, which makes the time a bound.
   */
  readonly efficiency?:
    | number
    | { readonly compute?: number | undefined; readonly memory?: number | undefined }
    | undefined;
}

/** An operator's time on a machine. Times are in seconds. */
export interface OperatorTime {
  /** The time: `overlapped`. */
  readonly seconds: number;
  /** Which of the two takes longer; at a tie `compute`. */
  readonly bound: Bound;
  /** FLOPs ÷ peak. */
  readonly computeSeconds: number;
  /** Bytes ÷ bandwidth. */
  readonly memorySeconds: number;
  /** Lower bound: arithmetic and traffic overlap perfectly, max(compute, memory). */
  readonly overlapped: number;
  /** Upper bound of this model: they never overlap, compute + memory. */
  readonly serial: number;
  /** FLOP/s, FLOPs ÷ `seconds`. */
  readonly rate: number;
  /** FLOP/byte. */
  readonly intensity: number;
}

/**
 * The time of an operator on a machine by the roofline: arithmetic takes FLOPs
 * ÷ peak, traffic bytes ÷ bandwidth, and when they overlap the longer decides
 * (Williams, Waterman and Patterson 2009). A bound, not a prediction: launch
 * overhead, latency and tiles that do not fit are left out.
 *
 * The bytes of an operator's cost are those of the main memory. With another
 * `level` they are taken to move there, as if every operand were found in it.
 *
 * @param machine The machine.
 * @param cost The operator's FLOPs and bytes.
 * @param options Precision of the arithmetic, memory level, efficiency.
 * @returns Times in seconds, what limits it, rate and intensity.
 * @throws {RangeError} If the machine has no such peak or level, an efficiency is not in (0, 1],
 * `flops` is negative or `bytes` is not above 0.
 *
 * @example
 * ```ts
 * import { defineMachine, gemv, operatorTime } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const a100 = defineMachine({
 *   id: "a100-80",
 *   name: "NVIDIA A100 80GB SXM",
 *   year: 2020,
 *   peaks: { fp16: 312e12 },
 *   levels: [{ id: "memory", name: "HBM2e", bandwidth: 2039e9 }],
 *   source: "data sheet",
 * });
 * const time = operatorTime(a100, gemv({ m: 4096, n: 4096 }), { precision: "fp16" });
 * expect(time.bound).toBe("memory");
 * expect(time.seconds).toBeCloseTo(16.5e-6, 7);
 * ```
 */
export function operatorTime(
  machine: Machine,
  cost: Pick<OperatorCost, "flops" | "bytes">,
  options: TimeOptions,
): OperatorTime {
  const intensity = arithmeticIntensity(cost);
  const reached = efficiencies(record("options", options).efficiency);
  const computeSeconds = cost.flops / (peakRate(machine, options.precision) * reached.compute);
  const memorySeconds = cost.bytes /
    (memoryLevel(machine, options.level).bandwidth * reached.memory);
  const overlapped = Math.max(computeSeconds, memorySeconds);
  return {
    seconds: overlapped,
    bound: computeSeconds >= memorySeconds ? "compute" : "memory",
    computeSeconds,
    memorySeconds,
    overlapped,
    serial: computeSeconds + memorySeconds,
    rate: cost.flops / overlapped,
    intensity,
  };
}

/** Returns the parts of peak and bandwidth that are reached. */
export function efficiencies(given: TimeOptions["efficiency"] = 1, field = "efficiency") {
  if (typeof given === "number") {
    const both = fraction(field, given);
    return { compute: both, memory: both };
  }
  const { compute, memory } = record(field, given);
  return {
    compute: fraction(`${field}.compute`, compute ?? 1),
    memory: fraction(`${field}.memory`, memory ?? 1),
  };
}
