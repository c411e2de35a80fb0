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

/**
 * Some of a machine's numbers, to say which of them lack a source: all peaks, the peak of one
 * precision, capacity or bandwidth of the main memory, and so on.
 */
export type MachineField =
  | Precision
  | "peaks"
  | "capacity"
  | "bandwidth"
  | "on-chip"
  | "link"
  | "power";

/** A machine: dense peaks, memory levels, link, power, and where the numbers come from. */
export interface Machine {
  /** Lower-case letters, digits and hyphens: `a100-80`. */
  readonly id: string;
  /** Maker and model. */
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
  /** The connection to other machines. */
  readonly link?: MachineLink;
  /** Watts the machine is designed for. */
  readonly power?: number;
  /** Where the numbers come from. */
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
  /** Conflicts between sources, and what to know before using the numbers. */
  readonly notes: string;
}

/** A memory level as given; `source` and `uncertain` default to the machine's. */
export interface MemoryLevelInput {
  /** See {@linkcode MemoryLevel}. */
  readonly id: string;
  /** Such as `HBM2e` or `L2 cache`. */
  readonly name: string;
  /** Bytes. */
  readonly capacity?: number | undefined;
  /** Bytes a second. */
  readonly bandwidth: number;
  /** Default: the machine's. */
  readonly source?: string | undefined;
  /** Default: whether the machine's capacity or bandwidth is unverified; `false` for caches. */
  readonly uncertain?: boolean | undefined;
}

/** A machine as given: by a row of the machine table, a reader's measurement, or an author. */
export interface MachineInput {
  /** Lower-case letters and digits joined by hyphens. */
  readonly id: string;
  /** Maker and model. */
  readonly name: string;
  /** The year it came out. */
  readonly year: number;
  /** Dense peak rates in FLOP/s. */
  readonly peaks: Readonly<Partial<Record<Precision, number | undefined>>>;
  /** Lower roofs by name. Default: none. */
  readonly ceilings?: readonly MachineCeiling[] | undefined;
  /** Main memory first, at least one. */
  readonly levels: readonly MemoryLevelInput[];
  /** Bytes. */
  readonly onChipBytes?: number | undefined;
  /** The connection to other machines. */
  readonly link?: MachineLink | undefined;
  /** Watts. */
  readonly power?: number | undefined;
  /** Where the numbers come from. */
  readonly source: string;
  /** What was read in the source and what was not, in words. Default: empty. */
  readonly confidence?: string | undefined;
  /** Which numbers lack a source that was read. Default: none. */
  readonly unverified?: readonly MachineField[] | undefined;
  /** Default: empty. */
  readonly notes?: string | undefined;
}
