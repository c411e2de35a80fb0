import type { ParameterSpec } from "../types.ts";

/** A parameter whose value is drawn, not derived. */
export type DrawnParameter = Exclude<ParameterSpec, { kind: "derived" }>;

/** More values than this are a slip of the pen, such as a step of 0.000001. */
const MAX_VALUES = 1_000_000;

/**
 * Counts the values a parameter can have.
 *
 * @param spec The parameter
 * @returns At least 1
 * @throws {RangeError} If it can have none, or too many
 */
export function countValues(spec: DrawnParameter): number {
  const count = rawCount(spec);
  if (count >= 1 && count <= MAX_VALUES) return count;
  throw new RangeError(
    `${describeParameter(spec)} has ${count} values: it needs 1 to ${MAX_VALUES}`,
  );
}

function rawCount(spec: DrawnParameter): number {
  switch (spec.kind) {
    case "pick":
      return spec.values.length;
    case "range": {
      const { from, to, step } = spec;
      if (!(step > 0) || !Number.isFinite(from) || !Number.isFinite(to)) return 0;
      // A range such as 0.1 to 0.3 by 0.1 must not lose its end to rounding
      return Math.max(0, Math.floor((to - from) / step * (1 + 1e-12) + 1e-9) + 1);
    }
    case "powers-of-two": {
      const first = firstPower(spec.from);
      return spec.from > 0 && spec.to < Infinity && spec.to >= first
        ? Math.floor(Math.log2(spec.to) + 1e-12) - Math.log2(first) + 1
        : 0;
    }
  }
}

/**
 * Gives one of a parameter's values.
 *
 * @param spec The parameter
 * @param place From 0, below {@linkcode countValues}
 * @returns The value
 */
export function valueAt(spec: DrawnParameter, place: number): string | number {
  switch (spec.kind) {
    case "pick": {
      const value = spec.values[place];
      if (value === undefined) throw new RangeError(`There is no value ${place + 1} to pick`);
      return value;
    }
    case "range":
      // 0.1 + 2 · 0.1 is 0.30000000000000004: twelve digits are what an author means
      return Number((spec.from + place * spec.step).toPrecision(12));
    case "powers-of-two":
      return firstPower(spec.from) * 2 ** place;
  }
}

function firstPower(from: number): number {
  return 2 ** Math.ceil(Math.log2(from) - 1e-12);
}

function describeParameter(spec: DrawnParameter): string {
  return spec.kind === "pick" ? "The list" : `The ${spec.kind} from ${spec.from} to ${spec.to}`;
}
