/**
 * Random quantities, machines and operators for property tests.
 *
 * @module
 */
import * as fc from "fast-check";
import { defineMachine, type Dimension, type Machine, type Quantity } from "@/lib/compute/mod.ts";

/** Positive numbers spread evenly over orders of magnitude. */
export function magnitude(fromExponent: number, toExponent: number): fc.Arbitrary<number> {
  return fc.double({ min: fromExponent, max: toExponent, noNaN: true }).map((power) => 10 ** power);
}

const exponent = fc.constantFrom(-2, -1, 1, 2);

/** Dimensions of up to three units, among them none. */
export const dimension: fc.Arbitrary<Dimension> = fc.record({
  flop: exponent,
  byte: exponent,
  second: exponent,
  joule: exponent,
  token: exponent,
  usd: exponent,
}, { requiredKeys: [] });

/** Quantities of either sign. */
export const quantities: fc.Arbitrary<Quantity> = fc.record({
  value: fc.tuple(magnitude(-12, 24), fc.constantFrom(1, -1)).map(([size, sign]) => size * sign),
  dimension,
});

/** Sizes of operators. */
export const size = fc.integer({ min: 1, max: 1 << 16 });

/** Peaks, bandwidths of memory and cache of a machine. */
export const rates = fc.record({
  peak: magnitude(9, 17),
  bandwidth: magnitude(9, 14),
  cache: magnitude(9, 15),
});

/** A machine with one precision and two memory levels. */
export function machineOf(
  { peak, bandwidth, cache = bandwidth }: { peak: number; bandwidth: number; cache?: number },
): Machine {
  return defineMachine({
    id: "machine",
    name: "Machine",
    year: 2020,
    peaks: { fp16: peak },
    levels: [
      { id: "memory", name: "memory", bandwidth },
      { id: "l2", name: "L2", bandwidth: cache },
    ],
    source: "random",
  });
}
