/**
 * The words a blocked matrix product moves between memory and the chip.
 *
 * @module
 */
import { record } from "../check.ts";
import { conventionSentence } from "../conventions.ts";
import type { GemmShape } from "../operators/matrix.ts";
import { bytesPerValue, defaultPrecision, type Precision } from "../precision.ts";
import {
  checkShape,
  checkTiles,
  dimensionsOf,
  type LoopDimension,
  type LoopOrder,
  loopsOf,
  type MatrixName,
  type Residency,
  residencyDepth,
  type TileSizes,
} from "./loops.ts";

/** How a blocked product runs. */
export interface BlockedOptions {
  /** The loops over tiles, outermost first. */
  readonly order: LoopOrder;
  /** Words of a tile in each dimension. 1, 1, 1 is the product without blocks. */
  readonly tiles: TileSizes;
  /** How much of each matrix stays on the chip. Default: a tile of each. */
  readonly resident?: Readonly<Partial<Record<MatrixName, Residency>>> | undefined;
  /** Whether the product is added to a C in memory, which is then read too. Default `false`. */
  readonly accumulate?: boolean | undefined;
  /** What a word is. Default `fp16`. */
  readonly precision?: Precision | undefined;
}

/** Words of one matrix that move. */
export interface MatrixTraffic {
  /** Words from memory to the chip. */
  readonly loads: number;
  /** Words from the chip to memory. */
  readonly stores: number;
  /** Words on the chip: the part of the matrix that is kept. */
  readonly held: number;
}

/** What a blocked product moves. */
export interface BlockedTraffic {
  /** The matrices, each by itself. */
  readonly matrices: Readonly<Record<MatrixName, MatrixTraffic>>;
  /** Tiles in each dimension, the ragged last one included. */
  readonly trips: Readonly<Record<LoopDimension, number>>;
  /** Words from memory to the chip. */
  readonly loads: number;
  /** Words from the chip to memory. */
  readonly stores: number;
  /** Loads and stores. */
  readonly words: number;
  /** Words on the chip when the program itself says what is kept. */
  readonly bufferWords: number;
  /**
   * Where a tile of each matrix is kept: words of a fully associative cache that is sure to move no
   * more by dropping what was used least recently. Twice `bufferWords`: the tiles of one step and of
   * the next, since those that are done with are not the oldest at once. With square tiles of side t
   * it moves just as much if every side is a whole number of at least 6 tiles, or at least 3·t² + 2·t.
   */
  readonly cacheWords?: number;
  /** Floating-point operations, 2·m·n·k. */
  readonly flops: number;
  /** Bytes loaded and stored. */
  readonly bytes: number;
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/**
 * The traffic of C[m×n] = A[m×k]·B[k×n] done in tiles, exact with ragged edges.
 *
 * A part of a matrix that is on the chip stays while the loops work on it. Let T be the trips of a
 * loop, ⌈size ÷ tile⌉. A matrix is gone through once for each trip of a loop over the dimension it
 * lacks, if that loop lies outside of a loop, of more than one trip, over a dimension it has, and
 * outside of what is kept; otherwise once. Each time all its words move, whatever the tiles' sizes:
 *
 * | order, a tile of each kept | A | B | C |
 * |---|---|---|---|
 * | mnk, nmk | m·k·T(n) | k·n·T(m) | m·n |
 * | mkn, kmn | m·k | k·n·T(m) | m·n·T(k) |
 * | nkm, knm | m·k·T(n) | k·n | m·n·T(k) |
 *
 * where all loops have more than one trip. C is stored each time; it is loaded each time but the
 * first, or with `accumulate` each time.
 *
 * @param shape Rows of A, columns of B, columns of A.
 * @param options Loop order, tiles, what is kept, accumulation, precision.
 * @returns Words by matrix, trips, words on the chip, FLOPs and bytes.
 * @throws {RangeError} If a size or tile is not a positive whole number, or a name is not known.
 *
 * @example Tiles of 64 words divide what is read by 64
 * ```ts
 * import { blockedTraffic } from "@/lib/compute/tiling/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const shape = { m: 512, n: 512, k: 512 };
 * const naive = blockedTraffic(shape, { order: "mnk", tiles: { m: 1, n: 1, k: 1 } });
 * const blocked = blockedTraffic(shape, { order: "mnk", tiles: { m: 64, n: 64, k: 64 } });
 * expect(naive.loads).toBe(2 * 512 ** 3);
 * expect(blocked.loads).toBe(2 * 512 ** 3 / 64);
 * expect(blocked.stores).toBe(512 ** 2);
 * expect(blocked.bufferWords).toBe(3 * 64 ** 2);
 * ```
 */
export function blockedTraffic(shape: GemmShape, options: BlockedOptions): BlockedTraffic {
  record("options", options);
  const sizes = checkShape(shape);
  const tiles = checkTiles(sizes, options.tiles);
  const loops = loopsOf(options.order);
  const { resident = {}, accumulate = false, precision = defaultPrecision } = options;
  record("resident", resident);
  const trips = {
    m: Math.ceil(sizes.m / tiles.m),
    n: Math.ceil(sizes.n / tiles.n),
    k: Math.ceil(sizes.k / tiles.k),
  };
  const traffic = (matrix: MatrixName): MatrixTraffic => {
    const depth = residencyDepth(matrix, resident[matrix]);
    const outer = loops.slice(0, 3 - depth);
    const passes = timesThrough(dimensionsOf[matrix], outer, trips);
    let words = 1;
    let held = 1;
    for (const dimension of dimensionsOf[matrix]) {
      words *= sizes[dimension];
      held *= outer.includes(dimension) ? tiles[dimension] : sizes[dimension];
    }
    if (matrix !== "c") return { loads: words * passes, stores: 0, held };
    return { loads: words * (accumulate ? passes : passes - 1), stores: words * passes, held };
  };
  const matrices = { a: traffic("a"), b: traffic("b"), c: traffic("c") };
  const loads = matrices.a.loads + matrices.b.loads + matrices.c.loads;
  const { stores } = matrices.c;
  const bufferWords = matrices.a.held + matrices.b.held + matrices.c.held;
  return {
    matrices,
    trips,
    loads,
    stores,
    words: loads + stores,
    bufferWords,
    ...(bufferWords === tileWords(tiles) ? { cacheWords: 2 * bufferWords } : {}),
    flops: 2 * sizes.m * sizes.n * sizes.k,
    bytes: (loads + stores) * bytesPerValue(precision),
    conventions: [
      conventionSentence("multiplyAccumulate"),
      conventionSentence("traffic", "blocked"),
      conventionSentence("packing"),
    ],
  };
}

function tileWords({ m, n, k }: TileSizes): number {
  return m * k + k * n + m * n;
}

/**
 * How often the loops outside of what is kept go through a matrix. The tiles of the innermost loop
 * over one of its dimensions follow each other, so that each comes once for every trip of the loops
 * further out; loops inside of it find the tile where it is.
 */
function timesThrough(
  own: readonly LoopDimension[],
  outer: readonly LoopDimension[],
  trips: Readonly<Record<LoopDimension, number>>,
): number {
  let times = 1;
  let pending = 1;
  for (const loop of outer) {
    if (!own.includes(loop)) pending = trips[loop];
    else if (trips[loop] > 1) {
      times *= pending;
      pending = 1;
    }
  }
  return times;
}
