/**
 * Prefixes of units: decimal from femto to yotta, binary from kibi to exbi.
 *
 * @module
 */

/** A prefix: `G` is 10⁹, `Gi` is 2³⁰. */
export interface Prefix {
  readonly symbol: string;
  /** Spelled out, as in `gigabyte`. */
  readonly word: string;
  readonly factor: number;
}

/** Prefixes from 10³ up, smallest first. */
export const largePrefixes: readonly Prefix[] = [
  { symbol: "k", word: "kilo", factor: 1e3 },
  { symbol: "M", word: "mega", factor: 1e6 },
  { symbol: "G", word: "giga", factor: 1e9 },
  { symbol: "T", word: "tera", factor: 1e12 },
  { symbol: "P", word: "peta", factor: 1e15 },
  { symbol: "E", word: "exa", factor: 1e18 },
  { symbol: "Z", word: "zetta", factor: 1e21 },
  { symbol: "Y", word: "yotta", factor: 1e24 },
];

/** Prefixes from 10⁻¹⁵ to 10⁻³, smallest first. */
export const smallPrefixes: readonly Prefix[] = [
  { symbol: "f", word: "femto", factor: 1e-15 },
  { symbol: "p", word: "pico", factor: 1e-12 },
  { symbol: "n", word: "nano", factor: 1e-9 },
  { symbol: "µ", word: "micro", factor: 1e-6 },
  { symbol: "m", word: "milli", factor: 1e-3 },
];

/** Prefixes of bytes and bits by powers of 1024, smallest first. */
export const binaryPrefixes: readonly Prefix[] = /* @__PURE__ */ (() => [
  { symbol: "Ki", word: "kibi", factor: 2 ** 10 },
  { symbol: "Mi", word: "mebi", factor: 2 ** 20 },
  { symbol: "Gi", word: "gibi", factor: 2 ** 30 },
  { symbol: "Ti", word: "tebi", factor: 2 ** 40 },
  { symbol: "Pi", word: "pebi", factor: 2 ** 50 },
  { symbol: "Ei", word: "exbi", factor: 2 ** 60 },
])();

// The Greek letter mu and a plain u stand for the micro sign, which few keyboards have.
const microSpellings = ["μ", "u"];

/** Every way to write a prefix: its symbol, its word, other spellings. */
export const prefixSpellings: readonly { readonly spelling: string; readonly prefix: Prefix }[] =
  /* @__PURE__ */ (() =>
    [...smallPrefixes, ...largePrefixes, ...binaryPrefixes].flatMap((prefix) =>
      [prefix.symbol, prefix.word, ...(prefix.symbol === "µ" ? microSpellings : [])]
        .map((spelling) => ({ spelling, prefix }))
    ))();
