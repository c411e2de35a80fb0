import type { Axis, ChartModel, LineSeries, Mark } from "../model.ts";
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
import { crossText } from "../trend/text.ts";
import { accelerators, families, isMixture, transformers } from "./data.ts";
import { type Growth, mooresLaw } from "./fits.ts";
import { annotations, handle, here } from "./month.ts";
import type { GrowthState } from "./state.ts";
import { devicesText } from "./text.ts";

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
