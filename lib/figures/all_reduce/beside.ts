/**
 * The arithmetic beside an all-reduce: its line, and where which of the two is the wall.
 *
 * @module
 */
import type { Annotation, Axis, Place, Series } from "../model.ts";
import { spans } from "./quantities.ts";
import type { AllReduceState } from "./state.ts";
import { breakEvenBytes, computeSeconds, costsOf, type Setting } from "./times.ts";

/** The sizes of messages. */
export const messageAxis: Axis = {
  label: "message, all-reduced over all devices",
  unit: "B",
  scale: "log",
  min: spans.bytes.min,
  max: spans.bytes.max,
};

const x = messageAxis;

/** The names of what takes longer, in the middle of where it does. */
export function walls(state: AllReduceState, setting: Setting, y: Axis): Annotation[] {
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
export function beside(
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
