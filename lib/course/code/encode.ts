/**
 * Copies what a reader's function returned into plain data of bounded size.
 * Runs beside the reader's code, so it uses nothing that this could replace:
 * what it needs is taken when the module loads, and lists are filled by
 * defining their elements, which no setter sees.
 *
 * @module
 */
import { defineOwn } from "./define_own.ts";
import { type CodeResult, type CodeValue, LIMITS } from "./types.ts";

const { isArray } = Array;
const { isView } = ArrayBuffer;
const { keys, getPrototypeOf } = Object;
const objectPrototype = Object.prototype;
const { isInteger } = Number;
const textOf = String;

interface Budget {
  values: number;
  /** Why the value cannot be copied. */
  odd?: string;
}

/**
 * Copies a value.
 *
 * @param value Anything
 * @param measured What simulators counted, told along with it
 * @returns The copy, or what the value is if it cannot be compared
 * @throws What a getter or proxy within the value throws
 */
export function encode(value: unknown, measured: Readonly<Record<string, number>>): CodeResult {
  const budget: Budget = { values: LIMITS.values };
  const copied = copy(value, 0, budget);
  return budget.odd === undefined
    ? { kind: "value", value: copied, measured }
    : { kind: "odd", what: budget.odd, measured };
}

function copy(value: unknown, depth: number, budget: Budget): CodeValue {
  if (--budget.values < 0) return odd(budget, `more than ${LIMITS.values} values`);
  if (depth > LIMITS.depth) return odd(budget, "lists or objects nested too deep, or in a circle");
  switch (typeof value) {
    case "number":
    case "boolean":
      return value;
    case "string":
      return value.length <= LIMITS.text
        ? value
        : odd(budget, `a text of ${value.length} characters`);
    case "undefined":
      return odd(budget, "nothing (undefined)");
    case "function":
      return odd(budget, "a function");
    case "bigint":
      return odd(budget, "a bigint: turn it into a number");
    case "symbol":
      return odd(budget, "a symbol");
  }
  if (value === null) return null;
  if (isArray(value) || (isView(value) && "length" in value)) {
    return copyList(value as ArrayLike<unknown>, depth, budget);
  }
  const prototype = getPrototypeOf(value);
  if (prototype !== null && prototype !== objectPrototype) {
    return odd(budget, describeInstance(prototype));
  }
  return copyObject(value as Record<string, unknown>, depth, budget);
}

function copyList(list: ArrayLike<unknown>, depth: number, budget: Budget): CodeValue {
  const { length } = list;
  if (!isInteger(length) || length > budget.values) {
    return odd(budget, `more than ${LIMITS.values} values`);
  }
  const copied: CodeValue[] = [];
  for (let i = 0; i < length && budget.odd === undefined; i++) {
    defineOwn(copied, i, copy(list[i], depth + 1, budget));
  }
  return copied;
}

function copyObject(value: Record<string, unknown>, depth: number, budget: Budget): CodeValue {
  const copied = {};
  const names = keys(value);
  for (let i = 0; i < names.length && budget.odd === undefined; i++) {
    const name = names[i] ?? "";
    if (name.length > LIMITS.line) return odd(budget, "an object with a very long key");
    defineOwn(copied, name, copy(value[name], depth + 1, budget));
  }
  return copied;
}

function odd(budget: Budget, what: string): null {
  budget.odd ??= what;
  return null;
}

function describeInstance(prototype: object): string {
  const name: unknown = (prototype as { constructor?: { name?: unknown } }).constructor?.name;
  if (name === "Promise") return "a promise: the function must return its result itself";
  return typeof name === "string" && name.length < 50
    ? `an object of class ${textOf(name)}`
    : "an object of a class";
}
