import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { parseUnit } from "@/lib/compute/mod.ts";
import { type CurveHeights, parseAnswer } from "@/lib/course/exercise/mod.ts";
import type { CurveAxis, CurveQuestion } from "@/lib/course/types.ts";
import { axisNumber, axisText, legendOf, placeText } from "./words.ts";

/** Props of {@linkcode CurveFields}. */
export interface CurveFieldsProps {
  curve: CurveQuestion;
  /** Ids of the fields begin with it. */
  name: string;
  heights: CurveHeights;
  onSet: (x: number, height: number) => void;
}

/** The heights as numbers, for those who would rather type them. */
export function CurveFields({ curve, name, heights, onSet }: CurveFieldsProps): JSX.Element {
  return (
    <fieldset class="ex-curve-fields">
      <legend class="ex-curve-legend">{legendOf(curve)}</legend>
      {curve.at.map((place, i) => (
        <HeightField
          key={place}
          id={`${name}-at-${i + 1}`}
          curve={curve}
          place={place}
          height={heights.get(place)}
          onSet={(height) => onSet(place, height)}
        />
      ))}
    </fieldset>
  );
}

function HeightField(
  { id, curve, place, height, onSet }: {
    id: string;
    curve: CurveQuestion;
    place: number;
    height: number | undefined;
    onSet: (height: number) => void;
  },
) {
  const [draft, setDraft] = useState<string>();
  const isWrong = draft !== undefined && draft.trim() !== "" &&
    readHeight(draft, curve.y) === undefined;
  return (
    <span class="ex-curve-field">
      <label for={id}>
        <span class="visually-hidden">{`${curve.y.label} at ${curve.x.label} `}</span>
        {axisNumber(place)}
        <span class="visually-hidden">{` ${curve.x.unit}, in ${curve.y.unit || "numbers"}`}</span>
      </label>
      <input
        id={id}
        class="ex-input num"
        inputMode="decimal"
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="next"
        value={draft ?? (height === undefined ? "" : axisNumber(height))}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-message` : undefined}
        onInput={({ currentTarget: { value } }) => {
          setDraft(value);
          const read = readHeight(value, curve.y);
          if (read !== undefined) onSet(read);
        }}
        onBlur={() => setDraft(undefined)}
        // Enter would commit the whole line, which cannot be taken back
        onKeyDown={(event) => {
          if (event.key === "Enter") event.preventDefault();
        }}
      />
      {isWrong && (
        <span class="ex-curve-message" id={`${id}-message`} role="alert">
          {`At ${placeText(curve.x, place)}: a number from ${axisNumber(curve.y.from)} to ${
            axisText(curve.y, curve.y.to)
          }`}
        </span>
      )}
    </span>
  );
}

/** A typed height in the unit of its axis, if it lies on it. */
function readHeight(text: string, { unit, from, to }: CurveAxis): number | undefined {
  const read = parseAnswer(text, unit);
  if (read.kind !== "read") return undefined;
  const height = Number((read.value / parseUnit(unit).factor).toPrecision(6));
  return height >= from && height <= to ? height : undefined;
}
