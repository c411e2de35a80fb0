import type { FigureContext } from "../definition.ts";
import { bytesOf, type Observed } from "../observed.ts";
import { bytesOfKind, holdingOf } from "./memory.ts";
import { modelOf, parametersOf } from "./models.ts";
import { tellFit } from "./results.ts";
import type { FitCheckState } from "./state.ts";

/** The names of what the fit check shows. */
export const fitCheckNames = [
  "model",
  "machine",
  "use",
  "precision",
  "optimizer",
  "batch",
  "length",
  "recompute",
  "devices",
  "parameters",
  "weights",
  "gradients",
  "optimizer_state",
  "key_values",
  "activations",
  "before_activations",
  "total",
  "capacity",
  "per_device",
  "needed",
  "share",
  "fits",
  "missing",
] as const;

/** What the fit check shows; docs/figures.md says what each name is. */
export function observeFit(
  state: FitCheckState,
  context: FigureContext,
): Observed<typeof fitCheckNames[number]> {
  const { model, machine, use, precision, optimizer, batch, length, recompute, devices } = state;
  const holding = holdingOf(state, context);
  const { total, fixed, capacity, each, needed, fits } = holding;
  return {
    model,
    machine,
    use,
    precision,
    optimizer: use === "training" ? optimizer : "none",
    batch,
    length,
    recompute: use === "training" ? recompute : "none",
    devices,
    parameters: parametersOf(modelOf(state)),
    weights: bytesOf(bytesOfKind(holding, "weights")),
    gradients: bytesOf(bytesOfKind(holding, "gradients")),
    optimizer_state: bytesOf(bytesOfKind(holding, "state")),
    key_values: bytesOf(bytesOfKind(holding, "key_values")),
    activations: bytesOf(bytesOfKind(holding, "activations")),
    before_activations: bytesOf(fixed),
    total: bytesOf(total),
    capacity: bytesOf(capacity),
    per_device: bytesOf(each),
    needed,
    share: devices * capacity / total,
    fits,
    missing: bytesOf(Math.max(0, total - devices * capacity)),
  };
}

/** The state in one sentence. */
export function tellFitCheck(state: FitCheckState, context: FigureContext): string {
  return tellFit(state, holdingOf(state, context));
}
