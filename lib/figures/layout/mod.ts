/**
 * Where everything of a chart goes, in pixels, for one size of the chart. Both
 * renderers draw from this, and so they look the same.
 *
 * @module
 */
import type { Annotation, Axis, ChartModel, Place, Series } from "../model.ts";
import { axisTicks, tickLabel } from "../ticks.ts";
import { alongLine, aroundPoint, besideAnnotation } from "./candidates.ts";
import type { Box } from "./geometry.ts";
import { type LabelRequest, type PlacedLabel, placeLabels } from "./labels.ts";
import { axisScale, type Scale } from "./scale.ts";
import { fitText, textWidth } from "./text_width.ts";

/** A mark of an axis at its pixel. */
export interface PlacedTick {
  readonly at: number;
  readonly value: number;
  readonly label: string;
}

/** A chart laid out. */
export interface ChartLayout {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
  /** The rectangle of the data. */
  readonly plot: Box;
  readonly x: Scale;
  readonly y: Scale;
  readonly xTicks: readonly PlacedTick[];
  readonly yTicks: readonly PlacedTick[];
  readonly xTitle: string;
  readonly yTitle: string;
  readonly labels: readonly PlacedLabel[];
}

/** Half the width of a marked point. */
export const markSize = 5;

/** Below this width a chart is drawn for a phone. */
export const narrowWidth = 520;

/**
 * Lays out a chart.
 *
 * @param chart What to draw.
 * @param size Of the whole drawing, in pixels.
 * @returns Everything's place.
 */
export function layoutChart(
  chart: ChartModel,
  size: { readonly width: number; readonly height: number },
): ChartLayout {
  const narrow = size.width < narrowWidth;
  const fontSize = narrow ? 12 : 13;
  const plot: Box = {
    left: narrow ? 44 : 56,
    top: fontSize * 2,
    right: Math.round(size.width - Math.max(10, lastTickOverhang(chart.x, fontSize))),
    bottom: Math.round(size.height - fontSize * 3.4),
  };
  const x = axisScale(chart.x, plot.left, plot.right);
  const y = axisScale(chart.y, plot.bottom, plot.top);
  const across = Math.floor((plot.right - plot.left) / (chart.x.base === 2 ? 56 : 52));
  const down = Math.floor((plot.bottom - plot.top) / 26);
  return {
    ...size,
    fontSize,
    plot,
    x,
    y,
    xTicks: placeTicks(chart.x, x, Math.max(across, 2)),
    yTicks: placeTicks(chart.y, y, Math.max(down, 2)),
    xTitle: axisTitle(chart.x),
    yTitle: axisTitle(chart.y),
    labels: placeChartLabels(chart, { x, y, plot, fontSize }),
  };
}

/** How far the number at the end of the axis reaches beyond it. */
function lastTickOverhang(axis: Axis, fontSize: number): number {
  return textWidth(tickLabel(axis.max, axis), fontSize) / 2 + 2;
}

function placeTicks(axis: Axis, scale: Scale, most: number): PlacedTick[] {
  return axisTicks(axis, most).map(({ value, label }) => ({
    value,
    label,
    at: scale.toPixel(value),
  }));
}

function axisTitle({ label, unit }: Axis): string {
  return unit === "" ? label : `${label} (${unit})`;
}

type Frame = Pick<ChartLayout, "x" | "y" | "plot" | "fontSize">;

function placeChartLabels(chart: ChartModel, frame: Frame): PlacedLabel[] {
  const { plot, fontSize } = frame;
  const marks = chart.series.flatMap((series) => series.kind === "points" ? series.points : []);
  const half = markSize + 1;
  return placeLabels(labelRequests(chart, frame), {
    room: { left: plot.left + 3, top: plot.top - 2, right: plot.right, bottom: plot.bottom - 2 },
    taken: marks.map((mark) => {
      const { x, y } = toPixels(mark, frame);
      return { left: x - half, right: x + half, top: y - half, bottom: y + half };
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

/** Labels in the order of their claim: the reader's point, other points, lines, the rest. */
function labelRequests(chart: ChartModel, frame: Frame): LabelRequest[] {
  const { plot, fontSize } = frame;
  const most = (plot.right - plot.left) * 0.72;
  const points = chart.series.flatMap((series) =>
    series.kind !== "points" ? [] : series.points.map((mark) => ({
      selected: mark.selected ?? false,
      request: {
        text: fitText(mark.label, fontSize, most),
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
    ...points.filter(({ selected }) => !selected),
    ...lines.filter(({ faint }) => !faint),
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

/** A place of the chart in pixels. */
export function toPixels({ x, y }: Place, frame: Pick<ChartLayout, "x" | "y">): Place {
  return { x: frame.x.toPixel(x), y: frame.y.toPixel(y) };
}

/** A series in pixels. */
export function pixelsOf(series: Series, frame: Pick<ChartLayout, "x" | "y">): Place[] {
  return series.points.map((place) => toPixels(place, frame));
}

/** The line of an annotation in pixels; of a region, its place twice. */
export function annotationLine(
  annotation: Annotation,
  { x, y, plot }: Pick<ChartLayout, "x" | "y" | "plot">,
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

export type { Box, PlacedLabel, Scale };
export { textWidth };
