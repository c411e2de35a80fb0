import { squareTile } from "@/lib/compute/tiling/mod.ts";
import type { Annotation, Axis, ChartModel, Place, Series } from "../model.ts";
import { byteText } from "../text.ts";
import { remember } from "./remember.ts";
import { largestTile, type TilingState } from "./state.ts";
import {
  bytesIn,
  type Loops,
  loopsOf,
  type Sweep,
  sweep,
  type TileTraffic,
  tileTraffic,
} from "./traffic.ts";
import { countText, edgeText } from "./words.ts";

/** What the chart depends on: not on the step of the walk. */
type Charted = Loops & Pick<TilingState, "tile" | "precision">;

/** Traffic against the tile's edge, with the formula and the bounds. */
export function tilingChart(state: TilingState): ChartModel {
  return chartOf({ ...loopsOf(state), tile: state.tile, precision: state.precision });
}

const chartOf = remember(4, (state: Charted): ChartModel => {
  const { cache, line, order, m, n, k } = state;
  const found = sweep({ m, n, k, cache, line, order });
  const here = tileTraffic({ ...state, at: 0, controls: [] });
  const bytes = (values: number) => bytesIn(values, state);
  const most = largestTile(state);
  const x: Axis = {
    label: "edge of a tile, in values",
    unit: "",
    scale: "log",
    base: 2,
    marks: marksUpTo(most),
    min: 1,
    max: Math.max(most, 2),
  };
  const y = trafficAxis([
    ...found.tiles.flatMap(({ moved, formula }) => [moved, formula]),
    here.moved,
    found.compulsory,
    ...(found.capacity > 0 ? [found.capacity] : []),
  ].map(bytes));
  const place = ({ tile, moved }: TileTraffic): Place => ({ x: tile, y: bytes(moved) });
  return {
    x,
    y,
    series: [
      ...tooLarge(state, x, y),
      {
        kind: "line",
        id: "formula",
        label: "formula",
        name: "formula, one tile of each matrix kept",
        role: "soft",
        dash: "dashed",
        faint: true,
        points: wholeOnes(found).map(({ tile, formula }) => ({ x: tile, y: bytes(formula) })),
        labelAt: [0.12, 0.25, 0.4, 0.9],
      },
      {
        kind: "line",
        id: "simulated",
        label: "simulated",
        name: "simulated, tiles that divide the matrices",
        role: "memory",
        dash: "solid",
        points: wholeOnes(found).map(place),
        labelAt: [0.1, 0.85, 0.3, 0.7],
      },
      ...raggedPoints(found, state, place),
      {
        kind: "points",
        id: "here",
        label: "this tile",
        role: "ink",
        shape: "circle",
        points: [{ ...place(here), label: byteText(bytes(here.moved)), selected: true }],
      },
    ],
    annotations: [...bounds(found, bytes, y), ...fitLine(state, x, y)],
    handles: [{
      id: "tile",
      label: "Edge of a tile",
      valueText: `${edgeText(here.tile)}: ${byteText(bytes(here.moved))}`,
      ...place(here),
      min: 1,
      max: most,
      selected: true,
    }],
  };
});

/** Tiles without a rest: the line runs through them. */
function wholeOnes({ tiles }: Sweep): TileTraffic[] {
  return tiles.filter(({ whole }) => whole);
}

/** Tiles with a rest, whose edges often lie across a line of the cache. */
function raggedPoints(
  { tiles }: Sweep,
  loops: Loops,
  place: (tile: TileTraffic) => Place,
): Series[] {
  const ragged = tiles.filter(({ whole }) => !whole);
  if (ragged.length === 0) return [];
  return [{
    kind: "points",
    id: "ragged",
    label: "simulated, tiles that do not divide the matrices",
    role: "memory",
    shape: "circle",
    hollow: true,
    small: true,
    points: ragged.map((tile, index) => ({
      ...place(tile),
      label: index === 0 ? `${tile.tile} does not divide ${notDivided(tile.tile, loops)}` : "",
    })),
  }];
}

function notDivided(tile: number, { m, n, k }: Loops): number {
  return [m, n, k].find((side) => side > tile && side % tile !== 0) ?? m;
}

function tooLarge({ cache }: Charted, x: Axis, y: Axis): Series[] {
  const from = Math.sqrt(cache / 3);
  if (from >= x.max) return [];
  return [{
    kind: "area",
    id: "too-large",
    label: "three tiles do not fit the cache",
    role: "soft",
    points: [
      { x: from, y: y.min },
      { x: from, y: y.max },
      { x: x.max, y: y.max },
      { x: x.max, y: y.min },
    ],
  }];
}

function fitLine({ cache }: Charted, x: Axis, y: Axis): Annotation[] {
  const from = Math.sqrt(cache / 3);
  if (from >= x.max) return [];
  return [
    {
      kind: "vertical",
      at: from,
      label: `3·b² = ${countText(cache)}`,
      role: "soft",
      dash: "dotted",
    },
    {
      kind: "region",
      x: from * (x.max / from) ** 0.08,
      y: y.min * (y.max / y.min) ** 0.93,
      label: squareTile(cache) > 1 ? "three tiles do not fit" : "no tile fits",
      role: "soft",
    },
  ];
}

/** Both bounds; the larger is the one that counts. */
function bounds(found: Sweep, bytes: (values: number) => number, y: Axis): Annotation[] {
  const line = (name: string, values: number, counts: boolean): Annotation => ({
    kind: "horizontal",
    at: bytes(values),
    label: counts ? `lower bound, ${name}: ${byteText(bytes(values))}` : name,
    shorter: counts ? [`lower bound, ${byteText(bytes(values))}`, "lower bound"] : [],
    role: counts ? "ink" : "soft",
    dash: counts ? "dashdot" : "dotted",
  });
  const { capacity, compulsory } = found;
  const all = [line("each value once", compulsory, compulsory > capacity)];
  if (bytes(capacity) >= y.min) {
    all.push(line("2mnk ÷ √M − 2M", capacity, capacity >= compulsory));
  }
  return all;
}

function marksUpTo(most: number): number[] {
  const marks = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64].filter((mark) => mark < most);
  return [...marks, Math.max(most, 2)];
}

/** An axis from 1, 2 or 5 times a power of ten to another, with room around what is on it. */
function trafficAxis(values: readonly number[]): Axis {
  const steps = Array.from(
    { length: 40 },
    (_, index) => Number(`${[1, 2, 5][index % 3]}e${Math.floor(index / 3) - 1}`),
  );
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const min = steps.findLast((step) => step < least * 0.85) ?? 0.1;
  const max = steps.find((step) => step > most * 1.25) ?? 1e12;
  return {
    label: "moved",
    unit: "B",
    scale: "log",
    marks: steps.filter((step) => step >= min && step <= max),
    min,
    max,
  };
}
