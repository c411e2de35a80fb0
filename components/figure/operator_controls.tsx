import type { JSX } from "preact";
import { operatorText } from "@/lib/figures/cost.ts";
import { shapePath } from "@/lib/figures/layout/style.ts";
import {
  mostOperators,
  type OperatorKind,
  operatorKinds,
  type OperatorSpec,
} from "@/lib/figures/operator_kinds.ts";
import { cleanName } from "@/lib/figures/operators.ts";
import {
  addOperator,
  removeOperator,
  setKind,
  setName,
  setOperator,
  setSize,
} from "@/lib/figures/roofline/change.ts";
import { shapes } from "@/lib/figures/roofline/place.ts";
import { capitalised } from "@/lib/figures/text.ts";
import { SelectField } from "./field.tsx";
import type { RooflineControlsProps } from "./machine_controls.tsx";
import { NumberSlider } from "./number_slider.tsx";

const kindOptions = Object.entries(operatorKinds).map(([value, { label }]) => ({ value, label }));

/** What the intensity slider spans: the usual axis. */
const intensitySpan = { min: 0.1, max: 10_000 };

/** Presets, the operators on the chart, and the sizes of the selected one. */
export function OperatorControls(props: RooflineControlsProps): JSX.Element {
  const { state } = props;
  return (
    <>
      {state.controls.includes("presets") && state.presets.length > 0 && <Presets {...props} />}
      {state.controls.includes("operator") && (
        <>
          <OperatorTabs {...props} />
          <OperatorEditor {...props} />
        </>
      )}
    </>
  );
}

function Presets({ state, disabled, onChange }: RooflineControlsProps) {
  const current = state.operators[state.selected - 1];
  return (
    <div class="fig-line" role="group" aria-label="Presets">
      <span class="fig-label" aria-hidden="true">Try</span>
      {state.presets.map((preset) => (
        <button
          key={preset.name}
          type="button"
          class="chip"
          disabled={disabled}
          aria-pressed={isSame(preset, current)}
          onClick={() => onChange((now) => setOperator(now, preset))}
        >
          {capitalised(operatorText(preset))}
        </button>
      ))}
    </div>
  );
}

function OperatorTabs({ state, disabled, onChange }: RooflineControlsProps) {
  return (
    <div class="fig-line" role="group" aria-label="Operators on the chart">
      {state.operators.map((spec, index) => (
        <button
          key={index}
          type="button"
          class="fig-tab"
          disabled={disabled}
          aria-pressed={index + 1 === state.selected}
          onClick={() => onChange((now) => ({ ...now, selected: index + 1 }))}
        >
          <ShapeIcon index={index} />
          {capitalised(operatorText(spec))}
        </button>
      ))}
      {state.operators.length < mostOperators && (
        <button
          type="button"
          class="fig-small"
          disabled={disabled}
          onClick={() => onChange(addOperator)}
        >
          + Operator
        </button>
      )}
      {state.operators.length > 1 && (
        <button
          type="button"
          class="fig-small"
          disabled={disabled}
          onClick={() => onChange(removeOperator)}
        >
          Remove
        </button>
      )}
    </div>
  );
}

function OperatorEditor({ id, state, disabled, onChange }: RooflineControlsProps) {
  const spec = state.operators[state.selected - 1];
  if (!spec) return null;
  const rename = (name: string) => onChange((now) => setName(now, cleanName(name)));
  return (
    <div class="fig-line">
      <SelectField
        id={`${id}-kind`}
        label="Operator"
        quiet
        value={spec.kind}
        options={kindOptions}
        disabled={disabled}
        // The options are the kinds, so is what was chosen.
        onChange={(kind) => onChange((now) => setKind(now, kind as OperatorKind))}
      />
      {spec.kind === "kernel" && (
        <span class="fig-number-field fig-number-plain">
          <label class="fig-label" for={`${id}-name`}>name</label>
          <input
            type="text"
            id={`${id}-name`}
            class="fig-entry fig-name"
            maxLength={40}
            autocomplete="off"
            value={spec.name}
            disabled={disabled}
            onChange={(event) => rename(event.currentTarget.value)}
          />
        </span>
      )}
      {operatorKinds[spec.kind].sizes.map((size, index) => (
        <NumberSlider
          // A field keeps what is being typed: another operator must have a field of its own.
          key={`${state.selected}-${spec.kind}-${size.name}`}
          id={`${id}-${size.name}`}
          size={size}
          value={spec.sizes[index] ?? 0}
          disabled={disabled}
          fieldOnly={spec.kind === "kernel"}
          {...(spec.kind === "intensity" && { span: intensitySpan })}
          onInput={(value) => onChange((now) => setSize(now, index, value))}
        />
      ))}
    </div>
  );
}

function ShapeIcon({ index }: { index: number }) {
  return (
    <svg class="fig-icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path
        class="fig-s-ink fig-f-ink"
        stroke-width="1.75"
        d={shapePath(shapes[index] ?? "circle", 8, 8, 5)}
      />
    </svg>
  );
}

function isSame(a: OperatorSpec, b: OperatorSpec | undefined): boolean {
  return b !== undefined && a.kind === b.kind && a.sizes.join() === b.sizes.join();
}
