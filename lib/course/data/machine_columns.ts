/**
 * The columns of `data/machines.csv` and `data/memory_levels.csv`, and how a
 * row becomes a machine. `data/README.md` in the content folder describes them
 * to authors.
 *
 * @module
 */
import type { MachineField, MachineInput, MemoryLevelInput, Precision } from "@/lib/compute/mod.ts";
import type { Row } from "./table.ts";

const PEAKS: Readonly<Record<string, Precision>> = {
  fp64_tflops: "fp64",
  fp32_tflops: "fp32",
  tf32_tflops: "tf32",
  fp16_tflops: "fp16",
  bf16_tflops: "bf16",
  fp8_tflops: "fp8",
  int8_tops: "int8",
  fp4_tflops: "fp4",
  int4_tops: "int4",
};

/** Columns that a machine table must have. */
export const machineColumns = {
  required: ["id", "name", "year", "memory_type", "memory_gb_per_s", "source"],
  optional: [
    ...Object.keys(PEAKS),
    "memory_gb",
    "onchip_mb",
    "link_gb_per_s",
    "link_description",
    "power_w",
    "unverified",
    "confidence",
    "notes",
  ],
};

/** Columns of the table of memory levels. */
export const levelColumns = {
  required: ["machine", "level", "name", "bandwidth_gb_per_s", "source"],
  optional: ["capacity_bytes", "uncertain", "confidence"],
};

/** Reads a row of `machines.csv`. */
export function machineInput(row: Row, levels: readonly MemoryLevelInput[]): MachineInput {
  const link = row.number("link_gb_per_s");
  return {
    id: row.text("id"),
    name: row.text("name"),
    year: row.number("year") ?? NaN,
    peaks: Object.fromEntries(
      Object.entries(PEAKS).map(([column, precision]) => [precision, scaled(row, column, 1e12)]),
    ),
    levels: [{
      id: "memory",
      name: row.text("memory_type"),
      capacity: scaled(row, "memory_gb", 1e9),
      bandwidth: scaled(row, "memory_gb_per_s", 1e9) ?? NaN,
    }, ...levels],
    onChipBytes: scaled(row, "onchip_mb", 1e6),
    link: link === undefined
      ? undefined
      : { bandwidth: link * 1e9, description: row.text("link_description") },
    power: row.number("power_w"),
    // `defineMachine` refuses what is no field
    unverified: row.text("unverified").split(/\s+/).filter(Boolean) as MachineField[],
    source: row.text("source"),
    confidence: row.text("confidence"),
    notes: row.text("notes"),
  };
}

/** Reads a row of `memory_levels.csv`. */
export function levelInput(row: Row): MemoryLevelInput {
  return {
    id: row.text("level"),
    name: row.text("name"),
    capacity: row.number("capacity_bytes"),
    bandwidth: scaled(row, "bandwidth_gb_per_s", 1e9) ?? NaN,
    source: row.text("source"),
    uncertain: row.text("uncertain") === "yes",
  };
}

function scaled(row: Row, column: string, factor: number): number | undefined {
  const value = row.number(column);
  // 2.039 × 1e12 is 2038999999999.9998: fifteen digits are what the table means
  return value === undefined ? undefined : Number((value * factor).toPrecision(15));
}
