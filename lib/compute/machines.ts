/**
 * Finding machines, and asking one for its peak or a memory level.
 *
 * @module
 */
import { describe, list, made, record } from "./check.ts";
import type { Machine, MemoryLevel } from "./machine_types.ts";
import { byDistance } from "./nearest.ts";
import { checkPrecision, type Precision, precisions } from "./precision.ts";

/**
 * Finds a machine by its id.
 *
 * @param machines Where to look.
 * @param id The id.
 * @returns The machine.
 * @throws {RangeError} If there is none; the message lists the known ids, nearest first.
 *
 * @example
 * ```ts
 * import { defineMachine, findMachine } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const v100 = defineMachine({
 *   id: "v100",
 *   name: "NVIDIA V100",
 *   year: 2017,
 *   peaks: { fp16: 125e12 },
 *   levels: [{ id: "memory", name: "HBM2", bandwidth: 900e9 }],
 *   source: "data sheet",
 * });
 * expect(findMachine([v100], "v100").year).toBe(2017);
 * expect(() => findMachine([v100], "V100")).toThrow('Unknown machine "V100": known are v100');
 * ```
 */
export function findMachine(machines: readonly Machine[], id: string): Machine {
  const found = list("machines", machines).find((machine) => checkMachine(machine).id === id);
  if (found) return found;
  const known = byDistance(String(id), machines.map((machine) => machine.id));
  throw new RangeError(`Unknown machine ${describe(id)}: known are ${known.join(", ")}`);
}

/** Returns the machine if it is one that `defineMachine` gives. */
export function checkMachine(machine: Machine): Machine {
  return made("machine", machine, machine?.levels, "defineMachine");
}

/**
 * A machine's dense peak rate.
 *
 * @param machine The machine.
 * @param precision The number format of the arithmetic.
 * @returns FLOP/s.
 * @throws {RangeError} If the machine has no peak for that format; the message lists those it has.
 *
 * @example
 * ```ts
 * import { defineMachine, peakRate } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const machine = defineMachine({
 *   id: "small",
 *   name: "Small",
 *   year: 2020,
 *   peaks: { fp32: 1e12 },
 *   levels: [{ id: "memory", name: "DDR4", bandwidth: 50e9 }],
 *   source: "made up",
 * });
 * expect(peakRate(machine, "fp32")).toBe(1e12);
 * expect(() => peakRate(machine, "fp8")).toThrow('no peak for "fp8"');
 * ```
 */
export function peakRate(machine: Machine, precision: Precision): number {
  checkMachine(machine);
  const rate = machine.peaks[checkPrecision("precision", precision)];
  if (rate !== undefined) return rate;
  const known = precisions.filter((name) => machine.peaks[name] !== undefined);
  throw new RangeError(
    `${machine.name} has no peak for "${precision}": known are ${known.join(", ") || "none"}`,
  );
}

/**
 * One of a machine's memory levels.
 *
 * @param machine The machine.
 * @param levelId The level's id. Default: the main memory.
 * @returns The level.
 * @throws {RangeError} If the machine has no such level; the message lists those it has.
 *
 * @example
 * ```ts
 * import { defineMachine, memoryLevel } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const machine = defineMachine({
 *   id: "small",
 *   name: "Small",
 *   year: 2020,
 *   peaks: { fp32: 1e12 },
 *   levels: [
 *     { id: "memory", name: "DDR4", bandwidth: 50e9 },
 *     { id: "l2", name: "L2 cache", bandwidth: 400e9 },
 *   ],
 *   source: "made up",
 * });
 * expect(memoryLevel(machine).name).toBe("DDR4");
 * expect(memoryLevel(machine, "l2").bandwidth).toBe(400e9);
 * ```
 */
export function memoryLevel(machine: Machine, levelId?: string): MemoryLevel {
  checkMachine(machine);
  const found = levelId === undefined
    ? machine.levels[0]
    : machine.levels.find((level) => level.id === levelId);
  if (found) return found;
  const known = machine.levels.map((level) => level.id).join(", ");
  throw new RangeError(
    `${machine.name} has no memory level ${describe(levelId)}: known are ${known}`,
  );
}

/**
 * Whether a roof of a machine rests on a number without a source that was read.
 * Where it does, print "unverified" beside results.
 *
 * @param machine The machine.
 * @param options The precision of the peak, and the memory level (default: the main memory).
 * @returns `true` if that peak, or that level's numbers, are unverified.
 * @throws {RangeError} If the machine has no such level.
 *
 * @example
 * ```ts
 * import { defineMachine, isUncertain } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const machine = defineMachine({
 *   id: "half-known",
 *   name: "Half known",
 *   year: 2020,
 *   peaks: { fp16: 100e12, int8: 200e12 },
 *   levels: [{ id: "memory", name: "HBM", bandwidth: 1e12 }],
 *   source: "data sheet",
 *   unverified: ["int8"],
 * });
 * expect(isUncertain(machine, { precision: "int8" })).toBe(true);
 * expect(isUncertain(machine, { precision: "fp16" })).toBe(false);
 * ```
 */
export function isUncertain(
  machine: Machine,
  options: { readonly precision: Precision; readonly level?: string | undefined },
): boolean {
  checkMachine(machine);
  checkPrecision("precision", record("options", options).precision);
  return machine.unverified.includes("peaks") || machine.unverified.includes(options.precision) ||
    memoryLevel(machine, options.level).uncertain;
}
