/**
 * Which labels a chart has, and where each may stand.
 *
 * @module
 */
import type { ChartModel } from "../model.ts";
import { alongLine, aroundPoint, besideAnnotation } from "./candidates.ts";
import { type LabelRequest, type PlacedLabel, placeLabels } from "./labels.ts";
import { annotationLine, type Frame, pixelsOf, toPixels } from "./pixels.ts";
import { markRadius } from "./style.ts";
import { fitText, textWidth } from "./text_width.ts";

interface LabelFrame extends Frame {
  readonly fontSize: number;
}

/** Places every label of a chart. */
export function placeChartLabels(chart: ChartModel, frame: LabelFrame): PlacedLabel[] {
  const { plot, fontSize } = frame;
  return placeLabels(labelRequests(chart, frame), {
    room: { left: plot.left + 3, top: plot.top - 2, right: plot.right, bottom: plot.bottom - 2 },
    taken: chart.series.flatMap((series) => {
      if (series.kind !== "points") return [];
      const half = markRadius(series) + 1;
      return pixelsOf(series, frame).map(({ x, y }) => (
        { left: x - half, right: x + half, top: y - half, bottom: y + half }
      ));
    }),
    lines: [
      ...chart.series.flatMap((series) =>
        series.kind === "line" ? [series.points.map((place) => toPixels(place, frame))] : []
      ),
      ...chart.annotations.map((annotation) => annotationLine(annotation, frame)),
    ],
    fontSize,
  });
}

/** Labels in the order of their claim: the reader's point, other points, lines, one of many, the rest. */
function labelRequests(chart: ChartModel, frame: LabelFrame): LabelRequest[] {
  const { plot, fontSize } = frame;
  const most = (plot.right - plot.left) * 0.72;
  const points = chart.series.flatMap((series) =>
    series.kind !== "points" ? [] : series.points.map((mark) => ({
      selected: mark.selected ?? false,
      small: series.small ?? false,
      request: {
        text: fitText(mark.label, fontSize, most),
        // Across a line or further off, the name of one of many would seem to be another's.
        most: series.small ? 0.9 : Infinity,
        role: series.role,
        strong: mark.selected ?? false,
        candidates: aroundPoint(toPixels(mark, frame), fontSize),
      },
    }))
  );
  const lines = chart.series.flatMap((series) =>
    series.kind !== "line" ? [] : [{
      faint: series.faint ?? false,
      request: {
        ...textsOf(series, fontSize, most),
        role: series.role,
        // Across two other lines, the name of a faint one would seem to be theirs.
        most: series.faint ? 3 : Infinity,
        candidates: alongLine(pixelsOf(series, frame), series.labelAt, fontSize),
      },
    }]
  );
  const notes = chart.annotations.map((annotation) => ({
    last: annotation.kind === "region",
    request: {
      ...textsOf(annotation, fontSize, most),
      role: annotation.role,
      most: annotation.kind === "region" ? 2 : Infinity,
      candidates: besideAnnotation(annotation, annotationLine(annotation, frame), plot, fontSize),
    },
  }));
  return [
    ...points.filter(({ selected }) => selected),
    ...points.filter(({ selected, small }) => !selected && !small),
    ...lines.filter(({ faint }) => !faint),
    ...points.filter(({ selected, small }) => !selected && small),
    ...notes.filter(({ last }) => !last),
    ...lines.filter(({ faint }) => faint),
    ...notes.filter(({ last }) => last),
  ].map(({ request }) => request);
}

/** The texts of a label that have room; if none has, the shortest with an ellipsis. */
function textsOf(
  { label, shorter = [] }: { label: string; shorter?: readonly string[] },
  size: number,
  most: number,
): { text: string; shorter: string[] } {
  const [text, ...rest] = [label, ...shorter].filter((text) => textWidth(text, size) <= most);
  return text === undefined
    ? { text: fitText(shorter.at(-1) ?? label, size, most), shorter: [] }
    : { text, shorter: rest };
}
