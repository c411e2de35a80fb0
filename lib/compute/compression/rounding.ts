/**
 * Rounding to a grid: which of its two neighbours a number becomes.
 *
 * @module
 */
import { describe } from "../check.ts";
import type { Random } from "../random.ts";

/**
 * How a number between two neighbours is rounded: to the nearer one and at a tie to the one with
 * the even code; to the one nearer zero; or up with a probability that is its distance from the
 * lower one, so that the mean of many roundings is the number itself.
 */
export type Rounding = "nearest-even" | "toward-zero" | "stochastic";

/** How to round. */
export interface RoundingOptions {
  /** Default `nearest-even`. */
  readonly rounding?: Rounding | undefined;
  /**
   * What stochastic rounding draws from: a generator, or for a single value a number from 0 up to
   * but not including 1.
   */
  readonly random?: Random | number | undefined;
}

/** Whether the upper neighbour is taken. `part` is the distance from the lower one, from 0 to 1. */
export type RoundsUp = (part: number, lowerIsOdd: boolean) => boolean;

/** The rule behind options, checked once and then applied to many values. */
export function roundingRule({ rounding = "nearest-even", random }: RoundingOptions): RoundsUp {
  switch (rounding) {
    case "nearest-even":
      return (part, lowerIsOdd) => part > 0.5 || (part === 0.5 && lowerIsOdd);
    case "toward-zero":
      return () => false;
    case "stochastic":
      return stochasticRule(random);
    default:
      throw new RangeError(
        `rounding is ${describe(rounding)}: known are nearest-even, toward-zero, stochastic`,
      );
  }
}

function stochasticRule(random: RoundingOptions["random"]): RoundsUp {
  if (typeof random === "number") {
    if (!(random >= 0 && random < 1)) {
      throw new RangeError(`random is ${random}: it must be at least 0 and below 1`);
    }
    return (part) => random < part;
  }
  if (random === undefined) {
    throw new TypeError("random is left out: stochastic rounding needs a generator or a number");
  }
  if (typeof random?.uniform !== "function") {
    throw new TypeError(`random is ${describe(random)}: it must be a generator or a number`);
  }
  return (part) => random.uniform() < part;
}

/** Rounds to a whole number; `up` away from zero means a larger magnitude. */
export function roundWhole(value: number, up: RoundsUp): number {
  const magnitude = Math.abs(value);
  const lower = Math.floor(magnitude);
  const rounded = up(magnitude - lower, lower % 2 === 1) ? lower + 1 : lower;
  return value < 0 ? -rounded : rounded;
}
