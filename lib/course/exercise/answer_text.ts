/**
 * Reads the many ways in which people write a number, before the computation
 * library reads the quantity.
 *
 * @module
 */
import { fromSuperscript } from "@/lib/compute/units/superscript.ts";

/** A number and the unit behind it, as written. */
export interface AnswerText {
  /** In a spelling that `parseQuantity` reads. */
  readonly number: string;
  /** What stands behind the number; empty if nothing does. */
  readonly unit: string;
  /** Set if the comma or point may also have been meant the other way: the number read so. */
  readonly otherwise?: string;
}

const SPACES = "\\s\u00a0\u2009\u202f";
const DIGITS = new RegExp(`^[+\\-\u2212]?[${SPACES}]*[\\d.,](?:[\\d.,'_${SPACES}]*[\\d.,])?`);
const EXPONENT = new RegExp(
  `^[${SPACES}]*(?:[eE][${SPACES}]*([+\\-\u2212]?\\d+)` +
    `|[×x*·⋅][${SPACES}]*10(?:\\^|\\*\\*)\\(?([+\\-\u2212]?\\d+)\\)?|[×x*·⋅][${SPACES}]*10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))`,
);

/**
 * Splits an answer into number and unit and settles what its points and commas
 * mean. Where there are both, the last is the decimal sign. Several of one kind
 * separate groups. A single comma before exactly three digits separates a
 * group, though it may have been a decimal comma.
 *
 * @param text The reader's text
 * @returns Number and unit, or `undefined` if it does not begin with a number
 */
export function splitAnswer(text: string): AnswerText | undefined {
  const plain = text
    .replace(/[’ʼ`]/g, "'")
    .replace(/^[=≈~≃\s]+/, "")
    .replace(/[\s.;]+$/, "")
    // A power of ten alone has a factor of one
    .replace(/^([+\-−]?)10(?=\^|\*\*|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])/, "$11×10");
  const found = readNumberText(plain);
  if (!found) return undefined;
  const { length, ...number } = found;
  return { ...number, unit: plain.slice(length).trim() };
}

/**
 * Reads the number that a text begins with.
 *
 * @param text The text
 * @returns The number in a spelling that JavaScript reads, and how long it was; `undefined` if the
 *   text does not begin with one
 */
export function readNumberText(
  text: string,
): Omit<AnswerText, "unit"> & { readonly length: number } | undefined {
  const digits = DIGITS.exec(text)?.[0] ?? "";
  if (!/\d/.test(digits)) return undefined;
  const found = EXPONENT.exec(text.slice(digits.length));
  const power = found?.[1] ?? found?.[2] ?? (found?.[3] && fromSuperscript(found[3]));
  const exponent = power === undefined ? "" : `e${power}`;
  const settled = settle(digits.trim(), power !== undefined);
  return {
    number: settled.number + exponent,
    ...(settled.otherwise === undefined ? {} : { otherwise: settled.otherwise }),
    length: digits.length + (found?.[0].length ?? 0),
  };
}

function settle(
  digits: string,
  hasExponent: boolean,
): { readonly number: string; readonly otherwise?: string } {
  const commas = digits.split(",").length - 1;
  const points = digits.split(".").length - 1;
  if (commas > 0 && points > 0) {
    return digits.lastIndexOf(",") > digits.lastIndexOf(".")
      ? { number: ungroup(digits, ".").replace(",", ".") }
      : { number: ungroup(digits, ",") };
  }
  if (points > 1) return { number: ungroup(digits, ".") };
  // "2.731" is a decimal in English and a group in half of Europe; "0.731" and "2.73" are not
  if (
    points === 1 && commas === 0 && !hasExponent && /^[+\-−]?\s*[1-9]\d{0,2}\.\d{3}$/.test(digits)
  ) {
    return { number: digits, otherwise: digits.replace(".", "") };
  }
  if (commas !== 1) return { number: digits };
  const decimal = digits.replace(",", ".");
  // "1,555" is a group in English and a decimal in half of Europe; "0,555" and "1 234,567" are not
  const isGroup = !hasExponent && /^[+\-−]?\s*[1-9]\d{0,2},\d{3}$/.test(digits);
  return isGroup ? { number: digits.replace(",", ""), otherwise: decimal } : { number: decimal };
}

/** Takes separators out where they stand between groups of three digits, and leaves others to fail. */
function ungroup(digits: string, separator: "." | ","): string {
  const groups = separator === "." ? /\.(?=\d{3}(?!\d))/g : /,(?=\d{3}(?!\d))/g;
  return digits.replace(groups, "");
}
