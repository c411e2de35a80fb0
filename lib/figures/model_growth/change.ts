/**
 * What a reader can change about the figure of model growth.
 *
 * @module
 */
import type { HandleStep } from "../definition.ts";
import { holdMonth, monthIndex, monthOf, nearestMonth } from "../trend/months.ts";
import { toggled } from "../trend/props.ts";
import { groups, pointIds } from "./data.ts";
import { firstMonth, formatGrowth, type GrowthState, monthSpan, untilSpan } from "./state.ts";

/** Draws the lines to another year; the month that is read does not lie beyond. */
export function setUntil(state: GrowthState, until: number): GrowthState {
  const held = Math.min(Math.max(Math.round(until), untilSpan.min), untilSpan.max);
  return setMonth({ ...state, until: held }, state.at);
}

/** Reads the lines in another month. */
export function setMonth(state: GrowthState, at: string): GrowthState {
  return { ...state, at: holdMonth(at, monthSpan(state)) };
}

/** Reads the lines in the month nearest to a date in years. */
export function dragMonth(state: GrowthState, years: number): GrowthState {
  const held = Math.min(Math.max(years, 1990), 2100);
  return setMonth(state, nearestMonth(held));
}

/** The month after a key. */
export function stepMonth(state: GrowthState, by: HandleStep): GrowthState {
  const [, last] = monthSpan(state);
  const at = monthIndex(state.at);
  const months = {
    less: at - 1,
    more: at + 1,
    "much-less": at - 12,
    "much-more": at + 12,
    least: monthIndex(firstMonth),
    most: monthIndex(last),
  };
  return setMonth(state, monthOf(months[by]));
}

/** Leaves a point out of its fit, or takes it back. */
export function setLeftOut(state: GrowthState, id: string, out: boolean): GrowthState {
  return { ...state, without: toggled(state.without, id, out, pointIds()) };
}

/** A state to go to at once. */
export interface GrowthPreset {
  readonly label: string;
  apply(state: GrowthState): GrowthState;
}

/** The states offered as chips: each begins with all points. */
export const growthPresets: readonly GrowthPreset[] = [
  { label: "As in the paper", apply: (state) => ({ ...plain(state), bytes: 6 }) },
  { label: "To run, 2 bytes", apply: (state) => ({ ...plain(state), bytes: 2 }) },
  { label: "To train, 16 bytes", apply: (state) => ({ ...plain(state), bytes: 16 }) },
  {
    label: "Without mixtures of experts",
    apply: (state) => ({
      ...plain(state),
      bytes: 2,
      without: [...groups["mixture-of-experts"] ?? []],
    }),
  },
  {
    label: "Training compute",
    apply: (state) => ({ ...plain(state), measure: "training-compute" }),
  },
];

function plain(state: GrowthState): GrowthState {
  return { ...state, measure: "parameters", devices: 1, without: [] };
}

/** Whether a state is a preset's. */
export function isPreset(state: GrowthState, preset: GrowthPreset): boolean {
  const written = (each: GrowthState) => JSON.stringify(formatGrowth(each));
  return written(state) === written(preset.apply(state));
}
