import type { Annotation, Place, Series } from "../model.ts";
import type { Box } from "./geometry.ts";
import type { Scale } from "./scale.ts";

/** What turns a place of a chart into pixels. */
export interface Frame {
  readonly x: Scale;
  readonly y: Scale;
  /** The rectangle of the data. */
  readonly plot: Box;
}

/** A place of the chart in pixels. */
export function toPixels({ x, y }: Place, frame: Pick<Frame, "x" | "y">): Place {
  return { x: frame.x.toPixel(x), y: frame.y.toPixel(y) };
}

/** A series in pixels. */
export function pixelsOf(series: Series, frame: Pick<Frame, "x" | "y">): Place[] {
  return series.points.map((place) => toPixels(place, frame));
}

/** The line of an annotation in pixels; of a region, its place twice. */
export function annotationLine(
  annotation: Annotation,
  { x, y, plot }: Frame,
): [Place, Place] {
  switch (annotation.kind) {
    case "vertical": {
      const at = x.toPixel(annotation.at);
      const end = annotation.to === undefined ? plot.top : y.toPixel(annotation.to);
      return [{ x: at, y: plot.bottom }, { x: at, y: end }];
    }
    case "horizontal": {
      const at = y.toPixel(annotation.at);
      const end = annotation.to === undefined ? plot.right : x.toPixel(annotation.to);
      return [{ x: plot.left, y: at }, { x: end, y: at }];
    }
    case "segment":
      return [toPixels(annotation.from, { x, y }), toPixels(annotation.to, { x, y })];
    case "region": {
      const at = toPixels(annotation, { x, y });
      return [at, at];
    }
  }
}
