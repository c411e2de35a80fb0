/**
 * What is known of a machine.
 *
 * @module
 */
import type { Precision } from "./precision.ts";

/** A level of memory and the rate at which it feeds the level nearer the cores. */
export interface MemoryLevel {
  /** `memory` for the main memory, `l3`, `l2`, `l1` for caches; unique in its machine. */
  readonly id: string;
  /** Such as `HBM2e` or `L2 cache`. */
  readonly name: string;
  /** Bytes of the whole machine's level, if known. */
  readonly capacity?: number;
  /** Bytes a second, for the whole machine. */
  readonly bandwidth: number;
  /** Where the numbers come from. */
  readonly source: string;
  /** Whether a number here still lacks a source that was read. */
  readonly uncertain: boolean;
}

/** A lower roof than the peak, such as the peak without tensor cores. */
export interface MachineCeiling {
  /** Unique in its machine, and no precision's name. */
  readonly id: string;
  /** What the code goes without: `without tensor cores`. */
  readonly name: string;
  /** The precision it holds for. */
  readonly precision: Precision;
  /** FLOP/s. */
  readonly rate: number;
}

/** The connection to other machines. */
export interface MachineLink {
  /** Bytes a second, both directions together. */
  readonly bandwidth: number;
  /** Such as `NVLink3`. */
  readonly description: string;
}

/** Groups of a machine's numbers besides the peak of one precision. */
export const machineFieldGroups = [
  "peaks",
  "capacity",
  "bandwidth",
  "on-chip",
  "link",
  "power",
] as const;

/**
 * Some of a machine's numbers, to say which of them lack a source: all peaks, the peak of one
 * precision, capacity or bandwidth of the main memory, and so on.
 */
export type MachineField = Precision | typeof machineFieldGroups[number];

/** A machine: dense peaks, memory levels, link, power, and where the numbers come from. */
export interface Machine {
  /** Lower-case letters, digits and hyphens: `a100-80`. */
  readonly id: string;
  readonly name: string;
  /** The year it came out. */
  readonly year: number;
  /** Dense peak rates in FLOP/s. A precision the machine lacks, or whose peak is not known, is left out. */
  readonly peaks: Readonly<Partial<Record<Precision, number>>>;
  /** Lower roofs by name. */
  readonly ceilings: readonly MachineCeiling[];
  /** Main memory first, then nearer and nearer the cores. */
  readonly levels: readonly MemoryLevel[];
  /** Bytes of memory on the chip, caches or scratch. */
  readonly onChipBytes?: number;
  readonly link?: MachineLink;
  /** Watts the machine is designed for. */
  readonly power?: number;
  readonly source: string;
  /** What was read in the source and what was not, in words. */
  readonly confidence: string;
  /** Which numbers lack a source that was read, or rest on conflicting ones. */
  readonly unverified: readonly MachineField[];
  /**
   * Whether any number that a roofline can use (a peak, memory capacity or bandwidth) is
   * unverified. For one precision and level ask `isUncertain`.
   */
  readonly uncertain: boolean;
  readonly notes: string;
}

/** A memory level as given; `source` and `uncertain` default to the machine's. */
export interface MemoryLevelInput {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly capacity?: number | undefined;
  /** Bytes a second. */
  readonly bandwidth: number;
  readonly source?: string | undefined;
  readonly uncertain?: boolean | undefined;
}

/** A machine as given: by a row of the machine table, a reader's measurement, or an author. */
export interface MachineInput {
  readonly id: string;
  readonly name: string;
  readonly year: number;
  /** Dense peak rates in FLOP/s. */
  readonly peaks: Readonly<Partial<Record<Precision, number | undefined>>>;
  readonly ceilings?: readonly MachineCeiling[] | undefined;
  /** Main memory first, at least one. */
  readonly levels: readonly MemoryLevelInput[];
  /** Bytes. */
  readonly onChipBytes?: number | undefined;
  readonly link?: MachineLink | undefined;
  /** Watts. */
  readonly power?: number | undefined;
  readonly source: string;
  readonly confidence?: string | undefined;
  readonly unverified?: readonly MachineField[] | undefined;
  readonly notes?: string | undefined;
}
