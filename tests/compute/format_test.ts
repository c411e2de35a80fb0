import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import { formatNumber, formatQuantity, parseQuantity, quantity } from "@/lib/compute/mod.ts";
import { quantities } from "./arbitraries.ts";

const narrow = "\u202f";

/** Formats and puts plain spaces, for readable expectations. */
function written(value: number, unit: string, options = {}): string {
  return formatQuantity(quantity(value, unit), options).replaceAll("\u00a0", " ");
}

describe("formatNumber", () => {
  const cases: [value: number, text: string, digits?: number][] = [
    [0, "0"],
    [-0, "0"],
    [153.0161, "153"],
    [2.0390001, "2.04"],
    [2, "2"],
    [0.5, "0.5"],
    [999.6, "1000"],
    [1365.333, "1365"],
    [2024, "2024"],
    [4096, "4096"],
    [4096, "4100", 2],
    [12_345, `12${narrow}300`],
    [12_345, `12${narrow}345`, 5],
    [1_234_567, `1${narrow}230${narrow}000`],
    [9999.9, `10${narrow}000`],
    [999_999_999_999_999, `1×10¹⁵`],
    [123_456_789_012_345, `123${narrow}456${narrow}789${narrow}012${narrow}345`, 15],
    [3.15e23, "3.15×10²³"],
    [1e15, "1×10¹⁵"],
    [0.00012, "0.00012"],
    [0.00001234, "1.23×10⁻⁵"],
    [-1234.5, "\u22121235"],
    [1.555, "1.56"],
    [-1.555, "\u22121.56"],
    [0.1 + 0.2, "0.3", 15],
    [5e-324, "5×10⁻³²⁴"],
    [Infinity, "∞"],
    [-Infinity, "\u2212∞"],
    [NaN, "not a number"],
  ];
  for (const [value, text, digits] of cases) {
    it(`writes ${value}${digits ? ` to ${digits} digits` : ""} as ${text}`, () => {
      expect(formatNumber(value, { digits })).toBe(text);
    });
  }

  it("refuses digits out of range", () => {
    for (const digits of [0, 16, 2.5, NaN]) {
      expect(() => formatNumber(1, { digits })).toThrow(
        `digits is ${digits}: it must be a whole number from 1 to 15`,
      );
    }
  });
});

describe("formatQuantity", () => {
  const cases: [value: number, unit: string, text: string][] = [
    [312e12, "FLOP/s", "312 TFLOP/s"],
    [2039, "GB/s", "2.04 TB/s"],
    [1555, "GB/s", "1.56 TB/s"],
    [80, "GB", "80 GB"],
    [1, "GiB", "1.07 GB"],
    [512, "B", "512 B"],
    [999.6, "GB", "1 TB"],
    [33_554_432, "FLOP", "33.6 MFLOP"],
    [208, "FLOP/byte", "208 FLOP/byte"],
    [1365.33, "FLOP/byte", "1365 FLOP/byte"],
    [1 / 6, "FLOP/byte", "0.167 FLOP/byte"],
    [16.5e-6, "s", "16.5 µs"],
    [90, "s", "90 s"],
    [7200, "s", "7200 s"],
    [20, "pJ/byte", "20 pJ/byte"],
    [400, "W", "400 W"],
    [2, "kWh", "7.2 MJ"],
    [131_072, "B/token", "131 kB/token"],
    [1500, "token/s", "1500 token/s"],
    [15e12, "token", "15 Ttoken"],
    [0.0025, "USD", "0.0025 USD"],
    [3, "1/s", "3 /s"],
    [0, "FLOP/s", "0 FLOP/s"],
    [-2, "GB", "\u22122 GB"],
    [0.05, "", "0.05"],
    [2e-18, "s", "0.002 fs"],
    [5e29, "FLOP", `500${narrow}000 YFLOP`],
  ];
  for (const [value, unit, text] of cases) {
    it(`writes ${value} ${unit} as ${text}`, () => expect(written(value, unit)).toBe(text));
  }

  it("converts to a unit", () => {
    expect(written(2.039, "TB/s", { unit: "GB/s", digits: 4 })).toBe("2039 GB/s");
    expect(written(14, "GiB", { unit: "GB", digits: 4 })).toBe("15.03 GB");
    expect(written(0.02, "", { unit: "%" })).toBe("2 %");
    expect(written(1, "GB/s", { unit: "Gbit/s" })).toBe("8 Gbit/s");
    expect(written(16384, "B", { unit: "KiB" })).toBe("16 KiB");
  });

  it("refuses a unit that measures something else", () => {
    expect(() => written(1, "TB/s", { unit: "TB" })).toThrow(
      'Cannot write byte/s in "TB", which measures byte',
    );
    expect(() => written(1, "", { unit: "GB" })).toThrow("Cannot write plain number in");
  });

  it("keeps number and unit on one line", () => {
    expect(formatQuantity(quantity(312, "TFLOP/s"))).toBe("312\u00a0TFLOP/s");
  });

  const words: [value: number, unit: string, text: string, options?: object][] = [
    [312, "TFLOP/s", "312 trillion floating-point operations a second"],
    [2.039, "TB/s", "2.04 trillion bytes a second"],
    [153.02, "FLOP/byte", "153 floating-point operations a byte"],
    [1, "byte", "1 byte"],
    [1, "FLOP/s", "1 floating-point operation a second"],
    [999.9996, "GB", "1 trillion bytes"],
    [12_345, "B", `12${narrow}300 bytes`],
    [1.5, "ms", "1.5 milliseconds"],
    [20, "pJ/byte", "20 picojoules a byte"],
    [400, "W", "400 watts"],
    [2.039, "TB/s", "2.04 terabytes a second", { unit: "TB/s" }],
    [312, "TFLOP/s", "312 teraFLOPs a second", { unit: "TFLOP/s" }],
    [3600, "J", "1 watt-hour", { unit: "Wh" }],
    [2, "USD/h", "2 dollars an hour", { unit: "USD/h" }],
    [9, "s^2", "9 seconds squared"],
    [3e9, "", "3 billion"],
  ];
  for (const [value, unit, text, options] of words) {
    it(`writes ${value} ${unit} in words as ${text}`, () => {
      expect(written(value, unit, { words: true, ...options })).toBe(text);
    });
  }

  it("is read back as the same quantity, within the digits shown", () => {
    fc.assert(
      fc.property(quantities, fc.integer({ min: 1, max: 15 }), (q, digits) => {
        const read = parseQuantity(formatQuantity(q, { digits }));
        expect(read.dimension).toEqual(q.dimension);
        expect(Math.abs(read.value / q.value - 1)).toBeLessThan(0.5 * 10 ** (1 - digits) + 1e-15);
      }),
      { numRuns: 500 },
    );
  });

  it("is read back from any unit it is asked for", () => {
    const unit = fc.constantFrom("TB/s", "GiB/s", "Gbit/ms", "MB/h", "B·Hz");
    fc.assert(fc.property(fc.double({ min: 1, max: 1e12, noNaN: true }), unit, (value, unit) => {
      const text = formatQuantity({ value, dimension: { byte: 1, second: -1 } }, {
        unit,
        digits: 12,
      });
      expect(parseQuantity(text).value / value).toBeCloseTo(1, 10);
    }));
  });

  it("leaves a number from 1 to 999 where a prefix can", () => {
    const value = fc.double({ min: 1, max: 9e26, noNaN: true });
    fc.assert(fc.property(value, (value) => {
      const text = formatQuantity({ value, dimension: { byte: 1 } });
      expect(text).toMatch(/^(?:[1-9]\d{0,2}(?:\.\d{1,2})?)\u00a0[kMGTPEZY]?B$/);
    }));
  });
});
