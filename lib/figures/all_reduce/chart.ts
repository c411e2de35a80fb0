import type { Annotation, Axis, ChartModel, LineSeries, Place, Series } from "../model.ts";
import { byteText, timeText } from "../text.ts";
import { spans } from "./quantities.ts";
import type { AllReduceState } from "./state.ts";
import {
  type Algorithm,
  breakEvenBytes,
  computeSeconds,
  type Costs,
  costsOf,
  crossoverOf,
  type Setting,
} from "./times.ts";

const x: Axis = {
  label: "message, all-reduced over all devices",
  unit: "B",
  scale: "log",
  min: spans.bytes.min,
  max: spans.bytes.max,
};

/** Time against the size of the message: both algorithms, and the arithmetic beside them. */
export function allReduceChart(
  state: AllReduceState,
  setting: Setting,
  costs: Costs,
): ChartModel {
  const at = (bytes: number) => costsOf({ ...state, bytes }, setting.link);
  const y = timeAxis(at(x.min), at(x.max));
  const here = { x: state.bytes, y: costs.seconds };
  const other = costs.fastest === "ring" ? costs.tree : costs.ring;
  const alone = state.work === "none";
  const stops = sizes(crossoverOf(state.devices, setting.link));
  const lineOf = (algorithm: Algorithm): LineSeries => ({
    kind: "line",
    id: algorithm,
    label: `${algorithm}, ${costs[algorithm].steps} steps`,
    shorter: [algorithm],
    name: `all-reduce by ${algorithm}`,
    role: "network",
    dash: algorithm === "ring" ? "solid" : "dashed",
    points: stops.map((bytes) => ({ x: bytes, y: at(bytes)[algorithm].seconds })),
    labelAt: algorithm === "tree" && !alone ? [0.9, 0.75, 0.03] : [0.03, 0.9, 0.97],
  });
  return {
    x,
    y,
    series: [
      ...(alone ? asymptotes(costs, y) : beside(state, setting, y, stops)),
      lineOf("tree"),
      lineOf("ring"),
      {
        kind: "points",
        id: "slower",
        label: `by ${costs.fastest === "ring" ? "tree" : "ring"}`,
        role: "network",
        shape: "circle",
        hollow: true,
        points: [{ x: state.bytes, y: other.seconds, label: "" }],
      },
      {
        kind: "points",
        id: "here",
        label: "this message",
        role: "network",
        shape: "circle",
        points: [{
          ...here,
          label: `${byteText(state.bytes)} by ${costs.fastest}: ${timeText(costs.seconds)}`,
          selected: true,
        }],
      },
    ],
    annotations: alone ? crossing(state, setting) : walls(state, setting, y),
    handles: [{
      id: "bytes",
      label: "size of the message, moved along the faster all-reduce",
      valueText: `${byteText(state.bytes)}: ${timeText(costs.seconds)} by ${costs.fastest}`,
      ...here,
      min: x.min,
      max: x.max,
      selected: true,
    }],
  };
}

/** Four sizes a decade, and the one at which the curves cross. */
function sizes(...between: number[]): number[] {
  const steps = Math.floor(Math.log10(x.max / x.min) * 4);
  const even = Array.from({ length: steps + 1 }, (_, step) => x.min * 10 ** (step / 4));
  const extra = between.filter((size) => size > x.min && size < x.max);
  return [...new Set([...even, ...extra, x.max])].sort((a, b) => a - b);
}

function timeAxis(least: Costs, most: Costs): Axis {
  const power = (value: number, round: (value: number) => number) => 10 ** round(Math.log10(value));
  return {
    label: "time",
    unit: "s",
    scale: "log",
    min: power(Math.min(least.ring.seconds, least.tree.seconds) / 10, Math.floor),
    max: power(Math.max(most.ring.seconds, most.tree.seconds) * 1.5, Math.ceil),
  };
}

/** What each algorithm would take with latency alone, and with bandwidth alone. */
function asymptotes({ ring, tree }: Costs, y: Axis): Series[] {
  return [ring, tree].flatMap((cost, index): Series[] => {
    const { latencySeconds: floor, bandwidthSeconds, bytes } = cost;
    const perByte = bandwidthSeconds / bytes;
    const corner = Math.min(Math.max(floor / perByte, x.min), x.max);
    const far = Math.min(corner * 30, x.max);
    const start = Math.max(y.min / perByte, x.min);
    const name = index === 0 ? "ring" : "tree";
    const faint = { kind: "line", role: "soft", dash: "dotted", faint: true } as const;
    return [
      {
        ...faint,
        id: `${name}-latency`,
        label: index === 0 ? "latency alone" : "",
        name: `latency alone, by ${name}`,
        points: [{ x: x.min, y: floor }, { x: far, y: floor }],
        labelAt: [0.97, 0.9],
      },
      {
        ...faint,
        id: `${name}-bandwidth`,
        label: index === 0 ? "bandwidth alone" : "",
        name: `bandwidth alone, by ${name}`,
        points: [{ x: start, y: perByte * start }, {
          x: Math.max(corner, start),
          y: perByte * Math.max(corner, start),
        }],
        labelAt: [0.2, 0.05, 0.5],
      },
    ];
  });
}

/** Where the two are equally fast. */
function crossing(state: AllReduceState, { link }: Setting): Annotation[] {
  const bytes = crossoverOf(state.devices, link);
  if (bytes <= x.min || bytes >= x.max) return [];
  const at = costsOf({ ...state, bytes }, link).seconds;
  return [
    {
      kind: "vertical",
      at: bytes,
      to: at,
      label: `equal at ${byteText(bytes)}`,
      role: "ink",
      dash: "dotted",
    },
  ];
}

/** The names of what takes longer, in the middle of where it does. */
function walls(state: AllReduceState, setting: Setting, y: Axis): Annotation[] {
  const equal = breakEvenBytes(state, setting) ?? Infinity;
  const split = Math.min(Math.max(equal, x.min), x.max);
  const middle = (from: number, to: number, part: number): Place => {
    const bytes = from * (to / from) ** part;
    const seconds = costsOf({ ...state, bytes }, setting.link).seconds;
    const work = Math.max(computeSeconds({ ...state, bytes }, setting.rate), y.min);
    return { x: bytes, y: Math.sqrt(seconds * work) };
  };
  // Beside a long thin wall its name has more room in the part where latency widens it
  const network = middle(x.min, Math.min(split, x.max / 1e4), 0.25);
  return [
    ...(split > x.min * 10
      ? [{
        kind: "region" as const,
        ...network,
        label: "network is the wall",
        role: "network" as const,
      }]
      : []),
    ...(split < x.max / 10
      ? [{
        kind: "region" as const,
        ...middle(split, x.max, 0.6),
        label: "arithmetic is the wall",
        role: "compute" as const,
      }]
      : []),
  ];
}

/** The arithmetic, and where which of the two takes longer. */
function beside(
  state: AllReduceState,
  setting: Setting,
  y: Axis,
  stops: readonly number[],
): Series[] {
  const perByte = computeSeconds({ ...state, bytes: 1e9 }, setting.rate) / 1e9;
  const equal = breakEvenBytes(state, setting) ?? Infinity;
  const split = Math.min(Math.max(equal, x.min), x.max);
  const held = (value: number) => Math.min(Math.max(value, y.min), y.max);
  const fastest = (bytes: number) => costsOf({ ...state, bytes }, setting.link).seconds;
  const between = (from: number, to: number): Place[] => {
    const inside = [from, ...stops.filter((stop) => stop > from && stop < to), to];
    return [
      ...inside.map((bytes) => ({ x: bytes, y: held(fastest(bytes)) })),
      ...inside.toReversed().map((bytes) => ({ x: bytes, y: held(perByte * bytes) })),
    ];
  };
  const [start, end] = [y.min / perByte, y.max / perByte].map((size) =>
    Math.min(Math.max(size, x.min), x.max)
  );
  const area = (id: string, label: string, role: "network" | "compute", places: Place[]) => ({
    kind: "area" as const,
    id,
    label,
    role,
    dense: true,
    points: places,
  });
  return [
    ...(split > x.min
      ? [area("network-wall", "the network is the wall", "network", between(x.min, split))]
      : []),
    ...(split < x.max
      ? [area("compute-wall", "arithmetic is the wall", "compute", between(split, x.max))]
      : []),
    {
      kind: "line",
      id: "compute",
      label: "arithmetic",
      name: "arithmetic beside it",
      role: "compute",
      dash: "dashdot",
      points: [start ?? x.min, end ?? x.max].map((bytes) => ({
        x: bytes,
        y: held(perByte * bytes),
      })),
      labelAt: [0.9, 0.7, 0.97, 0.5, 0.2],
    },
  ];
}
