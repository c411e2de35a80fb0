/**
 * Whether something fits into a machine's memory.
 *
 * @module
 */
import { nonNegative } from "./check.ts";
import type { Machine } from "./machine_types.ts";
import { memoryLevel } from "./machines.ts";

/** Whether something fits. */
export interface CapacityCheck {
  /** `unknown` where the machine's capacity is not known. */
  readonly verdict: "fits" | "too large" | "unknown";
  /** Bytes of the memory level, if known. */
  readonly capacity?: number;
  /** Bytes that are missing, 0 if it fits or the capacity is not known. */
  readonly missing: number;
}

/**
 * Whether a number of bytes fits into a machine's memory, and how many bytes
 * are missing if not. A rate for what does not fit should not be shown.
 *
 * @param machine The machine.
 * @param bytes What is to be held, such as the `footprint` of an operator's cost.
 * @param level The memory level. Default: the main memory.
 * @returns The verdict, the capacity and what is missing.
 * @throws {RangeError} If `bytes` is negative or not finite, or the machine has no such level.
 *
 * @example
 * ```ts
 * import { checkCapacity, defineMachine } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const machine = defineMachine({
 *   id: "sixteen",
 *   name: "Sixteen",
 *   year: 2020,
 *   peaks: { fp16: 100e12 },
 *   levels: [{ id: "memory", name: "HBM", capacity: 16e9, bandwidth: 1e12 }],
 *   source: "made up",
 * });
 * const { verdict, missing } = checkCapacity(machine, 26e9);
 * expect(verdict).toBe("too large");
 * expect(missing).toBe(10e9);
 * ```
 */
export function checkCapacity(machine: Machine, bytes: number, level?: string): CapacityCheck {
  nonNegative("bytes", bytes);
  const { capacity } = memoryLevel(machine, level);
  if (capacity === undefined) return { verdict: "unknown", missing: 0 };
  const missing = Math.max(0, bytes - capacity);
  return { verdict: missing > 0 ? "too large" : "fits", capacity, missing };
}
