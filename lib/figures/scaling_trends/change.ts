/**
 * What a reader can change about the figure of scaling trends.
 *
 * @module
 */
import type { HandleStep } from "../definition.ts";
import { toggled } from "../trend/props.ts";
import { groups, pointIds, type ScalingSeries, scalingSeries } from "./data.ts";
import { firstYear, formatScaling, type ScalingState, untilSpan } from "./state.ts";

/** Shows or hides a series; the last one stays. */
export function setSeries(state: ScalingState, id: ScalingSeries, shown: boolean): ScalingState {
  const series = scalingSeries.filter((each) => each === id ? shown : state.series.includes(each));
  return series.length > 0 ? { ...state, series } : state;
}

/** Draws the lines to another year; the year that is read does not lie beyond. */
export function setUntil(state: ScalingState, until: number): ScalingState {
  const held = hold(until, untilSpan.min, untilSpan.max);
  return { ...state, until: held, year: Math.min(state.year, held) };
}

/** Reads the lines in another year. */
export function setYear(state: ScalingState, year: number): ScalingState {
  return { ...state, year: hold(year, firstYear, state.until) };
}

/** The year after a key. */
export function stepYear(state: ScalingState, by: HandleStep): ScalingState {
  const years = {
    less: state.year - 1,
    more: state.year + 1,
    "much-less": state.year - 5,
    "much-more": state.year + 5,
    least: firstYear,
    most: state.until,
  };
  return setYear(state, years[by]);
}

/** Leaves a point out of the fit, or takes it back. */
export function setLeftOut(state: ScalingState, id: string, out: boolean): ScalingState {
  return { ...state, without: toggled(state.without, id, out, pointIds()) };
}

/** A state to go to at once. */
export interface ScalingPreset {
  readonly label: string;
  apply(state: ScalingState): ScalingState;
}

/** The states offered as chips: each begins at the paper's. */
export const scalingPresets: readonly ScalingPreset[] = [
  { label: "As in the paper", apply: asInPaper },
  {
    label: "Only GPUs and TPUs",
    apply: (state) => ({ ...asInPaper(state), without: groups().cpus ?? [] }),
  },
  {
    label: "Without FP16 and BF16",
    apply: (state) => ({ ...asInPaper(state), without: groups()["low-precision"] ?? [] }),
  },
  { label: "All 1 in 2012", apply: (state) => ({ ...asInPaper(state), base: 2012 }) },
  { label: "Until 2030", apply: (state) => setYear(setUntil(asInPaper(state), 2030), 2030) },
  {
    label: "With later machines",
    apply: (state) => ({ ...asInPaper(state), later: "on", until: 2026 }),
  },
];

function asInPaper(state: ScalingState): ScalingState {
  return {
    ...state,
    base: "first",
    band: "none",
    until: 2024,
    year: Math.min(state.year, 2022),
    later: "off",
    paper: "off",
    without: [],
  };
}

/** Whether a state is a preset's, whatever series it shows and wherever it is read. */
export function isPreset(state: ScalingState, preset: ScalingPreset): boolean {
  const written = ({ year: _year, ...rest }: Record<string, string>) => JSON.stringify(rest);
  return written(formatScaling(state)) === written(formatScaling(preset.apply(state)));
}

function hold(value: number, min: number, max: number): number {
  return Math.min(Math.max(Math.round(value), min), max);
}
