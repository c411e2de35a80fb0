/**
 * The tiles that move least.
 *
 * @module
 */
import { list, record } from "../check.ts";
import type { GemmShape } from "../operators/matrix.ts";
import { checkWords } from "./bounds.ts";
import { checkShape, type LoopOrder, loopOrders, loopsOf, type TileSizes } from "./loops.ts";
import { type BlockedTraffic, blockedTraffic } from "./traffic.ts";

/**
 * The largest square tile of which a chip of M words holds one for each matrix, ⌊√(M/3)⌋; with
 * `thin` the largest t of which it holds a t×t tile of C, a column of A and a row of B, t² + 2·t ≤ M.
 * Thin tiles (k tile 1) move 2·m·n·k/t + m·n words with t near √M, square ones √3 times that.
 *
 * @param words Words on the chip, at least 3.
 * @param options Whether A and B come one column and one row at a time.
 * @returns The tile's side.
 * @throws {RangeError} If `words` is not a whole number of at least 3.
 *
 * @example
 * ```ts
 * import { squareTile } from "@/lib/compute/tiling/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(squareTile(3 * 64 ** 2)).toBe(64);
 * expect(squareTile(64 ** 2 + 2 * 64, { thin: true })).toBe(64);
 * ```
 */
export function squareTile(
  words: number,
  options: { readonly thin?: boolean | undefined } = {},
): number {
  record("options", options);
  checkWords(words);
  const used = (side: number) => options.thin ? side * side + 2 * side : 3 * side * side;
  let side = Math.floor(options.thin ? Math.sqrt(words + 1) - 1 : Math.sqrt(words / 3));
  // The root may be off in its last bit
  while (used(side + 1) <= words) side++;
  while (used(side) > words) side--;
  return side;
}

/** What the search for tiles may choose from. */
export interface BestTileOptions {
  /** Loop orders to try. Default: all six. */
  readonly orders?: readonly LoopOrder[] | undefined;
  /** Whether the product is added to a C in memory. Default `false`. */
  readonly accumulate?: boolean | undefined;
}

/** The best tiles found. */
export interface BestTile {
  /** The loop order. */
  readonly order: LoopOrder;
  /** The tiles. */
  readonly tiles: TileSizes;
  /** What the product moves with them. */
  readonly traffic: BlockedTraffic;
}

/**
 * The tiles and loop order that move the fewest words of C[m×n] = A[m×k]·B[k×n] on a chip that holds
 * one tile of each matrix, found exactly. Of several that move the same, one with the fewest words
 * on the chip.
 *
 * Traffic depends on tiles by their trips only, and never falls with more trips. So in each
 * dimension only the smallest tile of each number of trips counts, about 2·√size of them, and for
 * tiles in m and n only the largest fitting one in k, or 1 where the loop over k is innermost.
 *
 * @param shape Rows of A, columns of B, columns of A.
 * @param words Words on the chip, at least 3.
 * @param options Loop orders, accumulation.
 * @returns Order, tiles and traffic.
 * @throws {RangeError} If a size or `words` is out of range, or there is no order to try.
 *
 * @example Close to the lower bound
 * ```ts
 * import { bestTile, trafficBounds } from "@/lib/compute/tiling/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const shape = { m: 1024, n: 1024, k: 1024 };
 * const { tiles, traffic } = bestTile(shape, 16384);
 * expect(traffic.bufferWords).toBeLessThanOrEqual(16384);
 * expect(tiles.k).toBe(1);
 * expect(traffic.words / trafficBounds(shape, 16384).words).toBeLessThan(1.15);
 * ```
 */
export function bestTile(
  shape: GemmShape,
  words: number,
  options: BestTileOptions = {},
): BestTile {
  record("options", options);
  const sizes = checkShape(shape);
  checkWords(words);
  const { orders = loopOrders, accumulate } = options;
  if (list("orders", orders).length === 0) {
    throw new RangeError("orders is empty: there is no loop order to try");
  }
  const candidates = { m: tileCandidates(sizes.m), n: tileCandidates(sizes.n) };
  let best: { order: LoopOrder; tiles: TileSizes; words: number; held: number } | undefined;
  for (const order of orders) {
    loopsOf(order);
    for (const m of candidates.m) {
      for (const n of candidates.n) {
        const room = Math.floor((words - m * n) / (m + n));
        if (room < 1) break;
        const largest = Math.min(sizes.k, room);
        for (const k of new Set([1, Math.ceil(sizes.k / Math.ceil(sizes.k / largest))])) {
          const tiles = { m, n, k };
          const moved = movedWords(sizes, order, tiles, accumulate ?? false);
          const held = m * k + k * n + m * n;
          if (best && (moved > best.words || (moved === best.words && held >= best.held))) continue;
          best = { order, tiles, words: moved, held };
        }
      }
    }
  }
  // With at least 3 words, tiles of one word fit
  if (!best) throw new RangeError(`words is ${words}: no tile fits`);
  const { order, tiles } = best;
  return { order, tiles, traffic: blockedTraffic(sizes, { order, tiles, accumulate }) };
}

/** The smallest tile for each number of trips, smallest first. */
function tileCandidates(size: number): number[] {
  const tiles: number[] = [];
  for (let tile = size; tile >= 1;) {
    const trips = Math.ceil(size / tile);
    const smallest = Math.ceil(size / trips);
    tiles.push(smallest);
    tile = smallest - 1;
  }
  return tiles.reverse();
}

/** The words that `blockedTraffic` counts, without its records: the search asks for millions. */
function movedWords(
  { m, n, k }: GemmShape,
  order: LoopOrder,
  tiles: TileSizes,
  accumulate: boolean,
): number {
  const [tripsM, tripsN, tripsK] = [
    Math.ceil(m / tiles.m),
    Math.ceil(n / tiles.n),
    Math.ceil(k / tiles.k),
  ];
  const m0 = order.indexOf("m");
  const n0 = order.indexOf("n");
  const k0 = order.indexOf("k");
  // A loop makes a matrix come again if a loop of more than one trip over it lies further in
  const a = (n0 < m0 && tripsM > 1) || (n0 < k0 && tripsK > 1) ? tripsN : 1;
  const b = (m0 < k0 && tripsK > 1) || (m0 < n0 && tripsN > 1) ? tripsM : 1;
  const c = (k0 < m0 && tripsM > 1) || (k0 < n0 && tripsN > 1) ? tripsK : 1;
  return m * k * a + k * n * b + m * n * (accumulate ? 2 * c : 2 * c - 1);
}
