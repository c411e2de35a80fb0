import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Machine, Precision } from "@/lib/compute/mod.ts";
import { commonPrecisions, drawableMachines, precisionName } from "@/lib/figures/machines.ts";
import {
  addMachine,
  precisionsOf,
  removeMachine,
  setMachine,
} from "@/lib/figures/roofline/change.ts";
import { mostMachines, type RooflineState } from "@/lib/figures/roofline/state.ts";
import { shortName } from "@/lib/figures/text.ts";
import { CheckField, type Option, Segmented, SelectField } from "./field.tsx";

/** Props of the groups of a roofline's controls. */
export interface RooflineControlsProps {
  /** The figure's id. */
  id: string;
  state: RooflineState;
  machines: readonly Machine[];
  disabled: boolean;
  /** Takes a change, not a state: what changes is the state of that moment. */
  onChange(change: (state: RooflineState) => RooflineState): void;
}

/** Machines, precision, and which further roofs are drawn. */
export function MachineControls(props: RooflineControlsProps): JSX.Element {
  const { id, state, machines, disabled, onChange } = props;
  const context = { machines };
  const shows = (group: RooflineState["controls"][number]) => state.controls.includes(group);
  const shared = useMemo(() => precisionsOf(state, context), [state.machine, machines]);
  const first = useMemo(() => machineOptions(machines), [machines]);
  const others = useMemo(() => machineOptions(machines, state.precision), [
    machines,
    state.precision,
  ]);
  return (
    <>
      {shows("machine") &&
        state.machine.map((machine, index) => (
          <span key={index} class="fig-group">
            <SelectField
              id={`${id}-machine-${index + 1}`}
              label={index === 0 ? "Machine" : "and"}
              value={machine}
              options={index === 0 ? first : others}
              disabled={disabled}
              onChange={(value) => onChange((now) => setMachine(now, index, value, context))}
            />
            {index > 0 && shows("compare") && (
              <button
                type="button"
                class="fig-small"
                disabled={disabled}
                aria-label={`Remove ${nameOf(machine, machines)}`}
                onClick={() => onChange((now) => removeMachine(now, index))}
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
      {shows("precision") && (
        <PrecisionField
          id={`${id}-precision`}
          value={state.precision}
          allowed={shared}
          disabled={disabled}
          onChange={(precision) => onChange((now) => ({ ...now, precision }))}
        />
      )}
      {shows("roofs") && (
        <span class="fig-group">
          <CheckField
            label="Other precisions"
            checked={state.ceilings === "all"}
            disabled={disabled}
            onChange={(on) => onChange((now) => ({ ...now, ceilings: on ? "all" : "one" }))}
          />
          <CheckField
            label="Caches"
            checked={state.levels === "all"}
            disabled={disabled || !hasCaches(state, machines)}
            onChange={(on) => onChange((now) => ({ ...now, levels: on ? "all" : "memory" }))}
          />
        </span>
      )}
    </>
  );
}

/** Up to four precisions as buttons, more as a list. */
export function PrecisionField(
  props: {
    id: string;
    label?: string;
    value: Precision;
    allowed: readonly Precision[];
    disabled: boolean;
    onChange(precision: Precision): void;
  },
): JSX.Element {
  const { allowed, label = "Precision", onChange } = props;
  const options = useMemo(
    () => allowed.map((value) => ({ value, label: precisionName(value) })),
    [allowed],
  );
  const Choice = allowed.length > 4 ? SelectField : Segmented;
  return (
    <Choice
      id={props.id}
      label={label}
      value={props.value}
      options={options}
      disabled={props.disabled}
      // The options are precisions, so is what was chosen.
      onChange={(value) => onChange(value as Precision)}
    />
  );
}

/** The machines of the table that have a peak; those without this precision cannot be chosen. */
export function machineOptions(machines: readonly Machine[], precision?: Precision): Option[] {
  return drawableMachines({ machines }).map((machine) => {
    const lacks = precision !== undefined && !commonPrecisions([machine]).includes(precision);
    return {
      value: machine.id,
      label: lacks ? `${shortName(machine)}, no ${precisionName(precision)}` : shortName(machine),
      disabled: lacks,
    };
  });
}

function nameOf(id: string, machines: readonly Machine[]): string {
  const machine = machines.find((each) => each.id === id);
  return machine ? shortName(machine) : id;
}

function hasCaches(state: RooflineState, machines: readonly Machine[]): boolean {
  const machine = machines.find(({ id }) => id === state.machine[0]);
  return machine !== undefined && machine.levels.length > 1;
}
