/**
 * Times and their bounds, and the refusal of times for what does not fit.
 *
 * @module
 */
import { checkCapacity } from "../capacity.ts";
import { nonNegative } from "../check.ts";
import type { Machine } from "../machine_types.ts";
import type { Bound } from "../operator_time.ts";

/** Times of a phase or of several, in seconds. */
export interface TimeBounds {
  /** Each operator's larger of arithmetic and traffic, summed, and communication. */
  readonly seconds: number;
  /** Lower bound: everything overlaps, also between operators: the largest of the three sums. */
  readonly lower: number;
  /** Upper bound of this model: nothing overlaps: the sum of the three sums. */
  readonly serial: number;
  /** FLOPs ÷ peak. */
  readonly computeSeconds: number;
  /** Bytes ÷ bandwidth. */
  readonly memorySeconds: number;
  /** Communication, as given. */
  readonly communicationSeconds: number;
  /** Which of arithmetic and traffic takes longer in all; at a tie `compute`. */
  readonly bound: Bound;
}

/** Puts the sums of operators and communication together. */
export function timeBounds(
  seconds: number,
  computeSeconds: number,
  memorySeconds: number,
  communication = 0,
): TimeBounds {
  const communicationSeconds = nonNegative("communicationSeconds", communication);
  return {
    seconds: seconds + communicationSeconds,
    lower: Math.max(computeSeconds, memorySeconds, communicationSeconds),
    serial: computeSeconds + memorySeconds + communicationSeconds,
    computeSeconds,
    memorySeconds,
    communicationSeconds,
    bound: computeSeconds >= memorySeconds ? "compute" : "memory",
  };
}

/** Refuses a rate for what does not fit. Where the capacity is not known, nothing is claimed. */
export function refuseTooLarge(machine: Machine, footprint: number, devices: number): void {
  const { verdict, missing, capacity } = checkCapacity(machine, footprint / devices);
  if (verdict !== "too large") return;
  throw new RangeError(
    `footprint is ${footprint} bytes on ${devices} × ${machine.name}: it must be at most ` +
      `${capacity} on each, ${missing} bytes are missing`,
  );
}
