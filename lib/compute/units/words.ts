/**
 * Writes quantities as words, for prose.
 *
 * @module
 */
import { type BaseUnit, baseUnits, type Dimension, isPower, leadingUnit } from "./dimension.ts";
import type { QuantityFormat } from "./format.ts";
import { parseUnitFactors, type UnitFactor } from "./unit_reader.ts";
import { formatNumber, roundTo } from "./number_text.ts";
import { smallPrefixes } from "./prefixes.ts";
import { type Quantity, valueIn } from "./quantity.ts";

const names: Readonly<Record<BaseUnit, readonly [string, string]>> = {
  flop: ["floating-point operation", "floating-point operations"],
  byte: ["byte", "bytes"],
  token: ["token", "tokens"],
  joule: ["joule", "joules"],
  usd: ["dollar", "dollars"],
  second: ["second", "seconds"],
};

const scales: readonly { readonly word: string; readonly factor: number }[] = [
  { word: "million", factor: 1e6 },
  { word: "billion", factor: 1e9 },
  { word: "trillion", factor: 1e12 },
  { word: "quadrillion", factor: 1e15 },
  { word: "quintillion", factor: 1e18 },
  { word: "sextillion", factor: 1e21 },
  { word: "septillion", factor: 1e24 },
];

/** Writes a quantity in words: in the named unit, or in base units with million, billion and so on. */
export function formatInWords(
  q: Quantity,
  options: QuantityFormat,
): string {
  if (options.unit !== undefined) {
    const value = roundTo(valueIn(q, options.unit), options.digits);
    return join(formatNumber(value, options), spellUnit(parseUnitFactors(options.unit), value));
  }
  const small = smallPrefix(q, options.digits);
  if (small) {
    const value = roundTo(q.value / small.factor, options.digits);
    return join(formatNumber(value, options), spellDimension(q.dimension, value, small.word));
  }
  const scale = scales.findLast(({ factor }) =>
    roundTo(Math.abs(q.value) / factor, options.digits) >= 1
  );
  const value = roundTo(q.value / (scale?.factor ?? 1), options.digits);
  const number = formatNumber(value, options) + (scale ? ` ${scale.word}` : "");
  return join(number, spellDimension(q.dimension, scale ? Infinity : value));
}

// Seconds and joules below one take a prefix ("1.5 milliseconds"); counts never do.
function smallPrefix(q: Quantity, digits?: number) {
  const size = Math.abs(q.value);
  const leading = leadingUnit(q.dimension);
  const takesPrefix = leading === "second" || leading === "joule";
  if (!takesPrefix || size === 0 || roundTo(size, digits) >= 1) return undefined;
  return smallPrefixes.findLast(({ factor }) => roundTo(size / factor, digits) >= 1) ??
    smallPrefixes[0];
}

function join(number: string, unit: string): string {
  return unit === "" ? number : `${number} ${unit}`;
}

function spellDimension(dimension: Dimension, value: number, prefix = ""): string {
  if (isPower(dimension)) {
    return spell([{ singular: `${prefix}watt`, plural: `${prefix}watts`, exponent: 1 }], value);
  }
  return spell(
    baseUnits.flatMap((unit) => {
      const exponent = dimension[unit] ?? 0;
      if (exponent === 0) return [];
      const [singular, plural] = names[unit].map((name) => exponent > 0 ? prefix + name : name);
      return [{ singular: singular ?? unit, plural: plural ?? unit, exponent }];
    }),
    value,
  );
}

function spellUnit(factors: readonly UnitFactor[], value: number): string {
  return spell(
    factors.map(({ unit, prefix, exponent }) => ({
      singular: (prefix?.word ?? "") + unit.words[0],
      plural: (prefix?.word ?? "") + unit.words[1],
      exponent,
    })),
    value,
  );
}

interface SpelledFactor {
  readonly singular: string;
  readonly plural: string;
  readonly exponent: number;
}

function spell(factors: readonly SpelledFactor[], value: number): string {
  const above = factors.filter(({ exponent }) => exponent > 0);
  const below = factors.filter(({ exponent }) => exponent < 0);
  const numerator = above.map((factor, index) =>
    raised(
      index === above.length - 1 && Math.abs(value) !== 1 ? factor.plural : factor.singular,
      factor,
    )
  ).join(" ");
  const denominator = below.map((factor) =>
    raised(`${article(factor.singular)} ${factor.singular}`, factor)
  );
  return [numerator, ...denominator].filter((part) => part !== "").join(" ");
}

function raised(text: string, { exponent }: SpelledFactor): string {
  const power = Math.abs(exponent);
  if (power === 1) return text;
  return power === 2 ? `${text} squared` : `${text} to the power ${power}`;
}

function article(word: string): string {
  return /^(?:[aeio]|hour)/.test(word) ? "an" : "a";
}
