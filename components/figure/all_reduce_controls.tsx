import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Machine } from "@/lib/compute/mod.ts";
import {
  allReducePresets,
  isPreset,
  setBytes,
  setMachine,
  setModel,
  setTokens,
  setWork,
} from "@/lib/figures/all_reduce/change.ts";
import { denseModels, gradientModel } from "@/lib/figures/all_reduce/models.ts";
import { spans } from "@/lib/figures/all_reduce/quantities.ts";
import {
  type AllReduceControl,
  type AllReduceState,
  deviceSpan,
  linkedMachines,
  tokenSpan,
  type Work,
} from "@/lib/figures/all_reduce/state.ts";
import { settingOf, tokensIn } from "@/lib/figures/all_reduce/times.ts";
import { shortName } from "@/lib/figures/text.ts";
import { Segmented, SelectField } from "./field.tsx";
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

const workOptions = [
  { value: "none", label: "none" },
  { value: "data-parallel", label: "data parallel" },
  { value: "tensor-parallel", label: "tensor parallel" },
];

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

function WorkLine({ id, state, disabled, onChange }: AllReduceControlsProps) {
  const shows = (group: AllReduceControl) => state.controls.includes(group);
  const works = state.work !== "none";
  const split = state.work === "tensor-parallel";
  const models = useMemo(
    () => [
      ...denseModels().map(({ id, name }) => ({ value: id, label: name })),
      ...(split ? [] : [{ value: "", label: "no model here", disabled: true }]),
    ],
    [split],
  );
  return (
    <div class="fig-line">
      {shows("work") && (
        <Segmented
          id={`${id}-work`}
          label="Arithmetic"
          value={state.work}
          options={workOptions}
          disabled={disabled}
          // The options are the kinds of work, so is what was chosen.
          onChange={(work) => onChange((now) => setWork(now, work as Work))}
        />
      )}
      {works && shows("model") && (
        <SelectField
          id={`${id}-model`}
          label={split ? "layers of" : "gradients of"}
          value={split ? state.model : gradientModel(state.bytes) ?? ""}
          options={models}
          disabled={disabled}
          onChange={(model) => onChange((now) => setModel(now, model))}
        />
      )}
      {works && shows("tokens") && (
        <NumberSlider
          key={state.work}
          id={`${id}-tokens`}
          size={{
            ...tokenSpan,
            name: "tokens",
            label: split ? "tokens" : "tokens on each",
            ...whole,
          }}
          value={split ? Math.max(1, Math.round(tokensIn(state))) : state.tokens}
          disabled={disabled}
          onInput={(tokens) => onChange((now) => setTokens(now, tokens))}
        />
      )}
      {works && shows("efficiency") && (
        <NumberSlider
          id={`${id}-efficiency`}
          size={spans.efficiency}
          stops={efficiencies}
          value={Number((state.efficiency * 100).toPrecision(6))}
          disabled={disabled}
          onInput={(percent) => onChange((now) => ({ ...now, efficiency: percent / 100 }))}
        />
      )}
    </div>
  );
}

const efficiencies = Array.from({ length: 20 }, (_, step) => (step + 1) * 5);
