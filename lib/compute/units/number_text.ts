/**
 * Numbers as text: reading many spellings, writing one.
 *
 * @module
 */
import { record } from "../check.ts";
import { fromSuperscript, toSuperscript } from "./superscript.ts";
import { QuantitySyntaxError } from "./syntax_error.ts";

/** Stands between groups of three digits: does not break, and is no decimal sign anywhere. */
const narrowSpace = "\u202f";
const minus = "\u2212";

const numberPattern = /* @__PURE__ */ new RegExp(
  /* @__PURE__ */ [
    "(?<sign>[+\\-\u2212]?)\\s*",
    // Groups of three with one and the same sign between them, or digits without groups.
    "(?<whole>[1-9]\\d{0,2}(?:(?<group>[,_' \u00a0\u2009\u202f])\\d{3})(?:\\k<group>\\d{3})*(?!\\d)|\\d*)",
    "(?<part>\\.\\d*)?",
    "(?:[eE](?<exponent>[+\\-\u2212]?\\d+)",
    "|\\s*[×x*·]\\s*10(?:\\^(?<caret>[+\\-\u2212]?\\d+)|(?<raised>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)))?",
  ].join(""),
  "y",
);

/** Reads the number at the start of a text; `end` is where it ends. */
export function readNumber(text: string): { value: number; end: number } {
  const start = text.length - text.trimStart().length;
  numberPattern.lastIndex = start;
  const match = numberPattern.exec(text);
  const { sign = "", whole = "", part = "", exponent, caret, raised } = match?.groups ?? {};
  if (!match || !/\d/.test(whole + part)) {
    throw new QuantitySyntaxError("Expected a number such as 2.039 or 1.5e12", start);
  }
  const end = start + match[0].length;
  if (/^,\d/.test(text.slice(end))) {
    throw new QuantitySyntaxError(
      "Write a point before decimals: a comma separates groups of three digits",
      end,
    );
  }
  const power = exponent ?? caret ?? (raised && fromSuperscript(raised)) ?? "0";
  const digits = whole.replace(/\D/g, "") + part;
  const value = Number(`${digits}e${power.replace(minus, "-")}`);
  if (!Number.isFinite(value)) {
    throw new QuantitySyntaxError("The number is too large to compute with", start, end - start);
  }
  return { value: sign === "" || sign === "+" ? value : -value, end };
}

/** How a number is written. */
export interface NumberFormat {
  /**
   * Significant digits, 1 to 15. Zeros at the end of decimals are left off.
   * Without it three, and whole numbers below 10 000 in full (4096, not 4100).
   */
  readonly digits?: number | undefined;
}

/**
 * Writes a number for a reader: rounded to significant digits, groups of three
 * digits from 10 000 on separated by a narrow no-break space, a power of ten
 * from 10¹⁵ on and below 10⁻⁴, and a true minus sign.
 *
 * @param value The number.
 * @param options How many significant digits.
 * @returns The text; `∞` for an infinite number, `not a number` for NaN.
 * @throws {RangeError} If `digits` is not a whole number from 1 to 15.
 *
 * @example
 * ```ts
 * import { formatNumber } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(formatNumber(153.0161)).toBe("153");
 * expect(formatNumber(4096)).toBe("4096");
 * expect(formatNumber(33_554_432)).toBe("33\u202f600\u202f000");
 * expect(formatNumber(2 / 3, { digits: 2 })).toBe("0.67");
 * expect(formatNumber(3.15e23)).toBe("3.15×10²³");
 * ```
 */
export function formatNumber(value: number, options: NumberFormat = {}): string {
  record("options", options);
  if (Number.isNaN(value)) return "not a number";
  const sign = value < 0 ? minus : "";
  const size = Math.abs(value);
  if (size === Infinity) return `${sign}∞`;
  const rounded = roundTo(size, options.digits);
  if (rounded === 0) return "0";
  if (rounded >= 1e15 || rounded < 1e-4) return sign + scientific(rounded);
  return sign + grouped(plainDecimal(rounded));
}

/**
 * Rounds to significant digits by the rule of {@linkcode NumberFormat}. Halves go away from zero in
 * decimal: 1.555 becomes 1.56, though the nearest double is a little less than 1.555.
 */
export function roundTo(value: number, digits?: number): number {
  if (digits !== undefined && !(Number.isInteger(digits) && digits >= 1 && digits <= 15)) {
    throw new RangeError(`digits is ${digits}: it must be a whole number from 1 to 15`);
  }
  const size = Math.abs(value);
  const places = (digits ?? (size >= 1000 && size < 10_000 ? 4 : 3)) - 1;
  const [mantissa = "0", exponent = "0"] = size.toExponential().split("e");
  const kept = Math.round(Number(`${mantissa}e${places}`));
  return Math.sign(value) * Number(`${kept}e${Number(exponent) - places}`);
}

function scientific(value: number): string {
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  return `${mantissa}×10${toSuperscript(exponent.replace("+", ""))}`;
}

// Number#toString turns to exponents below 1e-6, toFixed only from 1e21 on.
function plainDecimal(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(20).replace(/0+$/, "") : text;
}

function grouped(text: string): string {
  const [whole = "", part] = text.split(".");
  const groups = whole.length < 5 ? whole : whole.replace(/\B(?=(?:\d{3})+$)/g, narrowSpace);
  return part === undefined ? groups : `${groups}.${part}`;
}
