import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import { parseUnit } from "@/lib/compute/mod.ts";
import { parseAnswer } from "@/lib/course/exercise/mod.ts";

/** Prefixes, and how readers write them before a unit and alone. */
const PREFIXES: readonly (readonly [symbol: string, factor: number, words: readonly string[]])[] = [
  ["", 1, [""]],
  ["k", 1e3, ["k", "kilo", "Kilo ", "thousand ", "k "]],
  ["M", 1e6, ["M", "mega", "Mega", "mega ", "million ", "Million ", "M "]],
  ["G", 1e9, ["G", "giga", "Giga", "GIGA", "giga ", "billion ", "bn ", "G "]],
  ["T", 1e12, ["T", "tera", "Tera ", "trillion ", "T "]],
];

/** Units, and how readers write what stands above and below the line. */
const UNITS: readonly (readonly [unit: string, above: readonly string[], below: string[]])[] = [
  ["FLOP", ["FLOP", "FLOPs", "flop", "flops", "Flop", "op", "operations", "ops"], [""]],
  ["B", ["B", "byte", "bytes", "Byte", "Bytes"], [""]],
  ["B/s", ["B", "bytes"], ["/s", " / s", " per second", " a second", " s^-1", "·s⁻¹", " s^{-1}"]],
  ["FLOP/byte", ["FLOP", "flops", "operations"], ["/B", " a byte", " per byte", " byte^-1"]],
  ["token/s", ["tokens", "tok"], ["/s", " each second", " for every second"]],
];

/** A number, and how readers write it. */
const numberText = fc.tuple(
  fc.integer({ min: 1, max: 99_999 }),
  fc.integer({ min: 0, max: 4 }),
  fc.constantFrom<(value: number) => string>(
    (value) => String(value),
    (value) => String(value).replace(".", ","),
    (value) => value.toExponential(),
    (value) => value.toExponential().replace("e", " × 10^"),
    (value) => value.toExponential().replace("e", " 10^"),
    (value) => value.toExponential().replace(/e(.*)/, " \u00b7 10^{$1}"),
    (value) => String(value).replace(/\d/g, (d) => String.fromCharCode(0xff10 + Number(d))),
    (value) => `${value * 2}/2`,
    (value) => `2 * ${value / 2}`,
  ),
).map(([digits, places, write]) => {
  const value = digits / 10 ** places;
  return { value, text: write(value) };
})
  // A comma or point before exactly three digits is asked about: see the other tests
  .filter(({ text }) => !/[.,]\d{3}(?!\d)/.test(text.normalize("NFKC")));

const around = fc.constantFrom(
  (text: string) => text,
  (text: string) => `= ${text}.`,
  (text: string) => `about ${text}`,
  (text: string) => `~${text}`,
  (text: string) => ` ${text.replaceAll(" ", "\u00a0")} `,
  (text: string) => text.replaceAll(" ", "\u2009"),
);

describe("Any number with any prefix and unit, in any spelling", () => {
  it("is read as its value, whatever prefix is asked", () => {
    fc.assert(
      fc.property(
        numberText,
        fc.constantFrom(...PREFIXES),
        fc.constantFrom(...UNITS),
        fc.constantFrom("", "k", "M", "G", "T"),
        fc.nat(),
        around,
        ({ value, text }, [, factor, words], [unit, above, below], asked, choice, wrap) => {
          const pick = (list: readonly string[], at: number) => list[at % list.length] ?? "";
          const written = pick(words, choice) + pick(above, choice >> 3) +
            pick(below, choice >> 6);
          const given = wrap(`${text} ${written}`);
          fc.pre(given.length <= 100);
          const found = parseAnswer(given, asked + unit);
          if (found.kind !== "read") {
            throw new Error(`${given} in ${asked}${unit}: ${found.message}`);
          }
          expect(found.value / (value * factor)).toBeCloseTo(1, 9);
          expect(found.unitAssumed).toBe(false);
        },
      ),
      { numRuns: 4000 },
    );
  });

  it("is read in the asked unit where the prefix stands alone", () => {
    fc.assert(
      fc.property(
        numberText,
        fc.constantFrom(...PREFIXES.slice(1)),
        fc.constantFrom("FLOP", "MB", "GB/s", "TFLOP/s", "FLOP/byte", ""),
        fc.nat(),
        ({ value, text }, [, factor, words], unit, choice) => {
          const found = parseAnswer(`${text} ${words[choice % words.length] ?? ""}`, unit);
          expect(found).toMatchObject({ kind: "read" });
          if (found.kind !== "read") return;
          expect(found.value / (value * factor)).toBeCloseTo(1, 9);
          // And it is known that the asked prefix may have been meant besides
          const { factor: asked } = parseUnit(unit);
          const other = found.otherwise?.find(({ doubt }) => doubt === "scale");
          expect(other === undefined).toBe(asked === 1);
          if (other) expect(other.value / (value * factor * asked)).toBeCloseTo(1, 9);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("is read as one number or product, and never as less of it", () => {
    const factor = fc.integer({ min: 1, max: 9999 }).map(String);
    fc.assert(
      fc.property(fc.array(factor, { minLength: 2, maxLength: 5 }), (factors) => {
        const product = factors.reduce((value, next) => value * Number(next), 1);
        const found = parseAnswer(factors.join(" "), "");
        if (found.kind === "read") {
          expect(found.value).toBe(Number(factors.join("")));
          expect([found.value, ...(found.otherwise ?? []).map(({ value }) => value)])
            .toContain(product);
        } else expect(found.message).toMatch(/^Did you mean .* × |^Two numbers/);
        expect(parseAnswer(factors.join(" × "), "")).toMatchObject({ value: product });
      }),
    );
  });
});
