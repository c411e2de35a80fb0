/**
 * Reading a chart at a place: what a cursor says, by pointer or by keyboard.
 *
 * @module
 */
import { formatNumber } from "@/lib/compute/mod.ts";
import type { Axis, ChartModel, LineSeries, Mark, Place, PointSeries } from "./model.ts";
import { hasPowers } from "./ticks.ts";
import { calendarText, unitText } from "./text.ts";

/** What a cursor can stand on. */
export type ReadableSeries = LineSeries | PointSeries;

/** What a cursor says at a place. */
export interface Reading extends Place {
  /** Series, value and place. */
  readonly text: string;
  /** Place and value alone. */
  readonly short: string;
}

/** A value of an axis with its unit. */
export function axisText(axis: Axis, value: number): string {
  const name = axis.names?.[nearestMark(axis, value)];
  if (name !== undefined) return name;
  if (axis.calendar) return calendarText(value);
  if (hasPowers(axis)) return `${formatNumber(value)}\u00a0${axis.unit}`.trim();
  return axis.base === 2 ? formatNumber(value, { digits: 6 }) : unitText(value, axis.unit);
}

/** The position of the mark that is nearest to a value; -1 without marks. */
function nearestMark({ marks = [] }: Axis, value: number): number {
  const away = marks.map((mark) => Math.abs(mark - value));
  return away.indexOf(Math.min(...away));
}

/** The lines and points of a chart. */
export function readableSeries({ series }: ChartModel): ReadableSeries[] {
  return series.filter((each) => each.kind !== "area");
}

/**
 * The y of a line at an x, straight between its points on the axes as drawn;
 * `undefined` beyond its ends.
 */
export function valueAt(
  axes: Pick<ChartModel, "x" | "y">,
  points: readonly Place[],
  x: number,
): number | undefined {
  const [onX, onY] = [reader(axes.x), reader(axes.y)];
  for (const [index, to] of points.entries()) {
    const from = points[index - 1];
    if (!from || x < from.x || x > to.x) continue;
    const width = onX.read(to.x) - onX.read(from.x);
    const part = width === 0 ? 0 : (onX.read(x) - onX.read(from.x)) / width;
    return onY.write(onY.read(from.y) + part * (onY.read(to.y) - onY.read(from.y)));
  }
  return undefined;
}

function reader({ scale }: Axis) {
  return scale === "log"
    ? { read: Math.log, write: Math.exp }
    : { read: (value: number) => value, write: (value: number) => value };
}

/** Where the keyboard cursor stops on a series: its points, and even steps along a line. */
export function cursorStops(chart: ChartModel, series: ReadableSeries): number[] {
  const own = series.points.map(({ x }) => x);
  if (series.kind === "points") return distinct(own);
  // Between two kinds of things there is nothing to read.
  if (chart.x.names) return distinct(own.filter((x) => chart.x.marks?.includes(x)));
  const [from, to] = [Math.min(...own), Math.max(...own)];
  // Of a sampled curve the ends are enough; of a roof every corner counts.
  const corners = own.length <= 4 ? own : [from, to];
  return distinct([...corners, ...steps(chart.x).filter((x) => x > from && x < to)]);
}

function steps({ scale, base = 10, calendar, min, max }: Axis): number[] {
  if (calendar) {
    const first = Math.ceil(min);
    return Array.from({ length: Math.floor(max) - first + 1 }, (_, year) => first + year);
  }
  if (scale === "linear") {
    return Array.from({ length: 41 }, (_, step) => min + (max - min) * step / 40);
  }
  const ratio = base === 2 ? 2 : 10 ** 0.25;
  const count = Math.round(Math.log(max / min) / Math.log(ratio)) + 1;
  return Array.from({ length: count }, (_, step) => Number((min * ratio ** step).toPrecision(4)));
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

/** What the cursor says on a series at an x; `undefined` where the series is not. */
export function readingAt(
  chart: ChartModel,
  series: ReadableSeries,
  x: number,
): Reading | undefined {
  if (series.kind === "points") {
    const [first, ...others] = series.points.filter((point) => point.x === x)
      .map((mark) => markReading(chart, series, mark));
    const text = [first, ...others].map((reading) => reading?.text).join("; ");
    return first && { ...first, text };
  }
  const y = valueAt(chart, series.points, x);
  if (y === undefined) return undefined;
  const [xText, yText] = [axisText(chart.x, x), axisText(chart.y, y)];
  const name = series.name ?? series.label;
  return { x, y, text: `${name}: ${yText} at ${xText}`, short: `${xText}: ${yText}` };
}

/** What the cursor says on one point. */
export function markReading(
  chart: ChartModel,
  series: PointSeries,
  { x, y, name }: Mark,
): Reading {
  const [xText, yText] = [axisText(chart.x, x), axisText(chart.y, y)];
  return {
    x,
    y,
    text: `${name ?? series.label}: ${yText} at ${xText}`,
    short: `${name ? `${name}, ` : ""}${xText}: ${yText}`,
  };
}

/** What the cursor says on the line that is nearest above or below a place. */
export function nearestReading(chart: ChartModel, place: Place): Reading | undefined {
  const onY = reader(chart.y);
  const distance = ({ y }: Place) => Math.abs(onY.read(y) - onY.read(place.y));
  const x = chart.x.names ? chart.x.marks?.[nearestMark(chart.x, place.x)] ?? place.x : place.x;
  return readableSeries(chart)
    .flatMap((series) => {
      if (series.kind !== "line") return [];
      if (chart.x.names && !cursorStops(chart, series).includes(x)) return [];
      return readingAt(chart, series, x) ?? [];
    })
    .sort((a, b) => distance(a) - distance(b))[0];
}
