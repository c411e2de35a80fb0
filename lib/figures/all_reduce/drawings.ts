/**
 * Who sends to whom: the ring, and the tree.
 *
 * @module
 */
import type { DiagramModel, DiagramShape, Place, Rect } from "../model.ts";
import { byteText } from "../text.ts";
import type { Costs } from "./times.ts";
import { countText } from "./words.ts";

const width = 184;
const height = 214;
/** More devices than this are drawn as this many. */
const mostDrawn = 32;
const center = { x: width / 2, y: 80 };
const radius = 68;

/** Devices in a circle, each sending a part of the message to the next. */
export function ringDiagram({ ring }: Costs): DiagramModel {
  const { devices, steps, bytes } = ring;
  const drawn = Math.min(devices, mostDrawn);
  const around = (part: number, far = radius): Place => {
    const angle = part / drawn * 2 * Math.PI - Math.PI / 2;
    return { x: center.x + far * Math.cos(angle), y: center.y + far * Math.sin(angle) };
  };
  const edge = devices > 16 ? 6 : 10;
  // The arc between two devices, clear of both
  const clear = Math.min(0.34, edge * 0.95 * drawn / (2 * Math.PI * radius));
  const arrows = Array.from({ length: drawn }, (_, from): DiagramShape[] => {
    const to = from + 1 - clear;
    const arc = [0, 1 / 4, 1 / 2, 3 / 4, 1].map((part) =>
      around(from + clear + part * (1 - 2 * clear))
    );
    if (drawn > 12) return [line(arc)];
    const back = to - Math.min(0.16, 6 * drawn / (2 * Math.PI * radius));
    return [line(arc), line([around(back, radius - 4), around(to), around(back, radius + 4)])];
  });
  const each = `${countText(steps)} steps of ${byteText(bytes / devices)}`;
  return {
    id: "ring",
    title: "Ring: each to the next",
    description: `${countText(devices)} devices in a circle. In each of ${countText(steps)} ` +
      `steps every one sends ${byteText(bytes / devices)} to the next: first sums are gathered, ` +
      `then results are passed on.`,
    width,
    height,
    shapes: [
      ...arrows.flat(),
      devicesAt(Array.from({ length: drawn }, (_, at) => around(at)), edge),
      ...(devices > drawn
        ? [text(center.x, center.y + 4, `${drawn} of ${countText(devices)} drawn`, "soft")]
        : []),
      text(center.x, height - 30, each, "network"),
      text(center.x, height - 10, "2·(p − 1) of n ÷ p", "soft"),
    ],
  };
}

/** Devices in pairs, pairs in pairs: sums go up, results come down. */
export function treeDiagram({ tree }: Costs): DiagramModel {
  const { devices, steps, bytes } = tree;
  const drawn = Math.min(devices, mostDrawn);
  const edge = devices > 16 ? 4 : devices > 8 ? 7 : 10;
  const rounds = Math.ceil(Math.log2(drawn));
  const [top, bottom] = [center.y - radius, center.y + radius];
  const step = (bottom - top) / rounds;
  let row: Place[] = Array.from({ length: drawn }, (_, at) => ({
    x: 6 + (width - 12) * at / (drawn - 1),
    y: bottom,
  }));
  const nodes = [...row];
  const lines: DiagramShape[] = [];
  while (row.length > 1) {
    const y = (row[0]?.y ?? bottom) - step;
    const next: Place[] = [];
    for (let at = 0; at < row.length; at += 2) {
      const pair = row.slice(at, at + 2);
      const parent = { x: pair.reduce((sum, place) => sum + place.x, 0) / pair.length, y };
      for (const child of pair) lines.push(line([child, parent]));
      next.push(parent);
    }
    nodes.push(...next);
    row = next;
  }
  return {
    id: "tree",
    title: "Tree: up, then down again",
    description: `${countText(devices)} devices in a tree of ${steps / 2} levels. Sums of ` +
      `${byteText(bytes)} go up in ${steps / 2} steps, and the result comes down in as many.`,
    width,
    height,
    shapes: [
      ...lines,
      devicesAt(nodes, edge),
      ...(devices > drawn
        ? [text(center.x, bottom + 20, `${drawn} of ${countText(devices)} drawn`, "soft")]
        : []),
      text(center.x, height - 30, `${steps} steps of ${byteText(bytes)}`, "network"),
      text(center.x, height - 10, `${steps / 2} up and ${steps / 2} down, of n`, "soft"),
    ],
  };
}

function devicesAt(places: readonly Place[], edge: number): DiagramShape {
  return {
    kind: "rects",
    role: "ink",
    paint: "solid",
    rects: places.map(({ x, y }): Rect => ({
      x: x - edge / 2,
      y: y - edge / 2,
      width: edge,
      height: edge,
    })),
  };
}

function line(points: readonly Place[]): DiagramShape {
  return { kind: "line", points, role: "network", dash: "solid" };
}

function text(x: number, y: number, words: string, role: "network" | "soft"): DiagramShape {
  return { kind: "text", at: { x, y }, text: words, role, anchor: "middle" };
}
