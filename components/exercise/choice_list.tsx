import type { JSX } from "preact";
import { RichText } from "@/components/rich_text.tsx";
import type { PreparedChoice } from "@/lib/course/exercise/mod.ts";
import { Icon } from "./icon.tsx";

/** Props of {@linkcode ChoiceList}. */
export interface ChoiceListProps {
  /** The anchor of the exercise; its prompt has the id `<name>-prompt`. */
  name: string;
  choices: readonly PreparedChoice[];
  selected: readonly string[];
  isMultiple: boolean;
  /** Whether every choice says whether it is right, and why. */
  tellsWhy: boolean;
  /** Whether nothing can be chosen any more. */
  isLocked?: boolean;
  /** A prediction is not marked: choices say what is the case and what is not. */
  isPrediction?: boolean;
  onSelect: (selected: readonly string[]) => void;
}

/** Of several choices a wrong one is rightly left out, and must not look like a mistake. */
function verdict(correct: boolean, { isMultiple, isPrediction }: ChoiceListProps): string {
  if (isPrediction) return correct ? "So it is." : "Not so.";
  if (isMultiple) return correct ? "Belongs." : "Does not belong.";
  return correct ? "Right." : "Wrong.";
}

/** Choices to take, one or several, and later the reason for each. */
export function ChoiceList(props: ChoiceListProps): JSX.Element {
  const { name, choices, selected, isMultiple, tellsWhy, isLocked, isPrediction, onSelect } = props;
  const take = (id: string, isTaken: boolean) => {
    if (!isMultiple) return onSelect([id]);
    onSelect(isTaken ? [...selected, id] : selected.filter((other) => other !== id));
  };
  return (
    <fieldset class="ex-choices" aria-labelledby={`${name}-prompt`}>
      {choices.map(({ id, text, correct, why }) => {
        const input = `${name}-${id}`;
        return (
          <div
            class="ex-choice"
            key={id}
            data-correct={tellsWhy && (correct || !isPrediction) ? correct : undefined}
            data-taken={selected.includes(id)}
          >
            <label class="ex-choice-text" for={input}>
              <input
                id={input}
                type={isMultiple ? "checkbox" : "radio"}
                name={name}
                checked={selected.includes(id)}
                disabled={isLocked}
                aria-describedby={tellsWhy ? `${input}-why` : undefined}
                onChange={({ currentTarget }) => take(id, currentTarget.checked)}
              />
              <span>
                <RichText nodes={text} />
              </span>
            </label>
            {tellsWhy && (
              <div class="ex-why" id={`${input}-why`}>
                {isPrediction && !correct ? <span /> : <Icon name={correct ? "right" : "wrong"} />}
                <div>
                  <strong>{verdict(correct, props)}</strong> <RichText nodes={why} />
                </div>
              </div>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
