import type { JSX } from "preact";
import { type Machine, precisions } from "@/lib/compute/mod.ts";
import { sizeName } from "@/lib/figures/intensity/count.ts";
import {
  type CountedOperation,
  countedOperations,
  type IntensityState,
  largestSize,
  sizesOf,
  varies,
  type Vary,
} from "@/lib/figures/intensity/state.ts";
import { operatorKinds } from "@/lib/figures/operators.ts";
import { setOperation, setSize, setVary } from "@/lib/figures/intensity/change.ts";
import { Segmented, SelectField } from "./field.tsx";
import { machineOptions, PrecisionField } from "./machine_controls.tsx";
import { NumberSlider } from "./number_slider.tsx";

/** Props of {@linkcode IntensityControls}. */
export interface IntensityControlsProps {
  /** The figure's id. */
  id: string;
  state: IntensityState;
  machines: readonly Machine[];
  disabled: boolean;
  onChange(state: IntensityState): void;
}

const operationOptions = countedOperations.map((value) => ({
  value,
  label: operatorKinds[value].label,
}));

/** The controls of the intensity figure. */
export function IntensityControls(props: IntensityControlsProps): JSX.Element {
  const { id, state, machines, disabled, onChange } = props;
  const shows = (group: IntensityState["controls"][number]) => state.controls.includes(group);
  const weighs = state.operation === "gemm" || state.operation === "gemv";
  return (
    <>
      {(shows("operation") || shows("precision") || shows("weights") || shows("machine")) && (
        <div class="fig-line">
          {shows("operation") && (
            <SelectField
              id={`${id}-operation`}
              label="Operation"
              value={state.operation}
              options={operationOptions}
              disabled={disabled}
              // The options are the operations, so is what was chosen.
              onChange={(value) => onChange(setOperation(state, value as CountedOperation))}
            />
          )}
          {shows("precision") && (
            <PrecisionField
              id={`${id}-precision`}
              label={weighs && shows("weights") ? "Values" : "Precision"}
              value={state.precision}
              allowed={precisions}
              disabled={disabled}
              onChange={(precision) =>
                onChange({
                  ...state,
                  precision,
                  // Weights that were the same stay the same.
                  weights: state.weights === state.precision ? precision : state.weights,
                })}
            />
          )}
          {shows("weights") && weighs && (
            <PrecisionField
              id={`${id}-weights`}
              label="Weights"
              value={state.weights}
              allowed={precisions}
              disabled={disabled}
              onChange={(weights) => onChange({ ...state, weights })}
            />
          )}
          {shows("machine") && (
            <SelectField
              id={`${id}-machine`}
              label="Ridge point of"
              value={state.machine}
              options={machineOptions(machines)}
              disabled={disabled}
              onChange={(machine) => onChange({ ...state, machine })}
            />
          )}
        </div>
      )}
      {shows("sizes") && <Sizes {...props} />}
    </>
  );
}

function Sizes({ id, state, disabled, onChange }: IntensityControlsProps) {
  const choices = varies(state.operation);
  return (
    <div class="fig-line">
      {choices.length > 1 && (
        <Segmented
          id={`${id}-vary`}
          label="Drag"
          value={state.vary}
          options={choices.map((value) => ({
            value,
            label: value === "all" ? "all" : sizeName(state, value),
          }))}
          disabled={disabled}
          // The options are what may vary, so is what was chosen.
          onChange={(value) => onChange(setVary(state, value as Vary))}
        />
      )}
      {sizesOf[state.operation].map((name) => (
        <NumberSlider
          key={`${state.operation}-${name}`}
          id={`${id}-${name}`}
          size={{
            name,
            label: sizeName(state, name),
            unit: "",
            min: 1,
            max: largestSize,
            whole: true,
            initial: 4096,
          }}
          value={state[name]}
          disabled={disabled}
          onInput={(value) => onChange(setSize(state, name, value))}
        />
      ))}
    </div>
  );
}
