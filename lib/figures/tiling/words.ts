/**
 * How the tiling figure says things.
 *
 * @module
 */
import { formatNumber } from "@/lib/compute/mod.ts";
import { largestTile, type TilingState } from "./state.ts";

/** A whole number, written out. */
export function countText(count: number): string {
  return formatNumber(count, { digits: 9 });
}

/** A factor over the lower bound: `2.86`. */
export function factorText(factor: number): string {
  return formatNumber(factor, { digits: 3 });
}

/** An order with room between its loops: `i j k`. */
export function orderText({ order }: Pick<TilingState, "order">): string {
  return order.split("").join("\u00a0");
}

/** Tiles of an edge: `4 × 4`. */
export function edgeText(tile: number): string {
  return `${tile}\u00a0×\u00a0${tile}`;
}

/** Whether a tile changes nothing: a single value, or all there is. */
export function isUntiled(state: Pick<TilingState, "m" | "n" | "k" | "tile">): boolean {
  return state.tile === 1 || state.tile >= largestTile(state);
}
