/**
 * The product step by step: where it is, what the cache holds, what has moved so far.
 *
 * @module
 */
import { matrixArrays, matrixTrace, recordCache } from "@/lib/compute/tiling/mod.ts";
import { remember } from "./remember.ts";
import { lastStep, loopOrder, type TilingState } from "./state.ts";
import { type Loops, loopsOf } from "./traffic.ts";

/** A multiply-add: C[i, j] += A[i, k]·B[k, j]. */
export interface Place3 {
  readonly i: number;
  readonly j: number;
  readonly k: number;
}

/** How far the walk goes at a time: a multiply-add, an inner loop, a tile. */
export type Pace = "step" | "row" | "tile";

/** The matrices, by the names of lib/compute. */
export const matrices = ["a", "b", "c"] as const;

/** What has happened after a number of steps. */
export interface Moment {
  /** The step done last; none at the start. */
  readonly place: Place3 | undefined;
  /** For each matrix, 1 for every value that is in the cache, row by row. */
  held(): Readonly<Record<string, Uint8Array>>;
  readonly misses: number;
  /** Values loaded, in whole lines. */
  readonly loaded: number;
  /** Values stored to make room, in whole lines. */
  readonly stored: number;
}

/** A walk through a product. */
export interface Walk {
  /** Multiply-adds in all. */
  readonly last: number;
  /** After a number of steps. */
  moment(at: number): Moment;
  /** Where the walk is next, at a pace; the end beyond the last stop. */
  next(at: number, pace: Pace): number;
}

const walkWith = remember(3, ({ tile, ...loops }: Loops & { tile: number }): Walk => {
  const order = loopOrder(loops.order);
  const { line, cache } = loops;
  const record = recordCache(
    matrixArrays(loops),
    matrixTrace(loops, { order, tiles: { m: tile, n: tile, k: tile } }),
    { words: cache, lineWords: line },
  );
  const last = lastStep(loops);
  // What has happened up to each step: every step ends with its only write
  const accesses = new Int32Array(last + 1);
  const loads = new Int32Array(last + 1);
  const stores = new Int32Array(last + 1);
  let [step, loaded, stored] = [0, 0, 0];
  record.wrote.forEach((wrote, access) => {
    loaded += record.loaded[access] ?? 0;
    stored += record.stored[access] ?? 0;
    if (wrote === 0) return;
    step++;
    accesses[step] = access + 1;
    loads[step] = loaded;
    stores[step] = stored;
  });
  const placeOf = (at: number): Place3 | undefined => {
    const first = accesses[at - 1];
    if (at < 1 || first === undefined) return undefined;
    // A is read first, then B
    return {
      i: record.row[first] ?? 0,
      k: record.column[first] ?? 0,
      j: record.column[first + 1] ?? 0,
    };
  };
  const stops = stopsOf(last, placeOf, { order: loops.order, tile });
  return {
    last,
    moment: (at) => ({
      place: placeOf(at),
      held: () => record.held(accesses[at] ?? 0),
      misses: loads[at] ?? 0,
      loaded: (loads[at] ?? 0) * line,
      stored: (stores[at] ?? 0) * line,
    }),
    next: (at, pace) =>
      pace === "step" ? Math.min(at + 1, last) : stops[pace].find((stop) => stop > at) ?? last,
  };
});

/** The walk of a state. */
export function walkOf(state: TilingState): Walk {
  return walkWith({ ...loopsOf(state), tile: state.tile });
}

/**
 * Where inner loops and tiles end. Without tiles, or with one that covers everything, a turn of the
 * outermost loop takes the place of a tile.
 */
function stopsOf(
  last: number,
  placeOf: (at: number) => Place3 | undefined,
  { order, tile }: { order: string; tile: number },
): Readonly<Record<"row" | "tile", readonly number[]>> {
  const [outer = "i", middle = "j"] = order.split("") as (keyof Place3)[];
  const names = ["i", "j", "k"] as const;
  const stops = { row: [] as number[], tile: [] as number[] };
  const tiled = tile > 1 &&
    names.some((name) => Math.floor((placeOf(last)?.[name] ?? 0) / tile) > 0);
  let before = placeOf(1);
  for (let at = 2; at <= last && before; at++) {
    const now = placeOf(at);
    if (!now) break;
    const changed = (name: keyof Place3, by: number) =>
      Math.floor(now[name] / by) !== Math.floor((before?.[name] ?? 0) / by);
    const tileEnds = tiled ? names.some((name) => changed(name, tile)) : changed(outer, 1);
    if (tileEnds) stops.tile.push(at - 1);
    if (tileEnds || changed(outer, 1) || changed(middle, 1)) stops.row.push(at - 1);
    before = now;
  }
  stops.tile.push(last);
  stops.row.push(last);
  return stops;
}
