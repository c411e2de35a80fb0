/**
 * Defining machines: checks and defaults.
 *
 * @module
 */
import { describe, nonEmptyText, positive } from "./check.ts";
import type {
  Machine,
  MachineCeiling,
  MachineField,
  MachineInput,
  MachineLink,
  MemoryLevel,
  MemoryLevelInput,
} from "./machine_types.ts";
import { checkPrecision, isPrecision, type Precision, precisions } from "./precision.ts";

const idPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
// Numbers that no roofline uses.
const sideFields: readonly MachineField[] = ["on-chip", "link", "power"];
const fields: readonly MachineField[] = [
  ...precisions,
  "peaks",
  "capacity",
  "bandwidth",
  ...sideFields,
];

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
