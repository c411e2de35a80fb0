import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { energyTables } from "@/lib/compute/energy/tables.ts";
import type { Machine } from "@/lib/compute/mod.ts";
import {
  addMachine,
  amounts,
  removeMachine,
  setIntensity,
  setMachine,
} from "@/lib/figures/bandwidth_ladder/change.ts";
import {
  bytesSize,
  intensitySize,
  type LadderControl,
  type LadderState,
  mostMachines,
  precisionsOf,
} from "@/lib/figures/bandwidth_ladder/state.ts";
import { shortName } from "@/lib/figures/text.ts";
import { CheckField, SelectField } from "./field.tsx";
import { PrecisionField } from "./machine_controls.tsx";
import { NumberSlider } from "./number_slider.tsx";
import { Presets } from "./trend_presets.tsx";

/** Props of {@linkcode BandwidthLadderControls}. */
export interface BandwidthLadderControlsProps {
  /** The figure's id. */
  id: string;
  state: LadderState;
  machines: readonly Machine[];
  disabled: boolean;
  /** Takes a change, not a state: what changes is the state of that moment. */
  onChange(change: (state: LadderState) => LadderState): void;
}

/** What the slider of amounts spans; more can be typed. */
const amountSpan = { min: 1, max: 2 ** 40 };
const workSpan = { min: 0.125, max: 4096 };

const shortened: Readonly<Record<string, string>> = {
  "horowitz-45nm": "SRAM, DRAM, 45 nm",
  "tpu-7nm": "GDDR6, 7 nm",
  "antepara-a100": "A100, measured",
};

const energyOptions = [
  ...energyTables.map(({ id, name }) => ({ value: id, label: shortened[id] ?? name })),
  { value: "none", label: "not shown" },
];

/** The controls of the ladder of bandwidths. */
export function BandwidthLadderControls(props: BandwidthLadderControlsProps): JSX.Element {
  const { id, state, disabled, onChange } = props;
  const shows = (...controls: LadderControl[]) =>
    controls.some((control) => state.controls.includes(control));
  return (
    <>
      {shows("machine", "compare") && <Machines {...props} shows={shows} />}
      {shows("bytes", "energy") && (
        <div class="fig-line">
          {shows("bytes") && (
            <NumberSlider
              id={`${id}-bytes`}
              size={bytesSize}
              span={amountSpan}
              value={state.bytes}
              disabled={disabled}
              onInput={(bytes) => onChange((now) => ({ ...now, bytes }))}
            />
          )}
          {shows("energy") && (
            <SelectField
              id={`${id}-energy`}
              label="Energies"
              value={state.energy}
              options={energyOptions}
              disabled={disabled}
              onChange={(energy) => onChange((now) => ({ ...now, energy }))}
            />
          )}
        </div>
      )}
      {shows("presets") && (
        <Presets
          disabled={disabled}
          presets={amounts.map(({ label, bytes }) => ({
            label,
            pressed: state.bytes === bytes,
            choose: () => onChange((now) => ({ ...now, bytes })),
          }))}
        />
      )}
      {shows("precision", "intensity") && <Work {...props} shows={shows} />}
    </>
  );
}

type GroupProps = BandwidthLadderControlsProps & { shows(control: LadderControl): boolean };

function Machines({ id, state, machines, disabled, onChange, shows }: GroupProps) {
  const context = { machines };
  const options = useMemo(
    () => machines.map((machine) => ({ value: machine.id, label: shortName(machine) })),
    [machines],
  );
  return (
    <div class="fig-line">
      {shows("machine") &&
        state.machine.map((machine, index) => (
          <span key={index} class="fig-group">
            <SelectField
              id={`${id}-machine-${index + 1}`}
              label={index === 0 ? "Machine" : "and"}
              value={machine}
              options={options}
              disabled={disabled}
              onChange={(value) => onChange((now) => setMachine(now, index, value, context))}
            />
            {index > 0 && shows("compare") && (
              <button
                type="button"
                class="fig-small"
                disabled={disabled}
                aria-label={`Remove ${
                  options.find(({ value }) => value === machine)?.label ?? machine
                }`}
                onClick={() => onChange((now) => removeMachine(now, index, context))}
              >
                ×
              </button>
            )}
          </span>
        ))}
      {shows("compare") && state.machine.length < mostMachines && (
        <button
          type="button"
          class="fig-small"
          disabled={disabled}
          onClick={() => onChange((now) => addMachine(now, context))}
        >
          + Compare
        </button>
      )}
    </div>
  );
}

function Work({ id, state, machines, disabled, onChange, shows }: GroupProps) {
  return (
    <div class="fig-line">
      {shows("precision") && (
        <PrecisionField
          id={`${id}-precision`}
          label="Work in"
          value={state.precision}
          allowed={precisionsOf(state.machine, { machines })}
          disabled={disabled}
          onChange={(precision) => onChange((now) => ({ ...now, precision }))}
        />
      )}
      {shows("intensity") && (
        <CheckField
          label="What the work needs"
          checked={state.intensity > 0}
          disabled={disabled}
          onChange={(on) => onChange((now) => setIntensity(now, on ? intensitySize.initial : 0))}
        />
      )}
      {shows("intensity") && state.intensity > 0 && (
        <NumberSlider
          id={`${id}-intensity`}
          size={intensitySize}
          span={workSpan}
          value={state.intensity}
          disabled={disabled}
          onInput={(intensity) => onChange((now) => setIntensity(now, intensity))}
        />
      )}
    </div>
  );
}
