/**
 * What a reader can change about the fit check.
 *
 * @module
 */
import type { FigureContext, HandleStep } from "../definition.ts";
import { devicesFor, holdingOf } from "./memory.ts";
import { lengthSpan, usualLength } from "./models.ts";
import { deviceSpan, type FitCheckState, precisionsFor, type Use } from "./state.ts";

/** Holds another model; a length that was the usual one becomes that of the new model. */
export function setModel(state: FitCheckState, model: string): FitCheckState {
  const usual = state.length === usualLength(state.model);
  const length = usual ? usualLength(model) : Math.min(state.length, lengthSpan(model).max);
  return { ...state, model, length };
}

/** Trains the model, or runs it. */
export function setUse(state: FitCheckState, use: Use): FitCheckState {
  const allowed = precisionsFor[use];
  const precision = allowed.includes(state.precision)
    ? state.precision
    : allowed[0] ?? state.precision;
  return { ...state, use, precision };
}

/** A model and a use to try at once. */
export interface FitPreset {
  readonly name: string;
  readonly changes: Pick<FitCheckState, "model" | "use" | "precision" | "batch">;
}

/** Models that were large in their year. */
export const fitPresets: readonly FitPreset[] = [
  {
    name: "BERT-Large, 2018",
    changes: { model: "bert-large", use: "training", precision: "mixed", batch: 1 },
  },
  {
    name: "GPT-2 XL, 2019",
    changes: { model: "gpt-2-xl", use: "training", precision: "mixed", batch: 1 },
  },
  {
    name: "GPT-3, 2020",
    changes: { model: "gpt-3-175b", use: "training", precision: "mixed", batch: 1 },
  },
  {
    name: "Llama-2-70B, inference",
    changes: { model: "llama-2-70b", use: "inference", precision: "fp16", batch: 16 },
  },
];

/** The state with a preset: its model at the usual length, on the reader's devices. */
export function applyPreset(state: FitCheckState, { changes }: FitPreset): FitCheckState {
  return {
    ...state,
    ...changes,
    length: usualLength(changes.model),
    optimizer: "adam",
    recompute: "none",
  };
}

/** Whether a state is what a preset makes of it. */
export function isPreset(state: FitCheckState, preset: FitPreset): boolean {
  const { model, use, precision, batch, length, optimizer, recompute } = applyPreset(state, preset);
  return model === state.model && use === state.use && precision === state.precision &&
    batch === state.batch && length === state.length && optimizer === state.optimizer &&
    recompute === state.recompute;
}

/** The most devices on the chart: enough to hold it many times over, a power of two. */
export function mostDevices(needed: number, devices: number): number {
  const most = Math.max(64, needed * 16, devices);
  return Math.min(2 ** Math.ceil(Math.log2(most)), deviceSpan.max);
}

/** The state with a dragged number of devices: whole, a power of two or the least when near. */
export function dragDevices(
  state: FitCheckState,
  x: number,
  context: FigureContext,
): FitCheckState {
  const { total, capacity } = holdingOf(state, context);
  const needed = devicesFor(total, capacity);
  const value = Math.min(Math.max(x, 1), deviceSpan.max);
  const near = (to: number) => Math.abs(Math.log2(value / to)) < 0.05;
  const power = 2 ** Math.round(Math.log2(value));
  const devices = near(needed) ? needed : near(power) ? power : whole(value);
  return { ...state, devices: held(devices) };
}

/** The state after a key on its handle: one device, twice or half as many, or an end. */
export function stepDevices(
  state: FitCheckState,
  by: HandleStep,
  context: FigureContext,
): FitCheckState {
  const { devices } = state;
  const { needed } = holdingOf(state, context);
  const next: Readonly<Record<HandleStep, number>> = {
    less: devices - 1,
    more: devices + 1,
    "much-less": Math.ceil(devices / 2),
    "much-more": devices * 2,
    least: 1,
    most: mostDevices(needed, devices),
  };
  return { ...state, devices: held(next[by]) };
}

function whole(value: number): number {
  return value < 100 ? Math.round(value) : Math.round(Number(value.toPrecision(2)));
}

function held(devices: number): number {
  return Math.min(Math.max(devices, deviceSpan.min), deviceSpan.max);
}
