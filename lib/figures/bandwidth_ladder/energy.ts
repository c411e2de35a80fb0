import { energyModelOf } from "@/lib/compute/energy/model.ts";
import { energyTables } from "@/lib/compute/energy/tables.ts";
import type { EnergyTable } from "@/lib/compute/energy/types.ts";
import { formatNumber } from "@/lib/compute/mod.ts";
import { precisionName, precisions } from "../machines.ts";
import { unitText } from "../text.ts";

/** An energy of a table, of a byte moved within a device or between two, or of arithmetic. */
export interface EnergyRow {
  readonly kind: "byte" | "link" | "arithmetic";
  /** Such as `DRAM`, `FP16 FLOP`. */
  readonly name: string;
  readonly joules: number;
  /** Where the source gives a range. */
  readonly most?: number;
}

/** The colours in which energies are told, as those of bandwidths and of arithmetic are. */
export const energyRoles = { byte: "memory", link: "network", arithmetic: "compute" } as const;

/** The table of an id; `undefined` for none. */
export function energyTable(id: string): EnergyTable | undefined {
  return energyTables.find((table) => table.id === id);
}

/** What a table says: a FLOP where it has arithmetic, then a byte of each memory. */
export function energyRows(table: EnergyTable): EnergyRow[] {
  const { perFlop } = energyModelOf(table);
  const precision = (["fp16", ...precisions] as const).find((each) => perFlop[each] !== undefined);
  const flop = precision && perFlop[precision];
  const [operation] = table.operations;
  const arithmetic: EnergyRow[] = flop !== undefined
    ? [{ kind: "arithmetic", name: `${precisionName(precision ?? "fp16")} FLOP`, joules: flop }]
    : operation
    ? [{
      kind: "arithmetic",
      name: `${operation.format.toUpperCase()} ${operation.operation}`,
      joules: operation.joules,
    }]
    : [];
  return [
    ...arithmetic,
    ...table.accesses.map(({ level, name, bits, joules, most }): EnergyRow => ({
      kind: level === "link" ? "link" : "byte",
      name,
      joules: joules * 8 / bits,
      ...(most !== undefined && { most: most * 8 / bits }),
    })),
  ];
}

/** `160 pJ`, `43.8 to 60 pJ`. */
export function picojoules({ joules, most }: Pick<EnergyRow, "joules" | "most">): string {
  const text = (value: number) => formatNumber(Number((value * 1e12).toPrecision(12)));
  return `${text(joules)}${most === undefined ? "" : ` to ${text(most)}`}\u00a0pJ`;
}

/** An energy with the prefix that fits: `160 mJ`. */
export function jouleText(joules: number): string {
  return unitText(joules, "s").replace(/s$/, "J");
}
