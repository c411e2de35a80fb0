/**
 * A matrix product as a solid to scale: its volume is the multiply-accumulates,
 * its three visible faces are the matrices that move. In an isometric drawing
 * every face is foreshortened alike, so areas compare exactly.
 *
 * @module
 */
import { formatNumber, type OperatorCost } from "@/lib/compute/mod.ts";
import type { DiagramModel, DiagramShape, Place } from "../model.ts";
import { byteText, flopText } from "../text.ts";
import type { IntensityState } from "./state.ts";

const width = 320;
const height = 300;
/** What the drawing may fill; the rest is for words. */
const room = { left: 64, right: 64, top: 26, bottom: 84 };
const cos30 = Math.sqrt(3) / 2;

/** A solid's sizes, and what its faces are called. */
interface Solid {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly names: { readonly a: string; readonly b: string; readonly c: string };
  /** Sizes as the reader knows them; an empty name is not written. */
  readonly edges: { readonly m: string; readonly n: string; readonly k: string };
}

/** The solid of a product; `undefined` for operations that are not products. */
export function solidOf(state: IntensityState): Solid | undefined {
  const { m, n, k } = state;
  switch (state.operation) {
    case "gemm":
      return { m, n, k, names: { a: "A", b: "B", c: "C" }, edges: { m: "m", n: "n", k: "k" } };
    case "gemv":
      return {
        m,
        n: 1,
        k: n,
        names: { a: "W", b: "x", c: "y" },
        edges: { m: "m", n: "", k: "n" },
      };
    case "dot":
      return {
        m: 1,
        n: 1,
        k: n,
        names: { a: "x", b: "y", c: "result" },
        edges: { m: "", n: "", k: "n" },
      };
    default:
      return undefined;
  }
}

/** Draws the solid of a product. */
export function boxDiagram(solid: Solid, cost: OperatorCost): DiagramModel {
  const corner = projection(solid);
  const { m, n, k, names, edges } = solid;
  const [a = 0, b = 0, c = 0] = cost.terms.filter(({ kind }) => kind !== "flops").map((term) =>
    term.value
  );
  const face = (points: Place[], paint: "tint" | "fill" | "shade"): DiagramShape => ({
    kind: "polygon",
    points,
    role: "memory",
    paint,
  });
  const leftEdge = middle(corner(0, n, 0), corner(m, n, 0));
  const lowLeft = middle(corner(m, n, 0), corner(m, n, k));
  const lowRight = middle(corner(m, n, k), corner(m, 0, k));
  const top = corner(0, 0, 0);
  return {
    id: "solid",
    title: "Faces are bytes, the volume is FLOPs",
    description: `A solid drawn to scale, ${m} high, ${k} deep and ${n} wide. Its faces are the ` +
      `operands: ${names.a} ${byteText(a)}, ${names.b} ${byteText(b)}, ${names.c} ${
        byteText(c)
      }; ` +
      `its volume is ${flopText(cost.flops)}.`,
    width,
    height,
    shapes: [
      face([corner(0, 0, 0), corner(0, 0, k), corner(0, n, k), corner(0, n, 0)], "tint"),
      face([corner(0, n, 0), corner(0, n, k), corner(m, n, k), corner(m, n, 0)], "shade"),
      face([corner(0, n, k), corner(0, 0, k), corner(m, 0, k), corner(m, n, k)], "fill"),
      {
        kind: "polygon",
        role: "compute",
        paint: "outline",
        points: [
          corner(0, 0, 0),
          corner(0, 0, k),
          corner(m, 0, k),
          corner(m, n, k),
          corner(m, n, 0),
          corner(0, n, 0),
        ],
      },
      text(shift(top, 0, -10), `${names.b} ${byteText(b)}`, "memory", "middle"),
      ...size(shift(leftEdge, -7, 4), edges.m, m, "end"),
      text(shift(lowLeft, -8, 14), `${names.a} ${byteText(a)}`, "memory", "end"),
      ...size(shift(lowLeft, -8, 30), edges.k, k, "end"),
      text(shift(lowRight, 8, 14), `${names.c} ${byteText(c)}`, "memory", "start"),
      ...size(shift(lowRight, 8, 30), edges.n, n, "start"),
      text({ x: width / 2, y: height - 26 }, `volume ${flopText(cost.flops)}`, "compute", "middle"),
      text({ x: width / 2, y: height - 8 }, `faces ${byteText(cost.bytes)}`, "memory", "middle"),
    ],
  };
}

/** Rows run down, k to the right and the front, n to the left and the front. */
function projection({ m, n, k }: Solid): (m: number, n: number, k: number) => Place {
  const wide = width - room.left - room.right;
  const high = height - room.top - room.bottom;
  const scale = Math.min(wide / ((n + k) * cos30), high / (m + (n + k) / 2));
  const drawn = { width: (n + k) * cos30 * scale, height: (m + (n + k) / 2) * scale };
  const origin = {
    x: room.left + (wide - drawn.width) / 2 + n * cos30 * scale,
    y: room.top + (high - drawn.height) / 2,
  };
  return (down, left, right) => ({
    x: origin.x + (right - left) * cos30 * scale,
    y: origin.y + (down + (right + left) / 2) * scale,
  });
}

function size(at: Place, name: string, value: number, anchor: "start" | "end"): DiagramShape[] {
  return name === ""
    ? []
    : [text(at, `${name} = ${formatNumber(value, { digits: 9 })}`, "soft", anchor)];
}

function text(
  at: Place,
  words: string,
  role: "memory" | "compute" | "soft",
  anchor: "start" | "middle" | "end",
): DiagramShape {
  return { kind: "text", at, text: words, role, anchor };
}

function middle(a: Place, b: Place): Place {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function shift({ x, y }: Place, dx: number, dy: number): Place {
  return { x: x + dx, y: y + dy };
}
