/**
 * Brings the many ways in which people write a number to one, before it is read.
 *
 * @module
 */
import { parseQuantity } from "@/lib/compute/mod.ts";
import { fromSuperscript } from "@/lib/compute/units/superscript.ts";
import type { Reading } from "./answer_doubt.ts";

/** Words and signs before a number that say nothing of it: `≈`, `about`, `I =`. */
const BEFORE =
  /^(?:\p{L}[\p{L}\d_]{0,15} ?(?=[=≈]))?(?:[=≈~≃≅\s]|(?:about|approx(?:imately)?\b\.?|roughly|around|circa|c(?:irc)?a?\.))*/iu;
const FACTOR_BEFORE = /^(?:by )?(?:an? )?factor (?:of )?|^[x×] ?(?=[\d.,])/i;
const FACTOR_BEHIND = /(?<=[\d.)%])[ -]?(?:×|x|times|fold)(?: as \p{L}+| \p{L}+er)?$/iu;

/**
 * Writes an answer in plain signs: one kind of space, minus, times and divided by, digits and
 * letters of one width, fractions spelled out, and nothing around the number that is not of it.
 *
 * @param text What the reader typed
 * @param isFactor Whether a plain number is asked, which may be called a factor: `×6`, `6-fold`
 * @returns The text to read
 */
export function plainText(text: string, isFactor: boolean): string {
  const plain = text
    .replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u200b-\u200d\u2060]/g, "")
    .replace(/\s+/g, " ").trim()
    .replace(/[ .;,=]+$/, "")
    .replace(BEFORE, "");
  const bare = isFactor ? plain.replace(FACTOR_BEFORE, "").replace(FACTOR_BEHIND, "") : plain;
  return bare
    .replace(
      /(\d+)? ?([¼-¾⅐-⅞])/g,
      (_, whole: string | undefined, part: string) =>
        `(${whole ? `${whole}+` : ""}${part.normalize("NFKD")})`,
    )
    .replace(/[’ʼ`]/g, "'")
    .replace(/[−‐-―﹣]/g, "-")
    .replace(/[×·⋅∙∗✕✖]|\\times\b|\\cdot\b/g, "*")
    .replace(/\*\*/g, "^")
    .replace(/[÷:⁄]/g, "/")
    .replace(/\{([^{}]*)\}/g, "($1)")
    .replace(/(?<=\p{L})\^\(([+-]?\d+)\)/gu, "^$1")
    .replace(/\bper ?cent\b/gi, "%")
    .replace(/\$ ?(\d[\d.,]*)/, "$1 USD")
    .replace(/floating[- ]point operation/gi, "FLOP")
    // "5 [GB]" and "5 (GB)", but not "5 W/(GB/s)"
    .replace(/(?<=\d ?)[[(] ?(?!sqrt)(\p{L}[^()[\]]*)[)\]]$/u, " $1");
}

const DIGITS = /^(?:[1-9]\d{0,2}(?: \d{3}(?!\d))+(?:[.,]\d*)?|[\d.,](?:[\d.,'_]*[\d.,])?)/;
const EXPONENT =
  /^ ?(?:e ?([+-]?\d+)|(?:[x*] ?|(?<= ))10 ?(?:\^ ?(?:([+-]?\d+)|\(([+-]?\d+)\))|(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)))/i;

/**
 * Reads the number that a text begins with. Where there are commas and points, the last is the
 * decimal sign; several of one kind separate groups. What may be meant in two ways is a doubt.
 *
 * @param text The text, plain
 * @param reading How doubts are settled
 * @param before The sign before it: a power binds closer than `×10^3`, and a division may
 * @returns The number and how long it was; `undefined` if the text does not begin with one
 */
export function readNumberText(
  text: string,
  reading: Reading,
  before?: string,
): { readonly value: number; readonly length: number } | undefined {
  const digits = DIGITS.exec(text)?.[0] ?? "";
  if (!/\d/.test(digits)) return undefined;
  let found = EXPONENT.exec(text.slice(digits.length));
  const isTimes = found !== null && found[1] === undefined;
  if (isTimes && (before === "^" || (before === "/" && reading.doubt("power")))) found = null;
  const raised = found?.[4];
  const power = found?.[1] ?? found?.[2] ?? found?.[3] ?? (raised && fromSuperscript(raised));
  const length = digits.length + (found?.[0].length ?? 0);
  if (power === undefined) {
    if (/^[1-9][\d ]* \d+$/.test(digits) && reading.doubt("space")) {
      const value = digits.split(" ").reduce((product, factor) => product * Number(factor), 1);
      return { value, length };
    }
    // "2.731" is a decimal in English and a group in half of Europe; "0.731" and "2.73" are not
    if (/^[1-9]\d{0,2}\.\d{3}$/.test(digits) && reading.doubt("point")) {
      return { value: Number(digits.replace(".", "")), length };
    }
  }
  const settled = settle(digits, power !== undefined, reading);
  const exponent = power === undefined ? "" : `e${power}`;
  return { value: parseQuantity(settled + exponent).value, length };
}

function settle(digits: string, hasExponent: boolean, reading: Reading): string {
  const commas = digits.split(",").length - 1;
  const points = digits.split(".").length - 1;
  if (commas > 0 && points > 0) {
    return digits.lastIndexOf(",") > digits.lastIndexOf(".")
      ? ungroup(digits, ".").replace(",", ".")
      : ungroup(digits, ",");
  }
  if (points > 1) return ungroup(digits, ".");
  if (commas !== 1) return digits;
  // "1,555" is a group in English and a decimal in half of Europe; "0,555" and "1 234,567" are not
  const isGroup = !hasExponent && /^[1-9]\d{0,2},\d{3}$/.test(digits);
  return isGroup && !reading.doubt("comma") ? digits.replace(",", "") : digits.replace(",", ".");
}

/** Takes separators out where they stand between groups of three digits, and leaves others to fail. */
function ungroup(digits: string, separator: "." | ","): string {
  const groups = separator === "." ? /\.(?=\d{3}(?!\d))/g : /,(?=\d{3}(?!\d))/g;
  return digits.replace(groups, "");
}
