/**
 * The least a matrix product moves, whatever its loops.
 *
 * @module
 */
import { describe, record } from "../check.ts";
import type { GemmShape } from "../operators/matrix.ts";
import { checkShape } from "./loops.ts";

/** Lower bounds of the words that a matrix product loads and stores. */
export interface TrafficBounds {
  /** Each operand once: m·k + k·n + m·n; with `accumulate` C twice. */
  readonly compulsory: number;
  /** 2·m·n·k/√M − 2·M, or 0 where that is less; with `accumulate` m·n more. */
  readonly capacity: number;
  /** m·n·k/√M, which shows how the bound grows; it is no bound itself. */
  readonly order: number;
  /** The larger of `compulsory` and `capacity`. */
  readonly words: number;
}

/** Checks the words of a fast memory, which must hold a value of each matrix. */
export function checkWords(words: number): number {
  if (Number.isSafeInteger(words) && words >= 3) return words;
  if (typeof words !== "number") {
    throw new TypeError(`words is ${describe(words)}: it must be a whole number of at least 3`);
  }
  throw new RangeError(
    `words is ${describe(words)}: it must be a whole number of at least 3, one for each matrix`,
  );
}

/**
 * Lower bounds of the words moved between memory and a chip that holds M words, for a product
 * C[m×n] = A[m×k]·B[k×n] of m·n·k multiply-accumulates in any order. They hold for every schedule and
 * every way to choose what is dropped, on one processor; not for algorithms with fewer
 * multiplications (Strassen 1969).
 *
 * Hong and Kung 1981 proved that the words grow at least as m·n·k/√M. The constant is that of Smith,
 * Lowery, Langou and van de Geijn 2019 (arXiv 1702.02017), by this argument: cut the run of
 * C += A·B into phases of R loads. A phase sees at most M + R words; of a values of A, b of B and c of C
 * it makes at most √(a·b·c) products (Loomis and Whitney 1949), so at most ((M + R)/3)^(3/2). With
 * R = 2·M that is M^(3/2), and there are at least m·n·k/M^(3/2) − 1 whole phases of 2·M loads.
 * Where C is not read first, a schedule of C = A·B becomes one of C += A·B by loading each value of C
 * where it is begun; these m·n loads are no more than its m·n stores, which the loads leave out.
 *
 * `compulsory` is the larger for small products and long, thin ones, `capacity` where all three sizes
 * are well above √M: there `bestTile` comes within 7 % of it (4096³ with up to 65 536 words).
 *
 * @param shape Rows of A, columns of B, columns of A.
 * @param words Words on the chip, at least 3.
 * @param options Whether the product is added to a C in memory.
 * @returns The bounds, in words.
 * @throws {RangeError} If a size is not a positive whole number, or `words` not a whole number of at
 * least 3.
 *
 * @example
 * ```ts
 * import { trafficBounds } from "@/lib/compute/tiling/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const { words, compulsory } = trafficBounds({ m: 1024, n: 1024, k: 1024 }, 4096);
 * expect(words).toBe(2 * 1024 ** 3 / 64 - 2 * 4096);
 * expect(compulsory).toBe(3 * 1024 ** 2);
 * ```
 */
export function trafficBounds(
  shape: GemmShape,
  words: number,
  options: { readonly accumulate?: boolean | undefined } = {},
): TrafficBounds {
  record("options", options);
  const { m, n, k } = checkShape(shape);
  const root = Math.sqrt(checkWords(words));
  const order = m * n * k / root;
  const read = options.accumulate ? m * n : 0;
  const compulsory = m * k + k * n + m * n + read;
  const capacity = Math.max(0, 2 * order - 2 * words) + read;
  return { compulsory, capacity, order, words: Math.max(compulsory, capacity) };
}
