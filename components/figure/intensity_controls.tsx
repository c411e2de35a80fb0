import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
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
import { operatorKinds } from "@/lib/figures/operator_kinds.ts";
import { setOperation, setPrecision, setSize, setVary } from "@/lib/figures/intensity/change.ts";
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
  /** Takes a change, not a state: what changes is the state of that moment. */
  onChange(change: (state: IntensityState) => IntensityState): void;
}

const operationOptions = countedOperations.map((value) => ({
  value,
  label: operatorKinds[value].label,
}));

/** The controls of the intensity figure. */
export function IntensityControls(props: IntensityControlsProps): JSX.Element {
  const { id, state, machines, disabled, onChange } = props;
  const shows = (group: IntensityState["controls"][number]) => state.controls.includes(group);
  const table = useMemo(() => machineOptions(machines), [machines]);
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
              onChange={(value) => onChange((now) => setOperation(now, value as CountedOperation))}
            />
          )}
          {shows("precision") && (
            <PrecisionField
              id={`${id}-precision`}
              label={weighs && shows("weights") ? "Values" : "Precision"}
              value={state.precision}
              allowed={precisions}
              disabled={disabled}
              onChange={(precision) => onChange((now) => setPrecision(now, precision))}
            />
          )}
          {shows("weights") && weighs && (
            <PrecisionField
              id={`${id}-weights`}
              label="Weights"
              value={state.weights}
              allowed={precisions}
              disabled={disabled}
              onChange={(weights) => onChange((now) => ({ ...now, weights }))}
            />
          )}
          {shows("machine") && (
            <SelectField
              id={`${id}-machine`}
              label="Ridge point of"
              value={state.machine}
              options={table}
              disabled={disabled}
              onChange={(machine) => onChange((now) => ({ ...now, machine }))}
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
          label="Vary"
          value={state.vary}
          options={choices.map((value) => ({
            value,
            label: value === "all" ? "all" : sizeName(state, value),
          }))}
          disabled={disabled}
          // The options are what may vary, so is what was chosen.
          onChange={(value) => onChange((now) => setVary(now, value as Vary))}
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
          onInput={(value) => onChange((now) => setSize(now, name, value))}
        />
      ))}
    </div>
  );
}
