/**
 * Published energies of arithmetic and of memory accesses.
 *
 * @module
 */
import { describe, made } from "../check.ts";
import { byDistance } from "../nearest.ts";
import type { EnergyTable, OperandFormat, OperationEnergy } from "./types.ts";

/**
 * Tables of energies, each with its source and how it is known. Numbers of one process must not be
 * divided by those of another without saying so.
 *
 * @example
 * ```ts
 * import { energyTables } from "@/lib/compute/energy/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(energyTables.filter(({ status }) => status === "in source").map(({ id }) => id)).toEqual(
 *   ["horowitz-45nm"],
 * );
 * ```
 */
export const energyTables: readonly EnergyTable[] = [
  {
    id: "horowitz-45nm",
    name: "Arithmetic, SRAM and DRAM at 45 nm",
    year: 2014,
    operations: [
      { operation: "add", format: "int8", joules: 0.03e-12, area: 36e-12 },
      { operation: "add", format: "int16", joules: 0.05e-12, area: 67e-12 },
      { operation: "add", format: "int32", joules: 0.1e-12, area: 137e-12 },
      { operation: "add", format: "fp16", joules: 0.4e-12, area: 1360e-12 },
      { operation: "add", format: "fp32", joules: 0.9e-12, area: 4184e-12 },
      { operation: "multiply", format: "int8", joules: 0.2e-12, area: 282e-12 },
      { operation: "multiply", format: "int32", joules: 3.1e-12, area: 3495e-12 },
      { operation: "multiply", format: "fp16", joules: 1.1e-12, area: 1640e-12 },
      { operation: "multiply", format: "fp32", joules: 3.7e-12, area: 7700e-12 },
    ],
    accesses: [
      { level: "l1", name: "SRAM, 8 kB", bits: 32, joules: 5e-12, capacity: 8192 },
      { level: "memory", name: "DRAM", bits: 32, joules: 640e-12 },
    ],
    source: "Horowitz, ISSCC 2014, as printed in figure 15 of Kim et al. 2023, arXiv 2302.14017",
    status: "in source",
    note: "Bare units and arrays at 0.9 V: no registers, wires or control. DRAM with its " +
      "interface, 20 pJ a bit.",
  },
  {
    id: "oconnor-hbm2",
    name: "HBM2 and GDDR5",
    year: 2017,
    operations: [],
    accesses: [
      { level: "memory", name: "HBM2", bits: 1, joules: 3.92e-12 },
      { level: "memory", name: "GDDR5", bits: 1, joules: 14e-12 },
    ],
    source: "O'Connor et al., Fine-Grained DRAM, MICRO-50, 2017",
    status: "secondary source",
    note: "Read in several accounts that quote it. HBM2: 1.21 pJ a bit for activation, 2.24 for " +
      "movement on the die, 0.30 for the interposer, and error correction; the introduction rounds " +
      "to about 3.97. GDDR5 is printed as about 14.",
  },
  {
    id: "tpu-7nm",
    name: "A 32-bit multiplication at 7 nm and GDDR6",
    year: 2021,
    operations: [{ operation: "multiply", format: "fp32", joules: 1.31e-12 }],
    accesses: [
      { level: "memory", name: "GDDR6", bits: 64, joules: 350e-12, most: 480e-12 },
    ],
    source: "Jouppi et al., Ten lessons from three generations shaped Google's TPUv4i, ISCA 2021",
    status: "secondary source",
    note:
      "As quoted, with a reference that was not followed, by Sadi, Sudarshan and Wehn, Design " +
      "Automation for Embedded Systems 28, 2024. The rest of that table was not read and is left out.",
  },
  {
    id: "antepara-a100",
    name: "Levels of an A100, measured",
    year: 2025,
    operations: [
      { operation: "add", format: "fp16", joules: 0.7e-12 },
      { operation: "multiply", format: "fp16", joules: 0.7e-12 },
    ],
    accesses: [
      { level: "l1", name: "L1", bits: 1, joules: 1.59e-12 },
      { level: "l2", name: "L2 to L1", bits: 1, joules: 4.71e-12 },
      { level: "memory", name: "HBM2 to L2", bits: 1, joules: 13.11e-12 },
    ],
    source: "Antepara et al., Benchmark-driven Models for Energy Analysis, SC 2025, table 3",
    status: "secondary source",
    note:
      "From the power of a whole A100 40GB, with control. A level's energy comes on top of those " +
      "nearer to the arithmetic, so a byte from HBM2 costs the sum of the three. A FLOP is 0.70 pJ " +
      "on the matrix units, here the same for both halves.",
  },
  {
    id: "arunkumar-2017",
    name: "Links, estimated",
    year: 2017,
    operations: [],
    accesses: [
      { level: "link", name: "same board", bits: 1, joules: 10e-12 },
      { level: "link", name: "network", bits: 1, joules: 250e-12 },
    ],
    source: "Arunkumar et al., MCM-GPU, ISCA 2017, table 2",
    status: "secondary source",
    note:
      "Called approximate there; network is the way to another machine. The same table has 0.08 pJ " +
      "a bit on a chip and 0.5 within a package, which are left out.",
  },
];

/**
 * Finds a table by its id.
 *
 * @param id The id.
 * @returns The table.
 * @throws {RangeError} If there is none; the message lists the known ids, nearest first.
 *
 * @example
 * ```ts
 * import { findEnergyTable } from "@/lib/compute/energy/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(findEnergyTable("oconnor-hbm2").year).toBe(2017);
 * expect(() => findEnergyTable("hbm2")).toThrow('Unknown energy table "hbm2"');
 * ```
 */
export function findEnergyTable(id: string): EnergyTable {
  const found = energyTables.find((table) => table.id === id);
  if (found) return found;
  const known = byDistance(String(id), energyTables.map((table) => table.id)).join(", ");
  throw new RangeError(`Unknown energy table ${describe(id)}: known are ${known}`);
}

/**
 * The energy of a multiply-accumulate: a multiplication and an addition of one format, but integers
 * are added in 32 bits, as the sum of many products needs them.
 *
 * @param table A table with both operations.
 * @param format The format of the factors.
 * @returns Joules.
 * @throws {RangeError} If the table lacks one of the operations.
 *
 * @example
 * ```ts
 * import { findEnergyTable, multiplyAccumulateEnergy } from "@/lib/compute/energy/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const table = findEnergyTable("horowitz-45nm");
 * expect(multiplyAccumulateEnergy(table, "fp32")).toBeCloseTo(4.6e-12, 18);
 * expect(multiplyAccumulateEnergy(table, "int8")).toBeCloseTo(0.3e-12, 18);
 * ```
 */
export function multiplyAccumulateEnergy(table: EnergyTable, format: OperandFormat): number {
  made("table", table, table?.operations, "findEnergyTable");
  const sum = String(format).startsWith("int") ? "int32" : format;
  return operation(table, "multiply", format) + operation(table, "add", sum);
}

function operation(
  table: EnergyTable,
  what: OperationEnergy["operation"],
  format: OperandFormat,
): number {
  const found = table.operations.find((entry) =>
    entry.operation === what && entry.format === format
  );
  if (found) return found.joules;
  const known = table.operations.map((entry) => `${entry.operation} ${entry.format}`).join(", ");
  throw new RangeError(
    `Table "${table.id}" has no ${what} of ${describe(format)}: known are ${known || "none"}`,
  );
}
