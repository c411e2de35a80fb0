import type { Annotation, Axis, ChartModel, LineSeries, Series } from "../model.ts";
import { byteText, timeText } from "../text.ts";
import { beside, messageAxis as x, walls } from "./beside.ts";
import type { AllReduceState } from "./state.ts";
import { type Algorithm, type Costs, costsOf, crossoverOf, type Setting } from "./times.ts";

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
