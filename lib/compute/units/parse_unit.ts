/**
 * Units as factors to base units.
 *
 * @module
 */
import { combineDimensions, type Dimension } from "./dimension.ts";
import { parseUnitFactors, type UnitFactor } from "./unit_reader.ts";
import { QuantitySyntaxError } from "./syntax_error.ts";

/** A unit as a factor to base units and the dimension it measures. */
export interface Unit {
  /** How many base units (FLOP, byte, second, joule, token, USD) one of it is. */
  readonly factor: number;
  /** What it measures. */
  readonly dimension: Dimension;
}

/**
 * Reads a unit.
 *
 * Case matters, because `B` is a byte and `b` a bit, `M` is mega and `m` milli.
 * Of the operation counts, `FLOP`, `FLOPs`, `flop` and `flops` are a count, and
 * `FLOPS` in capitals is a rate, FLOP/s; `op` and `OPS` are read in the same
 * way and count as FLOPs. Prefixes go from femto to yotta, and Ki to Ei for
 * bytes and bits. Kilo is a small k: `KB` is refused, since it may mean 1000 or
 * 1024.
 *
 * @param text The unit, such as `TB/s`, `FLOP/byte`, `FLOPs per byte`, `pJ/bit`,
 * `Gbit/s`, `GiB`, `%`. An empty text is a plain number.
 * @returns Its factor to base units and its dimension.
 * @throws {SyntaxError} As a {@linkcode QuantitySyntaxError}, if a unit is not known or the text
 * is not a product or quotient of units.
 *
 * @example
 * ```ts
 * import { parseUnit } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(parseUnit("Gbit/s")).toEqual({ factor: 1e9 / 8, dimension: { byte: 1, second: -1 } });
 * expect(parseUnit("")).toEqual({ factor: 1, dimension: {} });
 * ```
 */
export function parseUnit(text: string): Unit {
  return reduceUnit(parseUnitFactors(text));
}

/** Multiplies the factors of a unit out. */
export function reduceUnit(factors: readonly UnitFactor[]): Unit {
  let factor = 1;
  let dimension: Dimension = {};
  for (const { unit, prefix, exponent } of factors) {
    factor *= ((prefix?.factor ?? 1) * unit.factor) ** exponent;
    dimension = combineDimensions(dimension, unit.dimension, exponent);
  }
  if (!(factor > 0 && factor < Infinity)) {
    throw new QuantitySyntaxError("The unit is too large or too small to compute with", 0);
  }
  return { factor, dimension };
}

/**
 * Converts a number by the factor of a unit: into base units, or, with `power`
 * −1, out of them. Powers of ten move the decimal point exactly, so that 2.039
 * TB/s is 2039 GB/s to the last bit.
 */
export function convert(value: number, factor: number, power: 1 | -1 = 1): number {
  const exponent = Math.round(Math.log10(factor));
  if (Number(`1e${exponent}`) !== factor) return power === 1 ? value * factor : value / factor;
  const [digits = "", own = "0"] = String(value).split("e");
  return Number(`${digits}e${Number(own) + power * exponent}`);
}
