/**
 * An operation on single values as two plates to scale: what is read, and what
 * is written. There is no volume, and so the intensity is the same at any size.
 *
 * @module
 */
import { formatNumber, type OperatorCost } from "@/lib/compute/mod.ts";
import type { DiagramModel, DiagramShape, Place } from "../model.ts";
import { byteText } from "../text.ts";
import type { IntensityState } from "./state.ts";

const width = 320;
const height = 300;
const cos30 = Math.sqrt(3) / 2;

/** Draws the plates of an operation on values. */
export function platesDiagram(state: IntensityState, cost: OperatorCost): DiagramModel {
  const table = state.operation !== "elementwise";
  // A vector has no shape of its own: drawn as a square of as many values.
  const side = Math.sqrt(state.n);
  const [rows, columns] = table ? [state.m, state.n] : [side, side];
  const scale = Math.min(190 / ((rows + columns) * cos30), 85 / ((rows + columns) / 2));
  const values = table ? state.m * state.n : state.n;
  const operations = cost.flops / values;
  const plate = (top: number, paint: "tint" | "fill"): DiagramShape => ({
    kind: "polygon",
    role: "memory",
    paint,
    points: corners(rows * scale, columns * scale, top),
  });
  const label = (y: number, text: string, role: "memory" | "compute" | "soft"): DiagramShape => ({
    kind: "text",
    at: { x: width / 2, y },
    text,
    role,
    anchor: "middle",
  });
  const sizes = table
    ? `${formatNumber(rows, { digits: 9 })} × ${formatNumber(columns, { digits: 9 })} values`
    : `${formatNumber(values, { digits: 9 })} values`;
  return {
    id: "solid",
    title: "Two faces, and no volume between them",
    description: `Two plates to scale: ${byteText(cost.bytesRead)} read and ${
      byteText(cost.bytesWritten)
    } written, with ${formatNumber(operations)} FLOPs for each value.`,
    width,
    height,
    shapes: [
      plate(30, "tint"),
      label(18, `read ${byteText(cost.bytesRead)}`, "memory"),
      {
        kind: "line",
        role: "compute",
        dash: "solid",
        points: [{ x: width / 2, y: 128 }, { x: width / 2, y: 158 }, { x: width / 2 - 5, y: 151 }, {
          x: width / 2,
          y: 158,
        }, { x: width / 2 + 5, y: 151 }],
      },
      {
        kind: "text",
        at: { x: width / 2 + 14, y: 147 },
        text: `${formatNumber(operations)} FLOP a value`,
        role: "compute",
        anchor: "start",
      },
      plate(170, "fill"),
      label(272, `written ${byteText(cost.bytesWritten)}`, "memory"),
      label(292, sizes, "soft"),
    ],
  };
}

/** A plate in the middle of a band 85 high that begins at `top`. */
function corners(rows: number, columns: number, top: number): Place[] {
  const high = (rows + columns) / 2;
  const start = {
    x: width / 2 + (rows - columns) * cos30 / 2,
    y: top + (85 - high) / 2,
  };
  const at = (down: number, right: number) => ({
    x: start.x + (right - down) * cos30,
    y: start.y + (right + down) / 2,
  });
  return [at(0, 0), at(0, columns), at(rows, columns), at(rows, 0)];
}
