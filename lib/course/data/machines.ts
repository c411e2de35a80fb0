import { defineMachine, type Machine, type MemoryLevelInput } from "@/lib/compute/mod.ts";
import type { Report } from "../schema/problem.ts";
import type { SourceFile } from "../schema/source.ts";
import { levelColumns, levelInput, machineColumns, machineInput } from "./machine_columns.ts";
import { readTable, type Row } from "./table.ts";

/**
 * Reads the machine table.
 *
 * @param machines `data/machines.csv`
 * @param levels `data/memory_levels.csv`, if there is one
 * @param report Receives every problem
 * @returns The machines in the order of the table; wrong rows are left out
 */
export function readMachines(
  machines: SourceFile,
  levels: SourceFile | undefined,
  report: Report,
): Machine[] {
  const rows = readTable(machines, machineColumns, report);
  const ids = rows.map((row) => row.text("id"));
  const inner = new Map<string, MemoryLevelInput[]>();
  for (const row of levels ? readTable(levels, levelColumns, report) : []) {
    const id = row.text("machine");
    // Of a table that cannot be read, every machine is unknown
    if (ids.length > 0 && !ids.includes(id)) {
      report("csv", row.cell("machine"), `unknown machine "${id}"`, {
        known: ids,
        knownIn: "data/machines.csv",
      });
    }
    inner.set(id, [...inner.get(id) ?? [], levelInput(row)]);
  }
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    const id = row.text("id");
    if (seen.has(id)) {
      report("duplicate-id", row.cell("id"), `machine "${id}" is in the table twice`);
      return [];
    }
    seen.add(id);
    return readMachine(row, inner.get(id) ?? [], report);
  });
}

function readMachine(row: Row, levels: readonly MemoryLevelInput[], report: Report): Machine[] {
  try {
    const input = machineInput(row, levels);
    return row.hasWrongCell() ? [] : [defineMachine(input)];
  } catch (error) {
    if (!(error instanceof RangeError) && !(error instanceof TypeError)) throw error;
    report("machine", row.cell("id"), error.message);
    return [];
  }
}
