/**
 * Machines: defining, finding, and asking one for its peak or a memory level.
 *
 * @module
 */
import { describe, nonEmptyText, positive } from "./check.ts";
import {
  type Machine,
  type MachineCeiling,
  type MachineField,
  machineFieldGroups,
  type MachineInput,
  type MachineLink,
  type MemoryLevel,
  type MemoryLevelInput,
} from "./machine_types.ts";
import { byDistance } from "./nearest.ts";
import { checkPrecision, isPrecision, type Precision, precisions } from "./precision.ts";

const idPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const fields: readonly MachineField[] = [...precisions, ...machineFieldGroups];
// Numbers that no roofline uses.
const sideFields: readonly MachineField[] = ["on-chip", "link", "power"];

/**
 * Checks the description of a machine and fills in its defaults.
 *
 * @param input The machine: peaks in dense FLOP/s, capacities in bytes, bandwidths in bytes a second.
 * @returns The machine.
 * @throws {RangeError} If a value is out of range, a name is unknown or an id occurs twice; the
 * message names the machine, the field, the value and the rule.
 * @throws {TypeError} If a field has the wrong type.
 *
 * @example
 * ```ts
 * import { defineMachine, ridgePoint } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const mine = defineMachine({
 *   id: "my-laptop",
 *   name: "My laptop",
 *   year: 2024,
 *   peaks: { fp32: 200e9 },
 *   levels: [{ id: "memory", name: "DDR5", bandwidth: 50e9 }],
 *   source: "measured in this browser",
 * });
 * expect(ridgePoint(mine, { precision: "fp32" })).toBe(4);
 * ```
 */
export function defineMachine(input: MachineInput): Machine {
  if (typeof input !== "object" || input === null) {
    throw new TypeError(`A machine must be an object: it is ${describe(input)}`);
  }
  if (!idPattern.test(nonEmptyText("id", input.id))) {
    throw new RangeError(
      `id is ${describe(input.id)}: it must be lower-case letters and digits joined by hyphens`,
    );
  }
  const field = (name: string) => `${name} of machine "${input.id}"`;
  if (!Number.isInteger(input.year) || input.year < 1940 || input.year > 2100) {
    throw new RangeError(
      `${field("year")} is ${describe(input.year)}: it must be a year from 1940 to 2100`,
    );
  }
  const unverified = checkFields(input.unverified ?? [], field);
  return {
    id: input.id,
    name: nonEmptyText(field("name"), input.name),
    year: input.year,
    peaks: definePeaks(input.peaks, field),
    ceilings: (input.ceilings ?? []).map((ceiling) => defineCeiling(ceiling, field)),
    levels: defineLevels(input, unverified, field),
    ...(input.onChipBytes !== undefined &&
      { onChipBytes: positive(field("onChipBytes"), input.onChipBytes) }),
    ...(input.link !== undefined && { link: defineLink(input.link, field) }),
    ...(input.power !== undefined && { power: positive(field("power"), input.power) }),
    source: nonEmptyText(field("source"), input.source),
    confidence: input.confidence ?? "",
    unverified,
    uncertain: unverified.some((name) => !sideFields.includes(name)),
    notes: input.notes ?? "",
  };
}

type FieldName = (name: string) => string;

function definePeaks(peaks: MachineInput["peaks"], field: FieldName): Machine["peaks"] {
  const result: Partial<Record<Precision, number>> = {};
  for (const [name, rate] of Object.entries(peaks)) {
    const precision = checkPrecision(field("peaks"), name as Precision);
    if (rate !== undefined) result[precision] = positive(field(`peaks.${name}`), rate);
  }
  return result;
}

function defineCeiling(ceiling: MachineCeiling, field: FieldName): MachineCeiling {
  if (!idPattern.test(ceiling.id) || isPrecision(ceiling.id)) {
    throw new RangeError(
      `${field("ceilings")} has the id ${describe(ceiling.id)}: it must be lower-case letters ` +
        "and digits joined by hyphens, and no precision's name",
    );
  }
  const name = `ceilings.${ceiling.id}`;
  return {
    id: ceiling.id,
    name: nonEmptyText(field(`${name}.name`), ceiling.name),
    precision: checkPrecision(field(`${name}.precision`), ceiling.precision),
    rate: positive(field(`${name}.rate`), ceiling.rate),
  };
}

function defineLevels(
  input: MachineInput,
  unverified: readonly MachineField[],
  field: FieldName,
): MemoryLevel[] {
  if (!Array.isArray(input.levels) || input.levels.length === 0) {
    throw new RangeError(`${field("levels")} is empty: a machine has at least its main memory`);
  }
  const seen = new Set<string>();
  return input.levels.map((level: MemoryLevelInput, index) => {
    const name = `levels[${index}]`;
    if (!idPattern.test(nonEmptyText(field(`${name}.id`), level.id)) || seen.has(level.id)) {
      throw new RangeError(
        `${field(`${name}.id`)} is ${describe(level.id)}: it must be lower-case letters and ` +
          "digits, and occur once",
      );
    }
    seen.add(level.id);
    const memoryIsUnverified = unverified.includes("capacity") || unverified.includes("bandwidth");
    return {
      id: level.id,
      name: nonEmptyText(field(`${name}.name`), level.name),
      ...(level.capacity !== undefined &&
        { capacity: positive(field(`${name}.capacity`), level.capacity) }),
      bandwidth: positive(field(`${name}.bandwidth`), level.bandwidth),
      source: level.source ?? input.source,
      uncertain: level.uncertain ?? (index === 0 && memoryIsUnverified),
    };
  });
}

function defineLink(link: MachineLink, field: FieldName): MachineLink {
  return {
    bandwidth: positive(field("link.bandwidth"), link.bandwidth),
    description: link.description,
  };
}

function checkFields(names: readonly MachineField[], field: FieldName): MachineField[] {
  for (const name of names) {
    if (!fields.includes(name)) {
      throw new RangeError(
        `${field("unverified")} names ${describe(name)}: known are ${fields.join(", ")}`,
      );
    }
  }
  return fields.filter((name) => names.includes(name));
}

/**
 * Finds a machine by its id.
 *
 * @param machines Where to look.
 * @param id The id.
 * @returns The machine.
 * @throws {RangeError} If there is none; the message lists the known ids, nearest first.
 *
 * @example
 * ```ts
 * import { defineMachine, findMachine } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const v100 = defineMachine({
 *   id: "v100",
 *   name: "NVIDIA V100",
 *   year: 2017,
 *   peaks: { fp16: 125e12 },
 *   levels: [{ id: "memory", name: "HBM2", bandwidth: 900e9 }],
 *   source: "data sheet",
 * });
 * expect(findMachine([v100], "v100").year).toBe(2017);
 * expect(() => findMachine([v100], "V100")).toThrow('Unknown machine "V100": known are v100');
 * ```
 */
export function findMachine(machines: readonly Machine[], id: string): Machine {
  const found = machines.find((machine) => machine.id === id);
  if (found) return found;
  const known = byDistance(String(id), machines.map((machine) => machine.id));
  throw new RangeError(`Unknown machine ${describe(id)}: known are ${known.join(", ")}`);
}

/**
 * A machine's dense peak rate.
 *
 * @param machine The machine.
 * @param precision The number format of the arithmetic.
 * @returns FLOP/s.
 * @throws {RangeError} If the machine has no peak for that format; the message lists those it has.
 *
 * @example
 * ```ts
 * import { defineMachine, peakRate } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const machine = defineMachine({
 *   id: "small",
 *   name: "Small",
 *   year: 2020,
 *   peaks: { fp32: 1e12 },
 *   levels: [{ id: "memory", name: "DDR4", bandwidth: 50e9 }],
 *   source: "made up",
 * });
 * expect(peakRate(machine, "fp32")).toBe(1e12);
 * expect(() => peakRate(machine, "fp8")).toThrow('no peak for "fp8"');
 * ```
 */
export function peakRate(machine: Machine, precision: Precision): number {
  const rate = machine.peaks[checkPrecision("precision", precision)];
  if (rate !== undefined) return rate;
  const known = precisions.filter((name) => machine.peaks[name] !== undefined);
  throw new RangeError(
    `${machine.name} has no peak for "${precision}": known are ${known.join(", ") || "none"}`,
  );
}

/**
 * One of a machine's memory levels.
 *
 * @param machine The machine.
 * @param levelId The level's id. Default: the main memory.
 * @returns The level.
 * @throws {RangeError} If the machine has no such level; the message lists those it has.
 *
 * @example
 * ```ts
 * import { defineMachine, memoryLevel } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const machine = defineMachine({
 *   id: "small",
 *   name: "Small",
 *   year: 2020,
 *   peaks: { fp32: 1e12 },
 *   levels: [
 *     { id: "memory", name: "DDR4", bandwidth: 50e9 },
 *     { id: "l2", name: "L2 cache", bandwidth: 400e9 },
 *   ],
 *   source: "made up",
 * });
 * expect(memoryLevel(machine).name).toBe("DDR4");
 * expect(memoryLevel(machine, "l2").bandwidth).toBe(400e9);
 * ```
 */
export function memoryLevel(machine: Machine, levelId?: string): MemoryLevel {
  const found = levelId === undefined
    ? machine.levels[0]
    : machine.levels.find((level) => level.id === levelId);
  if (found) return found;
  const known = machine.levels.map((level) => level.id).join(", ");
  throw new RangeError(
    `${machine.name} has no memory level ${describe(levelId)}: known are ${known}`,
  );
}

/**
 * Whether a roof of a machine rests on a number without a source that was read.
 * Where it does, print "unverified" beside results.
 *
 * @param machine The machine.
 * @param options The precision of the peak, and the memory level (default: the main memory).
 * @returns `true` if that peak, or that level's numbers, are unverified.
 * @throws {RangeError} If the machine has no such level.
 *
 * @example
 * ```ts
 * import { defineMachine, isUncertain } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const machine = defineMachine({
 *   id: "half-known",
 *   name: "Half known",
 *   year: 2020,
 *   peaks: { fp16: 100e12, int8: 200e12 },
 *   levels: [{ id: "memory", name: "HBM", bandwidth: 1e12 }],
 *   source: "data sheet",
 *   unverified: ["int8"],
 * });
 * expect(isUncertain(machine, { precision: "int8" })).toBe(true);
 * expect(isUncertain(machine, { precision: "fp16" })).toBe(false);
 * ```
 */
export function isUncertain(
  machine: Machine,
  options: { readonly precision: Precision; readonly level?: string | undefined },
): boolean {
  return machine.unverified.includes("peaks") || machine.unverified.includes(options.precision) ||
    memoryLevel(machine, options.level).uncertain;
}
