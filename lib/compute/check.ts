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
    throw new TypeError(`${field} is ${describe(values)}: it must be a list of numbers`);
  }
  // Not `every`: it passes over holes, and a DataView has no length
  for (let i = 0; i < values.length; i++) finiteNumber(`${field}[${i}]`, values[i] as number);
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
  throw new TypeError(`${field} is ${describe(value)}: it must be a text`);
}

/** Returns `value` if it is a list. */
export function list<T>(field: string, value: readonly T[]): readonly T[] {
  if (Array.isArray(value)) return value;
  throw new TypeError(`${field} is ${describe(value)}: it must be a list`);
}

/** Returns `value` if it is an object with named fields. */
export function record<T extends object>(field: string, value: T): T {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new TypeError(`${field} is ${describe(value)}: it must be an object`);
}

function refuse(field: string, value: unknown, rule: string): never {
  const Kind = typeof value === "number" ? RangeError : TypeError;
  throw new Kind(`${field} is ${describe(value)}: it must be ${rule}`);
}

/** Writes a value for a message. */
export function describe(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
