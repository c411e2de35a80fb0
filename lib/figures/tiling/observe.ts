import { bytesOf, flopsOf, type Observed, perByteOf } from "../observed.ts";
import { byteText } from "../text.ts";
import { flopsOfState, tilingFinding } from "./results.ts";
import type { TilingState } from "./state.ts";
import { bytesIn, loopsOf, sweep, tileTraffic } from "./traffic.ts";
import { edgeText, factorText, orderText } from "./words.ts";

/** The names of what the tiling figure shows. */
export const tilingNames = [
  "m",
  "n",
  "k",
  "cache",
  "line",
  "order",
  "tile",
  "precision",
  "at",
  "fits",
  "flops",
  "misses",
  "bytes",
  "bytes_loaded",
  "bytes_stored",
  "intensity",
  "bound",
  "compulsory",
  "over_bound",
  "untiled_bytes",
  "best_tile",
  "best_bytes",
] as const;

/** What the tiling figure shows; docs/figures.md says what each name is. */
export function observeTiling(state: TilingState): Observed<typeof tilingNames[number]> {
  const { m, n, k, cache, line, order, tile, precision, at } = state;
  const { moved, misses, loaded, stored } = tileTraffic(state);
  const { bound, compulsory, fit, untiled, best } = sweep(loopsOf(state));
  const bytes = (values: number) => bytesOf(bytesIn(values, state));
  return {
    m,
    n,
    k,
    cache,
    line,
    order,
    tile,
    precision,
    at,
    fits: tile <= fit,
    flops: flopsOf(flopsOfState(state)),
    misses,
    bytes: bytes(moved),
    bytes_loaded: bytes(loaded),
    bytes_stored: bytes(stored),
    intensity: perByteOf(flopsOfState(state) / bytesIn(moved, state)),
    bound: bytes(bound),
    compulsory: bytes(compulsory),
    over_bound: moved / bound,
    untiled_bytes: bytes(untiled.moved),
    best_tile: best.tile,
    best_bytes: bytes(best.moved),
  };
}

/** The state in one sentence. */
export function tellTiling(state: TilingState): string {
  const { best, bound } = sweep(loopsOf(state));
  return `${tilingFinding(state)}. In the order ${orderText(state)}, ${
    best.tile === 1 ? "no tile moves less than none" : `tiles of ${edgeText(best.tile)} move least`
  }: ${byteText(bytesIn(best.moved, state))}, ${factorText(best.moved / bound)} times the bound.`;
}
