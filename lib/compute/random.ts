/**
 * Numbers that look random and repeat: the same seed gives the same variant on
 * the server and in every browser. `Math.random` cannot be seeded.
 *
 * @module
 */
import { list, positive } from "./check.ts";

/**
 * SplitMix32: a counter with the golden-ratio step 0x9e3779b9 whose value is
 * scrambled by xor-shifts and two odd multipliers. One 32-bit word of state,
 * every seed good, integer arithmetic only.
 *
 * @example
 * ```ts
 * import { Random } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const [a, b] = [new Random(7), new Random(7)];
 * expect([a.below(100), a.below(100)]).toEqual([b.below(100), b.below(100)]);
 * ```
 */
export class Random {
  #state: number;

  /**
   * Begins the sequence of a seed.
   *
   * @param seed Any number; its lowest 32 bits count
   */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** The next 32 bits, as a whole number from 0 to 2³² − 1. */
  next(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let word = this.#state;
    word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return (word ^ (word >>> 15)) >>> 0;
  }

  /** A number from 0 up to but not including 1, a multiple of 2⁻⁵³. */
  uniform(): number {
    return ((this.next() >>> 5) * 2 ** 26 + (this.next() >>> 6)) / 2 ** 53;
  }

  /** A number from the normal distribution with mean 0 and deviation 1 (Box and Muller 1958). */
  normal(): number {
    // 1 − u lies in (0, 1], so that its logarithm is finite
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /**
   * A number from the exponential distribution, such as the time to the next arrival.
   *
   * @param mean Its mean, above 0
   * @throws {RangeError} If it is not
   */
  exponential(mean: number): number {
    return -positive("mean", mean) * Math.log(1 - this.uniform());
  }

  /**
   * A whole number from 0 to `count` − 1, each as likely as the others.
   *
   * @param count At least 1, at most 2³²
   * @throws {RangeError} If it is not
   */
  below(count: number): number {
    if (!Number.isInteger(count) || count < 1 || count > 2 ** 32) {
      throw new RangeError(`Cannot draw one of ${count}: there must be 1 to 2³²`);
    }
    // Words above the last whole multiple of count would favour small results
    const limit = 2 ** 32 - (2 ** 32 % count);
    let word = this.next();
    while (word >= limit) word = this.next();
    return word % count;
  }

  /** The items in a drawn order (Fisher and Yates). */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled: T[] = [];
    list("items", items).forEach((item, i) => shuffled.splice(this.below(i + 1), 0, item));
    return shuffled;
  }
}
