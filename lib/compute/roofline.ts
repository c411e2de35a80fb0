/**
 * The roofline model (Williams, Waterman and Patterson 2009): what a machine
 * allows a program of a given arithmetic intensity.
 *
 * @module
 */
import { describe, nonNegative, record } from "./check.ts";
import type { Machine, MemoryLevel } from "./machine_types.ts";
import { checkMachine, memoryLevel, peakRate } from "./machines.ts";
import { checkPrecision, isPrecision, type Precision, precisions } from "./precision.ts";

/** Which roof of a machine is meant. */
export interface RoofOptions {
  /** The number format of the arithmetic. */
  readonly precision: Precision;
  /** The memory level whose bandwidth is the slope. Default: the main memory. */
  readonly level?: string | undefined;
}

/** Which roof, and which ceiling instead of the peak. */
export interface CeilingOptions extends RoofOptions {
  /** The id of a ceiling that `roofs` lists. Default: the peak of `precision`. */
  readonly ceiling?: string | undefined;
}

/**
 * The ridge point of a machine: the arithmetic intensity at which its memory
 * delivers just what its arithmetic can use, peak ÷ bandwidth (Williams,
 * Waterman and Patterson 2009, section "The roofline model").
 *
 * @param machine The machine.
 * @param options Precision and memory level.
 * @returns FLOP/byte.
 * @throws {RangeError} If the machine has no such peak or level.
 *
 * @example
 * ```ts
 * import { defineMachine, ridgePoint } from "@/lib/compute/mod.ts";
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
 * expect(ridgePoint(a100, { precision: "fp16" })).toBeCloseTo(153.0, 1);
 * ```
 */
export function ridgePoint(machine: Machine, options: RoofOptions): number {
  record("options", options);
  return peakRate(machine, options.precision) / memoryLevel(machine, options.level).bandwidth;
}

/**
 * The rate that a machine allows at an arithmetic intensity: min(peak,
 * intensity × bandwidth), the equation of the roofline (Williams, Waterman and
 * Patterson 2009).
 *
 * @param machine The machine.
 * @param intensity FLOP/byte at the chosen memory level, at least 0.
 * @param options Precision, memory level, ceiling.
 * @returns FLOP/s.
 * @throws {RangeError} If the intensity is negative or not finite, or the machine has no such
 * peak, level or ceiling.
 *
 * @example Below the ridge point, memory decides
 * ```ts
 * import { attainableRate, defineMachine } from "@/lib/compute/mod.ts";
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
 * expect(attainableRate(machine, 10, { precision: "fp16" })).toBe(10e12);
 * expect(attainableRate(machine, 1000, { precision: "fp16" })).toBe(100e12);
 * ```
 */
export function attainableRate(
  machine: Machine,
  intensity: number,
  options: CeilingOptions,
): number {
  checkMachine(machine);
  record("options", options);
  nonNegative("intensity", intensity);
  checkPrecision("precision", options.precision);
  const ceiling = options.ceiling === undefined
    ? peakRate(machine, options.precision)
    : ceilingRate(machine, options.ceiling);
  return Math.min(ceiling, intensity * memoryLevel(machine, options.level).bandwidth);
}

/** A slanted roof: a memory level and where it meets the peak. */
export interface MemoryRoof {
  /** The level whose bandwidth is the slope. */
  readonly level: MemoryLevel;
  /** FLOP/byte. */
  readonly ridge: number;
}

/** A flat roof: the peak of a precision, or a named ceiling below one. */
export interface Ceiling {
  /** The precision's name, or the id of the machine's own ceiling. */
  readonly id: string;
  /** Such as `FP16` or `without tensor cores`. */
  readonly name: string;
  /** The precision it belongs to. */
  readonly precision: Precision;
  /** FLOP/s. */
  readonly rate: number;
}

/** All roofs of a machine. */
export interface Roofs {
  /** The slanted roofs, main memory first. */
  readonly memory: readonly MemoryRoof[];
  /** The flat roofs, highest first. */
  readonly ceilings: readonly Ceiling[];
}

/**
 * All roofs of a machine, to draw them: each memory level with its ridge point
 * at the chosen precision, and each ceiling (the peak of every precision, and
 * the machine's named ceilings).
 *
 * @param machine The machine.
 * @param options The precision that ridge points are taken at.
 * @returns The roofs.
 * @throws {RangeError} If the machine has no peak for that precision.
 *
 * @example
 * ```ts
 * import { defineMachine, roofs } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const machine = defineMachine({
 *   id: "two-roofs",
 *   name: "Two roofs",
 *   year: 2020,
 *   peaks: { fp32: 10e12, fp16: 100e12 },
 *   levels: [
 *     { id: "memory", name: "HBM", bandwidth: 1e12 },
 *     { id: "l2", name: "L2 cache", bandwidth: 4e12 },
 *   ],
 *   source: "made up",
 * });
 * const { memory, ceilings } = roofs(machine, { precision: "fp16" });
 * expect(memory.map((roof) => roof.ridge)).toEqual([100, 25]);
 * expect(ceilings.map((ceiling) => ceiling.id)).toEqual(["fp16", "fp32"]);
 * ```
 */
export function roofs(machine: Machine, options: { readonly precision: Precision }): Roofs {
  record("options", options);
  const peak = peakRate(machine, options.precision);
  return {
    memory: machine.levels.map((level) => ({ level, ridge: peak / level.bandwidth })),
    ceilings: ceilingsOf(machine).sort((a, b) => b.rate - a.rate),
  };
}

function ceilingsOf(machine: Machine): Ceiling[] {
  const peaks = precisions.flatMap((precision) => {
    const rate = machine.peaks[precision];
    return rate === undefined
      ? []
      : [{ id: precision, name: precision.toUpperCase(), precision, rate }];
  });
  return [...peaks, ...machine.ceilings];
}

function ceilingRate(machine: Machine, id: string): number {
  if (isPrecision(id)) return peakRate(machine, id);
  const found = machine.ceilings.find((ceiling) => ceiling.id === id);
  if (found) return found.rate;
  const known = ceilingsOf(machine).map((ceiling) => ceiling.id).join(", ");
  throw new RangeError(`${machine.name} has no ceiling ${describe(id)}: known are ${known}`);
}
