/**
 * What is known of the energy of arithmetic and of moving data.
 *
 * @module
 */
import type { Precision } from "../precision.ts";

/** How a number is known: read in the named source, in another's account of it, or not yet. */
export type EnergyStatus = "in source" | "secondary source" | "unverified";

/** Formats of the arithmetic in energy tables: those of the library, and wider integers. */
export type OperandFormat = Precision | "int16" | "int32";

/** The energy of one operation. */
export interface OperationEnergy {
  /** What is done. */
  readonly operation: "add" | "multiply";
  /** The format of operands. */
  readonly format: OperandFormat;
  /** Joules an operation. */
  readonly joules: number;
  /** Square metres of the unit that does it. */
  readonly area?: number;
}

/** The energy of one access to a memory. */
export interface AccessEnergy {
  /** The level it stands for: `memory`, `l1`. */
  readonly level: string;
  /** The memory, such as `HBM2`. */
  readonly name: string;
  /** Bits an access moves. */
  readonly bits: number;
  /** Joules an access. */
  readonly joules: number;
  /** Joules an access at most, where the source gives a range. */
  readonly most?: number;
  /** Bytes the memory holds, where the source says. */
  readonly capacity?: number;
}

/** A published table of energies. */
export interface EnergyTable {
  /** Lower-case letters, digits and hyphens. */
  readonly id: string;
  /** What it is about. */
  readonly name: string;
  /** The year of the source. */
  readonly year: number;
  /** Energies of arithmetic. */
  readonly operations: readonly OperationEnergy[];
  /** Energies of accesses. */
  readonly accesses: readonly AccessEnergy[];
  /** Where it stands. */
  readonly source: string;
  /** How it is known. */
  readonly status: EnergyStatus;
  /** What to know before using it. */
  readonly note: string;
}

/** What arithmetic and traffic cost in a machine or a process. */
export interface EnergyModel {
  /** Such as `45 nm`. */
  readonly name: string;
  /** Joules a FLOP, by precision; half of a multiply-accumulate. */
  readonly perFlop: Readonly<Partial<Record<Precision, number>>>;
  /** Joules a byte moved, by the id of the memory level. */
  readonly perByte: Readonly<Record<string, number>>;
  /** Watts at rest. */
  readonly idleWatts?: number;
  /** Where the numbers come from. */
  readonly source: string;
  /** How they are known. */
  readonly status: EnergyStatus;
}
