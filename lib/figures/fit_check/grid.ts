/**
 * All that is held, to scale, in boxes of one device's memory.
 *
 * @module
 */
import type { DiagramModel, DiagramShape, Place, Rect } from "../model.ts";
import { byteText, capitalised, percentText } from "../text.ts";
import type { Holding } from "./memory.ts";
import type { FitCheckState } from "./state.ts";
import { countText, devicesText, kindText, looks } from "./words.ts";

const width = 320;
const row = 19;
const top = 4;
const high = 200;
/** More boxes than this could not be told apart: each then stands for several devices. */
const mostBoxes = 900;

/** Boxes of one device each, filled one after the other, and what fills them. */
export function fitGrid(state: FitCheckState, holding: Holding): DiagramModel {
  const { capacity, needed, parts, total, machine } = holding;
  const shown = Math.max(needed, state.devices);
  const per = 10 ** Math.max(0, Math.ceil(Math.log10(shown / mostBoxes)));
  const boxes = Math.ceil(shown / per);
  const { columns, edge } = layOut(boxes);
  const rows = Math.ceil(boxes / columns);
  const left = (width - columns * edge) / 2;
  const gap = Math.min(4, edge * 0.14);
  const inner = edge - gap;
  const corner = (box: number): Place => ({
    x: left + (box % columns) * edge + gap / 2,
    y: top + Math.floor(box / columns) * edge + gap / 2,
  });
  const frame = (box: number): Rect => ({ ...corner(box), width: inner, height: inner });
  const box = capacity * per;
  const fills = parts.map(({ kind, bytes, upTo }): DiagramShape => ({
    kind: "rects",
    role: looks[kind].role,
    paint: looks[kind].paint,
    rects: fillOf(upTo - bytes, upTo, box).map(({ at, from, to }) => {
      const { x, y } = corner(at);
      return { x, y: y + inner * (1 - to), width: inner, height: inner * (to - from) };
    }),
  }));
  const legendTop = top + rows * edge + 10;
  return {
    id: "boxes",
    title: per === 1
      ? `${capitalised(devicesText(shown, machine))} of ${byteText(capacity)}, to scale`
      : `One square is ${devicesText(per, machine)}`,
    description: `${countText(boxes)} equal squares, each the memory of ${
      devicesText(per, machine)
    }, filled one after the other: ${
      parts.map(({ kind, bytes }) => `${kindText(kind, state)} ${byteText(bytes)}`).join(", ")
    }. The ${devicesText(state.devices, machine)} chosen are outlined.`,
    width,
    height: top + high + 10 + 4 * row,
    shapes: [
      ...fills,
      {
        kind: "rects",
        role: "soft",
        paint: "hairline",
        rects: Array.from({ length: boxes }, (_, at) => frame(at)),
      },
      outline(Math.ceil(state.devices / per), columns, edge, left),
      ...parts.flatMap(({ kind, bytes }, index): DiagramShape[] => {
        const y = legendTop + index * row;
        return [
          {
            kind: "rects",
            role: looks[kind].role,
            paint: looks[kind].paint,
            rects: [{ x: 2, y: y + 1, width: 13, height: 13 }],
          },
          { kind: "rects", role: "soft", paint: "hairline", rects: [swatch(y)] },
          text(22, y + 12, capitalised(kindText(kind, state)), "start"),
          text(width - 2, y + 12, `${byteText(bytes)}, ${percentText(bytes / total)}`, "end"),
        ];
      }),
    ],
  };
}

function swatch(y: number): Rect {
  return { x: 2, y: y + 1, width: 13, height: 13 };
}

function text(x: number, y: number, words: string, anchor: "start" | "end"): DiagramShape {
  return { kind: "text", at: { x, y }, text: words, role: "ink", anchor };
}

/** Columns and the edge of a box, so that all boxes fill the room. */
function layOut(boxes: number): { columns: number; edge: number } {
  let best = { columns: 1, edge: 0 };
  for (let columns = 1; columns <= boxes; columns++) {
    const edge = Math.min((width - 4) / columns, high / Math.ceil(boxes / columns));
    if (edge > best.edge) best = { columns, edge };
    else if (columns > 2 * best.columns) break;
  }
  return best;
}

/** Which parts of which boxes a run of bytes fills, boxes being filled one after the other. */
function fillOf(from: number, to: number, box: number) {
  const filled: { at: number; from: number; to: number }[] = [];
  for (let at = Math.floor(from / box); at * box < to; at++) {
    const part = {
      at,
      from: Math.max(from / box - at, 0),
      to: Math.min(to / box - at, 1),
    };
    if (part.to > part.from) filled.push(part);
  }
  return filled;
}

/** A line around the first boxes, row by row. */
function outline(boxes: number, columns: number, edge: number, left: number): DiagramShape {
  const full = Math.floor(boxes / columns);
  const rest = boxes % columns;
  const at = (column: number, line: number): Place => ({
    x: left + column * edge,
    y: top + line * edge,
  });
  const right = full > 0 ? columns : rest;
  const points = [at(0, 0), at(right, 0)];
  if (full > 0) points.push(at(columns, full));
  if (rest > 0) {
    if (full > 0) points.push(at(rest, full));
    points.push(at(rest, full + 1), at(0, full + 1));
  } else points.push(at(0, full));
  return { kind: "polygon", role: "ink", paint: "outline", points };
}
