/**
 * What a figure shows, as values that a condition can be written over.
 *
 * @module
 */
import { type Dimension, type Machine, peakRate, type Quantity } from "@/lib/compute/mod.ts";

/** A value that a figure shows. Numbers with a unit are quantities in base units. */
export type ObservedValue = number | string | boolean | Quantity;

/**
 * What a figure shows, by the names that authors write.
 *
 * @typeParam Name The names of one kind of figure.
 */
export type Observed<Name extends string = string> = Readonly<Record<Name, ObservedValue>>;

/** What limits an operator; `none` where there is none, or it does not fit. */
export type ObservedBound = "compute" | "memory" | "none";

const of = (dimension: Dimension) => (value: number): Quantity => ({ value, dimension });

/** FLOPs. */
export const flopsOf = of({ flop: 1 });
/** Bytes. */
export const bytesOf = of({ byte: 1 });
/** FLOP/byte. */
export const perByteOf = of({ flop: 1, byte: -1 });
/** FLOP/s. */
export const flopRateOf = of({ flop: 1, second: -1 });
/** B/s. */
export const byteRateOf = of({ byte: 1, second: -1 });
/** Seconds. */
export const secondsOf = of({ second: 1 });

/** What a roof is made of. */
export function observeRoof(
  machine: Machine | undefined,
  precision: Parameters<typeof peakRate>[1],
): { readonly peak: Quantity; readonly bandwidth: Quantity; readonly ridge: Quantity } {
  const peak = machine ? peakRate(machine, precision) : 0;
  const bandwidth = machine?.levels[0]?.bandwidth ?? 0;
  return {
    peak: flopRateOf(peak),
    bandwidth: byteRateOf(bandwidth),
    ridge: perByteOf(bandwidth > 0 ? peak / bandwidth : 0),
  };
}
