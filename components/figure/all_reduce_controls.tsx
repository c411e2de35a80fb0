import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Machine } from "@/lib/compute/mod.ts";
import {
  allReducePresets,
  isPreset,
  setBytes,
  setMachine,
} from "@/lib/figures/all_reduce/change.ts";
import { spans } from "@/lib/figures/all_reduce/quantities.ts";
import {
  type AllReduceControl,
  type AllReduceState,
  deviceSpan,
  linkedMachines,
} from "@/lib/figures/all_reduce/state.ts";
import { settingOf } from "@/lib/figures/all_reduce/times.ts";
import { shortName } from "@/lib/figures/text.ts";
import { WorkLine } from "./all_reduce_work.tsx";
import { SelectField } from "./field.tsx";
import { NumberSlider } from "./number_slider.tsx";

/** Props of {@linkcode AllReduceControls}. */
export interface AllReduceControlsProps {
  /** The figure's id. */
  id: string;
  state: AllReduceState;
  machines: readonly Machine[];
  disabled: boolean;
  /** Takes a change, not a state: what changes is the state of that moment. */
  onChange(change: (state: AllReduceState) => AllReduceState): void;
}

/** The controls of the all-reduce. */
export function AllReduceControls(props: AllReduceControlsProps): JSX.Element {
  const { controls } = props.state;
  const shows = (...groups: AllReduceControl[]) => groups.some((group) => controls.includes(group));
  const works = props.state.work !== "none";
  return (
    <>
      {shows("presets") && <Presets {...props} />}
      {shows("machine", "bandwidth", "latency") && <LinkLine {...props} />}
      {shows("devices", "bytes") && <SizeLine {...props} />}
      {(shows("work") || (works && shows("model", "tokens", "efficiency"))) && (
        <WorkLine {...props} />
      )}
    </>
  );
}

function Presets({ state, disabled, onChange }: AllReduceControlsProps) {
  const presets = useMemo(allReducePresets, []);
  return (
    <div class="fig-line" role="group" aria-label="Presets">
      <span class="fig-label" aria-hidden="true">Try</span>
      {presets.map((preset) => (
        <button
          key={preset.name}
          type="button"
          class="chip"
          disabled={disabled}
          aria-pressed={isPreset(state, preset)}
          onClick={() => onChange((now) => ({ ...now, ...preset.changes }))}
        >
          {preset.name}
        </button>
      ))}
    </div>
  );
}

function LinkLine({ id, state, machines, disabled, onChange }: AllReduceControlsProps) {
  const shows = (group: AllReduceControl) => state.controls.includes(group);
  const { link } = settingOf(state, { machines });
  const options = useMemo(
    () =>
      linkedMachines({ machines }).map((machine) => ({
        value: machine.id,
        label: shortName(machine),
      })),
    [machines],
  );
  return (
    <div class="fig-line">
      {shows("machine") && (
        <SelectField
          id={`${id}-machine`}
          label="Machine"
          value={state.machine}
          options={options}
          disabled={disabled}
          onChange={(machine) => onChange((now) => setMachine(now, machine))}
        />
      )}
      {shows("bandwidth") && (
        <NumberSlider
          key={`bandwidth-${state.bandwidth === 0 ? state.machine : ""}`}
          id={`${id}-bandwidth`}
          size={{
            ...spans.bandwidth,
            label: "link, one way",
            unit: "GB/s",
            min: 0.001,
            max: 100_000,
          }}
          span={{ min: 1, max: 1024 }}
          value={link.bandwidth / 1e9}
          disabled={disabled}
          onInput={(value) => onChange((now) => ({ ...now, bandwidth: value * 1e9 }))}
        />
      )}
      {shows("latency") && (
        <NumberSlider
          id={`${id}-latency`}
          size={spans.latency}
          span={{ min: 2 ** -20, max: 2 ** -10 }}
          value={state.latency}
          disabled={disabled}
          onInput={(latency) => onChange((now) => ({ ...now, latency }))}
        />
      )}
    </div>
  );
}

function SizeLine({ id, state, disabled, onChange }: AllReduceControlsProps) {
  const shows = (group: AllReduceControl) => state.controls.includes(group);
  return (
    <div class="fig-line">
      {shows("devices") && (
        <NumberSlider
          id={`${id}-devices`}
          size={{ ...deviceSpan, name: "devices", label: "devices", ...whole }}
          value={state.devices}
          disabled={disabled}
          onInput={(devices) => onChange((now) => ({ ...now, devices }))}
        />
      )}
      {shows("bytes") && (
        <NumberSlider
          id={`${id}-bytes`}
          size={spans.bytes}
          value={state.bytes}
          disabled={disabled}
          onInput={(bytes) => onChange((now) => setBytes(now, bytes))}
        />
      )}
    </div>
  );
}

const whole = { unit: "", whole: true, initial: 1 } as const;
