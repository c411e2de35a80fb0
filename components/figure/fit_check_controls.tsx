import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Machine } from "@/lib/compute/mod.ts";
import { transformerModels } from "@/lib/compute/transformers/mod.ts";
import {
  applyPreset,
  fitPresets,
  isPreset,
  setModel,
  setUse,
} from "@/lib/figures/fit_check/change.ts";
import { lengthSpan } from "@/lib/figures/fit_check/models.ts";
import {
  batchSpan,
  deviceSpan,
  type FitCheckState,
  type FitControl,
  machinesWithMemory,
  type Use,
} from "@/lib/figures/fit_check/state.ts";
import { byteText, shortName } from "@/lib/figures/text.ts";
import { Segmented, SelectField } from "./field.tsx";
import { Storage } from "./fit_check_storage.tsx";
import { NumberSlider } from "./number_slider.tsx";

/** Props of {@linkcode FitCheckControls}. */
export interface FitCheckControlsProps {
  /** The figure's id. */
  id: string;
  state: FitCheckState;
  machines: readonly Machine[];
  disabled: boolean;
  /** Takes a change, not a state: what changes is the state of that moment. */
  onChange(change: (state: FitCheckState) => FitCheckState): void;
}

const useOptions = [
  { value: "training", label: "train" },
  { value: "inference", label: "run" },
];

/** The controls of the fit check. */
export function FitCheckControls(props: FitCheckControlsProps): JSX.Element {
  const { state } = props;
  const shows = (...groups: FitControl[]) => groups.some((group) => state.controls.includes(group));
  const trains = state.use === "training";
  return (
    <>
      {shows("presets") && <Presets {...props} />}
      {shows("model", "use", "machine") && <Subject {...props} />}
      {(shows("precision") || (trains && shows("optimizer", "recompute"))) && (
        <Storage
          {...props}
        />
      )}
      {shows("batch", "length", "devices") && <Sizes {...props} />}
    </>
  );
}

function Presets({ state, disabled, onChange }: FitCheckControlsProps) {
  return (
    <div class="fig-line" role="group" aria-label="Presets">
      <span class="fig-label" aria-hidden="true">Try</span>
      {fitPresets.map((preset) => (
        <button
          key={preset.name}
          type="button"
          class="chip"
          disabled={disabled}
          aria-pressed={isPreset(state, preset)}
          onClick={() => onChange((now) => applyPreset(now, preset))}
        >
          {preset.name}
        </button>
      ))}
    </div>
  );
}

/** Which model, for what, on what. */
function Subject({ id, state, machines, disabled, onChange }: FitCheckControlsProps) {
  const shows = (group: FitControl) => state.controls.includes(group);
  const models = useMemo(
    () =>
      transformerModels().map(({ id, name, year }) => ({ value: id, label: `${name}, ${year}` })),
    [],
  );
  const devices = useMemo(
    () =>
      machinesWithMemory({ machines }).map((machine) => ({
        value: machine.id,
        label: `${shortName(machine)}, ${byteText(machine.levels[0]?.capacity ?? 0)}`,
      })),
    [machines],
  );
  return (
    <div class="fig-line">
      {shows("model") && (
        <SelectField
          id={`${id}-model`}
          label="Model"
          value={state.model}
          options={models}
          disabled={disabled}
          onChange={(model) => onChange((now) => setModel(now, model))}
        />
      )}
      {shows("use") && (
        <Segmented
          id={`${id}-use`}
          label="to"
          value={state.use}
          options={useOptions}
          disabled={disabled}
          // The options are the uses, so is what was chosen.
          onChange={(use) => onChange((now) => setUse(now, use as Use))}
        />
      )}
      {shows("machine") && (
        <SelectField
          id={`${id}-machine`}
          label="on"
          value={state.machine}
          options={devices}
          disabled={disabled}
          onChange={(machine) => onChange((now) => ({ ...now, machine }))}
        />
      )}
    </div>
  );
}

function Sizes({ id, state, disabled, onChange }: FitCheckControlsProps) {
  const fields = [
    { name: "batch", label: "sequences", ...batchSpan },
    { name: "length", label: "tokens of each", ...lengthSpan(state.model) },
    { name: "devices", label: "devices", ...deviceSpan },
  ] as const;
  return (
    <div class="fig-line">
      {fields.filter(({ name }) => state.controls.includes(name)).map((field) => (
        <NumberSlider
          key={`${field.name}-${field.max}`}
          id={`${id}-${field.name}`}
          size={{ ...field, unit: "", whole: true, initial: field.min }}
          {...(field.name === "devices" && { span: { min: 1, max: 4096 } })}
          value={state[field.name]}
          disabled={disabled}
          onInput={(value) => onChange((now) => ({ ...now, [field.name]: value }))}
        />
      ))}
    </div>
  );
}
