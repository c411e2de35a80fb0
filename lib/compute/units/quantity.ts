/**
 * Quantities: a number of base units with its dimension.
 *
 * @module
 */
import { describe, record } from "../check.ts";
import { describeDimension, type Dimension, sameDimension } from "./dimension.ts";
import { convert, parseUnit, reduceUnit } from "./parse_unit.ts";
import { QuantitySyntaxError } from "./syntax_error.ts";
import { parseUnitFactors } from "./unit_reader.ts";
import { readNumber } from "./number_text.ts";

/** A number with its dimension: 312 TFLOP/s is `{ value: 3.12e14, dimension: { flop: 1, second: -1 } }`. */
export interface Quantity {
  /** How many base units: FLOP, byte, second, joule, token, USD. */
  readonly value: number;
  /** What it measures. */
  readonly dimension: Dimension;
}

/**
 * Makes a quantity of a number and a unit.
 *
 * @param value How many of the unit.
 * @param unit A unit that `parseUnit` reads. Default: a plain number.
 * @returns The quantity in base units.
 * @throws {RangeError} If `value` is not finite.
 * @throws {SyntaxError} If the unit does not parse.
 *
 * @example
 * ```ts
 * import { quantity } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(quantity(2.039, "TB/s")).toEqual({ value: 2.039e12, dimension: { byte: 1, second: -1 } });
 * ```
 */
export function quantity(value: number, unit = ""): Quantity {
  const { factor, dimension } = parseUnit(unit);
  return finite(convert(numberOf({ value, dimension }), factor), dimension);
}

/**
 * Reads a quantity: a number and, with or without space between, a unit.
 *
 * The number may have a sign, decimals after a point, groups of three digits
 * (`1,555`, `1 555`, `1_555`), and a power of ten (`1.5e12`, `1.5×10¹²`,
 * `1.5 x 10^12`). For the unit see {@linkcode parseUnit}.
 *
 * @param text Such as `312 TFLOP/s`, `2.039 TB/s`, `14 GiB`, `208 FLOPs per byte`, `3e9`, `5 %`.
 * @returns The quantity in base units.
 * @throws {SyntaxError} As a {@linkcode QuantitySyntaxError}, with the position of the trouble.
 *
 * @example
 * ```ts
 * import { parseQuantity } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(parseQuantity("312 TFLOPS")).toEqual({ value: 312e12, dimension: { flop: 1, second: -1 } });
 * expect(parseQuantity("14 GiB").value).toBe(14 * 2 ** 30);
 * expect(parseQuantity("5 %")).toEqual({ value: 0.05, dimension: {} });
 * ```
 */
export function parseQuantity(text: string): Quantity {
  if (typeof text !== "string") {
    throw new TypeError(`A quantity must be a text: it is ${String(text)}`);
  }
  const { value, end } = readNumber(text);
  const { factor, dimension } = reduceUnit(parseUnitFactors(text, end));
  const inBaseUnits = convert(value, factor);
  if (!Number.isFinite(inBaseUnits)) {
    throw new QuantitySyntaxError("The quantity is too large to compute with", 0, text.length);
  }
  return { value: inBaseUnits, dimension };
}

/**
 * A quantity's number in a unit.
 *
 * @param q The quantity.
 * @param unit A unit of the same dimension.
 * @returns How many of the unit it is.
 * @throws {RangeError} If the unit measures something else.
 * @throws {SyntaxError} If the unit does not parse.
 *
 * @example
 * ```ts
 * import { quantity, valueIn } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(valueIn(quantity(1, "GiB"), "MiB")).toBe(1024);
 * ```
 */
export function valueIn(q: Quantity, unit: string): number {
  checkQuantity("q", q);
  const { factor, dimension } = parseUnit(unit);
  if (!sameDimension(q.dimension, dimension)) {
    throw new RangeError(
      `Cannot write ${describeDimension(q.dimension)} in ${JSON.stringify(unit)}, which measures ${
        describeDimension(dimension)
      }`,
    );
  }
  return convert(numberOf(q), factor, -1);
}

/** Returns the quantity if it is an object with a dimension; `field` names it in the message. */
export function checkQuantity(field: string, q: Quantity): Quantity {
  record(`${field}.dimension`, record(field, q).dimension);
  return q;
}

/** Returns a quantity's number if it is one; a quantity is a plain object that anyone may write. */
export function numberOf(q: Quantity): number {
  if (typeof q.value === "number") return finite(q.value, q.dimension).value;
  throw new TypeError(`The value of a quantity is ${describe(q.value)}: it must be a number`);
}

/** Makes a quantity, refusing a value that is not finite. */
export function finite(value: number, dimension: Dimension): Quantity {
  if (Number.isFinite(value)) return { value, dimension };
  throw new RangeError(
    `The value ${value} ${describeDimension(dimension)} must be a finite number`,
  );
}
