import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import { formatQuantity, quantity } from "@/lib/compute/mod.ts";
import { percentText, shortestName, shortName, unitText } from "@/lib/figures/text.ts";
import { machines } from "./support.ts";

describe("unitText", () => {
  it("writes what the computation library writes", () => {
    const units = ["FLOP", "FLOP/s", "B", "B/s", "FLOP/byte", "s"];
    // Below the smallest prefixes and above the largest both turn to powers of ten.
    fc.assert(
      fc.property(
        fc.constantFrom(...units),
        fc.double({ min: -14, max: 24, noNaN: true }),
        (unit, exponent) => {
          const value = 10 ** exponent;
          const expected = formatQuantity(quantity(value, unit));
          if (unit !== "s" && value < 0.9995) fc.pre(unit === "FLOP/byte");
          expect(unitText(value, unit)).toBe(expected);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("rounds before it chooses the prefix", () => {
    expect(unitText(999.96e9, "B")).toBe("1\u00a0TB");
    expect(unitText(0, "s")).toBe("0\u00a0s");
  });
});

describe("percentText", () => {
  it("keeps small shares readable", () => {
    expect(percentText(0.0065)).toBe("0.65\u00a0%");
    expect(percentText(0.4063)).toBe("40.6\u00a0%");
    expect(percentText(1)).toBe("100\u00a0%");
  });
});

describe("machine names", () => {
  it("leave out the maker, and keep every machine apart", () => {
    const short = machines.map(shortName);
    expect(short).toContain("A100 80GB SXM");
    expect(new Set(short).size).toBe(machines.length);
  });

  it("are shortest as far as the first number", () => {
    expect(shortestName({ name: "NVIDIA A100 80GB SXM" })).toBe("A100");
    expect(shortestName({ name: "Google TPU v4" })).toBe("TPU v4");
    expect(shortestName({ name: "Abacus" })).toBe("Abacus");
  });
});
