import { valueAt } from "@/lib/compute/trends/mod.ts";
import type { Annotation, Axis, ChartModel, Handle, LineSeries, Mark, Series } from "../model.ts";
import { calendarText } from "../text.ts";
import { type Dot, dotName, shortLabel } from "../trend/dots.ts";
import { factorOver } from "../trend/fit.ts";
import {
  bandArea,
  decades,
  dotSeries,
  endValues,
  leftOutSeries,
  type Look,
  straight,
  trendLines,
} from "../trend/lines.ts";
import { monthInYears } from "../trend/months.ts";
import { crossText } from "../trend/text.ts";
import { accelerators, families, isMixture, transformers } from "./data.ts";
import { acceleratorsFor, type Growth, mooresLaw } from "./fits.ts";
import { type GrowthState, monthSpan } from "./state.ts";
import { acceleratorsText, devicesText, measureText } from "./text.ts";

/** Models by date with their line, and what they are set against. */
export function growthChart(state: GrowthState, growth: Growth): ChartModel {
  const { measure, until, band } = state;
  const { models, memory, one } = growth;
  const compute = measure === "training-compute";
  const beside = families(measure);
  const y: Axis = {
    label: compute ? "training compute" : "parameters",
    unit: compute ? "FLOP" : "",
    scale: "log",
    ...yDomain(state, growth, beside.flatMap(({ dots }) => dots)),
  };
  const x: Axis = {
    label: "year",
    unit: "",
    scale: "linear",
    calendar: true,
    min: compute ? 2012 : 2015.5,
    max: until + 0.5,
  };
  const look = transformers[measure];
  const mixed: Look = { ...look, id: "mixtures", name: "mixtures of experts", shape: "diamond" };
  const marks = (dots: readonly Dot[], size = 1) => dots.map((dot) => markOf(dot, size));
  return {
    x,
    y,
    series: [
      ...(models.trend && band !== "none"
        ? [bandArea(look, models.trend, { of: band, until, y })]
        : []),
      ...(one && band !== "none" ? [bandArea(accelerators, one, { of: band, until, y })] : []),
      ...lines(state, growth, y),
      ...beside.flatMap(({ look, dots }) => dotSeries(look, marks(dots), true)),
      ...dotSeries(accelerators, marks(memory.used, state.bytes)),
      ...dotSeries(look, marks(models.used.filter((dot) => !isMixture(dot)))),
      ...dotSeries(mixed, marks(models.used.filter(isMixture))),
      ...leftOutSeries([...marks(models.out), ...marks(memory.out, state.bytes)]),
      ...here(state, growth, y),
    ],
    annotations: annotations(state, growth),
    handles: handle(state, growth, y),
  };
}

function yDomain(
  { measure, until, bytes, devices }: GrowthState,
  growth: Growth,
  more: readonly Dot[],
) {
  const { models, memory, one, all } = growth;
  const values = [
    ...[...models.used, ...models.out, ...more].map(({ value }) => value),
    ...[...memory.used, ...memory.out].map(({ value }) => value / bytes),
    ...[models.trend, one, ...(devices > 1 ? [all] : [])].flatMap((trend) =>
      trend ? endValues(trend, until) : []
    ),
  ];
  return decades(
    values,
    measure === "parameters" ? { least: 6, most: 21 } : { least: 16, most: 33 },
  );
}

function lines(state: GrowthState, { models, one, all }: Growth, y: Axis): LineSeries[] {
  const { measure, until, devices } = state;
  const rate = (slope: number) => `${crossText(factorOver(slope, 2))} every two years`;
  const label = (title: string, slope: number, labelAt: readonly number[]) => ({
    label: `${title}, ${rate(slope)}`,
    shorter: [`${title}, ${crossText(factorOver(slope, 2))}`, crossText(factorOver(slope, 2))],
    labelAt,
  });
  return [
    ...(models.trend
      ? trendLines(transformers[measure], models.trend, {
        until,
        y,
        label: label(
          measure === "parameters" ? "Transformers" : "Training of Transformers",
          models.trend.slope,
          [0.8, 0.65, 0.9, 0.5, 0.35, 0.2, 0.1],
        ),
      })
      : []),
    ...(one
      ? trendLines(accelerators, one, {
        until,
        y,
        label: memoryLabel(crossText(factorOver(one.slope, 2))),
      })
      : []),
    ...(all && devices > 1 ? together(state, all, y) : []),
    ...(measure === "training-compute" ? moore(until, y) : []),
  ];
}

/** Short, for it has to stand between points and the models' line. */
function memoryLabel(growth: string) {
  return {
    label: `Accelerator memory, ${growth}`,
    shorter: [`memory, ${growth}`, growth],
    labelAt: [0.6, 0.97, 0.75, 0.55, 0.3, 0.1],
  };
}

/** The memory of all accelerators together, over the whole chart. */
function together(state: GrowthState, all: NonNullable<Growth["all"]>, y: Axis): LineSeries[] {
  const points = straight(all, [all.firstDate, state.until], y);
  if (points.length === 0) return [];
  return [{
    kind: "line",
    id: "together",
    label: `memory of ${devicesText(state)}`,
    shorter: [devicesText(state)],
    role: "memory",
    dash: "dashdot",
    faint: true,
    points,
    labelAt: [0.97, 0.1, 0.5],
  }];
}

function moore(until: number, y: Axis): LineSeries[] {
  const law = mooresLaw();
  const points = straight(law, [law.from, until], y);
  if (points.length === 0) return [];
  return [{
    kind: "line",
    id: "moore",
    label: "Moore’s law, 2× every two years",
    shorter: ["Moore’s law, 2×"],
    name: "Moore’s law, as drawn in the paper",
    role: "soft",
    dash: "dashdot",
    points,
    labelAt: [0.9, 0.75, 0.97, 0.5],
  }];
}

function markOf(dot: Dot, size: number): Mark {
  const mixture = isMixture(dot) ? ", a mixture of experts" : "";
  return {
    x: dot.date,
    y: dot.value / size,
    label: shortLabel(dot),
    name: `${dotName(dot)}${mixture}`,
  };
}

/** The line that is read, and its value in the chosen month. */
function read({ measure }: GrowthState, { models, one, at }: Growth, y: Axis) {
  const date = monthInYears(at);
  const ways = [
    { look: transformers[measure], trend: models.trend },
    { look: accelerators, trend: one },
  ];
  return ways.flatMap(({ look, trend }) => {
    if (!trend || trend.firstDate > date) return [];
    const value = valueAt(trend, date);
    return value >= y.min && value <= y.max ? [{ look, date, value }] : [];
  });
}

function here(state: GrowthState, growth: Growth, y: Axis): Series[] {
  return read(state, growth, y).map(({ look, date, value }, index): Series => ({
    kind: "points",
    id: `${look.id}-here`,
    label: `${look.name}, line`,
    role: look.role,
    shape: look.shape,
    hollow: true,
    points: [{
      x: date,
      y: value,
      label: index === 0 ? measureText(state, value) : "",
      selected: index === 0,
    }],
  }));
}

function annotations(state: GrowthState, growth: Growth): Annotation[] {
  const { models, one, all, crossing, at } = growth;
  const date = monthInYears(at);
  const found: Annotation[] = [];
  if (models.trend || one) {
    found.push({
      kind: "vertical",
      at: date,
      label: calendarText(date),
      role: "soft",
      dash: "dotted",
    });
  }
  const ratio = acceleratorsFor(growth);
  if (models.trend && one && ratio !== undefined && ratio > 1 && models.trend.firstDate <= date) {
    found.push({
      kind: "segment",
      from: { x: date, y: valueAt(one, date) },
      to: { x: date, y: valueAt(models.trend, date) },
      label: acceleratorsText(ratio),
      role: "ink",
      dash: "solid",
    });
  }
  const met = crossing?.date;
  const inside = met !== undefined && models.trend && met >= models.trend.firstDate &&
    met <= state.until;
  if (inside && all) {
    const outgrows = (growth.ratio?.perYear ?? 1) >= 1;
    found.push({
      kind: "vertical",
      at: met,
      to: valueAt(all, met),
      label: `${outgrows ? "outgrows" : "comes to fit"} ${devicesText(state)}: ${
        calendarText(met)
      }`,
      shorter: [`${devicesText(state)}: ${calendarText(met)}`, calendarText(met)],
      role: "memory",
      dash: "dashed",
    });
  }
  return found;
}

function handle(state: GrowthState, growth: Growth, y: Axis): Handle[] {
  const [first] = read(state, growth, y);
  if (!first) return [];
  const [least, most] = monthSpan(state).map(monthInYears);
  return [{
    id: "at",
    label: "month that the lines are read at",
    valueText: `${calendarText(first.date)}: ${first.look.name}, ${
      measureText(state, first.value)
    }`,
    x: first.date,
    y: first.value,
    min: least ?? first.date,
    max: most ?? first.date,
    selected: true,
  }];
}
