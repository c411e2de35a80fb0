import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";

/** A control with its label before it. */
export function Field(
  { label, for: id, children }: { label: string; for?: string; children: ComponentChildren },
): JSX.Element {
  return (
    <span class="fig-field">
      <label class="fig-label" for={id}>{label}</label>
      {children}
    </span>
  );
}

/** A choice of an input. */
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

interface ChoiceProps {
  /** Unique in the page. */
  id: string;
  label: string;
  /** The label is read out but not shown: a line of controls says it once. */
  quiet?: boolean;
  value: string;
  options: readonly Option[];
  disabled: boolean;
  onChange(value: string): void;
}

/** A list to choose from, for more than four choices. */
export function SelectField(props: ChoiceProps): JSX.Element {
  const { id, label, quiet, value, options, disabled, onChange } = props;
  // Kept from one drawing to the next: a long list would be most of the work of a slider's step.
  const entries = useMemo(() => {
    // Before the script runs nothing can be chosen, and a long list would only weigh on the page.
    const shown = disabled ? options.filter((option) => option.value === value) : options;
    return shown.map((option) => (
      <option
        key={option.value}
        value={option.value}
        disabled={option.disabled ?? false}
        selected={option.value === value}
      >
        {option.label}
      </option>
    ));
  }, [options, value, disabled]);
  return (
    <span class="fig-field">
      <label class={quiet ? "visually-hidden" : "fig-label"} for={id}>{label}</label>
      <select
        id={id}
        class="fig-select"
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {entries}
      </select>
    </span>
  );
}

/** A row of buttons of which one is down, for up to four choices. */
export function Segmented(props: ChoiceProps): JSX.Element {
  const { id, label, value, options, disabled, onChange } = props;
  return (
    <fieldset class="fig-field fig-segmented" disabled={disabled}>
      <legend class="fig-label">{label}</legend>
      {options.map((option) => (
        <label key={option.value} class="fig-segment">
          <input
            type="radio"
            name={id}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled ?? false}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** A yes or no. */
export function CheckField(
  props: { label: string; checked: boolean; disabled: boolean; onChange(checked: boolean): void },
): JSX.Element {
  const { label, checked, disabled, onChange } = props;
  return (
    <label class="fig-check">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
