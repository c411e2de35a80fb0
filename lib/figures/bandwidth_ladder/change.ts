/**
 * What a reader can change about the ladder.
 *
 * @module
 */
import type { FigureContext, HandleStep } from "../definition.ts";
import { usualPrecision } from "../machines.ts";
import type { Place } from "../model.ts";
import { intensitySize, type LadderState, mostMachines, precisionsOf } from "./state.ts";

/** Amounts to go to at once. */
export const amounts: readonly { readonly label: string; readonly bytes: number }[] = [
  { label: "One byte", bytes: 1 },
  { label: "A 4096 × 4096 matrix in FP16", bytes: 2 * 4096 ** 2 },
  { label: "1 GB", bytes: 1e9 },
  { label: "7 billion weights in FP16", bytes: 14e9 },
];

/** Puts a machine in a place; one that is there already changes places with it. */
export function setMachine(
  state: LadderState,
  index: number,
  id: string,
  context: FigureContext,
): LadderState {
  const before = state.machine[index];
  const machine = state.machine.map((each, at) =>
    at === index ? id : each === id && before !== undefined ? before : each
  );
  return withMachines(state, machine, context);
}

/** Adds a machine that is not shown yet: the first of the table after the last one shown. */
export function addMachine(state: LadderState, context: FigureContext): LadderState {
  if (state.machine.length >= mostMachines) return state;
  const ids = context.machines.map(({ id }) => id);
  const from = ids.indexOf(state.machine.at(-1) ?? "") + 1;
  const next = [...ids.slice(from), ...ids].find((id) => !state.machine.includes(id));
  return next === undefined ? state : withMachines(state, [...state.machine, next], context);
}

/** Removes a machine; the last one stays. */
export function removeMachine(
  state: LadderState,
  index: number,
  context: FigureContext,
): LadderState {
  if (state.machine.length < 2) return state;
  return withMachines(state, state.machine.filter((_, at) => at !== index), context);
}

function withMachines(
  state: LadderState,
  machine: readonly string[],
  context: FigureContext,
): LadderState {
  const allowed = precisionsOf(machine, context);
  const precision = allowed.includes(state.precision) ? state.precision : usualPrecision(allowed);
  return { ...state, machine, precision };
}

/** Sets the work with each byte; 0 for none. */
export function setIntensity(state: LadderState, intensity: number): LadderState {
  if (intensity === 0) return { ...state, intensity };
  const { min, max } = intensitySize;
  return { ...state, intensity: Math.min(Math.max(intensity, min), max) };
}

/** The state after the line of the need is dragged up or down. */
export function dragNeed(state: LadderState, to: Place, context: FigureContext): LadderState {
  const peak = context.machines.find(({ id }) => id === state.machine[0])?.peaks[state.precision];
  if (peak === undefined || state.intensity === 0) return state;
  return setIntensity(state, Number((peak / to.y).toPrecision(2)));
}

/** Work with each byte that keys step through: 1, 2 and 5 times a power of ten. */
const stops = [-2, -1, 0, 1, 2, 3, 4].flatMap((power) =>
  [1, 2, 5].map((digit) => Number((digit * 10 ** power).toPrecision(1)))
).concat(intensitySize.max);

/** The state after a key: up is more bandwidth, hence less work with each byte. */
export function stepNeed(state: LadderState, by: HandleStep): LadderState {
  const { intensity } = state;
  if (intensity === 0) return state;
  const above = stops.findIndex((stop) => stop > intensity * 1.000001);
  const below = stops.findLastIndex((stop) => stop < intensity * 0.999999);
  const last = stops.length - 1;
  const less = above < 0 ? last : above;
  const targets: Record<HandleStep, number> = {
    less,
    more: below,
    "much-less": less + 2,
    "much-more": below - 2,
    least: last,
    most: 0,
  };
  return setIntensity(state, stops[Math.min(Math.max(targets[by], 0), last)] ?? intensity);
}
