/**
 * Defining machines: checks and defaults.
 *
 * @module
 */
import { describe, list, nonEmptyText, positive, record, text } from "./check.ts";
import {
  defineCeilings,
  defineLevels,
  defineLink,
  type FieldName,
  idPattern,
} from "./machine_parts.ts";
import type { Machine, MachineField, MachineInput } from "./machine_types.ts";
import { suggest } from "./nearest.ts";
import { checkPrecision, type Precision, precisions } from "./precision.ts";

// Numbers that no roofline uses.
const sideFields: readonly MachineField[] = ["on-chip", "link", "power"];
const roofFields: readonly MachineField[] = ["peaks", "capacity", "bandwidth"];

/**
 * Checks the description of a machine and fills in its defaults. Whether a peak is dense cannot
 * be seen from the number: take half of what a data sheet prints "with sparsity".
 *
 * @param input The machine: peaks in dense FLOP/s, capacities in bytes, bandwidths in bytes a second.
 * @returns The machine.
 * @throws {RangeError} If a value is out of range, a name is unknown, an id occurs twice or a
 * ceiling lies above its peak; the message names the machine, the field, the value and the rule.
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
  if (!idPattern.test(nonEmptyText("id", record("input", input).id))) {
    throw new RangeError(
      `id is ${describe(input.id)}: it must be lower-case letters and digits joined by hyphens`,
    );
  }
  const field = (name: string) => `${name} of machine "${input.id}"`;
  const unverified = checkFields(input.unverified ?? [], field);
  const peaks = definePeaks(input.peaks, field);
  const isUncertain = unverified.includes("capacity") || unverified.includes("bandwidth");
  return {
    id: input.id,
    name: nonEmptyText(field("name"), input.name),
    year: checkYear(field("year"), input.year),
    peaks,
    ceilings: defineCeilings(input.ceilings ?? [], peaks, field),
    levels: defineLevels(input.levels, { source: input.source, isUncertain }, field),
    ...(input.onChipBytes !== undefined &&
      { onChipBytes: positive(field("onChipBytes"), input.onChipBytes) }),
    ...(input.link !== undefined && { link: defineLink(input.link, field) }),
    ...(input.power !== undefined && { power: positive(field("power"), input.power) }),
    source: nonEmptyText(field("source"), input.source),
    confidence: text(field("confidence"), input.confidence ?? ""),
    unverified,
    uncertain: unverified.some((name) => !sideFields.includes(name)),
    notes: text(field("notes"), input.notes ?? ""),
  };
}

function checkYear(field: string, year: number): number {
  if (Number.isInteger(year) && year >= 1940 && year <= 2100) return year;
  const Kind = typeof year === "number" ? RangeError : TypeError;
  throw new Kind(`${field} is ${describe(year)}: it must be a year from 1940 to 2100`);
}

function definePeaks(peaks: MachineInput["peaks"], field: FieldName): Machine["peaks"] {
  const result: Partial<Record<Precision, number>> = {};
  for (const [name, rate] of Object.entries(record(field("peaks"), peaks))) {
    const precision = checkPrecision(field("peaks"), name as Precision);
    if (rate !== undefined) result[precision] = positive(field(`peaks.${name}`), rate);
  }
  return result;
}

function checkFields(names: readonly MachineField[], field: FieldName): MachineField[] {
  const fields = [...precisions, ...roofFields, ...sideFields];
  for (const name of list(field("unverified"), names)) {
    if (!fields.includes(name)) {
      const near = suggest(String(name), fields, 1).map((known) => `did you mean "${known}"? `);
      throw new RangeError(
        `${field("unverified")} names ${describe(name)}: ${near.join("")}known are ${
          fields.join(", ")
        }`,
      );
    }
  }
  return fields.filter((name) => names.includes(name));
}
