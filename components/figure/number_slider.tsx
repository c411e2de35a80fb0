import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { formatNumber } from "@/lib/compute/mod.ts";
import { unitText } from "@/lib/figures/text.ts";
import type { OperatorSize } from "@/lib/figures/operator_kinds.ts";
import { describeSize, readSize } from "@/lib/figures/sizes.ts";

/** Props of {@linkcode NumberSlider}. */
export interface NumberSliderProps {
  /** Unique in the page. */
  id: string;
  /** What it is, its bounds and unit. */
  size: OperatorSize;
  value: number;
  disabled: boolean;
  /** Without a slider: for numbers that are known, not tried. */
  fieldOnly?: boolean;
  /** What the slider spans, if less than what can be typed. */
  span?: { readonly min: number; readonly max: number };
  /** The values the slider steps through, smallest first, if not powers of two. */
  stops?: readonly number[] | undefined;
  onInput(value: number): void;
}

/** Positions of a slider in each factor of two: whole numbers step as powers of two. */
const fine = 16;

/**
 * A slider and a number field for the same value. The slider is logarithmic and
 * steps by powers of two; the field takes any number that fits, with its unit
 * if it has one. A text that does not fit is said to, and changes nothing.
 */
export function NumberSlider(props: NumberSliderProps): JSX.Element {
  const { id, size, value, disabled, fieldOnly, span = size, stops, onInput } = props;
  const [draft, setDraft] = useState<string>();
  const wrong = draft !== undefined && isWrong(draft, size);
  const type = (text: string) => {
    setDraft(text);
    const read = readSize(text, size);
    if (read !== undefined) onInput(read);
    else if (size.optional && text.trim() === "") onInput(0);
  };
  const perOctave = size.whole ? 1 : fine;
  const slide = (position: number) => {
    if (stops) {
      setDraft(undefined);
      return onInput(stops[position] ?? value);
    }
    const raw = 2 ** (position / perOctave);
    const next = size.whole ? Math.round(raw) : Number(raw.toPrecision(3));
    setDraft(undefined);
    onInput(Math.min(Math.max(next, span.min), span.max));
  };
  return (
    <div class={fieldOnly ? "fig-number-field fig-number-plain" : "fig-number-field"}>
      <label class="fig-label" for={`${id}-field`}>{size.label}</label>
      {!fieldOnly && (
        <input
          type="range"
          class="fig-range"
          id={`${id}-range`}
          aria-label={`${size.label}, slider`}
          aria-valuetext={`${formatNumber(value, { digits: 6 })} ${size.unit}`.trim()}
          min={stops ? 0 : Math.log2(span.min) * perOctave}
          max={stops ? stops.length - 1 : Math.log2(span.max) * perOctave}
          step={1}
          value={stops ? nearestStop(stops, value) : Math.log2(value) * perOctave}
          disabled={disabled}
          onInput={(event) => slide(Number(event.currentTarget.value))}
        />
      )}
      <input
        type="text"
        class="fig-entry"
        id={`${id}-field`}
        inputMode={size.unit === "" ? "numeric" : hasPrefix(size) ? "text" : "decimal"}
        autocomplete="off"
        spellcheck={false}
        value={draft ?? written(value, size)}
        disabled={disabled}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-message` : undefined}
        onInput={(event) => type(event.currentTarget.value)}
        // An unfinished text stays until it is left; then the last good value is shown again.
        onBlur={() => setDraft(undefined)}
      />
      {size.unit && !hasPrefix(size) && <span class="fig-unit">{size.unit}</span>}
      {wrong && (
        <span class="fig-message" id={`${id}-message`} role="alert">
          {`Needs ${describeSize(size)}; ${written(value, size)} is kept`}
        </span>
      )}
    </div>
  );
}

function nearestStop(stops: readonly number[], value: number): number {
  const away = stops.map((stop) => Math.abs(stop - value));
  return away.indexOf(Math.min(...away));
}

function isWrong(draft: string, size: OperatorSize): boolean {
  return draft.trim() !== "" && readSize(draft, size) === undefined;
}

/** Whether the value is written with its unit and a prefix: `25.2 GFLOP`. */
function hasPrefix({ unit }: OperatorSize): boolean {
  return unit === "FLOP" || unit === "B" || unit === "s";
}

/** A value that can be typed back. */
function written(value: number, size: OperatorSize): string {
  if (value === 0 && size.optional) return "";
  if (hasPrefix(size)) return unitText(value, size.unit, 6);
  return String(Number(value.toPrecision(12)));
}
