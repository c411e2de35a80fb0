import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  add,
  describeDimension,
  divide,
  multiply,
  parseUnit,
  power,
  type Quantity,
  quantity,
  sameDimension,
  subtract,
  valueIn,
} from "@/lib/compute/mod.ts";
import { dimension, magnitude, quantities } from "./arbitraries.ts";

function expectSame(a: Quantity, b: Quantity): void {
  expect(a.dimension).toEqual(b.dimension);
  expect(Math.abs(a.value - b.value)).toBeLessThanOrEqual(1e-9 * Math.abs(b.value));
}

describe("arithmetic with quantities", () => {
  it("gives a ridge point in FLOP/byte", () => {
    const ridge = divide(quantity(312, "TFLOP/s"), quantity(2039, "GB/s"));
    expect(valueIn(ridge, "FLOP/byte")).toBeCloseTo(153.0, 1);
  });

  it("gives a plain number where units cancel", () => {
    expect(divide(quantity(80, "GB"), quantity(16, "GB"))).toEqual({ value: 5, dimension: {} });
  });

  it("multiplies in any order and grouping", () => {
    fc.assert(fc.property(quantities, quantities, quantities, (a, b, c) => {
      expectSame(multiply(a, b), multiply(b, a));
      expectSame(multiply(multiply(a, b), c), multiply(a, multiply(b, c)));
    }));
  });

  it("divides as it multiplies by the inverse", () => {
    fc.assert(fc.property(quantities, quantities, (a, b) => {
      expectSame(divide(multiply(a, b), b), a);
      expectSame(divide(a, b), multiply(a, power(b, -1)));
    }));
  });

  it("raises to a power as it multiplies again and again", () => {
    fc.assert(fc.property(quantities, (a) => {
      expectSame(power(a, 3), multiply(a, multiply(a, a)));
      expectSame(power(a, 0), quantity(1));
    }));
  });

  it("distributes over addition", () => {
    const triple = fc.tuple(dimension, magnitude(-6, 12), magnitude(-6, 12), quantities);
    fc.assert(fc.property(triple, ([dimension, x, y, factor]) => {
      const a = { value: x, dimension };
      const b = { value: y, dimension };
      expectSame(multiply(factor, add(a, b)), add(multiply(factor, a), multiply(factor, b)));
      expectSame(add(a, b), add(b, a));
      const error = subtract(add(a, b), b).value - a.value;
      expect(Math.abs(error)).toBeLessThanOrEqual(1e-12 * add(a, b).value);
    }));
  });

  it("refuses to add what does not measure the same, and says both", () => {
    expect(() => add(quantity(1, "GB"), quantity(1, "GB/s"))).toThrow(RangeError);
    expect(() => add(quantity(1, "GB"), quantity(1, "GB/s"))).toThrow("Cannot add byte/s to byte");
    expect(() => subtract(quantity(1, "GB"), quantity(1))).toThrow(
      "Cannot subtract plain number from byte",
    );
    fc.assert(fc.property(quantities, quantities, (a, b) => {
      fc.pre(!sameDimension(a.dimension, b.dimension));
      expect(() => add(a, b)).toThrow(RangeError);
    }));
  });

  it("refuses to divide by zero, fractional units and values that are not finite", () => {
    expect(() => divide(quantity(1, "GB"), quantity(0, "s"))).toThrow("Cannot divide by 0 s");
    expect(() => power(quantity(1, "GB"), 0.5)).toThrow("Cannot raise byte to the power 0.5");
    expect(() => power(quantity(0, "GB"), -1)).toThrow(RangeError);
    expect(() => quantity(NaN, "GB")).toThrow(RangeError);
    expect(() => multiply(quantity(1e300), quantity(1e300))).toThrow("must be a finite number");
    expect(power(quantity(4, "GB²"), 0.5)).toEqual({ value: 2e9, dimension: { byte: 1 } });
  });
});

describe("valueIn", () => {
  it("undoes quantity", () => {
    const unit = fc.constantFrom("TB/s", "MiB", "pJ/bit", "%", "Gbit/s", "FLOPs per byte", "h", "");
    fc.assert(fc.property(magnitude(-6, 9), unit, (value, unit) => {
      expect(valueIn(quantity(value, unit), unit) / value).toBeCloseTo(1, 12);
    }));
  });

  it("counts decimal units exactly", () => {
    expect(valueIn(quantity(2.039, "TB/s"), "GB/s")).toBe(2039);
    expect(valueIn(quantity(1, "TB"), "GiB")).toBeCloseTo(931.32, 2);
  });

  it("refuses a unit of another dimension", () => {
    expect(() => valueIn(quantity(1, "FLOP"), "FLOP/s")).toThrow(
      'Cannot write FLOP in "FLOP/s", which measures FLOP/s',
    );
  });
});

describe("describeDimension", () => {
  it("writes what parseUnit reads", () => {
    fc.assert(fc.property(dimension, (dimension) => {
      const text = describeDimension(dimension);
      expect(text === "plain number" ? {} : parseUnit(text).dimension).toEqual(dimension);
    }));
  });

  it("writes several units above and below the line", () => {
    expect(describeDimension({ joule: 1, second: -1 })).toBe("W");
    expect(describeDimension({ flop: 1, byte: -1, second: -1 })).toBe("FLOP/(byte·s)");
    expect(describeDimension({ flop: 1, second: -2, joule: 1 })).toBe("FLOP·J/s²");
    expect(describeDimension({ second: -1 })).toBe("1/s");
  });
});
