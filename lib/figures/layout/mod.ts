/**
 * Where everything of a chart goes, in pixels, for one size of the chart. Both
 * renderers draw from this, and so they look the same.
 *
 * @module
 */
import type { Axis, ChartModel } from "../model.ts";
import { axisTicks, tickLabel } from "../ticks.ts";
import { placeChartLabels } from "./chart_labels.ts";
import type { PlacedLabel } from "./labels.ts";
import type { Frame } from "./pixels.ts";
import { axisScale, type Scale } from "./scale.ts";
import { textWidth } from "./text_width.ts";

/** A mark of an axis at its pixel. */
export interface PlacedTick {
  readonly at: number;
  readonly value: number;
  readonly label: string;
}

/** A chart laid out. */
export interface ChartLayout extends Frame {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
  readonly xTicks: readonly PlacedTick[];
  readonly yTicks: readonly PlacedTick[];
  readonly xTitle: string;
  readonly yTitle: string;
  readonly labels: readonly PlacedLabel[];
}

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
  const plot = {
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
  const ticks = axisTicks(axis, most).map(({ value, label }) => ({
    value,
    label,
    at: scale.toPixel(value),
  }));
  return axis.marks ? withRoom(ticks) : ticks;
}

/** How far apart the numbers of marks are that somebody else has chosen. */
const numberRoom = 34;

/** Marks at chosen places may lie close together: a number without room is left out. */
function withRoom(ticks: readonly PlacedTick[]): PlacedTick[] {
  let last = -Infinity;
  return ticks.map((tick) => {
    if (Math.abs(tick.at - last) < numberRoom) return { ...tick, label: "" };
    last = tick.at;
    return tick;
  });
}

function axisTitle({ label, unit }: Axis): string {
  return unit === "" ? label : `${label} (${unit})`;
}

export { annotationLine, pixelsOf, toPixels } from "./pixels.ts";
export { textWidth } from "./text_width.ts";
