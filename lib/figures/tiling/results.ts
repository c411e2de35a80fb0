import { conventionSentence, formatNumber } from "@/lib/compute/mod.ts";
import { blockedTraffic, type MatrixName } from "@/lib/compute/tiling/mod.ts";
import { precisionName } from "../machines.ts";
import type { Readout, TableModel, Working } from "../model.ts";
import { byteText, flopText, intensityText } from "../text.ts";
import { loopOrder, orders, type TilingState } from "./state.ts";
import { bytesIn, loopsOf, type Sweep, sweep, type TileTraffic, tileTraffic } from "./traffic.ts";
import { countText, edgeText, factorText, isUntiled, orderText } from "./words.ts";

/** What there is to see, in one sentence. */
export function tilingFinding(state: TilingState): string {
  const { moved } = tileTraffic(state);
  const { bound, fit } = sweep(loopsOf(state));
  const what = isUntiled(state)
    ? state.tile === 1
      ? `Without tiles, in the order ${orderText(state)},`
      : `In a single tile, which is the order ${orderText(state)} without tiles,`
    : `With tiles of ${edgeText(state.tile)}${
      state.tile > fit ? ", too large for three to fit," : ""
    }`;
  return `${what} the product moves ${byteText(bytesIn(moved, state))}, ${
    overBound(moved / bound)
  }`;
}

function overBound(factor: number): string {
  const text = factorText(factor);
  return text === "1" ? "as good as the lower bound" : `${text} times the lower bound`;
}

/** FLOPs of the product: the same whatever the loops. */
export function flopsOfState({ m, n, k }: TilingState): number {
  return 2 * m * n * k;
}

/** These loops, the same without tiles, the best tile and the least that any loops move. */
export function tilingReadout(state: TilingState): Readout {
  const found = sweep(loopsOf(state));
  const { bound, best, untiled } = found;
  const flops = flopsOfState(state);
  const row = (label: string, moved: number, misses: number | undefined) => ({
    label,
    cells: [
      { text: flopText(flops), role: "compute" as const },
      { text: misses === undefined ? "–" : countText(misses) },
      { text: byteText(bytesIn(moved, state)), role: "memory" as const },
      { text: intensityText(flops / bytesIn(moved, state)) },
      { text: factorText(moved / bound) },
    ],
  });
  const of = (label: string, { moved, misses }: TileTraffic) => row(label, moved, misses);
  // Where there is nothing to try, the best is what the reader is asked to find
  const tellsBest = state.controls.includes("presets");
  return {
    columns: ["FLOPs", "misses", "moved", "intensity", "times the bound"],
    rows: [
      of(hereText(state), tileTraffic(state)),
      ...(isUntiled(state) ? [] : [of(`No tiles: ${orderText(state)}`, untiled)]),
      ...(isUntiled(state) && tellsBest ? [of(...bestOrder(state))] : []),
      ...(tellsBest
        ? [of(`Best tile: ${best.tile === 1 ? "none" : edgeText(best.tile)}`, best)]
        : []),
      row("Lower bound", bound, undefined),
    ],
  };
}

/** The order that moves least without tiles. */
function bestOrder(state: TilingState): [string, TileTraffic] {
  const [best = state, ...others] = orders.map((order) => ({ ...state, order, tile: 1 }));
  const least = others.reduce(
    (least, next) => tileTraffic(next).moved < tileTraffic(least).moved ? next : least,
    best,
  );
  return [`Best order: ${orderText(least)}`, tileTraffic(least)];
}

function hereText(state: TilingState): string {
  return `Here: ${
    isUntiled(state) ? `${orderText(state)}, no tiles` : `tiles of ${edgeText(state.tile)}`
  }`;
}

/** How often each matrix comes, what fits, and the bounds, with the numbers put in. */
export function tilingWorkings(state: TilingState): Working[] {
  const { m, n, k, cache } = state;
  const { bound, capacity, compulsory, fit } = sweep(loopsOf(state));
  const { matrices, words, trips } = blockedTraffic(state, {
    order: loopOrder(state.order),
    tiles: { m: state.tile, n: state.tile, k: state.tile },
  });
  const bytes = (values: number) => byteText(bytesIn(values, state));
  const matrix = (name: MatrixName, rows: string, columns: string, size: number): Working => {
    const { loads, stores } = matrices[name];
    const moved = loads + stores;
    const [down = 1, across = 1] = [rows, columns].map((side) => ({ m, n, k })[side]);
    return {
      label: `${name.toUpperCase()}, a tile kept`,
      formula: `${rows}·${columns} × times it passes`,
      numbers: `${down}·${across} × ${countText(moved / size)}`,
      result: bytes(moved),
      role: "memory",
    };
  };
  return [
    {
      label: "FLOPs",
      formula: "2·m·n·k",
      numbers: `2·${m}·${n}·${k}`,
      result: flopText(flopsOfState(state)),
      role: "compute",
    },
    {
      label: "tiles along m, n, k",
      formula: "⌈m/b⌉, ⌈n/b⌉, ⌈k/b⌉",
      numbers: `b = ${state.tile}`,
      result: `${trips.m}, ${trips.n}, ${trips.k}`,
    },
    matrix("a", "m", "k", m * k),
    matrix("b", "k", "n", k * n),
    matrix("c", "m", "n", m * n),
    {
      label: "by the formula",
      formula: "A + B + C",
      numbers: "",
      result: bytes(words),
      role: "memory",
    },
    {
      label: "largest tile of which three fit",
      formula: "⌊√(M/3)⌋",
      numbers: `⌊√(${cache}/3)⌋`,
      result: String(fit),
    },
    {
      label: "each value once",
      formula: "m·k + k·n + m·n",
      numbers: `${m}·${k} + ${k}·${n} + ${m}·${n}`,
      result: bytes(compulsory),
    },
    {
      label: "bound of the cache's size",
      formula: "2·m·n·k ÷ √M − 2·M",
      numbers: `2·${m}·${n}·${k} ÷ √${cache} − 2·${cache}`,
      result: capacity > 0 ? bytes(capacity) : "less than 0: no bound",
    },
    {
      label: "lower bound",
      formula: "the larger of the two",
      numbers: "",
      result: bytes(bound),
    },
  ];
}

/** Every tile that was tried. */
export function tilingTable(state: TilingState): TableModel {
  const found = sweep(loopsOf(state));
  return {
    caption: `Traffic of the product in the order ${state.order}, by the edge of a tile`,
    columns: [
      { label: "edge", unit: "" },
      { label: "misses", unit: "" },
      { label: "loaded", unit: "B" },
      { label: "stored", unit: "B" },
      { label: "moved", unit: "B" },
      { label: "intensity", unit: "FLOP/byte" },
      { label: "over the lower bound", unit: "" },
      { label: "by the formula", unit: "B" },
    ],
    rows: allTiles(state, found).map(({ tile, misses, loaded, stored, moved, formula }) => [
      tile,
      misses,
      bytesIn(loaded, state),
      bytesIn(stored, state),
      bytesIn(moved, state),
      flopsOfState(state) / bytesIn(moved, state),
      moved / found.bound,
      bytesIn(formula, state),
    ]),
  };
}

/** The tiles that were tried, with this one. */
function allTiles(state: TilingState, { tiles }: Sweep): TileTraffic[] {
  if (tiles.some(({ tile }) => tile === state.tile)) return [...tiles];
  return [...tiles, tileTraffic(state)].sort((a, b) => a.tile - b.tile);
}

/** How it was counted. */
export function tilingConventions(state: TilingState): string[] {
  const { cache, line } = state;
  return [
    conventionSentence("multiplyAccumulate"),
    `Counted in a simulated cache of ${countText(cache)} values (${
      byteText(bytesIn(cache, state))
    } in ${precisionName(state.precision)}) with ${
      line === 1 ? "lines of one value" : `lines of ${line} values, which move as a whole`
    }: it starts empty, drops what was used least recently, loads a line before it is written and ` +
    `stores it when it leaves, at the latest at the end.`,
    `Lower bound: Smith et al. 2019, after Hong and Kung 1981; no order of these multiplications moves less, ` +
    `with M = ${formatNumber(cache, { digits: 9 })} values.`,
  ];
}

/** What the reader should know about this state. */
export function tilingNotes(state: TilingState): string[] {
  const { tiles } = sweep(loopsOf(state));
  return [
    ...(state.line > 1 && tiles.some(({ whole }) => !whole)
      ? ["Rings are tiles that do not divide the matrices: they end within a line."]
      : tiles.some(({ whole }) => !whole)
      ? ["Rings are tiles that do not divide the matrices."]
      : []),
    `The formula keeps one tile of each matrix and nothing else${
      state.line > 1 ? ", and counts values, not lines" : ""
    }.`,
  ];
}
