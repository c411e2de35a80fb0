import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import { parseAnswer } from "@/lib/course/exercise/mod.ts";

/** Reads an answer that must be readable. */
function read(text: string, unit = ""): number {
  const answer = parseAnswer(text, unit);
  if (answer.kind !== "read") throw new Error(`"${text}" was not read: ${answer.message}`);
  return answer.value;
}

/** Spellings of the number of one value; none may be read as another number. */
const numbers: readonly (readonly [number, readonly string[]])[] = [
  [0, ["0", "0.0", ".0", "-0", "0e5", "0,0"]],
  [5, ["5", "5.", "+5", "05", " 5 ", "= 5", "≈5", "~ 5", "5.0", "5,0", "5e0", "5 × 10^0"]],
  [-2.5, ["-2.5", "−2.5", "- 2.5", "-2,5", "-2.5e0", "-0.25e1"]],
  [0.125, [".125", "0.125", "0,125", "1.25e-1", "1,25e−1", "1.25×10⁻¹", "125e-3"]],
  [1234.5, ["1234.5", "1,234.5", "1.234,5", "1 234.5", "1 234,5", "1'234.5", "1’234.5", "1_234.5"]],
  [1200, ["1200", "1.2e3", "1.2E3", "1.2e+3", "1.2 e3", "1,2e3", "1.2×10^3", "1.2 × 10^3"]],
  [1200, ["1.2x10^3", "1.2*10^3", "1.2·10³", "1.2 * 10**3", "1.2 × 10^(3)", "1 200", "1,200"]],
  [1e12, ["1e12", "10^12", "10¹²", "10**12", "1 000 000 000 000", "1,000,000,000,000"]],
  [1e12, ["1.000.000.000.000", "1'000'000'000'000", "1\u202f000\u202f000\u202f000\u202f000"]],
  [2039, ["2039", "2,039", "2 039", "2\u00a0039", "2'039", "2.039e3"]],
  [1234567, ["1234567", "1,234,567", "1.234.567", "1 234 567", "1.234567e6"]],
  [1234567.89, ["1,234,567.89", "1.234.567,89", "1 234 567.89", "1'234'567,89"]],
];

describe("parseAnswer", () => {
  for (const [value, spellings] of numbers) {
    for (const text of spellings) {
      it(`reads ${text} as ${value}`, () => expect(read(text)).toBeCloseTo(value, 9));
    }
  }

  it("reads a number in any spelling, with any unit of its kind (720 spellings)", () => {
    const exact = 2.039e12;
    const mantissas: readonly (readonly [string, number])[] = [
      ["2039", 1e9],
      ["2,039", 1e9],
      ["2 039", 1e9],
      ["2'039", 1e9],
      ["2039.0", 1e9],
      ["2.039e3", 1e9],
      ["2.039×10³", 1e9],
      ["2.039 x 10^3", 1e9],
      ["2.039", 1e12],
      ["2.0390", 1e12],
      ["2.039e0", 1e12],
      ["0.002039", 1e15],
      ["2.039e-3", 1e15],
      ["2.039·10⁻³", 1e15],
      ["2039e-6", 1e15],
      ["2039000", 1e6],
      ["2,039,000", 1e6],
      ["2.039e6", 1e6],
    ];
    const prefixes: Record<number, string> = { 1e6: "M", 1e9: "G", 1e12: "T", 1e15: "P" };
    const seconds = ["/s", " / s", "/sec", "/second", " per second", " per s", "·s⁻¹", "*s^-1"];
    let count = 0;
    for (const [mantissa, scale] of mantissas) {
      for (const byte of ["B", "byte", "bytes", "Byte", "Bytes"]) {
        for (const second of seconds) {
          const text = `${mantissa} ${prefixes[scale]}${byte}${second}`;
          expect([text, read(text, "GB/s") / exact]).toEqual([text, expect.closeTo(1, 9)]);
          count++;
        }
      }
    }
    expect(count).toBe(720);
  });

  for (
    const [text, unit, value] of [
      ["312 TFLOP/s", "TFLOP/s", 312e12],
      ["312TFLOPS", "TFLOP/s", 312e12],
      ["312 tflop/s", "TFLOP/s", 312e12],
      ["0.312 PFLOPs/s", "TFLOP/s", 312e12],
      ["312 teraFLOP/s", "TFLOP/s", 312e12],
      ["153 FLOPs per byte", "FLOP/byte", 153],
      ["153 flops/B", "FLOP/byte", 153],
      ["153 op/byte", "FLOP/byte", 153],
      ["14 GiB", "GB", 14 * 2 ** 30],
      ["112 Gbit", "GB", 14e9],
      ["16.5 us", "µs", 16.5e-6],
      ["16.5 μs", "µs", 16.5e-6],
      ["0.0165 ms", "µs", 16.5e-6],
      ["35 %", "", 0.35],
      ["35", "%", 0.35],
      ["0.35", "", 0.35],
      ["2.04 tb/s", "TB/s", 2.04e12],
    ] as const
  ) {
    it(`reads ${text} where ${unit || "a number"} is asked`, () =>
      expect(read(text, unit)).toBeCloseTo(value, 9));
  }

  for (
    const [text, unit, value] of [
      ["1/3", "", 1 / 3],
      ["2 * 3", "", 6],
      ["2^10", "", 1024],
      ["-3^2", "", -9],
      ["(-3)^2", "", 9],
      ["2^3^2", "", 512],
      ["2 − −3", "", 5],
      ["10 - 2 - 3", "", 5],
      ["12 / 3 / 2", "", 2],
      ["1 + 2 * 3", "", 7],
      ["(1+2)*3", "", 9],
      ["= 312 / 2.039", "", 312 / 2.039],
      ["312e12/2.039e12", "FLOP/byte", 312 / 2.039],
      ["312 TFLOP/s / 2.039 TB/s", "FLOP/byte", 312 / 2.039],
      ["312 TFLOP/s ÷ (2.039 TB/s)", "FLOP/byte", 312 / 2.039],
      ["1/3 TB/s", "TB/s", 1e12 / 3],
      ["2 · 4096² / 1e9", "GB", 2 * 4096 ** 2],
      ["2 x 3.5 GB", "B", 7e9],
      ["3 * 10^12", "", 3e12],
      ["10^-3 * 2", "", 0.002],
      ["1 ms + 500 µs", "s", 0.0015],
      ["(1 − 0.9) * 80 GB", "GB", 8e9],
      ["√16", "", 4],
      ["sqrt(16) + 1", "", 5],
      ["2 039 GB/s * 2 s", "GB", 4078e9],
      ["1,555,000 / 1000", "", 1555],
      ["0,5 * 4", "", 2],
      ["(2 + 3) GB", "B", 5e9],
      ["16 GB / 4", "GB", 4e9],
      ["4096²", "", 4096 ** 2],
      ["3.2e2²", "", 320 ** 2],
      ["2² · 3", "", 12],
      ["2²³", "", 2 ** 23],
      ["3⁻²", "", 1 / 9],
      ["50% * 10 GB", "GB", 5e9],
      ["10 GB * 50%", "GB", 5e9],
      ["5 % + 10 %", "%", 0.15],
      ["5 TFLOP s^-1", "TFLOP/s", 5e12],
      ["5 TFLOP s⁻¹", "TFLOP/s", 5e12],
      ["312 TFLOP s^-1 / 2 TB s^-1", "FLOP/byte", 156],
    ] as const
  ) {
    it(`works out ${text} where ${unit || "a number"} is asked`, () => {
      const found = read(text, unit);
      expect(found / value).toBeCloseTo(1, 12);
    });
  }

  it("works out what JavaScript works out", () => {
    const leaf = fc.integer({ min: 1, max: 999 }).map(String);
    const { sum } = fc.letrec((tie) => ({
      sum: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        leaf,
        fc.tuple(tie("sum"), fc.constantFrom("+", "-", "*", "/", "**"), tie("sum")).map(
          ([a, sign, b]) => sign === "**" ? `(${a}) ${sign} (2)` : `(${a}) ${sign} (${b})`,
        ),
      ),
    }));
    fc.assert(fc.property(sum, (text) => {
      const source = String(text);
      fc.pre(source.length <= 100);
      // Made above of digits, brackets and signs
      const expected: number = new Function(`return ${source}`)();
      const answer = parseAnswer(source, "");
      if (!Number.isFinite(expected)) expect(answer.kind).toBe("unreadable");
      else expect(answer).toMatchObject({ kind: "read", value: expected + 0 });
    }));
  });

  it("takes the asked unit where none is given, and says so", () => {
    expect(parseAnswer("2.04", "TB/s")).toEqual({
      kind: "read",
      value: 2.04e12,
      unitAssumed: true,
    });
    expect(parseAnswer("2.04 TB/s", "TB/s")).toMatchObject({ unitAssumed: false });
  });

  it("knows a comma that could be meant in two ways", () => {
    expect(parseAnswer("1,555", "GB/s")).toMatchObject({
      value: 1555e9,
      otherwise: [{ value: 1.555e9, doubt: "comma" }],
    });
    for (
      const text of ["1,5", "0,555", "1,555e3", "1,555,000", "1 234,567", "1.234,567", "1,5555"]
    ) {
      expect(parseAnswer(text, "")).not.toHaveProperty("otherwise");
    }
  });

  it("ends what it says with one sign", () => {
    for (const text of ["5 GFLPO", "5 s", "2 3", "1/0", "5 parsec", "2 *", "fast"]) {
      const answer = parseAnswer(text, "GB");
      expect(answer.kind !== "read" && /[^.?!][.?!]$/.test(answer.message)).toBe(true);
    }
  });

  for (
    const [text, unit, kind, words] of [
      ["", "TB/s", "empty", "in TB/s"],
      ["   ", "", "empty", "Type a number"],
      ["fast", "TB/s", "unreadable", "Begin with a number"],
      ["TB/s", "TB/s", "unreadable", "Begin with a number"],
      [".", "", "unreadable", "Begin with a number"],
      ["3 parsec", "s", "unreadable", "parsec"],
      ["80 gb", "B", "unreadable", "“Gb” (gigabits) or “GB” (gigabytes)?"],
      ["2 *", "", "unreadable", "Work it out first"],
      ["(1 + 2", "", "unreadable", "not closed"],
      ["1 / 0", "", "unreadable", "You divided by 0, which has no value."],
      ["1 / (2 - 2)", "", "unreadable", "You divided by 0, which has no value."],
      ["sqrt(-1)", "", "unreadable", "square root of a negative number, which has no value."],
      ["0^-1", "", "unreadable", "0 to a negative power, which has no value."],
      [
        "(-2)^0.5",
        "",
        "unreadable",
        "a negative number to a power that is not whole, which has no value.",
      ],
      ["sin(1)", "", "unreadable", "Begin with a number"],
      ["2 s + 1 B", "s", "unreadable", "bytes (byte) added to seconds (s)"],
      ["sqrt(2 GB)", "GB", "unreadable", "A root of bytes (byte)"],
      ["2^(3 s)", "", "unreadable", "exponent"],
      ["1 s / 3", "TB/s", "dimension", "in TB/s"],
      ["9^9^9^9", "", "unreadable", "too large"],
      ["12 34", "", "unreadable", ""],
      ["1,23,4", "", "unreadable", ""],
      ["1e999", "", "unreadable", "too large"],
      ["1".repeat(101), "", "unreadable", "too long"],
      ["5 s", "TB/s", "dimension", "You gave seconds (s), but the answer is in TB/s."],
      ["312 TFLOP", "TFLOP/s", "dimension", "For a rate, write TFLOP/s."],
      ["5 %", "TB/s", "dimension", "in TB/s"],
      ["5 s", "", "dimension", "without a unit"],
    ] as const
  ) {
    it(`cannot mark ${JSON.stringify(text.slice(0, 20))} where ${unit || "a number"} is asked`, () => {
      const answer = parseAnswer(text, unit);
      expect(answer.kind).toBe(kind);
      expect(answer.kind !== "read" && answer.message).toContain(words);
    });
  }

  it("reads back every number that JavaScript writes", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (value) => {
        // JavaScript writes -0 as 0.
        expect(read(String(value))).toBe(value + 0);
        expect(read(value.toExponential())).toBe(value + 0);
      }),
    );
  });

  it("never throws, whatever the reader types", () => {
    const key = fc.constantFrom(
      ..."0123456789.,'+-−×eE^%/ xTGMKkBbsFLOPit µ()²³⁻·*=~\u202f".split(""),
    );
    const typed = fc.array(key, { maxLength: 25 }).map((keys) => keys.join(""));
    fc.assert(
      fc.property(fc.oneof(typed, fc.string()), fc.constantFrom("", "TB/s", "%"), (text, unit) => {
        const answer = parseAnswer(text, unit);
        if (answer.kind === "read") expect(Number.isFinite(answer.value)).toBe(true);
        else expect(answer.message).toMatch(/\.$|\?$/);
      }),
      { numRuns: 5000 },
    );
  });
});
