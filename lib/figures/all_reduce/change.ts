/**
 * What a reader can change about the all-reduce.
 *
 * @module
 */
import type { HandleStep } from "../definition.ts";
import { gradientBytes, tokenBytes, usualTokens } from "./models.ts";
import { spans } from "./quantities.ts";
import { type AllReduceState, usualBytes, type Work } from "./state.ts";
import { tokensIn } from "./times.ts";

/** Takes the link of a machine. */
export function setMachine(state: AllReduceState, machine: string): AllReduceState {
  return { ...state, machine, bandwidth: 0 };
}

/** Sets the communication against other work; what is reduced becomes what that work reduces. */
export function setWork(state: AllReduceState, work: Work): AllReduceState {
  const bytes = work === "none" ? state.bytes : usualBytes(work, state.model);
  return setBytes({ ...state, work }, bytes);
}

/** Splits another model's layers, or adds up its gradients. */
export function setModel(state: AllReduceState, model: string): AllReduceState {
  const bytes = state.work === "tensor-parallel"
    ? Math.round(tokensIn(state)) * tokenBytes(model)
    : gradientBytes(model);
  return setBytes({ ...state, model }, bytes);
}

/** Sets tokens: on each device, or those whose hidden states are reduced. */
export function setTokens(state: AllReduceState, tokens: number): AllReduceState {
  return state.work === "tensor-parallel"
    ? setBytes(state, tokens * tokenBytes(state.model))
    : { ...state, tokens };
}

/** Sets the message, held within its bounds; of a layer's tokens, to whole ones. */
export function setBytes(state: AllReduceState, bytes: number): AllReduceState {
  const { min, max } = spans.bytes;
  const within = Math.min(Math.max(bytes, min), max);
  if (state.work !== "tensor-parallel") return { ...state, bytes: within };
  const token = tokenBytes(state.model);
  const tokens = Math.max(Math.round(within / token), Math.ceil(min / token));
  return { ...state, bytes: Math.min(tokens, Math.floor(max / token)) * token };
}

/** A message to try at once. */
export interface AllReducePreset {
  readonly name: string;
  readonly changes: Partial<AllReduceState>;
}

/** Messages from small to large. */
export function allReducePresets(): readonly AllReducePreset[] {
  return [
    { name: "A small message", changes: { work: "none", bytes: 1e5 } },
    {
      name: "Gradients of GPT-2 XL",
      changes: {
        work: "data-parallel",
        model: "gpt-2-xl",
        bytes: gradientBytes("gpt-2-xl"),
        tokens: 2048,
      },
    },
    {
      name: "Layers of GPT-3, split",
      changes: {
        work: "tensor-parallel",
        model: "gpt-3-175b",
        bytes: tokenBytes("gpt-3-175b") * usualTokens("gpt-3-175b"),
      },
    },
  ];
}

/** Whether a state is what a preset makes of it. */
export function isPreset(state: AllReduceState, { changes }: AllReducePreset): boolean {
  const now: Partial<AllReduceState> = state;
  return Object.entries(changes).every(([name, value]) =>
    now[name as keyof AllReduceState] === value
  );
}

/** The state with a dragged message, of two digits. */
export function dragBytes(state: AllReduceState, x: number): AllReduceState {
  return setBytes(state, Number(Math.max(x, 1).toPrecision(2)));
}

/** The state after a key on its handle: the next of 1, 2 and 5, ten times as much, or an end. */
export function stepBytes(state: AllReduceState, by: HandleStep): AllReduceState {
  const { bytes } = state;
  const next: Readonly<Record<HandleStep, () => number>> = {
    less: () => roundBelow(bytes),
    more: () => roundAbove(bytes),
    "much-less": () => bytes / 10,
    "much-more": () => bytes * 10,
    least: () => spans.bytes.min,
    most: () => spans.bytes.max,
  };
  return setBytes(state, Number(next[by]().toPrecision(12)));
}

function roundNumbers(near: number): number[] {
  const power = Math.floor(Math.log10(near));
  return [power - 1, power, power + 1].flatMap((each) =>
    [1, 2, 5].map((digit) => Number(`${digit}e${each}`))
  );
}

function roundBelow(value: number): number {
  return roundNumbers(value).findLast((each) => each < value * 0.999) ?? value;
}

function roundAbove(value: number): number {
  return roundNumbers(value).find((each) => each > value * 1.001) ?? value;
}
