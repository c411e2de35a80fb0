/**
 * Writes quantities for readers.
 *
 * @module
 */
import { record } from "../check.ts";
import { baseUnitText, type Dimension, isPlain, leadingUnit } from "./dimension.ts";
import { formatNumber, type NumberFormat, roundTo } from "./number_text.ts";
import { convert } from "./parse_unit.ts";
import { largePrefixes, type Prefix, smallPrefixes } from "./prefixes.ts";
import { checkQuantity, type Quantity, valueIn } from "./quantity.ts";
import { formatInWords } from "./words.ts";

/** Stands between a number and its unit, so that a line never ends between them. */
const noBreakSpace = "\u00a0";

/** How a quantity is written. */
export interface QuantityFormat extends NumberFormat {
  /** A unit to convert to, such as `TB/s`. Without it a prefix is chosen that fits. */
  readonly unit?: string | undefined;
  /** Words instead of symbols: `2.04 trillion bytes a second`. */
  readonly words?: boolean | undefined;
}

/**
 * Writes a quantity: number, no-break space, unit.
 *
 * Without a unit it takes the base units with the prefix that leaves a number
 * from 1 to 999. Intensities (FLOP/byte) and dollars get no prefix, tokens
 * none below a million, and times of a second and more stay in seconds. The result parses back to the same value,
 * within the digits shown; words do not.
 *
 * In words a rate keeps its time: 312 TFLOP/s is "312 trillion floating-point
 * operations a second", so a sentence around it should not say "in a second"
 * again.
 *
 * @param q The quantity.
 * @param options Unit, significant digits (see {@linkcode formatNumber}), words.
 * @returns The text.
 * @throws {RangeError} If the unit measures something else, or `digits` is out of range.
 * @throws {SyntaxError} If the unit does not parse.
 *
 * @example
 * ```ts
 * import { formatQuantity, quantity } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const bandwidth = quantity(2039, "GB/s");
 * expect(formatQuantity(bandwidth)).toBe("2.04\u00a0TB/s");
 * expect(formatQuantity(bandwidth, { unit: "GB/s", digits: 4 })).toBe("2039\u00a0GB/s");
 * expect(formatQuantity(bandwidth, { words: true })).toBe("2.04 trillion bytes a second");
 * ```
 */
export function formatQuantity(q: Quantity, options: QuantityFormat = {}): string {
  checkQuantity("q", q);
  record("options", options);
  if (options.words) return formatInWords(q, options);
  if (options.unit !== undefined) {
    return withUnit(formatNumber(valueIn(q, options.unit), options), options.unit.trim());
  }
  if (isPlain(q.dimension)) return formatNumber(q.value, options);
  const prefix = fittingPrefix(q, options.digits);
  const number = formatNumber(convert(q.value, prefix?.factor ?? 1, -1), options);
  return withUnit(number, prefixedUnit(q.dimension, prefix));
}

function withUnit(number: string, unit: string): string {
  return unit === "" ? number : number + noBreakSpace + unit;
}

/** The prefix that leaves a number from 1 to 999 once it is rounded, if the unit takes prefixes. */
export function fittingPrefix(q: Quantity, digits?: number): Prefix | undefined {
  const allowed = prefixesFor(q.dimension);
  const size = Math.abs(q.value);
  if (size === 0) return undefined;
  // Rounded first: 999.96 GB is written 1 TB, not 1000 GB.
  const fits = (factor: number) => roundTo(size / factor, digits) >= 1;
  const largest = allowed.findLast((prefix) => prefix.factor > 1 && fits(prefix.factor));
  if (largest || fits(1)) return largest;
  const small = allowed.filter((prefix) => prefix.factor < 1);
  return small.findLast((prefix) => fits(prefix.factor)) ?? small[0];
}

function prefixesFor(dimension: Dimension): readonly Prefix[] {
  const unit = leadingUnit(dimension);
  if (unit === undefined) return [];
  if (unit === "second") return smallPrefixes;
  if (unit === "joule") return [...smallPrefixes, ...largePrefixes];
  // Nobody says kilotokens.
  if (unit === "token") return largePrefixes.slice(1);
  // FLOP/byte and its inverse are read as plain ratios.
  const isIntensity = (dimension.flop ?? 0) * (dimension.byte ?? 0) < 0;
  return unit === "usd" || isIntensity ? [] : largePrefixes;
}

function prefixedUnit(dimension: Dimension, prefix: Prefix | undefined): string {
  const text = baseUnitText(dimension).replace(/^byte/, "B").replace(/^1\//, "/");
  return (prefix?.symbol ?? "") + text;
}
