import type { Annotation, LineSeries, Place } from "../model.ts";
import { along, type Box } from "./geometry.ts";
import type { Candidate } from "./labels.ts";

/** Places around a point: to its right, its left, above and below, then further off. */
export function aroundPoint({ x, y }: Place, size: number): Candidate[] {
  const near = size * 0.8;
  return [1, 1.8, 2.8].flatMap((far): Candidate[] => [
    { x: x + near, y: y + size * (far === 1 ? 1.3 : far + 0.5), anchor: "start" },
    { x: x - near, y: y - size * (far - 0.45), anchor: "end" },
    { x: x + near, y: y - size * (far - 0.45), anchor: "start" },
    { x: x - near, y: y + size * (far + 0.3), anchor: "end" },
    { x, y: y - size * far, anchor: "middle" },
    { x, y: y + size * (far + 0.8), anchor: "middle" },
  ]);
}

/** Places above and below a line, at the fractions its series asks for. */
export function alongLine(
  points: readonly Place[],
  fractions: LineSeries["labelAt"],
  size: number,
): Candidate[] {
  return (fractions ?? [0.9, 0.6, 0.3]).flatMap((fraction): Candidate[] => {
    const { x, y, slope } = along(points, fraction);
    if (Math.abs(slope) < 0.05) {
      const anchor = fraction > 0.8 ? "end" : fraction < 0.2 ? "start" : "middle";
      return [{ x, y: y - size * 0.5, anchor }, { x, y: y + size * 1.15, anchor }];
    }
    // Above a rising line is to its left, below it to its right.
    const [above, below] = slope < 0 ? ["end", "start"] as const : ["start", "end"] as const;
    const gap = (anchor: "start" | "end") => anchor === "start" ? size * 0.55 : -size * 0.55;
    return [
      { x: x + gap(above), y: y - size * 0.2, anchor: above },
      { x: x + gap(below), y: y + size * 0.95, anchor: below },
    ];
  });
}

/** Places for the label of an annotation. */
export function besideAnnotation(
  annotation: Annotation,
  line: readonly Place[],
  plot: Box,
  size: number,
): Candidate[] {
  const [from, to] = line;
  if (!from || !to) return [];
  switch (annotation.kind) {
    case "vertical":
      return [0.6, 2.2, 3.8, 5.4].flatMap((up): Candidate[] => {
        const y = plot.bottom - size * up;
        return [
          { x: from.x + size * 0.45, y, anchor: "start" },
          { x: from.x - size * 0.45, y, anchor: "end" },
        ];
      });
    case "horizontal":
      return [
        { x: to.x - 4, y: to.y - size * 0.45, anchor: "end" },
        { x: from.x + 4, y: to.y - size * 0.45, anchor: "start" },
        { x: to.x - 4, y: to.y + size * 1.1, anchor: "end" },
        { x: from.x + 4, y: to.y + size * 1.1, anchor: "start" },
        { x: (from.x + to.x) / 2, y: to.y - size * 0.45, anchor: "middle" },
      ];
    case "segment":
      return aroundPoint(along(line, 0.5), size);
    case "region":
      return [0, -1.5, 1.5, -3, -4.5, -6].flatMap((rows): Candidate[] =>
        [0, -5, 5].map((columns) => ({
          x: from.x + columns * size,
          y: from.y + rows * size,
          anchor: "middle",
        }))
      );
  }
}
