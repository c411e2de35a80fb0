/**
 * What a reader can change about the tiling figure.
 *
 * @module
 */
import type { HandleStep } from "../definition.ts";
import { cacheSpan, fewestLines, largestTile, lastStep, type TilingState } from "./state.ts";
import { loopsOf, sweep, tilesOf } from "./traffic.ts";

/** Chooses a tile, cut to the matrices. */
export function setTile(state: TilingState, tile: number): TilingState {
  return { ...state, tile: Math.min(Math.max(Math.round(tile), 1), largestTile(state)) };
}

/** Makes the matrices square, of a side; the walk stays as far as it was. */
export function setSide(state: TilingState, side: number): TilingState {
  const next = { ...state, m: side, n: side, k: side };
  const done = state.at / lastStep(state);
  return setTile({ ...next, at: Math.floor(done * lastStep(next)) }, state.tile);
}

/** Chooses a cache, of whole lines and at least four of them. */
export function setCache(state: TilingState, values: number): TilingState {
  const { line } = state;
  const whole = Math.round(values / line) * line;
  const most = Math.floor(cacheSpan.max / line) * line;
  return { ...state, cache: Math.min(Math.max(whole, fewestLines * line), most) };
}

/** Chooses a line; the cache keeps its size as nearly as it can. */
export function setLine(state: TilingState, line: number): TilingState {
  return setCache({ ...state, line }, state.cache);
}

/** A named way to run the loops. */
export interface Preset {
  readonly name: string;
  readonly apply: (state: TilingState) => TilingState;
}

/** What a reader may try, in the order of the story. */
export const presets: readonly Preset[] = [
  { name: "Row by column", apply: (state) => ({ ...state, order: "ijk", tile: 1 }) },
  { name: "Change the order", apply: (state) => ({ ...state, order: "ikj", tile: 1 }) },
  { name: "Tiles that fit", apply: (state) => tiled(state, 1) },
  { name: "Tiles too large", apply: (state) => tiled(state, 2) },
];

/** Tiles of which three just fit, or of a multiple of their edge; whole ones where there are. */
function tiled(state: TilingState, times: number): TilingState {
  const next: TilingState = { ...state, order: "ijk" };
  const { fit } = sweep(loopsOf(next));
  const whole = tilesOf(next).filter((tile) =>
    [next.m, next.n, next.k].every((side) => side % tile === 0)
  );
  const least = whole.findLast((tile) => tile <= fit) ?? 1;
  return setTile(next, times === 1 ? least : whole.find((tile) => tile > fit) ?? fit * times);
}

/** Whether a preset is what the figure shows. */
export function isPreset({ apply }: Preset, state: TilingState): boolean {
  const { order, tile } = apply(state);
  return order === state.order && tile === state.tile;
}

/** The tried tile nearest to a place on the axis. */
export function dragTile(state: TilingState, x: number): TilingState {
  const tiles = tilesOf(state);
  const distance = (tile: number) => Math.abs(Math.log(tile / Math.max(x, 0.1)));
  const nearest = tiles.reduce((best, next) => distance(next) < distance(best) ? next : best, 1);
  return setTile(state, nearest);
}

/** The tile after a key: the next that is tried, or about twice or half the edge. */
export function stepTile(state: TilingState, by: HandleStep): TilingState {
  const tiles = tilesOf(state);
  const most = largestTile(state);
  const { tile } = state;
  const next = {
    less: tiles.findLast((each) => each < tile) ?? 1,
    more: tiles.find((each) => each > tile) ?? most,
    "much-less": tiles.findLast((each) => each <= tile / 2) ?? 1,
    "much-more": tiles.find((each) => each >= tile * 2) ?? most,
    least: 1,
    most,
  };
  return setTile(state, next[by]);
}
