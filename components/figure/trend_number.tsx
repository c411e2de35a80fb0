import type { JSX } from "preact";
import { useState } from "preact/hooks";

/** Props of {@linkcode WholeNumberField}. */
export interface WholeNumberFieldProps {
  /** Unique in the page. */
  id: string;
  label: string;
  value: number;
  min: number;
  max: number;
  disabled: boolean;
  onInput(value: number): void;
}

/** A slider with even steps, and a field for the same whole number, such as a year. */
export function WholeNumberField(props: WholeNumberFieldProps): JSX.Element {
  const { id, label, value, min, max, disabled, onInput } = props;
  const [draft, setDraft] = useState<string>();
  const wrong = draft !== undefined && draft.trim() !== "" && read(draft, props) === undefined;
  const type = (text: string) => {
    setDraft(text);
    const typed = read(text, props);
    if (typed !== undefined) onInput(typed);
  };
  return (
    <div class="fig-number-field">
      <label class="fig-label" for={`${id}-field`}>{label}</label>
      <input
        type="range"
        class="fig-range"
        id={`${id}-range`}
        aria-label={`${label}, slider`}
        min={min}
        max={max}
        step={1}
        value={value}
        disabled={disabled}
        onInput={(event) => {
          setDraft(undefined);
          onInput(Number(event.currentTarget.value));
        }}
      />
      <input
        type="text"
        class="fig-entry"
        id={`${id}-field`}
        inputMode="numeric"
        autocomplete="off"
        value={draft ?? String(value)}
        disabled={disabled}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-message` : undefined}
        onInput={(event) => type(event.currentTarget.value)}
        // An unfinished text stays until it is left; then the last good value is shown again.
        onBlur={() => setDraft(undefined)}
      />
      {wrong && (
        <span class="fig-message" id={`${id}-message`} role="alert">
          {`Needs a whole number from ${min} to ${max}; ${value} is kept`}
        </span>
      )}
    </div>
  );
}

function read(text: string, { min, max }: { min: number; max: number }): number | undefined {
  const value = Number(text);
  return text.trim() !== "" && Number.isInteger(value) && value >= min && value <= max
    ? value
    : undefined;
}
