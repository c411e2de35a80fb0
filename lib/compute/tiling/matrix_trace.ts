/**
 * The accesses of a matrix product, loop by loop.
 *
 * @module
 */
import { record } from "../check.ts";
import type { GemmShape } from "../operators/matrix.ts";
import { type ArrayShape, type CacheOptions, checkCache } from "./cache_options.ts";
import {
  checkShape,
  checkTiles,
  type LoopDimension,
  type LoopOrder,
  loopsOf,
  type MatrixName,
  type TileSizes,
} from "./loops.ts";
import { type CacheResult, type MemoryTrace, simulateCache } from "./simulate.ts";

/** How a product runs. */
export interface MatrixTraceOptions {
  /** The loops, outermost first; with tiles, those over tiles. */
  readonly order: LoopOrder;
  /** Words of a tile in each dimension. Default: 1, which is the product without blocks. */
  readonly tiles?: TileSizes | undefined;
  /** The loops within a tile, outermost first. Default: as `order`. */
  readonly within?: LoopOrder | undefined;
  /** Whether the product is added to a C in memory, which is then read first. Default `false`. */
  readonly accumulate?: boolean | undefined;
}

/**
 * The accesses of C[m×n] = A[m×k]·B[k×n] to the arrays `a`, `b` and `c`: for each multiply-accumulate
 * a value of each is read and one of C written; where a value of C is begun, it is only written,
 * unless `accumulate` says otherwise.
 *
 * @param shape Rows of A, columns of B, columns of A.
 * @param options Loop order, tiles, accumulation.
 * @returns A program for `simulateCache` or `simulateOptimal`.
 * @throws {RangeError} If a size or tile is not a positive whole number, or an order is not known.
 *
 * @example
 * ```ts
 * import { matrixArrays, matrixTrace, simulateCache } from "@/lib/compute/tiling/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const shape = { m: 8, n: 8, k: 8 };
 * const trace = matrixTrace(shape, { order: "mnk" });
 * const { accesses, misses } = simulateCache(matrixArrays(shape), trace, { words: 192 });
 * expect(accesses).toBe(4 * 8 ** 3 - 8 ** 2);
 * expect(misses).toBe(3 * 8 ** 2);
 * ```
 */
export function matrixTrace(shape: GemmShape, options: MatrixTraceOptions): MemoryTrace {
  record("options", options);
  const sizes = checkShape(shape);
  const tiles = checkTiles(sizes, options.tiles ?? { m: 1, n: 1, k: 1 });
  const [first, second, third] = threeOf(loopsOf(options.order));
  const inner = threeOf(loopsOf(options.within ?? options.order));
  const accumulate = options.accumulate ?? false;
  return (memory) => {
    const [a, b, c] = [memory.array("a"), memory.array("b"), memory.array("c")];
    const begin = { m: 0, n: 0, k: 0 };
    const step = (i: number, j: number, p: number) => {
      memory.read(a, i, p);
      memory.read(b, p, j);
      if (accumulate || p > 0) memory.read(c, i, j);
      memory.write(c, i, j);
    };
    for (begin[first] = 0; begin[first] < sizes[first]; begin[first] += tiles[first]) {
      for (begin[second] = 0; begin[second] < sizes[second]; begin[second] += tiles[second]) {
        for (begin[third] = 0; begin[third] < sizes[third]; begin[third] += tiles[third]) {
          runTile(begin, sizes, tiles, inner, step);
        }
      }
    }
  };
}

function threeOf(
  loops: readonly LoopDimension[],
): readonly [LoopDimension, LoopDimension, LoopDimension] {
  const [first = "m", second = "n", third = "k"] = loops;
  return [first, second, third];
}

/** The loops within one tile, cut at the edge of the matrices. */
function runTile(
  begin: TileSizes,
  sizes: GemmShape,
  tiles: TileSizes,
  [first, second, third]: readonly [LoopDimension, LoopDimension, LoopDimension],
  step: (i: number, j: number, p: number) => void,
): void {
  const end = {
    m: Math.min(sizes.m, begin.m + tiles.m),
    n: Math.min(sizes.n, begin.n + tiles.n),
    k: Math.min(sizes.k, begin.k + tiles.k),
  };
  const at = { m: 0, n: 0, k: 0 };
  for (at[first] = begin[first]; at[first] < end[first]; at[first]++) {
    for (at[second] = begin[second]; at[second] < end[second]; at[second]++) {
      for (at[third] = begin[third]; at[third] < end[third]; at[third]++) step(at.m, at.n, at.k);
    }
  }
}

/**
 * The arrays of a product, for `simulateCache`.
 *
 * @param shape Rows of A, columns of B, columns of A.
 * @returns A as m×k, B as k×n, C as m×n, rows side by side.
 * @throws {RangeError} If a size is not a positive whole number.
 *
 * @example
 * ```ts
 * import { matrixArrays } from "@/lib/compute/tiling/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(matrixArrays({ m: 2, n: 3, k: 5 }).b).toEqual({ rows: 5, columns: 3 });
 * ```
 */
export function matrixArrays(shape: GemmShape): Readonly<Record<MatrixName, ArrayShape>> {
  const { m, n, k } = checkShape(shape);
  return {
    a: { rows: m, columns: k },
    b: { rows: k, columns: n },
    c: { rows: m, columns: n },
  };
}

/**
 * Runs a matrix product through a cache. It refuses a product of too many accesses before it
 * starts.
 *
 * @param shape Rows of A, columns of B, columns of A.
 * @param options Loop order, tiles, accumulation, and the cache.
 * @returns Accesses, hits, misses and words, in all and for `a`, `b` and `c`.
 * @throws {RangeError} If a size or option is out of range, or the product makes more accesses than
 * `maxAccesses`.
 *
 * @example The worst loop order moves nearly twice the words of the best
 * ```ts
 * import { loopOrders, simulateMatrixProduct } from "@/lib/compute/tiling/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const words = loopOrders.map((order) =>
 *   simulateMatrixProduct({ m: 32, n: 32, k: 32 }, { order, cache: { words: 256, lineWords: 8 } })
 *     .words
 * );
 * expect(Math.max(...words) / Math.min(...words)).toBeGreaterThan(1.5);
 * ```
 */
export function simulateMatrixProduct(
  shape: GemmShape,
  options: MatrixTraceOptions & { readonly cache: CacheOptions },
): CacheResult {
  record("options", options);
  const { m, n, k } = checkShape(shape);
  const accesses = 4 * m * n * k - (options.accumulate ? 0 : m * n);
  const { maxAccesses } = checkCache(options.cache);
  if (accesses > maxAccesses) {
    throw new RangeError(
      `The product makes ${accesses} accesses, more than ${maxAccesses}: simulate a smaller one, or ` +
        "raise maxAccesses",
    );
  }
  return simulateCache(matrixArrays(shape), matrixTrace(shape, options), options.cache);
}
