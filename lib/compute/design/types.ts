/**
 * What a chip is made of.
 *
 * @module
 */
import type { Machine } from "../machine_types.ts";
import type { Precision } from "../precision.ts";

/** A multiply-accumulate unit, with the registers, control and wires around it. */
export interface MacUnit {
  /** Square millimetres for one multiply-accumulate a cycle. */
  readonly area: number;
  /** Joules a multiply-accumulate, operands on the chip included. */
  readonly energy: number;
}

/** A kind of memory channel: the memory and the part of the chip that drives it. */
export interface MemoryChannel {
  /** Such as `HBM2e stack`. */
  readonly name: string;
  /** Bytes a second. */
  readonly bandwidth: number;
  /** Bytes. */
  readonly capacity: number;
  /** Square millimetres of the chip: physical interface and controller. */
  readonly area: number;
  /** Millimetres of the chip's edge. */
  readonly edge: number;
  /** Joules a byte moved, memory and interface. */
  readonly energyPerByte: number;
}

/** What area and energy buy in a process and a style of design. */
export interface Technology {
  /** Lower-case letters, digits and hyphens. */
  readonly id: string;
  /** Such as `7 nm, as an A100`. */
  readonly name: string;
  /** The year of the machines it makes. */
  readonly year: number;
  /** Hertz. */
  readonly clock: number;
  /** By precision. The same area serves every precision, one at a time. */
  readonly macs: Readonly<Partial<Record<Precision, MacUnit>>>;
  /** Square millimetres a byte of on-chip memory, its periphery included. */
  readonly sramArea: number;
  /** By id. */
  readonly channels: Readonly<Record<string, MemoryChannel>>;
  /** Square millimetres for links, host interface and what else every chip has. */
  readonly fixedArea: number;
  /** The part of the power at full activity that is drawn at rest too; at least 0, below 1. */
  readonly staticFraction: number;
  /**
   * The part of arithmetic and on-chip memory that is switched on; the rest is spare, for chips with
   * flaws. Above 0 and at most 1.
   */
  readonly enabledFraction: number;
  /** Where the numbers come from, and which are assumed. */
  readonly source: string;
}

/** A design: where the area goes. */
export interface DesignInput {
  /** Square millimetres of arithmetic. */
  readonly arithmeticArea: number;
  /** Square millimetres of on-chip memory. */
  readonly sramArea: number;
  /** The id of the technology's channel. */
  readonly channel: string;
  /** How many of them, at least 1. */
  readonly channels: number;
}

/** What a design may use. */
export interface Budget {
  /** Square millimetres of chip. */
  readonly area: number;
  /** Watts at full activity. */
  readonly power: number;
  /** Millimetres of edge for memory channels. Default: that of a square of `area`. */
  readonly edge?: number | undefined;
  /** Bytes of main memory that are needed. Default 0. */
  readonly memoryBytes?: number | undefined;
}

/** A budget that a design exceeds, or a need that it does not meet. */
export interface Excess {
  /** Which. */
  readonly what: "area" | "power" | "edge" | "memory";
  /** What the design uses; of memory, what it has. */
  readonly used: number;
  /** What the budget allows; of memory, what is needed. */
  readonly limit: number;
  /** By how much: mm², W, mm or bytes. */
  readonly by: number;
}

/** A design worked out. */
export interface Design {
  /** Where the area goes. */
  readonly input: DesignInput;
  /** What it is made in. */
  readonly technology: Technology;
  /** The machine it makes. */
  readonly machine: Machine;
  /** Bytes of on-chip memory, without spares. */
  readonly onChipBytes: number;
  /** Square millimetres. */
  readonly area: Readonly<
    Record<"arithmetic" | "sram" | "memory" | "fixed" | "total", number>
  >;
  /** Watts at full activity: the hungriest precision at its peak, memory at its bandwidth. */
  readonly power: Readonly<Record<"arithmetic" | "memory" | "static" | "total", number>>;
  /** Millimetres of edge for memory channels. */
  readonly edge: number;
  /** Whether it keeps the budget. */
  readonly feasible: boolean;
  /** What it exceeds; empty if feasible. */
  readonly exceeded: readonly Excess[];
}
