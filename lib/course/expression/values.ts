/**
 * Arithmetic on values: dimensions are carried through, and a result that has
 * none is a plain number again.
 */
import {
  add,
  describeDimension,
  type Dimension,
  divide,
  multiply,
  type OperatorCost,
  power,
  type Quantity,
  quantity,
  sameDimension,
  subtract,
} from "@/lib/compute/mod.ts";
import type { BinaryOperator, Value } from "./types.ts";

/**
 * @param value Any value
 * @returns Whether it is a number with a dimension
 */
export function isQuantity(value: Value): value is Quantity {
  return typeof value === "object" && "dimension" in value;
}

/**
 * @param value Any value
 * @returns Whether it is what an operator costs
 */
export function isOperator(value: Value): value is OperatorCost {
  return typeof value === "object" && "flops" in value;
}

/**
 * Says what kind of value this is, for messages.
 *
 * @param value Any value
 * @returns Such as `a quantity in FLOP/s` or `the text "a100-80"`
 */
export function describeValue(value: Value): string {
  if (typeof value === "number") return `the plain number ${value}`;
  if (typeof value === "string") return `the text "${value}"`;
  if (typeof value === "boolean") return `${value}`;
  return isQuantity(value)
    ? `a quantity in ${describeDimension(value.dimension)}`
    : `the operator ${value.name}`;
}

/**
 * Sees a number as a quantity without dimension.
 *
 * @param value A number or a quantity
 * @param what What it is used for, for the message
 * @returns The quantity
 * @throws {TypeError} If it is neither
 */
export function toQuantity(value: Value, what: string): Quantity {
  if (typeof value === "number") return quantity(value);
  if (typeof value === "object" && isQuantity(value)) return value;
  throw new TypeError(`${what} needs a number, not ${describeValue(value)}`);
}

/**
 * Gives a quantity back as a value: finite, and plain if it has no dimension.
 *
 * @param result A quantity
 * @param what What was computed, for the message
 * @returns The value
 * @throws {RangeError} If it is not finite
 */
export function fromQuantity(result: Quantity, what: string): Value {
  if (!Number.isFinite(result.value)) throw new RangeError(`${what} is not a finite number`);
  return sameDimension(result.dimension, {}) ? result.value : result;
}

/**
 * Reads a plain number.
 *
 * @param value A value
 * @param what What needs it, for the message
 * @returns The number
 * @throws {TypeError} If it is no number
 * @throws {RangeError} If it has a dimension
 */
export function toNumber(value: Value, what: string): number {
  const read = toQuantity(value, what);
  if (sameDimension(read.dimension, {})) return read.value;
  throw new RangeError(
    `${what} needs a plain number, not ${
      describeValue(value)
    }: convert it with value_in(…, "unit")`,
  );
}

/**
 * Reads a number that may also be given with its dimension.
 *
 * @param value A plain number in base units, or a quantity
 * @param dimension What a quantity must have
 * @param what What needs it, for the message
 * @returns The number in base units
 * @throws {RangeError} If it has another dimension
 */
export function toNumberOf(value: Value, dimension: Dimension, what: string): number {
  if (typeof value === "number") return value;
  const read = toQuantity(value, what);
  if (sameDimension(read.dimension, dimension)) return read.value;
  throw new RangeError(
    `${what} needs ${describeDimension(dimension)}, not ${describeValue(value)}`,
  );
}

/**
 * Reads a condition.
 *
 * @param value A value
 * @param what What needs it, for the message
 * @returns The truth value
 * @throws {TypeError} If it is not the result of a comparison
 */
export function toBoolean(value: Value, what: string): boolean {
  if (typeof value === "boolean") return value;
  throw new TypeError(`${what} needs a comparison such as m > 1, not ${describeValue(value)}`);
}

/**
 * Applies an arithmetic operator.
 *
 * @param operator One of `+ - * / % **`
 * @param left Its left side
 * @param right Its right side
 * @returns The result
 * @throws {RangeError} If dimensions do not fit or the result is not finite
 * @throws {TypeError} If a side is no number
 */
export function calculate(operator: BinaryOperator, left: Value, right: Value): Value {
  const what = `"${operator}"`;
  const a = toQuantity(left, what);
  if (operator === "**") {
    return fromQuantity(power(a, toNumber(right, "An exponent")), "The power");
  }
  const b = toQuantity(right, what);
  switch (operator) {
    case "+":
      return fromQuantity(add(a, b), "The sum");
    case "-":
      return fromQuantity(subtract(a, b), "The difference");
    case "*":
      return fromQuantity(multiply(a, b), "The product");
    case "/":
      if (b.value === 0) throw new RangeError("Cannot divide by zero");
      return fromQuantity(divide(a, b), "The quotient");
    case "%":
      if (b.value === 0) throw new RangeError("Cannot take a remainder of division by zero");
      requireSame(a, b, what);
      return fromQuantity({ value: a.value % b.value, dimension: a.dimension }, "The remainder");
    default:
      throw new TypeError(`${what} is no arithmetic operator`);
  }
}

/**
 * Compares two values: numbers of one dimension in any way, texts and truth
 * values for being equal.
 *
 * @param operator One of `== != < > <= >=`
 * @param left Its left side
 * @param right Its right side
 * @param what Who compares, for the message
 * @returns Whether it holds
 * @throws {RangeError} If dimensions do not fit
 * @throws {TypeError} If the values cannot be compared
 */
export function compare(
  operator: BinaryOperator,
  left: Value,
  right: Value,
  what = `"${operator}"`,
): boolean {
  if (typeof left !== "object" && typeof left === typeof right && typeof left !== "number") {
    if (operator === "==") return left === right;
    if (operator === "!=") return left !== right;
  }
  const a = toQuantity(left, what);
  const b = toQuantity(right, what);
  requireSame(a, b, what);
  switch (operator) {
    case "==":
      return a.value === b.value;
    case "!=":
      return a.value !== b.value;
    case "<":
      return a.value < b.value;
    case ">":
      return a.value > b.value;
    case "<=":
      return a.value <= b.value;
    case ">=":
      return a.value >= b.value;
    default:
      throw new TypeError(`${what} is no comparison`);
  }
}

function requireSame(a: Quantity, b: Quantity, what: string): void {
  if (sameDimension(a.dimension, b.dimension)) return;
  const [left, right] = [a, b].map(({ dimension }) => describeDimension(dimension));
  throw new RangeError(`${what} needs the same dimension on both sides, not ${left} and ${right}`);
}
