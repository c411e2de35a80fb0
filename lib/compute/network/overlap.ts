/**
 * Arithmetic and communication side by side.
 *
 * @module
 */
import { nonNegative, record, share } from "../check.ts";

/** A step of arithmetic and communication. */
export interface OverlapOptions {
  /** Seconds of arithmetic. */
  readonly computeSeconds: number;
  /** Seconds of communication. */
  readonly communicationSeconds: number;
  /** The part of the communication that may run beside arithmetic, from 0 to 1. Default 1. */
  readonly overlap?: number | undefined;
}

/** How long a step takes. */
export interface OverlappedStep {
  /** Seconds with the overlap given. */
  readonly seconds: number;
  /** Seconds if all communication may run beside arithmetic: the larger of both. */
  readonly lower: number;
  /** Seconds if none may: their sum. */
  readonly upper: number;
  /** Seconds of communication that arithmetic does not hide. */
  readonly exposedSeconds: number;
  /** Which of the two takes longer by itself: `network` or `compute`. */
  readonly bound: "compute" | "network";
}

/**
 * The time of a step whose communication partly runs beside arithmetic. Of the communication,
 * min(overlap·communication, arithmetic) is hidden. It is a bound: beside arithmetic, both run slower
 * than alone, as they share memory bandwidth and cores.
 *
 * @param options Both times, and how much may overlap.
 * @returns The time, between its bounds.
 * @throws {RangeError} If a time is negative or the overlap lies outside [0, 1].
 *
 * @example
 * ```ts
 * import { overlappedStep } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const step = overlappedStep({ computeSeconds: 3, communicationSeconds: 2, overlap: 0.5 });
 * expect([step.lower, step.seconds, step.upper]).toEqual([3, 4, 5]);
 * expect(step.exposedSeconds).toBe(1);
 * ```
 */
export function overlappedStep(options: OverlapOptions): OverlappedStep {
  record("options", options);
  const compute = nonNegative("computeSeconds", options.computeSeconds);
  const communication = nonNegative("communicationSeconds", options.communicationSeconds);
  const { overlap = 1 } = options;
  share("overlap", overlap);
  const exposedSeconds = communication - Math.min(overlap * communication, compute);
  return {
    seconds: compute + exposedSeconds,
    lower: Math.max(compute, communication),
    upper: compute + communication,
    exposedSeconds,
    bound: communication > compute ? "network" : "compute",
  };
}
