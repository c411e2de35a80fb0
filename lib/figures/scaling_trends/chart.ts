import { growthSeries } from "@/lib/compute/data/growth.ts";
import { ridgePointAt, valueAt } from "@/lib/compute/trends/mod.ts";
import type { Annotation, Axis, ChartModel, Handle, LineSeries, Mark, Series } from "../model.ts";
import { intensityText, unitText } from "../text.ts";
import { type Dot, dotName, isNamed, shortLabel } from "../trend/dots.ts";
import {
  bandArea,
  decades,
  dotSeries,
  endValues,
  leftOutSeries,
  straight,
  trendLines,
} from "../trend/lines.ts";
import { crossText, growthText } from "../trend/text.ts";
import { growthBetween, ridgeOf, type Scaled, yearOf } from "./fits.ts";
import { firstYear, type ScalingState } from "./state.ts";

/** The points, their lines, and the year that the numbers are read at. */
export function scalingChart(state: ScalingState, series: readonly Scaled[]): ChartModel {
  const until = Math.max(state.until, state.later === "off" ? 0 : 2026);
  const x: Axis = {
    label: "year",
    unit: "",
    scale: "linear",
    calendar: true,
    min: 1996,
    max: until + 1,
  };
  const y: Axis = { ...yAxis(state.base), ...yDomain(state, series) };
  return {
    x,
    y,
    series: [
      ...series.flatMap((each) => bandOf(state, each, y)),
      ...(state.paper === "on" ? series.flatMap((each) => printedLine(state, each, y)) : []),
      ...series.flatMap(({ drawn, look }) =>
        drawn
          ? trendLines(look, drawn, { until: state.until, y, label: lineLabel(look, drawn.slope) })
          : []
      ),
      ...series.flatMap(dotsOnChart),
      ...leftOutSeries(series.flatMap(({ out, one }) => out.map((dot) => markOf(dot, one, "")))),
      ...yearMarks(state, series, y),
    ],
    annotations: annotations(state, series),
    handles: yearHandle(state, series, y),
  };
}

function yAxis(base: ScalingState["base"]): Omit<Axis, "min" | "max"> {
  const label = base === "absolute"
    ? "FLOP, bytes or transfers a second"
    : base === "first"
    ? "multiples of the first point"
    : `multiples of the line's value in ${base}`;
  return { label, unit: "", scale: "log" };
}

function yDomain(state: ScalingState, series: readonly Scaled[]) {
  const values = series.flatMap(({ used, out, later, drawn, one }) => [
    ...[...used, ...out, ...later].map(({ value }) => value / one),
    ...(drawn ? endValues(drawn, state.until) : []),
  ]);
  return decades(
    values,
    state.base === "absolute" ? { least: 7, most: 22 } : {
      least: -9,
      most: 15,
    },
  );
}

function bandOf({ band, until }: ScalingState, { look, drawn }: Scaled, y: Axis): Series[] {
  return band === "none" || !drawn ? [] : [bandArea(look, drawn, { of: band, until, y })];
}

/** A line of the printed growth, through the centre of the fit: where both cross. */
function printedLine(
  { until }: ScalingState,
  { id, look, drawn }: Scaled,
  y: Axis,
): LineSeries[] {
  const printed = growthSeries.find((each) => each.id === id)?.printedPerTwoYears;
  if (!drawn || printed === undefined) return [];
  const slope = Math.log10(printed) / 2;
  const points = straight({ ...drawn, slope }, [drawn.firstDate, until], y);
  if (points.length === 0) return [];
  return [{
    kind: "line",
    id: `${id}-printed`,
    label: `printed ${printed.toFixed(1)}×`,
    name: `${look.name}, as printed: ${printed.toFixed(1)} times every two years`,
    role: "ink",
    dash: "dotted",
    faint: true,
    points,
    labelAt: [0.97, 0.1, 0.85],
  }];
}

function lineLabel({ name, short }: Scaled["look"], slope: number) {
  const growth = crossText(10 ** (2 * Math.min(Math.max(slope, -150), 150)));
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return {
    label: `${title}, ${growth} every two years`,
    shorter: [`${title}, ${growth}`, `${short} ${growth}`],
    labelAt: [0.5, 0.3, 0.4, 0.6, 0.7, 0.2, 0.85, 0.97],
  };
}

function dotsOnChart({ look, used, later, one }: Scaled): Series[] {
  return [
    ...dotSeries(look, used.map((dot) => markOf(dot, one, isNamed(dot) ? shortLabel(dot) : ""))),
    ...dotSeries(
      { ...look, id: `${look.id}-later`, name: `${look.name}, later machines` },
      later.map((dot) => markOf(dot, one, dot.short)),
      true,
    ),
  ];
}

function markOf(dot: Dot, one: number, label: string): Mark {
  return { x: dot.date, y: dot.value / one, label, name: dotName(dot) };
}

/** The lines that have begun by the chosen year and are on the chart there, with their values. */
function begun(state: ScalingState, series: readonly Scaled[], y: Axis) {
  const year = yearOf(state, series);
  return series.flatMap(({ look, drawn }) => {
    if (!drawn || drawn.firstDate > year) return [];
    const value = valueAt(drawn, year);
    return value >= y.min && value <= y.max ? [{ look, year, value }] : [];
  });
}

/** Where each line is in the chosen year. */
function yearMarks(state: ScalingState, series: readonly Scaled[], y: Axis): Series[] {
  return begun(state, series, y).map(({ look, year, value }, index): Series => {
    return {
      kind: "points",
      id: `${look.id}-year`,
      label: `${look.name}, line`,
      role: look.role,
      shape: look.shape,
      hollow: true,
      points: [{
        x: year,
        y: value,
        label: state.base === "absolute" ? unitText(value, look.unit) : crossText(value),
        selected: index === 0,
      }],
    };
  });
}

function annotations(state: ScalingState, series: readonly Scaled[]): Annotation[] {
  const { base } = state;
  const year = yearOf(state, series);
  if (series.every(({ drawn }) => !drawn)) return [];
  const line: Annotation = {
    kind: "vertical",
    at: year,
    label: String(year),
    role: "soft",
    dash: "dotted",
  };
  const ridge = ridgeOf(series);
  // Lines that are 1 at different dates lie apart by more than the growth since the later one
  if (!ridge || base === "first") return [line];
  const at = (id: Scaled["id"]) => {
    const one = series.find((each) => each.id === id)?.one ?? 1;
    return valueAt(id === "peak-rate" ? ridge.peak : ridge.dram, year) / one;
  };
  return [line, {
    kind: "segment",
    from: { x: year, y: at("dram-bandwidth") },
    to: { x: year, y: at("peak-rate") },
    label: base === "absolute"
      ? `ridge point ${intensityText(ridgePointAt(ridge.peak, ridge.dram, year))}`
      : `${crossText(growthBetween(ridge, base, year))} apart`,
    role: "ink",
    dash: "solid",
  }];
}

/** The year is moved along the first line that there is. */
function yearHandle(state: ScalingState, series: readonly Scaled[], y: Axis): Handle[] {
  const [first] = begun(state, series, y);
  if (!first) return [];
  const { year, value, look } = first;
  return [{
    id: "year",
    label: "year that the lines are read at",
    valueText: `${year}: ${look.name} ${
      state.base === "absolute" ? unitText(value, look.unit) : growthText(value)
    }`,
    x: year,
    y: value,
    min: firstYear,
    // With few points left, a line may begin behind the year that lines are drawn to
    max: Math.max(state.until, year),
    selected: true,
  }];
}
