/**
 * Dimensions: what a quantity counts, as exponents of base units.
 *
 * @module
 */
import { record } from "../check.ts";
import { toSuperscript } from "./superscript.ts";

/** The base units, in the order in which they are written. */
export const baseUnits = ["flop", "byte", "token", "joule", "usd", "second"] as const;

/** A base unit. */
export type BaseUnit = typeof baseUnits[number];

/**
 * Exponents of the base units; a unit that does not occur is left out. FLOP/s
 * is `{ flop: 1, second: -1 }`, a plain number is `{}`.
 */
export interface Dimension {
  /** Floating-point operations, a count. Integer operations are counted in it too. */
  readonly flop?: number;
  /** Bytes of eight bits. */
  readonly byte?: number;
  /** Seconds. */
  readonly second?: number;
  /** Joules. */
  readonly joule?: number;
  /** Tokens. */
  readonly token?: number;
  /** United States dollars. */
  readonly usd?: number;
}

const symbols: Readonly<Record<BaseUnit, string>> = {
  flop: "FLOP",
  byte: "byte",
  token: "token",
  joule: "J",
  usd: "USD",
  second: "s",
};

/**
 * Whether two dimensions are the same.
 *
 * @param a One dimension.
 * @param b Another.
 * @returns `true` if every exponent is equal; one left out is 0.
 *
 * @example A rate is not a count
 * ```ts
 * import { sameDimension } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(sameDimension({ flop: 1, second: -1 }, { flop: 1 })).toBe(false);
 * expect(sameDimension({ byte: 1, second: 0 }, { byte: 1 })).toBe(true);
 * ```
 */
export function sameDimension(a: Dimension, b: Dimension): boolean {
  record("a", a);
  record("b", b);
  return baseUnits.every((unit) => (a[unit] ?? 0) === (b[unit] ?? 0));
}

/**
 * Writes a dimension in base units, in a form that `parseUnit` reads.
 *
 * @param dimension The dimension.
 * @returns Such as `FLOP/s`, `J/byte`, `W`, `1/s`; `plain number` without a unit.
 *
 * @example
 * ```ts
 * import { describeDimension } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(describeDimension({ flop: 1, second: -1 })).toBe("FLOP/s");
 * expect(describeDimension({})).toBe("plain number");
 * ```
 */
export function describeDimension(dimension: Dimension): string {
  record("dimension", dimension);
  return isPlain(dimension) ? "plain number" : baseUnitText(dimension);
}

/** Writes a dimension in base units; a plain number is the empty text. */
export function baseUnitText(dimension: Dimension): string {
  if (isPower(dimension)) return "W";
  const above = baseUnits.filter((unit) => (dimension[unit] ?? 0) > 0)
    .map((unit) => symbols[unit] + superscript(dimension[unit] ?? 0));
  const below = baseUnits.filter((unit) => (dimension[unit] ?? 0) < 0)
    .map((unit) => symbols[unit] + superscript(-(dimension[unit] ?? 0)));
  const numerator = above.join("·");
  if (below.length === 0) return numerator;
  const denominator = below.length === 1 ? below.join("") : `(${below.join("·")})`;
  return `${numerator || "1"}/${denominator}`;
}

/** Whether a dimension has no unit. */
export function isPlain(dimension: Dimension): boolean {
  return sameDimension(dimension, {});
}

/** Whether a dimension is energy over time, which has a name of its own: the watt. */
export function isPower(dimension: Dimension): boolean {
  return sameDimension(dimension, { joule: 1, second: -1 });
}

/** The unit that carries the prefix: the only one above the line, to the first power. */
export function leadingUnit(dimension: Dimension): BaseUnit | undefined {
  const above = baseUnits.filter((unit) => (dimension[unit] ?? 0) > 0);
  const [first] = above;
  return above.length === 1 && first && dimension[first] === 1 ? first : undefined;
}

/** Adds `times` times the exponents of `b` to those of `a`, leaving out zeros. */
export function combineDimensions(a: Dimension, b: Dimension, times = 1): Dimension {
  const result: { -readonly [unit in BaseUnit]?: number } = {};
  for (const unit of baseUnits) {
    const exponent = (a[unit] ?? 0) + times * (b[unit] ?? 0);
    if (exponent !== 0) result[unit] = exponent;
  }
  return result;
}

function superscript(exponent: number): string {
  return exponent === 1 ? "" : toSuperscript(String(exponent));
}
