/**
 * A trend on a chart: its line, dashed beyond the points, its band, and its points.
 *
 * @module
 */
import { type Trend, trendBand, valueAt } from "@/lib/compute/trends/mod.ts";
import type {
  AreaSeries,
  Axis,
  ColourRole,
  LineSeries,
  Mark,
  Place,
  PointSeries,
  Shape,
} from "../model.ts";

/** Which band is drawn about a line. */
export type Band = "none" | "line" | "point";

/** All bands. */
export const bands: readonly Band[] = ["none", "line", "point"];

/** How a series looks. */
export interface Look {
  readonly id: string;
  /** What is measured. */
  readonly name: string;
  readonly role: ColourRole;
  readonly shape: Shape;
}

/** A line's label, longest first. */
export interface LineLabel {
  readonly label: string;
  readonly shorter?: readonly string[];
  readonly labelAt?: readonly number[];
}

/** The line through the points, and on to `until` as a dashed one. */
export function trendLines(
  look: Look,
  trend: Trend,
  { until, y, label }: { until: number; y: Axis; label: LineLabel },
): LineSeries[] {
  const { firstDate, lastDate } = trend;
  const common = { kind: "line", role: look.role } as const;
  const lines: LineSeries[] = [
    {
      ...common,
      ...label,
      id: look.id,
      name: `${look.name}, fitted`,
      dash: "solid",
      points: straight(trend, [firstDate, lastDate], y),
    },
    {
      ...common,
      id: `${look.id}-on`,
      label: "",
      name: `${look.name}, if the growth goes on`,
      dash: "dashed",
      points: straight(trend, [lastDate, until], y),
    },
  ];
  return lines.filter(({ points }) => points.length > 0);
}

/** The two ends of a trend's line between dates, cut where it leaves the chart; none outside. */
export function straight(
  trend: Pick<Trend, "slope" | "meanDate" | "meanLog">,
  [from, to]: readonly [number, number],
  { min, max }: Axis,
): Place[] {
  const { slope, meanDate, meanLog } = trend;
  const crossing = (value: number) => meanDate + (Math.log10(value) - meanLog) / slope;
  const [first, second] = [crossing(min), crossing(max)];
  const enters = slope === 0 ? from : Math.max(from, Math.min(first, second));
  const leaves = slope === 0 ? to : Math.min(to, Math.max(first, second));
  if (enters >= leaves) return [];
  return [enters, leaves].map((x) => ({ x, y: 10 ** (meanLog + slope * (x - meanDate)) }));
}

/** The band of a trend from its first point to `until`, within the chart. */
export function bandArea(
  { id, name, role }: Look,
  trend: Trend,
  { of, until, y }: { of: Exclude<Band, "none">; until: number; y: Axis },
): AreaSeries {
  const from = trend.firstDate;
  const steps = 48;
  const dates = Array.from(
    { length: steps + 1 },
    (_, step) => from + (until - from) * step / steps,
  );
  const hold = (value: number) => Math.min(Math.max(value, y.min), y.max);
  const band = trendBand(trend, dates, { of });
  return {
    kind: "area",
    id: `${id}-band`,
    label: `${name}, 95\u00a0%`,
    role,
    dense: true,
    points: [
      ...band.map(({ date, upper }) => ({ x: date, y: hold(upper) })),
      ...band.toReversed().map(({ date, lower }) => ({ x: date, y: hold(lower) })),
    ],
  };
}

/** Points of a series: in the fit, or drawn otherwise. */
export function dotSeries(
  { id, name, role, shape }: Look,
  points: readonly Mark[],
  hollow = false,
): PointSeries[] {
  if (points.length === 0) return [];
  return [{ kind: "points", id, label: name, role, shape, hollow, small: true, points }];
}

/** Points that the reader has left out of the fit: crosses. */
export function leftOutSeries(points: readonly Mark[]): PointSeries[] {
  return dotSeries(
    { id: "left-out", name: "left out of the fit", role: "soft", shape: "cross" },
    points,
  );
}

/** A logarithmic axis of whole decades about values, within bounds. */
export function decades(
  values: readonly number[],
  { least, most }: { least: number; most: number },
): Pick<Axis, "min" | "max"> {
  const logs = values.map((value) => Math.log10(value));
  const low = Math.max(Math.floor(Math.min(...logs)), least);
  const high = Math.min(Math.ceil(Math.max(...logs)), most);
  return low < high ? { min: 10 ** low, max: 10 ** high } : { min: 10 ** least, max: 10 ** most };
}

/** The values of a trend at the ends of its line. */
export function endValues(trend: Trend, until: number): number[] {
  return [valueAt(trend, trend.firstDate), valueAt(trend, until)];
}
