/**
 * What a reader can change about the intensity figure.
 *
 * @module
 */
import type { Precision } from "@/lib/compute/mod.ts";
import { variedSize, withSize } from "./count.ts";
import { type CountedOperation, type IntensityState, varies, type Vary } from "./state.ts";

/** Counts another operation, with the same sizes. */
export function setOperation(state: IntensityState, operation: CountedOperation): IntensityState {
  const allowed = varies(operation);
  return { ...state, operation, vary: allowed.includes(state.vary) ? state.vary : "n" };
}

/** Changes the precision; weights that had the same one follow. */
export function setPrecision(state: IntensityState, precision: Precision): IntensityState {
  const weights = state.weights === state.precision ? precision : state.weights;
  return { ...state, precision, weights };
}

/** Changes one size alone; the curve then runs over it. */
export function setSize(
  state: IntensityState,
  name: "m" | "n" | "k",
  value: number,
): IntensityState {
  return { ...state, [name]: value, vary: name };
}

/** Chooses what moves; all sizes together become equal. */
export function setVary(state: IntensityState, vary: Vary): IntensityState {
  const next = { ...state, vary };
  return vary === "all" ? withSize(next, variedSize(next)) : next;
}
