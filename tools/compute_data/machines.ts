/**
 * The machine tables as inputs of `defineMachine`.
 *
 * @module
 */
import type { MemoryLevelInput } from "@/lib/compute/mod.ts";
import {
  levelColumns,
  levelInput,
  machineColumns,
  machineInput,
} from "@/lib/course/data/machine_columns.ts";
import { readMachines } from "@/lib/course/data/machines.ts";
import { readTable } from "@/lib/course/data/table.ts";
import type { Report } from "@/lib/course/schema/problem.ts";
import type { SourceFile } from "@/lib/course/schema/source.ts";
import type { Value } from "./literal.ts";

/**
 * Reads `machines.csv` and `memory_levels.csv` as the course does.
 *
 * @param read Gives a table
 * @param report Receives every problem
 * @returns One input a machine
 */
export function machineInputs(read: (name: string) => SourceFile, report: Report): Value[] {
  const machines = read("machines.csv");
  const levels = read("memory_levels.csv");
  readMachines(machines, levels, report);
  const inner = new Map<string, MemoryLevelInput[]>();
  for (const row of readTable(levels, levelColumns, report)) {
    const id = row.text("machine");
    inner.set(id, [...inner.get(id) ?? [], levelInput(row)]);
  }
  return readTable(machines, machineColumns, report).map((row) =>
    withoutEmpty({
      ...machineInput(row, inner.get(row.text("id")) ?? []),
      unverified: row.text("unverified").split(/\s+/).filter(Boolean),
    })
  );
}

/** Leaves out what is a default anyway. */
function withoutEmpty(input: object): Value {
  const entries = Object.entries(input).flatMap(([key, value]) => {
    if (value === undefined || value === "" || value === false) return [];
    if (Array.isArray(value)) return value.length === 0 ? [] : [[key, value.map(plain)]];
    return [[key, plain(value)]];
  });
  return Object.fromEntries(entries);
}

function plain(value: unknown): Value {
  return typeof value === "object" && value !== null ? withoutEmpty(value) : value as Value;
}
