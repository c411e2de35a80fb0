import type { LoopOrder } from "@/lib/compute/tiling/mod.ts";
import { bytesPerValue, type Precision } from "@/lib/compute/mod.ts";
import type { FigureSchema } from "../definition.ts";
import { FigurePropError } from "../error.ts";
import { precisions } from "../machines.ts";
import { type Attributes, readChoice, readInteger, readList, refuseUnknown } from "../props.ts";

/** The state of the tiling figure. */
export interface TilingState {
  /** Rows of A and C. */
  readonly m: number;
  /** Columns of B and C. */
  readonly n: number;
  /** Columns of A, rows of B. */
  readonly k: number;
  /** Values the cache holds. */
  readonly cache: number;
  /** Values of a line. */
  readonly line: number;
  /** The loops, outermost first. */
  readonly order: Order;
  /** The edge of a tile; 1 is the product without tiles. */
  readonly tile: number;
  readonly precision: Precision;
  /** How many multiply-adds of the walk are done in the drawing. */
  readonly at: number;
  readonly controls: readonly TilingControl[];
}

/** An order of the loops: i runs over rows, j over columns, k over the inner size. */
export type Order = "ijk" | "ikj" | "jik" | "jki" | "kij" | "kji";

/** Groups of controls that an author can leave out. */
export type TilingControl =
  | "presets"
  | "size"
  | "cache"
  | "line"
  | "order"
  | "tile"
  | "precision"
  | "walk";

const allControls: readonly TilingControl[] = [
  "presets",
  "size",
  "cache",
  "line",
  "order",
  "tile",
  "precision",
  "walk",
];

/** The orders as they are offered. */
export const orders: readonly Order[] = ["ijk", "ikj", "jik", "jki", "kij", "kji"];

/** The lines that are offered, in values. */
export const lines = [1, 2, 4, 8, 16] as const;

/** The largest side of a matrix. */
export const largestSide = 64;

/** What a cache may hold, in values. */
export const cacheSpan = { min: 4, max: 16_384 } as const;

/** Lines that a cache has at least. */
export const fewestLines = 4;

/** The names of its properties; docs/figures.md says what each is. */
const tilingPropNames = [
  "size",
  "cache",
  "line",
  "order",
  "tile",
  "precision",
  "at",
  "controls",
];

/** An order as lib/compute writes it. */
export function loopOrder(order: Order): LoopOrder {
  return order.replace("i", "m").replace("j", "n") as LoopOrder;
}

/** The largest side of the product's matrices, and so the largest tile. */
export function largestTile({ m, n, k }: Pick<TilingState, "m" | "n" | "k">): number {
  return Math.max(m, n, k);
}

/** The multiply-adds of a product. */
export function lastStep({ m, n, k }: Pick<TilingState, "m" | "n" | "k">): number {
  return m * n * k;
}

/** Reads the properties of the tiling figure. */
export function parseTiling(attributes: Attributes): TilingState {
  refuseUnknown(attributes, tilingPropNames);
  const size = readSides(attributes.size);
  const precision = readChoice(attributes, "precision", precisions, "fp32");
  const line = Number(readChoice(attributes, "line", lines.map(String), "4"));
  const last = lastStep(size);
  return {
    ...size,
    cache: readCache(attributes.cache, line, precision),
    line,
    order: readChoice(attributes, "order", orders, "ijk"),
    tile: readInteger(attributes, "tile", { min: 1, max: largestTile(size) }, 1),
    precision,
    at: readInteger(attributes, "at", { min: 0, max: last }, Math.floor(last * 0.6)),
    controls: readList(attributes, "controls", allControls, allControls),
  };
}

/** One side for square matrices, or m, n and k. */
function readSides(text = ""): { m: number; n: number; k: number } {
  if (text.trim() === "") return { m: 16, n: 16, k: 16 };
  const sides = text.split(/[,×x]/).map((part) => part.trim() === "" ? NaN : Number(part));
  const fits = (side: number) => Number.isInteger(side) && side >= 1 && side <= largestSide;
  const [m = NaN, n = m, k = m] = sides;
  if (![1, 3].includes(sides.length) || !sides.every(fits)) {
    throw new FigurePropError("size", text, [
      `a whole number from 1 to ${largestSide}`,
      "three of them: m, n, k",
    ]);
  }
  return { m, n, k };
}

/** A number of values, or of bytes with their unit; whole lines. */
function readCache(text = "", line: number, precision: Precision): number {
  if (text.trim() === "") return Math.max(64, fewestLines * line);
  const [, number = "", unit = ""] = /^\s*(\d[\d_\s]*)\s*(B|bytes|values|)\s*$/i.exec(text) ?? [];
  const amount = Number(number.replaceAll(/[\s_]/g, "") || NaN);
  const inBytes = /^b/i.test(unit);
  const values = inBytes ? amount / bytesPerValue(precision) : amount;
  const fits = values >= cacheSpan.min && values <= cacheSpan.max &&
    Number.isInteger(values / line);
  if (!fits || values < fewestLines * line) {
    throw new FigurePropError("cache", text, [
      `a number of values from ${fewestLines * line} to ${cacheSpan.max}, whole lines of ${line}`,
      `as many bytes, such as "${64 * Math.max(bytesPerValue(precision), 1)} B"`,
    ]);
  }
  return values;
}

/** Writes the state of the tiling figure as properties. */
export function formatTiling(state: TilingState): Record<string, string> {
  const { m, n, k } = state;
  return {
    size: m === n && n === k ? String(m) : `${m},${n},${k}`,
    cache: String(state.cache),
    line: String(state.line),
    order: state.order,
    tile: String(state.tile),
    precision: state.precision,
    at: String(state.at),
    controls: state.controls.join(",") || "none",
  };
}

/** What the tiling figure accepts. */
export const tilingSchema: FigureSchema<TilingState> = {
  name: "tiling",
  props: tilingPropNames.map((name) => ({ name })),
  parseProps: parseTiling,
  formatProps: formatTiling,
};
