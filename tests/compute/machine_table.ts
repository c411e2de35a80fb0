/**
 * The machine table of the course, read as `content/data/README.md` says.
 *
 * @module
 */
import { parse } from "csv-parse/sync";
import {
  defineMachine,
  type Machine,
  type MachineField,
  type MemoryLevelInput,
} from "@/lib/compute/mod.ts";

/** One row by its columns; an empty cell is an empty text. */
export type Row = Readonly<Record<string, string>>;

/** Reads a table below `content/data` or beside this file. */
export function readTable(path: string): Row[] {
  const url = new URL(path, import.meta.url);
  return parse(Deno.readTextFileSync(url), { columns: true }) as Row[];
}

/** The rows of `machines.csv`. */
export const machineRows = readTable("../../content/data/machines.csv");
/** The rows of `memory_levels.csv`. */
export const levelRows = readTable("../../content/data/memory_levels.csv");
/** The machines of the course. */
export const machines: readonly Machine[] = machineRows.map(machineOf);

function machineOf(row: Row): Machine {
  const number = (column: string, factor: number) => {
    const text = row[column];
    return text === undefined || text === "" ? undefined : Number(text) * factor;
  };
  const link = number("link_gb_per_s", 1e9);
  return defineMachine({
    id: row["id"] ?? "",
    name: row["name"] ?? "",
    year: Number(row["year"]),
    peaks: {
      fp32: number("fp32_tflops", 1e12),
      tf32: number("tf32_tflops", 1e12),
      fp16: number("fp16_tflops", 1e12),
      bf16: number("bf16_tflops", 1e12),
      fp8: number("fp8_tflops", 1e12),
      int8: number("int8_tops", 1e12),
      fp4: number("fp4_tflops", 1e12),
    },
    levels: [
      {
        id: "memory",
        name: row["memory_type"] ?? "",
        capacity: number("memory_gb", 1e9),
        bandwidth: number("memory_gb_per_s", 1e9) ?? NaN,
      },
      ...levelRows.filter((level) => level["machine"] === row["id"]).map(levelOf),
    ],
    onChipBytes: number("onchip_mb", 1e6),
    ...(link !== undefined && {
      link: { bandwidth: link, description: row["link_description"] ?? "" },
    }),
    power: number("power_w", 1),
    source: row["source"] ?? "",
    confidence: row["confidence"] ?? "",
    unverified: (row["unverified"] ?? "").split(" ").filter((field) =>
      field !== ""
    ) as MachineField[],
    notes: row["notes"] ?? "",
  });
}

function levelOf(row: Row): MemoryLevelInput {
  return {
    id: row["level"] ?? "",
    name: row["name"] ?? "",
    capacity: Number(row["capacity_bytes"]),
    bandwidth: Number(row["bandwidth_gb_per_s"]) * 1e9,
    source: row["source"] ?? "",
    uncertain: row["uncertain"] === "yes",
  };
}
