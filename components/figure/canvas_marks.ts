/**
 * What the chart library does not draw: areas, annotations, points and labels,
 * on its canvas, from the same layout as the SVG.
 *
 * @module
 */
import { annotationLine, type ChartLayout, pixelsOf, toPixels } from "@/lib/figures/layout/mod.ts";
import { areaOpacity, dashes, isOpen, markRadius, shapePath } from "@/lib/figures/layout/style.ts";
import type { ChartModel, ColourRole, Place, PointSeries } from "@/lib/figures/model.ts";

type Colors = Readonly<Record<ColourRole | "paper", string>> & { readonly font: string };

/** Draws the areas, which lie under everything. */
export function drawAreas(
  context: CanvasRenderingContext2D,
  chart: ChartModel,
  layout: ChartLayout,
  colors: Colors,
): void {
  clipped(context, layout, () => {
    for (const series of chart.series) {
      if (series.kind !== "area") continue;
      context.globalAlpha = areaOpacity(series);
      context.fillStyle = colors[series.role];
      trace(context, pixelsOf(series, layout));
      context.fill();
    }
  });
}

/** Draws annotations, points, labels and the titles of the axes, which lie over the lines. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  chart: ChartModel,
  layout: ChartLayout,
  colors: Colors,
): void {
  clipped(context, layout, () => {
    context.lineWidth = 1.25;
    for (const annotation of chart.annotations) {
      if (annotation.kind === "region") continue;
      context.strokeStyle = colors[annotation.role];
      context.setLineDash([...dashes[annotation.dash]]);
      trace(context, annotationLine(annotation, layout));
      context.stroke();
    }
  });
  // The library leaves the dash of the last line.
  context.setLineDash([]);
  for (const series of chart.series) {
    if (series.kind === "points") drawPoints(context, series, layout, colors);
  }
  drawLabels(context, layout, colors);
}

function drawPoints(
  context: CanvasRenderingContext2D,
  series: PointSeries,
  layout: ChartLayout,
  colors: Colors,
): void {
  const { points, role, shape, hollow } = series;
  const radius = markRadius(series);
  context.strokeStyle = colors[role];
  for (const mark of points) {
    const { x, y } = toPixels(mark, layout);
    if (mark.selected) {
      context.lineWidth = 1.5;
      context.stroke(new Path2D(shapePath("circle", x, y, radius + 5)));
    }
    const path = new Path2D(shapePath(shape, x, y, radius));
    context.lineWidth = isOpen(shape) ? 2.5 : 1.75;
    context.fillStyle = hollow ? colors.paper : colors[role];
    if (!isOpen(shape)) context.fill(path);
    context.stroke(path);
  }
}

function drawLabels(
  context: CanvasRenderingContext2D,
  layout: ChartLayout,
  colors: Colors,
): void {
  const { plot, fontSize, labels, xTitle, yTitle } = layout;
  const write = (text: string, { x, y }: Place, align: CanvasTextAlign) => {
    context.textAlign = align;
    context.fillText(text, x, y);
  };
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
  context.lineWidth = 5;
  context.strokeStyle = colors.paper;
  for (const { text, x, y, anchor, role, strong } of labels) {
    const align = anchor === "middle" ? "center" : anchor;
    context.font = `${strong ? 600 : 400} ${fontSize}px ${colors.font}`;
    context.fillStyle = colors[role];
    context.textAlign = align;
    context.strokeText(text, x, y);
    write(text, { x, y }, align);
  }
  context.font = `400 ${fontSize}px ${colors.font}`;
  context.fillStyle = colors.soft;
  write(xTitle, { x: plot.right, y: plot.bottom + fontSize * 2.75 }, "end");
  write(yTitle, { x: 2, y: fontSize }, "start");
}

function clipped(context: CanvasRenderingContext2D, { plot }: ChartLayout, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top);
  context.clip();
  draw();
  context.restore();
}

function trace(context: CanvasRenderingContext2D, places: readonly Place[]): void {
  context.beginPath();
  for (const { x, y } of places) context.lineTo(x, y);
}
