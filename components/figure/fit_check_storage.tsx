import type { JSX } from "preact";
import type { Recomputation } from "@/lib/compute/training/mod.ts";
import {
  type FitControl,
  type FitOptimizer,
  fitOptimizers,
  type FitPrecision,
  precisionsFor,
  recomputations,
} from "@/lib/figures/fit_check/state.ts";
import { fitPrecisionName, optimizerName } from "@/lib/figures/fit_check/words.ts";
import { Segmented, SelectField } from "./field.tsx";
import type { FitCheckControlsProps } from "./fit_check_controls.tsx";

const optimizerOptions = fitOptimizers.map((value) => ({ value, label: optimizerName(value) }));
const recomputeOptions = recomputations.map((value) => ({ value, label: value }));

/** In how many bytes. Options are the values of the state, so is what was chosen. */
export function Storage({ id, state, disabled, onChange }: FitCheckControlsProps): JSX.Element {
  const shows = (group: FitControl) => state.controls.includes(group);
  const trains = state.use === "training";
  const precisions = precisionsFor[state.use].map((value) => ({
    value,
    label: fitPrecisionName(value),
  }));
  const Choice = precisions.length > 4 ? SelectField : Segmented;
  return (
    <div class="fig-line">
      {shows("precision") && (
        <Choice
          id={`${id}-precision`}
          label={trains ? "Precision" : "Weights"}
          value={state.precision}
          options={precisions}
          disabled={disabled}
          onChange={(value) => onChange((now) => ({ ...now, precision: value as FitPrecision }))}
        />
      )}
      {trains && shows("optimizer") && (
        <SelectField
          id={`${id}-optimizer`}
          label="Optimizer"
          value={state.optimizer}
          options={optimizerOptions}
          disabled={disabled}
          onChange={(value) => onChange((now) => ({ ...now, optimizer: value as FitOptimizer }))}
        />
      )}
      {trains && shows("recompute") && (
        <Segmented
          id={`${id}-recompute`}
          label="Recompute"
          value={state.recompute}
          options={recomputeOptions}
          disabled={disabled}
          onChange={(value) => onChange((now) => ({ ...now, recompute: value as Recomputation }))}
        />
      )}
    </div>
  );
}
