import { bytesPerValue, formatNumber, ridgePoint } from "@/lib/compute/mod.ts";
import type { FigureContext } from "../definition.ts";
import { machinesById, precisionName } from "../machines.ts";
import type { Annotation, Axis, ChartModel, Place, Series } from "../model.ts";
import { intensityText, shortName } from "../text.ts";
import { intensityAt, limitOf, sizeName, variedSize } from "./count.ts";
import { type IntensityState, largestSize, ridgePrecision } from "./state.ts";

/** Intensity against the size that varies, with its limit and the machine's ridge point. */
export function intensityChart(state: IntensityState, context: FigureContext): ChartModel {
  const size = variedSize(state);
  const here = { x: size, y: intensityAt(state, size) };
  const points = sizes().map((x) => ({ x, y: intensityAt(state, x) }));
  const ridge = ridgeOf(state, context);
  const x: Axis = {
    label: `${variedText(state)}`,
    unit: "",
    scale: "log",
    base: 2,
    min: 1,
    max: largestSize,
  };
  const y = intensityAxis(points, ridge?.at);
  return {
    x,
    y,
    series: [
      ...(ridge ? regions(x, y, ridge.at) : []),
      {
        kind: "line",
        id: "curve",
        label: curveLabel(state, points),
        name: `intensity against ${variedText(state)}`,
        role: "ink",
        dash: "solid",
        points,
        labelAt: [0.7, 0.5, 0.85, 0.3, 0.15],
      },
      {
        kind: "points",
        id: "here",
        label: "this size",
        role: "ink",
        shape: "circle",
        points: [{ ...here, label: intensityText(here.y), selected: true }],
      },
    ],
    annotations: [...limitLine(state, points, y), ...(ridge ? ridgeLine(ridge, x, y) : [])],
    handles: [{
      id: "size",
      label: `${variedText(state)}, moved along the curve`,
      valueText: `${formatNumber(size, { digits: 6 })}: ${intensityText(here.y)}`,
      ...here,
      min: 1,
      max: largestSize,
      selected: true,
    }],
  };
}

function variedText(state: IntensityState): string {
  return state.vary === "all" ? "every size" : sizeName(state, state.vary);
}

/** Four sizes an octave, whole numbers. */
function sizes(): number[] {
  const steps = Math.log2(largestSize) * 4;
  const all = Array.from({ length: steps + 1 }, (_, step) => Math.round(2 ** (step / 4)));
  return [...new Set(all)];
}

function intensityAxis(points: readonly Place[], ridge = 1): Axis {
  const values = points.map(({ y }) => y);
  return {
    label: "intensity",
    unit: "FLOP/byte",
    scale: "log",
    min: Math.min(...values) >= 0.13 ? 0.1 : 0.01,
    max: Math.max(1e4, ridge * 10, 10 ** Math.ceil(Math.log10(Math.max(...values)))),
  };
}

interface Ridge {
  readonly at: number;
  readonly name: string;
}

function ridgeOf(state: IntensityState, context: FigureContext): Ridge | undefined {
  const [machine] = machinesById([state.machine], context);
  if (!machine) return undefined;
  const precision = ridgePrecision(state, context);
  return {
    at: ridgePoint(machine, { precision }),
    name: `${shortName(machine)}, ${precisionName(precision)}`,
  };
}

function regions(x: Axis, y: Axis, ridge: number): Series[] {
  const band = (from: number, to: number) => [
    { x: x.min, y: from },
    { x: x.min, y: to },
    { x: x.max, y: to },
    { x: x.max, y: from },
  ];
  return [
    {
      kind: "area",
      id: "memory-bound",
      label: "memory-bound",
      role: "memory",
      points: band(y.min, ridge),
    },
    {
      kind: "area",
      id: "compute-bound",
      label: "compute-bound",
      role: "compute",
      points: band(ridge, y.max),
    },
  ];
}

function ridgeLine({ at, name }: Ridge, x: Axis, y: Axis): Annotation[] {
  return [
    {
      kind: "horizontal",
      at,
      label: `ridge point ${intensityText(at)} (${name})`,
      shorter: [`ridge point ${intensityText(at)}`],
      role: "soft",
      dash: "dashed",
    },
    {
      kind: "region",
      x: x.min * 2,
      y: at * (y.max / at) ** 0.88,
      label: "compute-bound",
      role: "compute",
    },
    {
      kind: "region",
      x: x.min * 2,
      y: at / (at / y.min) ** 0.28,
      label: "memory-bound",
      role: "memory",
    },
  ];
}

/** A curve that is flat, or grows in proportion, says so. */
function curveLabel(state: IntensityState, points: readonly Place[]): string {
  const values = points.map(({ y }) => y);
  if (Math.max(...values) / Math.min(...values) < 1.001) return "the same at every size";
  if (state.operation !== "gemm" || state.vary !== "all" || state.weights !== state.precision) {
    return "";
  }
  return `${thirds(2 / (3 * bytesPerValue(state.precision)))}`;
}

/** A proportion in thirds or twelfths, as a formula: `n ÷ 3`, `2·n ÷ 3`. */
function thirds(slope: number): string {
  const up = slope * 3;
  if (up >= 1) return `${up === 1 ? "" : `${formatNumber(up)}·`}n ÷ 3`;
  return `n ÷ ${formatNumber(1 / slope)}`;
}

function limitLine(state: IntensityState, points: readonly Place[], y: Axis): Annotation[] {
  const limit = limitOf(state);
  const [first] = points;
  if (limit === undefined || !first || limit / first.y < 1.001 || limit > y.max) return [];
  return [{
    kind: "horizontal",
    at: limit,
    label: `tends to ${intensityText(limit)}`,
    role: "ink",
    dash: "dotted",
  }];
}
