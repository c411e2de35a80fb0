/**
 * The average time of a memory access as processor and memory drift apart (Wulf and McKee 1995).
 *
 * @module
 */
import { describe, nonNegative, positive, record, share } from "../check.ts";

/** A cache in front of a memory. */
export interface CachedMemory {
  /** The part of accesses that the cache serves, from 0 to 1. */
  readonly hitRate: number;
  /** The time of a hit, in processor cycles. Default 1. */
  readonly cacheCycles?: number | undefined;
  /** The time of a miss, in processor cycles. */
  readonly memoryCycles: number;
}

/**
 * The average time of a memory access: p·t_c + (1 − p)·t_m (Wulf and McKee 1995).
 *
 * @param memory Hit rate p and the times of a hit t_c and of a miss t_m.
 * @returns Processor cycles.
 * @throws {RangeError} If the hit rate lies outside [0, 1] or a time is negative.
 *
 * @example
 * ```ts
 * import { averageAccessTime } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(averageAccessTime({ hitRate: 0.99, memoryCycles: 100 })).toBeCloseTo(1.99, 12);
 * ```
 */
export function averageAccessTime(memory: CachedMemory): number {
  const { hitRate, cacheCycles = 1, memoryCycles } = record("memory", memory);
  share("hitRate", hitRate);
  return hitRate * nonNegative("cacheCycles", cacheCycles) +
    (1 - hitRate) * nonNegative("memoryCycles", memoryCycles);
}

/** How fast processor and memory become faster. */
export interface SpeedGrowth {
  /** The factor a year by which processors become faster. Default 1.8 (Baskett 1991, by Wulf and McKee). */
  readonly processorPerYear?: number | undefined;
  /** The factor a year by which memory becomes faster. Default 1.07 (by Wulf and McKee). */
  readonly memoryPerYear?: number | undefined;
}

/**
 * The factor a year by which a memory access grows, counted in processor cycles: the growth of
 * processor speed ÷ that of memory speed.
 *
 * @param growth Both growth factors.
 * @returns The factor a year.
 * @throws {RangeError} If a factor is not above 0.
 *
 * @example
 * ```ts
 * import { accessGrowthPerYear } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(accessGrowthPerYear()).toBeCloseTo(1.68, 2);
 * ```
 */
export function accessGrowthPerYear(growth: SpeedGrowth = {}): number {
  const { processorPerYear = 1.8, memoryPerYear = 1.07 } = record("growth", growth);
  return positive("processorPerYear", processorPerYear) / positive("memoryPerYear", memoryPerYear);
}

/**
 * The average access time after some years. The cache keeps up with the processor, so that a hit
 * takes as many cycles as ever; a miss takes more and more of them. The hit rate stays, which is
 * the assumption most disputed: compulsory misses become rarer as lines grow longer and programs
 * run longer on the same data.
 *
 * @param memory The cache and memory at the start.
 * @param years Years after the start.
 * @param growth How fast processor and memory become faster.
 * @returns Processor cycles.
 * @throws {RangeError} If a number is out of range.
 *
 * @example From 1995: 8.25 cycles in 2005, 98.8 in 2010
 * ```ts
 * import { averageAccessTimeAfter } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const in1995 = { hitRate: 0.99, memoryCycles: 4 };
 * expect(averageAccessTimeAfter(in1995, 10)).toBeCloseTo(8.25, 2);
 * expect(averageAccessTimeAfter(in1995, 15)).toBeCloseTo(98.8, 1);
 * ```
 */
export function averageAccessTimeAfter(
  memory: CachedMemory,
  years: number,
  growth: SpeedGrowth = {},
): number {
  if (!Number.isFinite(years)) {
    throw new RangeError(`years is ${describe(years)}: it must be a finite number`);
  }
  const memoryCycles = nonNegative("memoryCycles", record("memory", memory).memoryCycles) *
    accessGrowthPerYear(growth) ** years;
  return averageAccessTime({ ...memory, memoryCycles });
}

/** What the wall is. */
export interface WallOptions extends SpeedGrowth {
  /**
   * Instructions that refer to memory, as a part of all. The wall stands where the average access
   * takes as many cycles as there are instructions from one reference to the next: 1 ÷ this.
   * Default 0.2, hence 5 cycles.
   */
  readonly referencesPerInstruction?: number | undefined;
}

/**
 * The years until memory alone decides the speed: until the average access takes as many cycles as
 * there are instructions from one memory reference to the next. In closed form
 * ln((w − p·t_c) ÷ ((1 − p)·t_m)) ÷ ln g, with the wall w and the growth g of a miss in cycles.
 *
 * @param memory The cache and memory at the start.
 * @param options Growth of processor and memory, and how often instructions refer to memory.
 * @returns Years: 0 if the wall is reached already, `Infinity` if it never is (no misses, or a gap
 * that does not grow).
 * @throws {RangeError} If a number is out of range.
 *
 * @example
 * ```ts
 * import { yearsUntilWall } from "@/lib/compute/trends/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(yearsUntilWall({ hitRate: 0.99, memoryCycles: 4 })).toBeCloseTo(8.86, 2);
 * expect(yearsUntilWall({ hitRate: 0.9, memoryCycles: 4 })).toBeCloseTo(4.47, 2);
 * ```
 */
export function yearsUntilWall(memory: CachedMemory, options: WallOptions = {}): number {
  const wall = 1 /
    positive(
      "referencesPerInstruction",
      record("options", options).referencesPerInstruction ?? 0.2,
    );
  const growth = accessGrowthPerYear(options);
  if (averageAccessTime(memory) >= wall) return 0;
  const misses = (1 - memory.hitRate) * memory.memoryCycles;
  if (misses === 0 || growth <= 1) return Infinity;
  return Math.log((wall - memory.hitRate * (memory.cacheCycles ?? 1)) / misses) / Math.log(growth);
}
