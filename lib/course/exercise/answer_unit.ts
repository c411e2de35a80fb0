/**
 * Reads units as readers write them: in any case, with prefixes and scales as words, `a byte` for
 * `/byte`. The computation library, which reads what authors write, is strict.
 *
 * @module
 */
import { formatQuantity, parseUnit, type Unit } from "@/lib/compute/mod.ts";
import { suggest } from "@/lib/compute/nearest.ts";
import { prefixSpellings } from "@/lib/compute/units/prefixes.ts";
import { findUnit, knownUnitWords, unitsIgnoringCase } from "@/lib/compute/units/table.ts";
import { parseUnitFactors } from "@/lib/compute/units/unit_reader.ts";
import type { Reading } from "./answer_doubt.ts";

/** The unit that an exercise asks for. */
export interface AskedUnit extends Unit {
  readonly text: string;
  /** Its first prefix, such as the `G` of `GB/s`. */
  readonly prefix: { readonly symbol: string; readonly factor: number } | undefined;
}

/** Reads the unit of an exercise. */
export function askedUnit(text: string): AskedUnit {
  return { ...parseUnit(text), text, prefix: parseUnitFactors(text)[0]?.prefix };
}

/** Words for powers of ten, by the prefix that means the same. */
const SCALES: Readonly<Record<string, string>> = {
  thousand: "k",
  million: "M",
  billion: "G",
  bn: "G",
  trillion: "T",
  quadrillion: "P",
  quintillion: "E",
};
const prefixes = new Map(prefixSpellings.map(({ spelling, prefix }) => [spelling, prefix]));
const PREFIX_WORD =
  /* @__PURE__ */ (() => [...prefixes.keys()].filter((word) => word.length > 3).join("|"))();
const SCALE = new RegExp(`^(?:${Object.keys(SCALES).join("|")}|${PREFIX_WORD})s?(?!\\p{L})`, "iu");
const PREFIXED = new RegExp(`^(${PREFIX_WORD})(?=\\p{L})`, "iu");

const WORD = "(?:[%$]|(?!(?:x|of|sqrt)(?!\\p{L}))\\p{L}+)(?:\\^[+-]?\\d+|⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?";
const PER = "(?:per|an?|each|for (?:each|every)) ";
const UNIT = new RegExp(
  `^(?:/ ?|${PER})?${WORD}(?:(?: ?[/*] ?| ${PER}| )${WORD}| ?/ ?\\((?!sqrt)\\p{L}[^()]*\\))*`,
  "iu",
);

/** A power of ten as a word or a prefix alone, behind a number: `million`, `giga`, `G`. */
export function readScale(
  text: string,
  asked: AskedUnit,
): { readonly factor: number; readonly length: number } | undefined {
  const word = SCALE.exec(text)?.[0];
  if (word) return { factor: prefixOf(word)?.factor ?? 1, length: word.length };
  const letter = /^\p{L}(?![\p{L}^⁻⁰¹²³⁴⁵⁶⁷⁸⁹])/u.exec(text)?.[0];
  if (!letter) return undefined;
  const { prefix } = asked;
  const isAsked = prefix?.symbol.toLowerCase() === letter.toLowerCase() ||
    prefix?.factor === prefixes.get(letter)?.factor;
  if (prefix && isAsked) return { factor: prefix.factor, length: 1 };
  const factor = /[kKMGTPEZY]/.test(letter) ? prefixOf(letter)?.factor : undefined;
  return factor === undefined ? undefined : { factor, length: 1 };
}

function prefixOf(word: string) {
  const name = word.length > 1 ? word.toLowerCase().replace(/s$/, "") : word;
  return prefixes.get(SCALES[name] ?? name.replace("K", "k"));
}

/** The unit that a text begins with, as written. */
export function unitText(text: string): string | undefined {
  return UNIT.exec(text)?.[0];
}

/**
 * Reads a unit.
 *
 * @param text What {@linkcode unitText} found
 * @param asked The unit that is asked for, which settles the case of letters
 * @param reading How doubts are settled
 * @returns Its factor and dimension
 * @throws {SyntaxError} With a message for the reader, if it is no unit
 */
export function readUnit(text: string, asked: AskedUnit, reading: Reading): Unit {
  const strict = text
    .replace(new RegExp(`(?:^| )${PER}`, "giu"), "/")
    .replace(
      /\p{L}+ (?=\p{L})/gu,
      (word) => SCALE.test(word) ? prefixOf(word.trim())?.symbol ?? word : word,
    )
    .replace(/ (?=\p{L}+(?:\^|[⁻¹²³]))/gu, "·")
    .replace(/\p{L}+/gu, (word) => strictWord(word, asked, reading));
  return parseUnit(strict);
}

function strictWord(written: string, asked: AskedUnit, reading: Reading): string {
  const word = written
    .replace(PREFIXED, (prefix) => prefixOf(prefix)?.symbol ?? prefix)
    .replace(/operations?$/i, "op")
    .replace(/^K(?!i)(?=.)/, "k");
  const found = findUnit(word) ? word : foldedWord(word, asked);
  if (!found) throw unknownUnit(written, asked);
  if (/^K[Bb]/.test(written) && reading.doubt("kilo")) return found.replace("k", "Ki");
  // Whoever writes a small b may well mean bytes
  return /b(?:ps)?$/.test(found) && reading.doubt("bit")
    ? found.replace(/b(?=(?:ps)?$)/, "B")
    : found;
}

/** The unit that is meant whatever the case of the letters, where that is but one or the asked. */
function foldedWord(word: string, asked: AskedUnit): string | undefined {
  const alike = unitsIgnoringCase(word);
  const named = alike.find((name) => asked.text.split(/[^\p{L}]+/u).includes(name));
  const meanings = new Set(alike.map((name) => JSON.stringify(parseUnit(name))));
  return named ?? (meanings.size === 1 ? alike[0] : undefined);
}

function unknownUnit(word: string, asked: AskedUnit): SyntaxError {
  const unknown = `“${word}” is no unit known here`;
  if (asked.text === "") {
    return new SyntaxError(`${unknown}: the answer is a number without a unit`);
  }
  const meant = suggest(word, knownUnitWords)
    .map((name) => `“${name}” (${unitWords(name)})`);
  const last = meant.pop();
  if (!last) return new SyntaxError(`${unknown}: write ${asked.text}, or a unit like it`);
  const choice = meant.length === 0 ? last : `${meant.join(", ")} or ${last}`;
  return new SyntaxError(`${unknown}. Did you mean ${choice}?`);
}

/** A unit in words: `gigabytes`. */
function unitWords(unit: string): string {
  const { factor, dimension } = parseUnit(unit);
  return formatQuantity({ value: 2 * factor, dimension }, { words: true, unit }).replace(/^2 /, "");
}
