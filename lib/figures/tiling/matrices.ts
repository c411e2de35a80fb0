/**
 * The three matrices at one moment of the walk: A to the left of C, B above it, so that row i and
 * column j meet in the value they make.
 *
 * @module
 */
import type { DiagramModel, DiagramShape, Place, Rect } from "../model.ts";
import { byteText } from "../text.ts";
import { countText } from "./words.ts";
import { largestTile, lastStep, type TilingState } from "./state.ts";
import { bytesIn } from "./traffic.ts";
import { type Moment, type Place3, walkOf } from "./walk.ts";

const width = 320;
const height = 384;
/** What the matrices may fill; the rest is for words. */
const room = { left: 4, right: 4, top: 20, bottom: 50 };
const gap = 20;

/** Lines that are drawn one by one: more would make the page heavy. */
const mostBars = 128;

/** Values of a row, side by side. */
interface Run {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/** A matrix as it is drawn. */
interface Panel {
  readonly name: "a" | "b" | "c";
  readonly rows: number;
  readonly columns: number;
  readonly at: Place;
  /** The row and the column of a step. */
  readonly row: "i" | "k";
  readonly column: "k" | "j";
}

/** Draws the matrices after `at` steps. */
export function matricesDiagram(state: TilingState): DiagramModel {
  const moment = walkOf(state).moment(state.at);
  const held = moment.held();
  const { panels, cell } = layOut(state);
  return {
    id: "walk",
    title: stepText(state),
    description: describeMoment(state, moment),
    width,
    height,
    shapes: [
      ...panels.flatMap((panel) => drawPanel(panel, cell, state, { ...moment, held })),
      ...legend(panels, state),
      ...progress(state, moment),
    ],
  };
}

/** `After 2458 of 4096 multiply-adds`. */
export function stepText(state: TilingState): string {
  const last = lastStep(state);
  if (state.at === 0) return `Before the first of ${countText(last)} multiply-adds`;
  if (state.at === last) {
    return last === 1
      ? "After the only multiply-add"
      : `After all ${countText(last)} multiply-adds`;
  }
  return `After ${countText(state.at)} of ${countText(last)} multiply-adds`;
}

/** The moment in words. */
export function describeMoment(state: TilingState, { place, misses, loaded, stored }: Moment) {
  const moved = `${countText(misses)} misses so far, ${
    byteText(bytesIn(loaded, state))
  } loaded and ${byteText(bytesIn(stored, state))} stored`;
  const { m, n, k } = state;
  return `Three matrices: A of ${m} × ${k}, B of ${k} × ${n} and C of ${m} × ${n} values. ` +
    (place
      ? `The last step took A[${place.i}, ${place.k}] times B[${place.k}, ${place.j}] into ` +
        `C[${place.i}, ${place.j}]; ${moved}.`
      : "The cache is empty.");
}

function layOut({ m, n, k }: TilingState): { panels: readonly Panel[]; cell: number } {
  const wide = width - room.left - room.right - gap;
  const high = height - room.top - room.bottom - gap;
  const exact = Math.min(wide / (k + n), high / (k + m), 24);
  // Half pixels keep the edges of small cells even
  const cell = exact > 3 ? Math.floor(exact * 2) / 2 : exact;
  const left = room.left + (wide - cell * (k + n)) / 2;
  const top = room.top + (high - cell * (k + m)) / 2;
  const right = left + k * cell + gap;
  const low = top + k * cell + gap;
  return {
    cell,
    panels: [
      { name: "a", rows: m, columns: k, at: { x: left, y: low }, row: "i", column: "k" },
      { name: "b", rows: k, columns: n, at: { x: right, y: top }, row: "k", column: "j" },
      { name: "c", rows: m, columns: n, at: { x: right, y: low }, row: "i", column: "j" },
    ],
  };
}

function drawPanel(
  panel: Panel,
  cell: number,
  state: TilingState,
  { place, held }: Pick<Moment, "place"> & { held: Readonly<Record<string, Uint8Array>> },
): DiagramShape[] {
  const { at, rows, columns, name } = panel;
  const rect = (row: number, column: number, high: number, wide: number): Rect => ({
    x: at.x + column * cell,
    y: at.y + row * cell,
    width: wide * cell,
    height: high * cell,
  });
  const shapes: DiagramShape[] = [
    {
      kind: "rects",
      role: "memory",
      paint: "fill",
      rects: inLines(runs(held[name] ?? new Uint8Array(), rows, columns), columns, state).map((
        { row, from, to },
      ) => inset(rect(row, from, 1, to - from))),
    },
    { kind: "rects", role: "soft", paint: "hairline", rects: grid(panel, state.tile, rect) },
  ];
  const title = { x: at.x, y: at.y - 6 };
  shapes.push({
    kind: "text",
    at: title,
    text: name.toUpperCase(),
    role: "ink",
    anchor: "start",
    strong: true,
  });
  if (!place) return shapes;
  if (isTiled(state)) {
    const tile = tileAt(panel, place, state.tile);
    shapes.push({
      kind: "rects",
      role: "ink",
      paint: "outline",
      rects: [rect(tile.row, tile.column, tile.height, tile.width)],
    });
  }
  shapes.push({
    kind: "rects",
    role: "ink",
    paint: "solid",
    rects: [rect(place[panel.row], place[panel.column], 1, 1)],
  });
  return shapes;
}

/** Whether tiles are drawn: neither single values nor one tile of everything. */
function isTiled(state: TilingState): boolean {
  return state.tile > 1 && state.tile < largestTile(state);
}

/** The tile of a step, cut at the matrix's edge. */
function tileAt({ rows, columns, row, column }: Panel, place: Place3, tile: number) {
  const from = {
    row: place[row] - place[row] % tile,
    column: place[column] - place[column] % tile,
  };
  return {
    ...from,
    height: Math.min(tile, rows - from.row),
    width: Math.min(tile, columns - from.column),
  };
}

/** The outline of a matrix, and of every second band of tiles, which draws all their edges. */
function grid(
  { rows, columns }: Panel,
  tile: number,
  rect: (row: number, column: number, high: number, wide: number) => Rect,
): Rect[] {
  const all = [rect(0, 0, rows, columns)];
  if (tile === 1) return all;
  for (let row = tile; row < rows; row += 2 * tile) {
    all.push(rect(row, 0, Math.min(tile, rows - row), columns));
  }
  for (let column = tile; column < columns; column += 2 * tile) {
    all.push(rect(0, column, rows, Math.min(tile, columns - column)));
  }
  return all;
}

/** Values in the cache that lie side by side, as one. */
function runs(flags: Uint8Array, rows: number, columns: number): Run[] {
  const found: { row: number; from: number; to: number }[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (flags[row * columns + column] !== 1) continue;
      const last = found.at(-1);
      if (last && last.row === row && last.to === column) last.to++;
      else found.push({ row, from: column, to: column + 1 });
    }
  }
  return found;
}

/** A line of the cache as a bar of its own, where there are few enough for that. */
function inLines(all: readonly Run[], columns: number, { line, cache }: TilingState): Run[] {
  if (cache / line > mostBars) return [...all];
  return all.flatMap(({ row, from, to }) => {
    const parts: Run[] = [];
    for (let at = from; at < to;) {
      // Arrays begin at a line, and rows follow each other without a gap
      const end = Math.min(to, at + line - (row * columns + at) % line);
      parts.push({ row, from: at, to: end });
      at = end;
    }
    return parts;
  });
}

/** A bar with a little room to its neighbours. */
function inset({ x, y, width, height }: Rect): Rect {
  const by = Math.min(height / 10, 0.5);
  return { x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by };
}

/** What the paints mean, in the empty corner beside B and above A if it is large enough. */
function legend([a, b]: readonly Panel[], state: TilingState): DiagramShape[] {
  if (!a || !b || b.at.x - gap - a.at.x < 104 || a.at.y - gap - b.at.y < 84) return [];
  const left = a.at.x;
  const entries: [DiagramShape & { kind: "rects" }, string][] = [
    [{ kind: "rects", role: "memory", paint: "fill", rects: [] }, "in the cache"],
    [{ kind: "rects", role: "ink", paint: "solid", rects: [] }, "in use"],
  ];
  if (isTiled(state)) {
    entries.push([{ kind: "rects", role: "ink", paint: "outline", rects: [] }, "tile"]);
  }
  return entries.flatMap(([shape, text], index): DiagramShape[] => {
    const y = b.at.y + 4 + index * 22;
    return [
      { ...shape, rects: [{ x: left + 1, y, width: 11, height: 11 }] },
      { kind: "text", at: { x: left + 20, y: y + 10 }, text, role: "soft", anchor: "start" },
    ];
  });
}

/** What has moved so far. */
function progress(state: TilingState, { misses, loaded, stored }: Moment): DiagramShape[] {
  const line = (text: string, role: "ink" | "memory", y: number): DiagramShape => ({
    kind: "text",
    at: { x: width / 2, y },
    text,
    role,
    anchor: "middle",
  });
  const [load, store] = [loaded, stored].map((values) => byteText(bytesIn(values, state)));
  return [
    line(`${countText(misses)} misses so far`, "ink", height - 26),
    line(`${load} loaded, ${store} stored`, "memory", height - 7),
  ];
}
