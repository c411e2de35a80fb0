/**
 * How lines, points and areas look, apart from their colour.
 *
 * @module
 */
import type { AreaSeries, Dash, DiagramShape, LineSeries, PointSeries, Shape } from "../model.ts";

/** The lengths of dashes and gaps, in pixels. */
export const dashes: Readonly<Record<Dash, readonly number[]>> = {
  solid: [],
  dashed: [8, 5],
  dotted: [2, 4],
  dashdot: [9, 4, 2, 4],
};

/** The width of a line, in pixels. */
export function lineWidth({ faint }: Pick<LineSeries, "faint">): number {
  return faint ? 1.25 : 2.5;
}

/** Half the width of a point, in pixels. */
export function markRadius({ small }: Pick<PointSeries, "small">): number {
  return small ? 3.5 : 5;
}

/** How dense an area is. */
export function areaOpacity({ dense }: Pick<AreaSeries, "dense">): number {
  return dense ? 0.16 : 0.075;
}

/** How dense the paints of a diagram are. */
export const paintOpacity: Readonly<
  Record<Extract<DiagramShape, { kind: "polygon" }>["paint"], number>
> = { tint: 0.16, shade: 0.3, fill: 0.48, outline: 0 };

/** Shapes that are drawn with lines alone. */
export function isOpen(shape: Shape): boolean {
  return shape === "plus" || shape === "cross";
}

/** A point's shape as an SVG path, which canvas understands as well. */
export function shapePath(shape: Shape, x: number, y: number, size: number): string {
  const at = (dx: number, dy: number) => `${round(x + dx * size)} ${round(y + dy * size)}`;
  switch (shape) {
    case "circle":
      return `M${at(-1, 0)}a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${
        -2 * size
      } 0Z`;
    case "square":
      return `M${at(-0.9, -0.9)}L${at(0.9, -0.9)}L${at(0.9, 0.9)}L${at(-0.9, 0.9)}Z`;
    case "triangle":
      return `M${at(0, -1.15)}L${at(1.1, 0.85)}L${at(-1.1, 0.85)}Z`;
    case "diamond":
      return `M${at(0, -1.25)}L${at(1.25, 0)}L${at(0, 1.25)}L${at(-1.25, 0)}Z`;
    case "plus":
      return `M${at(-1.1, 0)}L${at(1.1, 0)}M${at(0, -1.1)}L${at(0, 1.1)}`;
    case "cross":
      return `M${at(-0.9, -0.9)}L${at(0.9, 0.9)}M${at(-0.9, 0.9)}L${at(0.9, -0.9)}`;
  }
}

/** A pixel without needless digits. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
