import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  describeDimension,
  parseQuantity,
  parseUnit,
  QuantitySyntaxError,
} from "@/lib/compute/mod.ts";

const flops = { flop: 1, second: -1 };
const bandwidth = { byte: 1, second: -1 };
const intensity = { flop: 1, byte: -1 };

function failure(text: string): QuantitySyntaxError {
  try {
    parseQuantity(text);
  } catch (error) {
    if (error instanceof QuantitySyntaxError) return error;
    throw error;
  }
  throw new Error(`${JSON.stringify(text)} parses`);
}

describe("parseQuantity", () => {
  const same: Record<string, { value: number; dimension: object; spellings: string[] }> = {
    "a rate": {
      value: 312e12,
      dimension: flops,
      spellings: [
        "312 TFLOP/s",
        "312 TFLOPs/s",
        "312TFLOP/s",
        "312 TFLOPS",
        "312 Tflop/s",
        "312 Tflops/s",
        "312 TFLOP per second",
        "312 TFLOPs per sec",
        "312 TFLOP·s^-1",
        "312 TFLOP*s⁻¹",
        "0.312 PFLOP/s",
        "312000 GFLOPS",
        "312,000 GFLOP/s",
        "312 TOP/s",
        "312 TOPS",
        "3.12e14 FLOP/s",
        "3.12E+14 FLOP/s",
        "3.12×10¹⁴ FLOP/s",
        "3.12 x 10^14 FLOP/s",
        "  312  TFLOP / s ",
        "+312 TFLOP/s",
        "312\u00a0TFLOP/s",
        "312 teraFLOP/s",
      ],
    },
    "a bandwidth": {
      value: 2.039e12,
      dimension: bandwidth,
      spellings: [
        "2.039 TB/s",
        "2039 GB/s",
        "2,039 GB/s",
        "2 039 GB/s",
        "2\u202f039 GB/s",
        "2_039 GB/s",
        "2'039 GB/s",
        "2.039 TBps",
        "2.039 Tbyte/s",
        "2.039 TBytes per second",
        "2.039 terabytes per second",
        "16.312 Tbit/s",
        "16.312 Tb/s",
        "16312 Gbps",
        "2039 MB/ms",
      ],
    },
    "an intensity": {
      value: 208,
      dimension: intensity,
      spellings: [
        "208 FLOP/byte",
        "208 FLOPs per byte",
        "208 FLOP/B",
        "208 flops/byte",
        "208 GFLOP/GB",
        "208 op/B",
        "26 FLOP/bit",
        "208 FLOP·byte^-1",
      ],
    },
    "an amount of memory": {
      value: 14 * 2 ** 30,
      dimension: { byte: 1 },
      spellings: ["14 GiB", "14336 MiB", "14 gibibytes", "112 Gibit", "15.032385536 GB"],
    },
    "a time": {
      value: 16.5e-6,
      dimension: { second: 1 },
      spellings: ["16.5 µs", "16.5 μs", "16.5 us", "16.5 microseconds", "0.0165 ms", "16500 ns"],
    },
    "an energy": {
      value: 7.2e6,
      dimension: { joule: 1 },
      spellings: ["2 kWh", "7.2 MJ", "2 kW·h", "2000 W*h", "7200 kJ"],
    },
    "a power": {
      value: 400,
      dimension: { joule: 1, second: -1 },
      spellings: ["400 W", "400 J/s", "0.4 kW", "400 watts"],
    },
    "energy for a byte": {
      value: 160e-12,
      dimension: { joule: 1, byte: -1 },
      spellings: ["160 pJ/byte", "20 pJ/bit", "0.16 nJ per byte"],
    },
    "a share": {
      value: 0.05,
      dimension: {},
      spellings: ["5 %", "5%", "0.05", ".05", "5e-2", "5 percent", "5×10^-2", "5×10⁻²"],
    },
  };
  for (const [what, { value, dimension, spellings }] of Object.entries(same)) {
    for (const text of spellings) {
      it(`reads ${what} from ${JSON.stringify(text)}`, () => {
        const parsed = parseQuantity(text);
        expect(parsed.dimension).toEqual(dimension);
        expect(parsed.value / value).toBeCloseTo(1, 12);
      });
    }
  }

  it("tells the count FLOPs from the rate FLOPS", () => {
    expect(parseQuantity("3 TFLOPs").dimension).toEqual({ flop: 1 });
    expect(parseQuantity("3 Tflops").dimension).toEqual({ flop: 1 });
    expect(parseQuantity("3 TFLOPS").dimension).toEqual(flops);
    expect(parseQuantity("2 GFLOPS/W").dimension).toEqual({ flop: 1, joule: -1 });
  });

  it("tells bytes from bits", () => {
    expect(parseQuantity("8 Gb/s")).toEqual(parseQuantity("1 GB/s"));
  });

  it("takes GB as 10⁹ and GiB as 2³⁰ bytes", () => {
    expect(parseQuantity("1 GB").value).toBe(1e9);
    expect(parseQuantity("1 GiB").value).toBe(1_073_741_824);
  });

  it("moves the decimal point exactly", () => {
    expect(parseQuantity("2.039 TB/s").value).toBe(2_039_000_000_000);
    expect(parseQuantity("1.1 ms").value).toBe(0.0011);
  });

  it("reads minus signs", () => {
    expect(parseQuantity("-3 GB").value).toBe(-3e9);
    expect(parseQuantity("\u22123 GB").value).toBe(-3e9);
  });

  const refused: [text: string, index: number, message: string, suggestions?: string[]][] = [
    ["", 0, "Expected a number"],
    ["TB/s", 0, "Expected a number"],
    ["NaN", 0, "Expected a number"],
    ["80 gb/s", 3, 'Unknown unit "gb"', ["Gb", "GB"]],
    ["80 mB", 3, 'Unknown unit "mB"', ["MB", "Mb"]],
    ["80 KB", 3, 'Unknown unit "KB"', ["kB", "KiB"]],
    ["12 tflop/s", 3, 'Unknown unit "tflop"', ["TFLOP"]],
    ["12 TB/sek", 6, 'Unknown unit "sek"', ["sec"]],
    ["312 trillion FLOP/s", 4, 'Unknown unit "trillion"', []],
    ["12 TB/", 6, "Expected a unit at the end"],
    ["12 TB//s", 6, 'Expected a unit, found "/"'],
    ["12 TB/(s", 8, 'Expected ")"'],
    ["12 GB s", 6, 'Unexpected "s"'],
    ["2,04 TB/s", 1, "Write a point before decimals"],
    ["0,125", 1, "Write a point before decimals"],
    ["1,5555", 1, "Write a point before decimals"],
    ["312 TFLOPS/s", 11, "already means", ["TFLOP/s"]],
    ["312 TFLOPS per byte", 14, "already means", ["TFLOP/byte"]],
    ["1e999 B", 0, "too large"],
    ["1e300 YB", 0, "too large"],
    ["1 YB^99", 0, "too large"],
    ["1 " + "(".repeat(300), 200, "at most 200"],
  ];
  for (const [text, index, message, suggestions] of refused) {
    it(`refuses ${JSON.stringify(text.slice(0, 30))}`, () => {
      const error = failure(text);
      expect(error).toBeInstanceOf(SyntaxError);
      expect(error.message).toContain(message);
      expect(error.message).not.toMatch(/\.$/);
      expect(error.index).toBe(index);
      expect(error.length).toBeGreaterThanOrEqual(1);
      if (suggestions) expect(error.suggestions).toEqual(suggestions);
    });
  }

  it("ends in a quantity or a QuantitySyntaxError for any text", () => {
    const words = fc.constantFrom(
      ..."3 1.5 e9 × 10 ^ ( ) / per · T FLOP S s B GiB % µ $ , -".split(" "),
    );
    const text = fc.oneof(fc.string(), fc.array(words).map((parts) => parts.join("")));
    fc.assert(
      fc.property(text, (text) => {
        try {
          expect(Number.isFinite(parseQuantity(text).value)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(QuantitySyntaxError);
          expect((error as QuantitySyntaxError).index).toBeLessThanOrEqual(
            Math.max(text.length, 0),
          );
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("throws a TypeError for what is no text", () => {
    expect(() => parseQuantity(5 as unknown as string)).toThrow(TypeError);
    expect(() => parseUnit(undefined as unknown as string)).toThrow(TypeError);
  });
});

describe("parseUnit", () => {
  it("divides by one power at a time", () => {
    expect(parseUnit("J/byte/s")).toEqual(parseUnit("J/(byte·s)"));
    expect(parseUnit("J/byte·s")).toEqual(parseUnit("J·s/byte"));
  });

  it("multiplies prefixes out", () => {
    expect(parseUnit("pJ/Gbit").factor).toBeCloseTo(8e-21, 33);
    expect(parseUnit("GB²").factor).toBe(1e18);
    expect(parseUnit("s^-2")).toEqual({ factor: 1, dimension: { second: -2 } });
  });

  it("knows hours, days and years", () => {
    expect(parseUnit("h").factor).toBe(3600);
    expect(parseUnit("d").factor).toBe(24 * 3600);
    expect(parseUnit("yr").factor).toBe(365.25 * 24 * 3600);
    expect(parseUnit("min").factor).toBe(60);
  });

  it("leaves units out that cancel", () => {
    expect(describeDimension(parseUnit("B/GB").dimension)).toBe("plain number");
    expect(parseUnit("B/GB").dimension).toEqual({});
  });

  it("takes prefixes only where they mean something", () => {
    for (const text of ["mB", "µFLOP", "ks", "kh", "KiJ", "k%", "MUSD", "Mmin"]) {
      expect(() => parseUnit(text)).toThrow(QuantitySyntaxError);
    }
  });
});
