import type { Tolerance } from "../exercise_types.ts";
import { withinTolerance } from "../exercise/tolerance.ts";
import { own } from "../own.ts";
import type { CodeValue } from "./types.ts";

/** Where two values differ first. */
export interface Difference {
  /** Such as `[2].bytes`; empty for the values themselves. */
  readonly place: string;
  readonly returned: CodeValue | undefined;
  readonly expected: CodeValue | undefined;
}

/**
 * Compares what a function returned with what was expected: numbers within a
 * tolerance, everything else exactly, lists in order, objects by their keys.
 *
 * @param returned What it returned
 * @param expected What it should have
 * @param tolerance How far numbers may be apart
 * @returns The first difference; `undefined` if there is none
 *
 * @example
 * ```ts
 * import { compareValues } from "@/lib/course/code/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const exact = { kind: "absolute", value: 0 } as const;
 * expect(compareValues([1, 2], [1, 2], exact)).toBeUndefined();
 * expect(compareValues([1, 3], [1, 2], exact)?.place).toBe("[1]");
 * ```
 */
export function compareValues(
  returned: CodeValue | undefined,
  expected: CodeValue | undefined,
  tolerance: Tolerance,
): Difference | undefined {
  return compareAt("", returned, expected, tolerance);
}

function compareAt(
  place: string,
  returned: CodeValue | undefined,
  expected: CodeValue | undefined,
  tolerance: Tolerance,
): Difference | undefined {
  if (returned === expected) return undefined;
  const different = { place, returned, expected };
  if (typeof returned === "number" && typeof expected === "number") {
    return withinTolerance(returned, expected, tolerance, "") ? undefined : different;
  }
  if (isList(returned) && isList(expected)) {
    if (returned.length !== expected.length) return different;
    return first(
      expected,
      (value, i) => compareAt(`${place}[${i}]`, returned[i], value, tolerance),
    );
  }
  if (isObject(returned) && isObject(expected)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(returned)]);
    return first([...names], (name) =>
      compareAt(
        place === "" ? name : `${place}.${name}`,
        own(returned, name),
        own(expected, name),
        tolerance,
      ));
  }
  return different;
}

function first<T>(
  list: readonly T[],
  find: (item: T, index: number) => Difference | undefined,
): Difference | undefined {
  for (const [i, item] of list.entries()) {
    const found = find(item, i);
    if (found) return found;
  }
  return undefined;
}

function isList(value: CodeValue | undefined): value is readonly CodeValue[] {
  return Array.isArray(value);
}

function isObject(
  value: CodeValue | undefined,
): value is { readonly [name: string]: CodeValue } {
  return typeof value === "object" && value !== null && !isList(value);
}
