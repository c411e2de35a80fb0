import type { JSX } from "preact";
import { ChoiceList } from "@/components/exercise/choice_list.tsx";
import { PredictionFrame } from "@/components/exercise/prediction/frame.tsx";
import { prepareChoices } from "@/lib/course/exercise/mod.ts";
import type { PredictionExercise } from "@/lib/course/types.ts";

/** A prediction by number or by choice. */
export function PredictionView({ exercise }: { exercise: PredictionExercise }): JSX.Element {
  const { numeric } = exercise;
  return (
    <PredictionFrame exercise={exercise} formClass={numeric && "ex-answer"}>
      {({ anchor, session, text, isLocked, setText }) =>
        numeric
          ? (
            <>
              <label class="ex-label" for={`${anchor}-answer`}>Your prediction</label>
              <span class="ex-field">
                <input
                  id={`${anchor}-answer`}
                  class="ex-input num"
                  value={text}
                  readOnly={isLocked}
                  onInput={({ currentTarget }) => setText(currentTarget.value)}
                  aria-describedby={`${anchor}-feedback`}
                  autocomplete="off"
                  autocapitalize="off"
                  spellcheck={false}
                  enterkeyhint="done"
                />
                <span class="ex-unit">{numeric.unit}</span>
              </span>
            </>
          )
          : (
            <ChoiceList
              name={anchor}
              choices={prepareChoices(
                exercise.choices,
                session.variant.parameters,
                session.vocabulary,
              )}
              selected={[text]}
              isMultiple={false}
              tellsWhy={isLocked}
              isLocked={isLocked}
              isPrediction
              onSelect={([id = ""]) => setText(id)}
            />
          )}
    </PredictionFrame>
  );
}
