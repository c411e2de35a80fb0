import type { JSX } from "preact";
import type { Machine } from "@/lib/compute/mod.ts";
import * as change from "@/lib/figures/model_growth/change.ts";
import {
  acceleratorDots,
  accelerators,
  type Measure,
  modelDots,
  transformers,
} from "@/lib/figures/model_growth/data.ts";
import {
  type GrowthControl,
  type GrowthState,
  mostDevices,
  untilSpan,
} from "@/lib/figures/model_growth/state.ts";
import type { Band } from "@/lib/figures/trend/lines.ts";
import { Segmented, SelectField } from "./field.tsx";
import { NumberSlider } from "./number_slider.tsx";
import { WholeNumberField } from "./trend_number.tsx";
import { PointsField } from "./trend_points.tsx";
import { Presets } from "./trend_presets.tsx";

/** Props of {@linkcode ModelGrowthControls}. */
export interface ModelGrowthControlsProps {
  /** The figure's id. */
  id: string;
  state: GrowthState;
  machines: readonly Machine[];
  disabled: boolean;
  /** Takes a change, not a state: what changes is the state of that moment. */
  onChange(change: (state: GrowthState) => GrowthState): void;
}

const measureOptions = [
  { value: "parameters", label: "parameters" },
  { value: "training-compute", label: "training compute" },
];

const bandOptions = [
  { value: "none", label: "none" },
  { value: "line", label: "line" },
  { value: "point", label: "new point" },
];

const byteOptions: readonly (readonly [number, string])[] = [
  [0.5, "0.5, INT4 weights"],
  [1, "1, INT8 weights"],
  [2, "2, FP16 weights"],
  [4, "4, FP32 weights"],
  [6, "6, as in the paper"],
  [16, "16, training with Adam"],
];

/** The controls of the figure of model growth. */
export function ModelGrowthControls(props: ModelGrowthControlsProps): JSX.Element {
  const { id, state, disabled, onChange } = props;
  const shows = (...controls: GrowthControl[]) =>
    controls.some((control) => state.controls.includes(control));
  const memory = acceleratorDots(state.measure);
  return (
    <>
      {shows("presets") && (
        <Presets
          disabled={disabled}
          presets={change.growthPresets.map((preset) => ({
            label: preset.label,
            pressed: change.isPreset(state, preset),
            choose: () => onChange(preset.apply),
          }))}
        />
      )}
      {shows("measure", "band", "until") && <Drawn {...props} shows={shows} />}
      {shows("bytes", "devices") && memory.length > 0 && <Memory {...props} shows={shows} />}
      {shows("points") && (
        <PointsField
          id={id}
          groups={[
            { look: transformers[state.measure], dots: modelDots(state.measure) },
            ...(memory.length > 0 ? [{ look: accelerators, dots: memory }] : []),
          ]}
          without={state.without}
          disabled={disabled}
          onToggle={(dot, out) => onChange((now) => change.setLeftOut(now, dot, out))}
          onRestore={() => onChange((now) => ({ ...now, without: [] }))}
        />
      )}
    </>
  );
}

type GroupProps = ModelGrowthControlsProps & { shows(...controls: GrowthControl[]): boolean };

function Drawn({ id, state, disabled, onChange, shows }: GroupProps) {
  return (
    <div class="fig-line">
      {shows("measure") && (
        <Segmented
          id={`${id}-measure`}
          label="Measure"
          value={state.measure}
          options={measureOptions}
          disabled={disabled}
          // The options are the measures, so is what was chosen.
          onChange={(measure) => onChange((now) => ({ ...now, measure: measure as Measure }))}
        />
      )}
      {shows("band") && (
        <Segmented
          id={`${id}-band`}
          label="95&nbsp;% band"
          value={state.band}
          options={bandOptions}
          disabled={disabled}
          // The options are the bands, so is what was chosen.
          onChange={(band) => onChange((now) => ({ ...now, band: band as Band }))}
        />
      )}
      {shows("until") && (
        <WholeNumberField
          id={`${id}-until`}
          label="Draw until"
          value={state.until}
          {...untilSpan}
          disabled={disabled}
          onInput={(until) => onChange((now) => change.setUntil(now, until))}
        />
      )}
    </div>
  );
}

function Memory({ id, state, disabled, onChange, shows }: GroupProps) {
  const known = byteOptions.some(([bytes]) => bytes === state.bytes);
  const options: readonly (readonly [number, string])[] = known
    ? byteOptions
    : [...byteOptions, [state.bytes, String(state.bytes)]];
  return (
    <div class="fig-line">
      {shows("bytes") && (
        <SelectField
          id={`${id}-bytes`}
          label="Bytes a parameter"
          value={String(state.bytes)}
          options={options.map(([bytes, label]) => ({ value: String(bytes), label }))}
          disabled={disabled}
          onChange={(bytes) => onChange((now) => ({ ...now, bytes: Number(bytes) }))}
        />
      )}
      {shows("devices") && (
        <NumberSlider
          id={`${id}-devices`}
          size={{
            name: "devices",
            label: "Accelerators",
            unit: "",
            min: 1,
            max: mostDevices,
            whole: true,
            initial: 1,
          }}
          value={state.devices}
          disabled={disabled}
          onInput={(devices) => onChange((now) => ({ ...now, devices }))}
        />
      )}
    </div>
  );
}
