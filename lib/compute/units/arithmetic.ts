/**
 * Arithmetic with quantities that keeps the dimensions straight.
 *
 * @module
 */
import { finiteNumber } from "../check.ts";
import { combineDimensions, describeDimension, isPlain, sameDimension } from "./dimension.ts";
import { checkQuantity, finite, numberOf, type Quantity } from "./quantity.ts";

/**
 * Adds two quantities of one dimension.
 *
 * @param a One.
 * @param b The other.
 * @returns Their sum.
 * @throws {RangeError} If their dimensions differ.
 *
 * @example
 * ```ts
 * import { add, quantity } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(add(quantity(1, "ms"), quantity(500, "µs")).value).toBeCloseTo(0.0015);
 * expect(() => add(quantity(1, "ms"), quantity(1, "MB"))).toThrow(
 *   "Cannot add byte to s: both must measure the same",
 * );
 * ```
 */
export function add(a: Quantity, b: Quantity): Quantity {
  requireSame("add", a, b, "to");
  return finite(numberOf(a) + numberOf(b), a.dimension);
}

/**
 * Subtracts a quantity from another of the same dimension.
 *
 * @param a From what to subtract.
 * @param b What to subtract.
 * @returns `a − b`.
 * @throws {RangeError} If their dimensions differ.
 *
 * @example
 * ```ts
 * import { quantity, subtract } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(subtract(quantity(80, "GB"), quantity(14, "GB")).value).toBe(66e9);
 * ```
 */
export function subtract(a: Quantity, b: Quantity): Quantity {
  requireSame("subtract", a, b, "from");
  return finite(numberOf(a) - numberOf(b), a.dimension);
}

/**
 * Multiplies two quantities; their dimensions multiply too.
 *
 * @param a One.
 * @param b The other.
 * @returns Their product.
 * @throws {RangeError} If the product is too large to compute with.
 *
 * @example
 * ```ts
 * import { multiply, quantity } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const moved = multiply(quantity(2, "TB/s"), quantity(1, "ms"));
 * expect(moved).toEqual({ value: 2e9, dimension: { byte: 1 } });
 * ```
 */
export function multiply(a: Quantity, b: Quantity): Quantity {
  checkBoth(a, b);
  return finite(numberOf(a) * numberOf(b), combineDimensions(a.dimension, b.dimension));
}

/**
 * Divides a quantity by another; their dimensions divide too.
 *
 * @param a The dividend.
 * @param b The divisor.
 * @returns `a ÷ b`.
 * @throws {RangeError} If `b` is zero.
 *
 * @example A ridge point
 * ```ts
 * import { divide, quantity } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const ridge = divide(quantity(312, "TFLOP/s"), quantity(2.039, "TB/s"));
 * expect(ridge.dimension).toEqual({ flop: 1, byte: -1 });
 * expect(ridge.value).toBeCloseTo(153.0, 1);
 * ```
 */
export function divide(a: Quantity, b: Quantity): Quantity {
  checkBoth(a, b);
  if (b.value === 0) {
    throw new RangeError(`Cannot divide by 0 ${describeDimension(b.dimension)}`);
  }
  return finite(numberOf(a) / numberOf(b), combineDimensions(a.dimension, b.dimension, -1));
}

/**
 * Raises a quantity to a power.
 *
 * @param q The base.
 * @param exponent The power; for anything but a plain number one that leaves whole exponents.
 * @returns The power, its dimension multiplied by the exponent.
 * @throws {RangeError} If a unit would get a fractional exponent, or the result is not a number.
 *
 * @example
 * ```ts
 * import { power, quantity } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(power(quantity(3, "s"), 2)).toEqual({ value: 9, dimension: { second: 2 } });
 * expect(power(quantity(9), 0.5)).toEqual({ value: 3, dimension: {} });
 * ```
 */
export function power(q: Quantity, exponent: number): Quantity {
  checkQuantity("q", q);
  const dimension = combineDimensions({}, q.dimension, exponent);
  if (!isPlain(q.dimension) && !Object.values(dimension).every(Number.isInteger)) {
    throw new RangeError(
      `Cannot raise ${describeDimension(q.dimension)} to the power ${exponent}: ` +
        "a unit needs a whole exponent",
    );
  }
  return finite(numberOf(q) ** finiteNumber("exponent", exponent), dimension);
}

function requireSame(verb: string, a: Quantity, b: Quantity, preposition: string): void {
  checkBoth(a, b);
  if (sameDimension(a.dimension, b.dimension)) return;
  throw new RangeError(
    `Cannot ${verb} ${describeDimension(b.dimension)} ${preposition} ${
      describeDimension(a.dimension)
    }: both must measure the same`,
  );
}

function checkBoth(a: Quantity, b: Quantity): void {
  checkQuantity("a", a);
  checkQuantity("b", b);
}
