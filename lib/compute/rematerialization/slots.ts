/**
 * Memory in slots: the unit that the table of optimal costs counts in.
 *
 * @module
 */
import { positiveInteger } from "../check.ts";
import type { Chain } from "./chain.ts";

/** Two gigabytes. */
const MOST_CELLS = 268_435_456;

/** How finely memory is counted. */
export interface ResolutionOptions {
  /**
   * Bytes of a slot. Sizes are rounded up to whole slots and limits down, so that no schedule
   * exceeds its limit; where every size is a multiple nothing is rounded and the result is exact.
   * Default: the greatest common divisor of all sizes if the table up to storing everything then
   * fits into `tableCells`, otherwise the least power of two times it that does. It does not depend
   * on the limit, so that more memory never costs more. `optimalPlan` counts in bytes by default.
   */
  readonly resolutionBytes?: number | undefined;
  /**
   * Numbers the table may hold, eight bytes each. Default 2²⁴; never fewer than 256 slots are used.
   */
  readonly tableCells?: number | undefined;
}

/** A unit of memory and whether it divides every size. */
export interface Resolution {
  /** Bytes of a slot. */
  readonly bytes: number;
  /** Whether every size is a whole number of slots, and no stages were merged. */
  readonly exact: boolean;
}

/** The sizes of a chain that take part in the table; the chain's input is set aside. */
function sizesOf(chain: Chain): number[] {
  return [
    chain.inputGradientBytes,
    ...chain.stages.flatMap((stage) => [
      stage.outputBytes,
      stage.savedBytes,
      stage.forwardOverheadBytes,
      stage.backwardOverheadBytes,
    ]),
  ];
}

/**
 * Chooses the unit for a chain whose table has `intervals` rows and would, for storing everything,
 * reach up to `memory` bytes. The same for every limit: if larger limits had larger slots, a larger
 * one could lose by rounding what a smaller one finds.
 */
export function chooseResolution(
  chain: Chain,
  memory: number,
  intervals: number,
  options: ResolutionOptions,
): Resolution {
  const cells = positiveInteger("tableCells", options.tableCells ?? 2 ** 24);
  if (cells > MOST_CELLS) throw new RangeError(`tableCells is ${cells}: it must be at most 2^28`);
  const divisor = sizesOf(chain).reduce(greatestCommonDivisor, 0) || 1;
  if (options.resolutionBytes !== undefined) {
    const bytes = positiveInteger("resolutionBytes", options.resolutionBytes);
    if (memory / bytes * intervals > MOST_CELLS) {
      throw new RangeError(
        `resolutionBytes is ${bytes}: it must be at least ${
          Math.ceil(memory * intervals / MOST_CELLS)
        }, so that the table has no more than 2^28 numbers`,
      );
    }
    return { bytes, exact: divisor % bytes === 0 };
  }
  // Fewer than 256 slots would round more away than a schedule could win.
  const slots = Math.max(256, Math.floor(cells / intervals));
  let bytes = divisor;
  while (memory / bytes > slots) bytes *= 2;
  return { bytes, exact: bytes === divisor };
}

/** The largest whole number that divides both; the other where one is 0. */
export function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** Numbers the intervals of a chain so that those with equal stages share a number. */
export interface Intervals {
  /** How many different intervals there are. */
  readonly count: number;
  /** The number of the interval from stage `first` to `last`, at `first`·(n + 1) + `last`. */
  readonly id: Int32Array;
}

/** Finds which intervals of stages have the same stages, seen from the table. */
export function numberIntervals(chain: Chain): Intervals {
  const stages = chain.stages;
  const width = stages.length + 1;
  const kinds = new Map<string, number>();
  const kind = stages.map((stage, i) => {
    // The size of the input counts as its gradient's, and as that of the output passed on.
    const before = stages[i - 1]?.outputBytes ?? chain.inputGradientBytes;
    const key = [
      before,
      stage.forwardCost,
      stage.outputBytes,
      stage.savedBytes,
      stage.forwardOverheadBytes,
      stage.backwardOverheadBytes,
    ].join(" ");
    const known = kinds.get(key) ?? kinds.size;
    kinds.set(key, known);
    return known;
  });
  const id = new Int32Array(width * width).fill(-1);
  const known = new Map<number, number>();
  let count = 0;
  for (let first = 1; first < width; first++) {
    let prefix = 0;
    for (let last = first; last < width; last++) {
      // Two intervals are equal if they are so without their last stage, and that is equal.
      const key = prefix * kinds.size + (kind[last - 1] ?? 0);
      let number = known.get(key);
      if (number === undefined) {
        number = count++;
        known.set(key, number);
      }
      id[first * width + last] = number;
      prefix = number + 1;
    }
  }
  return { count, id };
}
