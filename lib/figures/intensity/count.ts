import { arithmeticIntensity, type OperatorCost } from "@/lib/compute/mod.ts";
import { countSized } from "../cost.ts";
import { type IntensityState, sizesOf, type Vary } from "./state.ts";

/** Counts the operation of a state. */
export function countState(state: IntensityState): OperatorCost {
  const { precision, weights } = state;
  return countSized(
    state.operation,
    sizesOf[state.operation].map((name) => state[name]),
    { precision: { weights, activations: precision, output: precision } },
  );
}

/** The state with the varied size, or all sizes, at a value. */
export function withSize(state: IntensityState, value: number, vary: Vary = state.vary) {
  const names = vary === "all" ? sizesOf[state.operation] : [vary];
  return { ...state, ...Object.fromEntries(names.map((name) => [name, value])) };
}

/** The varied size of a state; of several, the largest. */
export function variedSize(state: IntensityState): number {
  if (state.vary !== "all") return state[state.vary];
  return Math.max(...sizesOf[state.operation].map((name) => state[name]));
}

/** The intensity with the varied size at a value. */
export function intensityAt(state: IntensityState, value: number): number {
  return arithmeticIntensity(countState(withSize(state, value)));
}

/** What the intensity tends to as the varied size grows; `undefined` if it keeps growing. */
export function limitOf(state: IntensityState): number | undefined {
  const [far, farther] = [intensityAt(state, 2 ** 40), intensityAt(state, 2 ** 41)];
  return farther / far < 1.001 ? farther : undefined;
}

/** How FLOPs and bytes grow when the varied size, or every size, doubles. */
export function doubling(state: IntensityState): { flops: number; bytes: number } {
  const names = state.vary === "all" ? sizesOf[state.operation] : [state.vary];
  const doubled = {
    ...state,
    ...Object.fromEntries(names.map((name) => [name, 2 * state[name]])),
  };
  const [now, then] = [countState(state), countState(doubled)];
  return { flops: then.flops / now.flops, bytes: then.bytes / now.bytes };
}

/** A size by the name the reader knows it under. */
export function sizeName(state: Pick<IntensityState, "operation">, size: "m" | "n" | "k"): string {
  const rows = state.operation === "softmax" || state.operation === "layer_norm";
  return rows ? (size === "m" ? "rows" : "columns") : size;
}
