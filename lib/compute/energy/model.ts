/**
 * Energy models: joules a FLOP and a byte.
 *
 * @module
 */
import { describe, made, nonEmptyText, nonNegative, positive, record } from "../check.ts";
import { byDistance } from "../nearest.ts";
import { checkPrecision, isPrecision, type Precision, precisions } from "../precision.ts";
import { multiplyAccumulateEnergy } from "./tables.ts";
import type { AccessEnergy, EnergyModel, EnergyStatus, EnergyTable } from "./types.ts";

/** An energy model as given; energies that are `undefined` are left out. */
export type EnergyModelInput =
  & Pick<EnergyModel, "name" | "source">
  & {
    /** Joules a FLOP, by precision. */
    readonly perFlop: Readonly<Partial<Record<Precision, number | undefined>>>;
    /** Joules a byte, by the id of the memory level. */
    readonly perByte: Readonly<Record<string, number | undefined>>;
    /** Watts at rest. Default: not known. */
    readonly idleWatts?: number | undefined;
    /** How the numbers are known. Default `unverified`. */
    readonly status?: EnergyStatus | undefined;
  };

/**
 * Checks an energy model.
 *
 * @param input Energies of a FLOP and of a byte, power at rest, source.
 * @returns The model.
 * @throws {RangeError} If an energy is not above 0, a precision is not known, or a text is empty.
 *
 * @example
 * ```ts
 * import { defineEnergyModel } from "@/lib/compute/energy/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const model = defineEnergyModel({
 *   name: "measured",
 *   perFlop: { fp16: 0.5e-12 },
 *   perByte: { memory: 40e-12 },
 *   source: "a power meter",
 * });
 * expect(model.status).toBe("unverified");
 * ```
 */
export function defineEnergyModel(input: EnergyModelInput): EnergyModel {
  record("input", input);
  const perFlop: Partial<Record<Precision, number>> = {};
  for (const [name, joules] of Object.entries(record("perFlop", input.perFlop))) {
    const precision = checkPrecision("perFlop", name as Precision);
    if (joules !== undefined) perFlop[precision] = positive(`perFlop.${name}`, joules);
  }
  const perByte: Record<string, number> = {};
  for (const [level, joules] of Object.entries(record("perByte", input.perByte))) {
    if (joules !== undefined) perByte[level] = positive(`perByte.${level}`, joules);
  }
  const { status = "unverified" } = input;
  if (!statuses.includes(status)) {
    throw new RangeError(`status is ${describe(status)}: known are ${statuses.join(", ")}`);
  }
  return {
    name: nonEmptyText("name", input.name),
    perFlop,
    perByte,
    ...(input.idleWatts === undefined
      ? {}
      : { idleWatts: nonNegative("idleWatts", input.idleWatts) }),
    source: nonEmptyText("source", input.source),
    status,
  };
}

/** A memory of another table. */
export interface OtherMemory {
  /** The table. */
  readonly table: EnergyTable;
  /** The memory's name there, such as `HBM2`. */
  readonly name: string;
}

/**
 * The energy model that a table gives: for each precision whose multiplication and addition it has,
 * half of a multiply-accumulate a FLOP; for each level the energy a byte of its first memory there.
 *
 * @param table The table.
 * @param other A memory of another table, which takes the place of the table's own at its level.
 * Arithmetic and memory are then of different processes, which name and source say.
 * @returns The model. Its status is the weaker of the two tables'.
 * @throws {RangeError} If the other table has no memory of that name.
 *
 * @example Arithmetic at 45 nm with its own DRAM, and with HBM2
 * ```ts
 * import { energyModelOf, findEnergyTable } from "@/lib/compute/energy/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const table = findEnergyTable("horowitz-45nm");
 * const model = energyModelOf(table);
 * expect(model.perFlop.fp32).toBeCloseTo(2.3e-12, 18);
 * expect(model.perByte.memory).toBeCloseTo(160e-12, 18);
 *
 * const hbm = energyModelOf(table, { table: findEnergyTable("oconnor-hbm2"), name: "HBM2" });
 * expect(hbm.perByte.memory).toBeCloseTo(31.36e-12, 18);
 * expect(hbm.status).toBe("secondary source");
 * ```
 */
export function energyModelOf(table: EnergyTable, other?: OtherMemory): EnergyModel {
  made("table", table, table?.operations, "findEnergyTable");
  if (other !== undefined) record("other", other);
  const has = (operation: string, format: string) =>
    table.operations.some((entry) => entry.operation === operation && entry.format === format);
  const perFlop: Partial<Record<Precision, number>> = {};
  for (const format of precisions) {
    const sum = format.startsWith("int") ? "int32" : format;
    if (!has("multiply", format) || !has("add", sum)) continue;
    perFlop[format] = multiplyAccumulateEnergy(table, format) / 2;
  }
  const memories = [...(other === undefined ? [] : [findMemory(other)]), ...table.accesses];
  const perByte: Record<string, number> = {};
  for (const { level, bits, joules } of memories) {
    perByte[level] ??= joules / (positive("bits", bits) / 8);
  }
  if (!other) {
    const { name, source, status } = table;
    return { name, perFlop, perByte, source, status };
  }
  return {
    name: `${table.name}; ${other.name}`,
    perFlop,
    perByte,
    source: `${table.source}; ${other.name}: ${other.table.source}`,
    status: statuses[Math.max(rank(table), rank(other.table))] ?? "unverified",
  };
}

/** The strongest first. */
const statuses: readonly EnergyStatus[] = ["in source", "secondary source", "unverified"];

function rank(table: EnergyTable): number {
  return statuses.indexOf(table.status);
}

function findMemory({ table, name }: OtherMemory): AccessEnergy {
  made("other.table", table, table?.accesses, "findEnergyTable");
  const found = table.accesses.find((access) => access.name === name);
  if (found) return found;
  const known = byDistance(String(name), table.accesses.map((access) => access.name)).join(", ");
  throw new RangeError(
    `Table "${table.id}" has no memory ${describe(name)}: known are ${known || "none"}`,
  );
}

/** The energy of a FLOP, or an error that lists the precisions known. */
export function flopEnergy(model: EnergyModel, precision: Precision): number {
  checkEnergyModel(model);
  const joules = model.perFlop[checkPrecision("precision", precision)];
  if (joules !== undefined) return joules;
  const known = Object.keys(model.perFlop).filter(isPrecision).join(", ");
  throw new RangeError(
    `Energy model "${model.name}" has no FLOP of "${precision}": known are ${known || "none"}`,
  );
}

/** The energy of a byte at a level, or an error that lists the levels known. */
export function byteEnergy(model: EnergyModel, level = "memory"): number {
  checkEnergyModel(model);
  const joules = Object.hasOwn(model.perByte, level) ? model.perByte[level] : undefined;
  if (joules !== undefined) return joules;
  const known = Object.keys(model.perByte).join(", ");
  throw new RangeError(
    `Energy model "${model.name}" has no memory level ${describe(level)}: known are ${
      known || "none"
    }`,
  );
}

function checkEnergyModel(model: EnergyModel): void {
  made("model", model, model?.perByte, "defineEnergyModel");
}
