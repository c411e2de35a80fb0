/**
 * The table of units, and how a word such as `TFLOPs` is looked up in it.
 *
 * @module
 */
import type { Dimension } from "./dimension.ts";
import {
  binaryPrefixes,
  largePrefixes,
  type Prefix,
  prefixSpellings,
  smallPrefixes,
} from "./prefixes.ts";

/** Which prefixes make sense: nobody means a thousandth of a byte by `mB`. */
type PrefixRule = "none" | "large" | "large or binary" | "small" | "any";

/** A unit without its prefix. */
export interface UnitDefinition {
  /** How it is written after a prefix. */
  readonly symbol: string;
  /** Spellings read, the symbol among them. Case matters. */
  readonly spellings: readonly string[];
  /** Words for prose, singular and plural. */
  readonly words: readonly [singular: string, plural: string];
  /** How many base units one of it is. */
  readonly factor: number;
  readonly dimension: Dimension;
  readonly prefixes: PrefixRule;
}

const prefixesOf: Readonly<Record<PrefixRule, readonly Prefix[]>> = /* @__PURE__ */ (() => ({
  "none": [],
  "large": largePrefixes,
  "large or binary": [...largePrefixes, ...binaryPrefixes],
  "small": smallPrefixes,
  "any": [...smallPrefixes, ...largePrefixes],
}))();

const rate: Dimension = { flop: 1, second: -1 };

/** Every unit. `FLOPS` in capitals is the rate, `FLOPs` the plural of the count. */
export const units: readonly UnitDefinition[] = [
  {
    symbol: "FLOP",
    spellings: ["FLOP", "FLOPs", "Flop", "Flops", "flop", "flops"],
    words: ["FLOP", "FLOPs"],
    factor: 1,
    dimension: { flop: 1 },
    prefixes: "large",
  },
  {
    symbol: "FLOPS",
    spellings: ["FLOPS"],
    words: ["FLOP a second", "FLOPs a second"],
    factor: 1,
    dimension: rate,
    prefixes: "large",
  },
  {
    symbol: "OP",
    spellings: ["OP", "OPs", "Op", "Ops", "op", "ops"],
    words: ["operation", "operations"],
    factor: 1,
    dimension: { flop: 1 },
    prefixes: "large",
  },
  {
    symbol: "OPS",
    spellings: ["OPS"],
    words: ["operation a second", "operations a second"],
    factor: 1,
    dimension: rate,
    prefixes: "large",
  },
  {
    symbol: "B",
    spellings: ["B", "byte", "bytes", "Byte", "Bytes"],
    words: ["byte", "bytes"],
    factor: 1,
    dimension: { byte: 1 },
    prefixes: "large or binary",
  },
  {
    symbol: "bit",
    spellings: ["bit", "bits", "b"],
    words: ["bit", "bits"],
    factor: 0.125,
    dimension: { byte: 1 },
    prefixes: "large or binary",
  },
  {
    symbol: "Bps",
    spellings: ["Bps"],
    words: ["byte a second", "bytes a second"],
    factor: 1,
    dimension: { byte: 1, second: -1 },
    prefixes: "large or binary",
  },
  {
    symbol: "bps",
    spellings: ["bps"],
    words: ["bit a second", "bits a second"],
    factor: 0.125,
    dimension: { byte: 1, second: -1 },
    prefixes: "large or binary",
  },
  {
    symbol: "token",
    spellings: ["token", "tokens", "tok"],
    words: ["token", "tokens"],
    factor: 1,
    dimension: { token: 1 },
    prefixes: "large",
  },
  {
    symbol: "s",
    spellings: ["s", "sec", "secs", "second", "seconds"],
    words: ["second", "seconds"],
    factor: 1,
    dimension: { second: 1 },
    prefixes: "small",
  },
  /* @__PURE__ */ time("min", ["minute", "minutes"], 60),
  /* @__PURE__ */ time("h", ["hour", "hours", "hr", "hrs"], 3600),
  /* @__PURE__ */ time("d", ["day", "days"], 86_400),
  // The Julian year: 365.25 days.
  /* @__PURE__ */ time("yr", ["year", "years"], 31_557_600),
  {
    symbol: "Hz",
    spellings: ["Hz", "hertz"],
    words: ["hertz", "hertz"],
    factor: 1,
    dimension: { second: -1 },
    prefixes: "large",
  },
  {
    symbol: "J",
    spellings: ["J", "joule", "joules"],
    words: ["joule", "joules"],
    factor: 1,
    dimension: { joule: 1 },
    prefixes: "any",
  },
  {
    symbol: "W",
    spellings: ["W", "watt", "watts"],
    words: ["watt", "watts"],
    factor: 1,
    dimension: { joule: 1, second: -1 },
    prefixes: "any",
  },
  {
    symbol: "Wh",
    spellings: ["Wh"],
    words: ["watt-hour", "watt-hours"],
    factor: 3600,
    dimension: { joule: 1 },
    prefixes: "any",
  },
  {
    symbol: "USD",
    spellings: ["USD", "$", "dollar", "dollars"],
    words: ["dollar", "dollars"],
    factor: 1,
    dimension: { usd: 1 },
    prefixes: "none",
  },
  {
    symbol: "%",
    spellings: ["%", "percent"],
    words: ["percent", "percent"],
    factor: 0.01,
    dimension: {},
    prefixes: "none",
  },
];

const bySpelling: ReadonlyMap<string, UnitDefinition> =
  /* @__PURE__ */ (() =>
    new Map(units.flatMap((unit) => unit.spellings.map((word) => [word, unit] as const))))();

/** A unit with its prefix, as found in a text. */
export interface FoundUnit {
  readonly unit: UnitDefinition;
  readonly prefix?: Prefix;
}

/** Looks a word up, with or without a prefix; `undefined` if it is none. */
export function findUnit(word: string): FoundUnit | undefined {
  const exact = bySpelling.get(word);
  if (exact) return { unit: exact };
  for (const { spelling, prefix } of prefixSpellings) {
    if (!word.startsWith(spelling)) continue;
    const unit = bySpelling.get(word.slice(spelling.length));
    if (unit && prefixesOf[unit.prefixes].includes(prefix)) return { unit, prefix };
  }
  return undefined;
}

/**
 * All units, with and without a prefix, that a word is but for the case of its letters. `gflops` is
 * not the rate `GFLOPS`, since a small s is the plural.
 */
export function unitsIgnoringCase(word: string): string[] {
  const folded = word.toLowerCase();
  const isRate = word.endsWith("S");
  return units.flatMap(({ spellings, symbol, prefixes }) =>
    spellings
      .filter((spelling) => !/ops$/i.test(spelling) || symbol.endsWith("OPS") === isRate)
      .flatMap((spelling) => [
        spelling,
        ...prefixesOf[prefixes].map((prefix) => prefix.symbol + spelling),
      ])
      .filter((spelling) => spelling.toLowerCase() === folded)
  );
}

/** Words to suggest for one that is not known. */
export const knownUnitWords: readonly string[] = /* @__PURE__ */ (() =>
  units.flatMap((unit) => [
    ...unit.spellings,
    ...prefixesOf[unit.prefixes].map((prefix) => prefix.symbol + unit.symbol),
    ...(unit.symbol === "bit" ? largePrefixes.map((prefix) => `${prefix.symbol}b`) : []),
  ]))();

function time(symbol: string, names: readonly string[], factor: number): UnitDefinition {
  const [singular = symbol, plural = symbol] = names;
  return {
    symbol,
    spellings: [symbol, ...names],
    words: [singular, plural],
    factor,
    dimension: { second: 1 },
    prefixes: "none",
  };
}
