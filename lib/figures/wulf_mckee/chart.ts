import type { Annotation, Axis, ChartModel, Dash, LineSeries, Place, Series } from "../model.ts";
import { averageAt, wallOf } from "./access.ts";
import { drop, handleOf, meeting, meetings } from "./meeting.ts";
import type { WulfMckeeState } from "./state.ts";
import { cyclesText, hitRateText } from "./text.ts";

/** The average access against the years, the wall, and where the two meet. */
export function wulfMckeeChart(state: WulfMckeeState): ChartModel {
  const x: Axis = {
    label: "year",
    unit: "",
    scale: "linear",
    calendar: true,
    min: state.start,
    max: state.until,
  };
  const y = cyclesAxis(state);
  const compared = comparedStates(state);
  const wall = wallOf(state);
  return {
    x,
    y,
    series: [
      ...bands(x, y, wall),
      ...compared.map((other, index) => accessLine(other, y, dashes[index % dashes.length])),
      accessLine(state, y),
      meetings(compared),
      meeting(state),
    ],
    annotations: [
      {
        kind: "horizontal",
        at: wall,
        label: `the wall: ${cyclesText(wall)} of work between two accesses`,
        shorter: [
          `the wall: ${cyclesText(wall)} of work`,
          `the wall: ${cyclesText(wall)}`,
          "the wall",
        ],
        role: "compute",
        dash: "dashed",
      },
      ...drop(state, y),
      ...stop(state),
      region("memory sets the pace", "memory", x, Math.sqrt(wall * y.max) * 1.4, 0.16),
      region("the processor sets the pace", "compute", x, Math.sqrt(wall * y.min), 0.82),
    ],
    handles: [handleOf(state, y)],
  };
}

/** The states of the fainter lines: every other hit rate, the lowest first. */
export function comparedStates(state: WulfMckeeState): WulfMckeeState[] {
  return state.compare.filter((hitRate) => hitRate !== state.hitRate)
    .map((hitRate) => ({ ...state, hitRate }));
}

const dashes: readonly Dash[] = ["dashed", "dotted", "dashdot"];

/** The axis does not depend on the hit rate, so that it stays while the reader drags. */
function cyclesAxis(state: WulfMckeeState): Axis {
  const { cacheCycles, memoryCycles } = state;
  const wall = wallOf(state);
  const least = Math.min(cacheCycles, wall, averageAt(state, state.until));
  const [min, max] = [least * 0.7, Math.max(20 * wall, 2 * memoryCycles)];
  const powers = Array.from({ length: 14 }, (_, index) => 10 ** (index - 4));
  return {
    label: "average access",
    unit: "cycles",
    scale: "log",
    marks: powers.flatMap((power) =>
      [1, 2, 5].map((digit) => Number((digit * power).toPrecision(1)))
    )
      .filter((mark) => mark >= min && mark <= max),
    min,
    max,
  };
}

function bands(x: Axis, y: Axis, wall: number): Series[] {
  const band = (low: number, high: number) => [
    { x: x.min, y: low },
    { x: x.min, y: high },
    { x: x.max, y: high },
    { x: x.max, y: low },
  ];
  return [
    { kind: "area", id: "above", label: "", role: "memory", points: band(wall, y.max) },
    { kind: "area", id: "below", label: "", role: "compute", points: band(y.min, wall) },
  ];
}

/** One hit rate over the years, up to the upper edge of the chart. */
function accessLine(state: WulfMckeeState, y: Axis, dash?: Dash): LineSeries {
  const label = `${hitRateText(state.hitRate)} hits`;
  return {
    kind: "line",
    id: `hits-${state.hitRate}`,
    label,
    shorter: [hitRateText(state.hitRate)],
    name: label,
    role: "memory",
    dash: dash ?? "solid",
    ...(dash && { faint: true }),
    points: upTo(y.max, yearsOf(state).map((year) => ({ x: year, y: averageAt(state, year) }))),
    labelAt: [0.92, 0.8, 0.65, 0.5],
  };
}

/** Four years in each year, and the corner where the gap stops growing. */
function yearsOf({ start, until, gapUntil }: WulfMckeeState): number[] {
  const even = Array.from({ length: (until - start) * 4 + 1 }, (_, step) => start + step / 4);
  return gapUntil === undefined || even.includes(gapUntil)
    ? even
    : [...even, gapUntil].filter((year) => year <= until).sort((a, b) => a - b);
}

/** The line as far as it stays below the edge, and on to the edge. */
function upTo(edge: number, points: readonly Place[]): Place[] {
  const beyond = points.findIndex(({ y }) => y > edge);
  const [from, to] = [points[beyond - 1], points[beyond]];
  if (!from || !to) return [...points];
  const part = Math.log(edge / from.y) / Math.log(to.y / from.y);
  return [...points.slice(0, beyond), { x: from.x + part * (to.x - from.x), y: edge }];
}

function stop({ gapUntil, start, until }: WulfMckeeState): Annotation[] {
  if (gapUntil === undefined || gapUntil <= start || gapUntil >= until) return [];
  return [{
    kind: "vertical",
    at: gapUntil,
    label: "the gap stops growing",
    shorter: ["no wider gap"],
    role: "soft",
    dash: "dashdot",
  }];
}

function region(
  label: string,
  role: "memory" | "compute",
  x: Axis,
  y: number,
  part: number,
): Annotation {
  return { kind: "region", x: x.min + part * (x.max - x.min), y, label, role };
}
