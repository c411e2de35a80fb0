/**
 * The average access of a state, year by year, and when it reaches the wall.
 *
 * @module
 */
import {
  accessGrowthPerYear,
  averageAccessTime,
  averageAccessTimeAfter,
  yearsUntilWall,
} from "@/lib/compute/trends/memory_access.ts";
import type { WulfMckeeState } from "./state.ts";

/** When memory alone sets the pace. */
export type Reached =
  | { readonly when: "already" | "later"; readonly year: number }
  | { readonly when: "never" };

/** The factor by which a miss, counted in processor cycles, grows in a year. */
export function gapOf(state: WulfMckeeState): number {
  return accessGrowthPerYear(growthOf(state));
}

/** Cycles of a miss in a year. */
export function missAt(state: WulfMckeeState, year: number): number {
  return averageAt({ ...state, hitRate: 0 }, year);
}

/** Cycles of the average access in a year. */
export function averageAt(state: WulfMckeeState, year: number): number {
  return averageAccessTimeAfter(memoryOf(state), grownYears(state, year), growthOf(state));
}

/** The cycles of work between two references to memory: the wall. */
export function wallOf({ references }: Pick<WulfMckeeState, "references">): number {
  return references;
}

/** When the average access takes as long as the work between two references. */
export function reachedOf(state: WulfMckeeState): Reached {
  if (averageAccessTime(memoryOf(state)) >= wallOf(state)) {
    return { when: "already", year: state.start };
  }
  const years = yearsUntilWall(memoryOf(state), {
    ...growthOf(state),
    referencesPerInstruction: 1 / wallOf(state),
  });
  const grows = state.gapUntil === undefined ? Infinity : state.gapUntil - state.start;
  return Number.isFinite(years) && years <= grows
    ? { when: "later", year: state.start + years }
    : { when: "never" };
}

/**
 * The hit rate at which the average access takes some cycles in a year: p·t_c + (1 − p)·t_m solved
 * for p, held to what a hit rate can be.
 */
export function hitRateFor(state: WulfMckeeState, year: number, cycles: number): number {
  const miss = missAt(state, year);
  const saved = miss - state.cacheCycles;
  if (saved <= 0) return state.hitRate;
  return Math.min(Math.max((miss - cycles) / saved, 0), 1);
}

/** The last year up to which the gap grows, within the chart. */
export function growsUntil({ gapUntil, until }: WulfMckeeState): number {
  return Math.min(gapUntil ?? until, until);
}

function grownYears({ start, gapUntil = Infinity }: WulfMckeeState, year: number): number {
  return Math.min(year, gapUntil) - start;
}

function memoryOf({ hitRate, cacheCycles, memoryCycles }: WulfMckeeState) {
  return { hitRate, cacheCycles, memoryCycles };
}

function growthOf({ processorGrowth, memoryGrowth }: WulfMckeeState) {
  return { processorPerYear: 1 + processorGrowth / 100, memoryPerYear: 1 + memoryGrowth / 100 };
}
