/**
 * Checks of arguments, with messages that name the field, the value and the rule.
 *
 * @module
 */

/** Returns `value` if it is a whole number of at least 1 that a double holds exactly. */
export function positiveInteger(field: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  return refuse(field, value, "a whole number of at least 1");
}

/** Returns `value` if it is a whole number of at least 0 that a double holds exactly. */
export function nonNegativeInteger(field: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  return refuse(field, value, "a whole number of at least 0");
}

/** Returns `value` if it is finite and greater than zero. */
export function positive(field: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  return refuse(field, value, "a finite number greater than 0");
}

/** Returns `value` if it is finite and not negative. */
export function nonNegative(field: string, value: number): number {
  if (Number.isFinite(value) && value >= 0) return value;
  return refuse(field, value, "a finite number of at least 0");
}

/** Returns `value` if it lies in (0, 1]. */
export function fraction(field: string, value: number): number {
  if (Number.isFinite(value) && value > 0 && value <= 1) return value;
  return refuse(field, value, "greater than 0 and at most 1");
}

/** Returns `value` if it lies in [0, 1]. */
export function share(field: string, value: number): number {
  if (Number.isFinite(value) && value >= 0 && value <= 1) return value;
  return refuse(field, value, "from 0 to 1");
}

/** Returns `value` if it is a finite number of any sign. */
export function finiteNumber(field: string, value: number): number {
  if (Number.isFinite(value)) return value;
  return refuse(field, value, "a finite number");
}

/** Returns `values` if it is a list or typed array of finite numbers. */
export function finiteNumbers<Values extends ArrayLike<number>>(
  field: string,
  values: Values,
): Values {
  if (!Array.isArray(values) && !ArrayBuffer.isView(values)) {
    return wrongType(field, values, "a list of numbers");
  }
  // Not `every`: it passes over holes, and a DataView has no length
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) finiteNumber(`${field}[${i}]`, values[i] as number);
  }
  return values;
}

/** Returns `value` if it is a text with something in it. */
export function nonEmptyText(field: string, value: string): string {
  if (typeof value !== "string") {
    throw new TypeError(`${field} must be a text: it is ${describe(value)}`);
  }
  if (value.trim() === "") throw new RangeError(`${field} is empty: it must be a text`);
  return value;
}

/** Returns `value` if it is a text, possibly empty. */
export function text(field: string, value: string): string {
  if (typeof value === "string") return value;
  return wrongType(field, value, "a text");
}

/** Returns `value` if it is a list. */
export function list<T>(field: string, value: readonly T[]): readonly T[] {
  if (Array.isArray(value)) return value;
  return wrongType(field, value, "a list");
}

/** Returns `value` if it is an object with named fields. */
export function record<T extends object>(field: string, value: T): T {
  return isRecord(value) ? value : wrongType(field, value, "an object");
}

/** Whether a value is an object with named fields. */
export function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Returns `value` if it has what every result of `maker` has: `part`, read from it with `?.`. The
 * rest was checked where it was made.
 */
export function made<T extends object>(field: string, value: T, part: unknown, maker: string): T {
  return part === undefined ? incomplete(field, value, maker) : value;
}

/** Returns `value` if it is a function. */
export function callable<T extends (...values: never[]) => unknown>(field: string, value: T): T {
  if (typeof value === "function") return value;
  return wrongType(field, value, "a function");
}

function incomplete(field: string, value: object, maker: string): never {
  record(field, value);
  throw new TypeError(`${field} is incomplete: it must be what ${maker} gives`);
}

/** Refuses a value. Apart, so that the checks are small enough to be compiled into their callers. */
export function wrongType(field: string, value: unknown, rule: string): never {
  throw new TypeError(`${field} is ${describe(value)}: it must be ${rule}`);
}

function refuse(field: string, value: unknown, rule: string): never {
  const Kind = typeof value === "number" ? RangeError : TypeError;
  throw new Kind(`${field} is ${describe(value)}: it must be ${rule}`);
}

/** Writes a value for a message. */
export function describe(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  // Not as text: an object without a prototype has none
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
