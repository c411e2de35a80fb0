/**
 * What the product moves with each tile, and the least it could.
 *
 * @module
 */
import { bytesPerValue } from "@/lib/compute/mod.ts";
import {
  blockedTraffic,
  simulateMatrixProduct,
  squareTile,
  trafficBounds,
} from "@/lib/compute/tiling/mod.ts";
import { remember } from "./remember.ts";
import { largestTile, lastStep, loopOrder, type TilingState } from "./state.ts";

/** What decides the traffic, besides the tile. */
export type Loops = Pick<TilingState, "m" | "n" | "k" | "cache" | "line" | "order">;

/** The product with tiles of one edge, in values. */
export interface TileTraffic {
  readonly tile: number;
  /** Whether the tiles cover the matrices without a rest. */
  readonly whole: boolean;
  /** Accesses whose line was not in the cache. */
  readonly misses: number;
  readonly loaded: number;
  readonly stored: number;
  /** Loaded and stored. */
  readonly moved: number;
  /** What moves by the formula, where a tile of each matrix is kept and nothing else. */
  readonly formula: number;
}

/** What a product moves, whatever the tile. */
export interface Sweep {
  /** By tile edge, smallest first. */
  readonly tiles: readonly TileTraffic[];
  readonly untiled: TileTraffic;
  readonly best: TileTraffic;
  /** The largest edge of which three tiles fit. */
  readonly fit: number;
  /** Values that move at least: the larger of the two below. */
  readonly bound: number;
  readonly capacity: number;
  readonly compulsory: number;
}

/** Accesses that are simulated for one chart: more tiles than that allows are not tried. */
const mostAccesses = 1_400_000;

/** Edges that are tried where there is no time for all. */
const someTiles = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];

/** The parts of a state that decide the traffic. */
export function loopsOf({ m, n, k, cache, line, order }: Loops): Loops {
  return { m, n, k, cache, line, order };
}

/** The bytes of a number of values. */
export function bytesIn(values: number, { precision }: Pick<TilingState, "precision">): number {
  return values * bytesPerValue(precision);
}

/** The edges that are tried, smallest first. */
export function tilesOf(loops: Loops): number[] {
  const most = largestTile(loops);
  const all = Array.from({ length: most }, (_, index) => index + 1);
  const accesses = 4 * lastStep(loops);
  if (accesses * most <= mostAccesses) return all;
  const few = accesses * someTiles.length > 4 * mostAccesses;
  return all.filter((tile) =>
    tile === most || tile === squareTile(loops.cache) ||
    (someTiles.includes(tile) && (!few || Number.isInteger(Math.log2(tile))))
  );
}

const trafficWith = remember(400, ({ tile, ...loops }: Loops & { tile: number }): TileTraffic => {
  const { m, n, k, cache, line, order } = loops;
  const options = { order: loopOrder(order), tiles: { m: tile, n: tile, k: tile } };
  const { misses, loads, stores, words } = simulateMatrixProduct(loops, {
    ...options,
    cache: { words: cache, lineWords: line },
  });
  const covers = (side: number) => tile >= side || side % tile === 0;
  return {
    tile,
    whole: covers(m) && covers(n) && covers(k),
    misses,
    loaded: loads,
    stored: stores,
    moved: words,
    formula: blockedTraffic(loops, options).words,
  };
});

/** What a product moves with tiles of one edge. */
export function tileTraffic(state: TilingState): TileTraffic {
  return trafficWith({ ...loopsOf(state), tile: state.tile });
}

/** What a product moves with every tile that is tried. */
export const sweep = remember(12, (loops: Loops): Sweep => {
  const tiles = tilesOf(loops).map((tile) => trafficWith({ ...loops, tile }));
  const untiled = trafficWith({ ...loops, tile: 1 });
  const { words, capacity, compulsory } = trafficBounds(loops, loops.cache);
  return {
    tiles,
    untiled,
    best: tiles.reduce((best, next) => next.moved < best.moved ? next : best, untiled),
    fit: squareTile(loops.cache),
    bound: words,
    capacity,
    compulsory,
  };
});
