/** The course's machine table, read straight from its files. */
import { parse } from "csv-parse/sync";
import {
  defineMachine,
  type Machine,
  type MachineField,
  type Precision,
} from "@/lib/compute/mod.ts";

type Row = Record<string, string>;

/** Every machine of the table. */
export const machines: readonly Machine[] = readMachines();

/** What figures look things up in. */
export const context = { machines };

/** A machine of the table. */
export function machine(id: string): Machine {
  const found = machines.find((each) => each.id === id);
  if (!found) throw new RangeError(`No machine ${id} in the table`);
  return found;
}

function readMachines(): Machine[] {
  const levels = read("memory_levels.csv");
  return read("machines.csv").map((row) =>
    defineMachine({
      id: row.id ?? "",
      name: row.name ?? "",
      year: Number(row.year),
      peaks: peaks(row),
      levels: [
        {
          id: "memory",
          name: row.memory_type ?? "",
          bandwidth: Number(row.memory_gb_per_s) * 1e9,
          ...(row.memory_gb && { capacity: Number(row.memory_gb) * 1e9 }),
        },
        ...levels.filter(({ machine }) => machine === row.id).map((level) => ({
          id: level.level ?? "",
          name: level.name ?? "",
          bandwidth: Number(level.bandwidth_gb_per_s) * 1e9,
          uncertain: level.uncertain === "yes",
        })),
      ],
      ...(row.link_gb_per_s && {
        link: {
          bandwidth: Number(row.link_gb_per_s) * 1e9,
          description: row.link_description ?? "",
        },
      }),
      source: row.source ?? "",
      confidence: row.confidence ?? "",
      unverified: (row.unverified ?? "").split(" ").filter(Boolean) as MachineField[],
    })
  );
}

function peaks(row: Row): Partial<Record<Precision, number>> {
  const found: Partial<Record<Precision, number>> = {};
  for (const [column, text] of Object.entries(row)) {
    const precision = /^(\w+)_t(?:fl)?ops$/.exec(column)?.[1];
    if (precision && text) found[precision as Precision] = Number(text) * 1e12;
  }
  return found;
}

function read(name: string): Row[] {
  const file = new URL(`../../content/data/${name}`, import.meta.url);
  return parse(Deno.readTextFileSync(file), { columns: true });
}
