import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { ChoiceList } from "@/components/exercise/choice_list.tsx";
import { Feedback, toneOf } from "@/components/exercise/feedback.tsx";
import { ExerciseFrame } from "@/components/exercise/frame.tsx";
import { Help } from "@/components/exercise/tools.tsx";
import { useExercise } from "@/components/exercise/use_exercise.ts";
import { exerciseAnchor } from "@/components/exercise/words.ts";
import { gradeChoice, orderChoices, prepareChoices } from "@/lib/course/exercise/mod.ts";
import type { ChoiceExercise } from "@/lib/course/types.ts";

/** A question answered by one choice or several; afterwards every choice says why. */
export function ChoiceView({ exercise }: { exercise: ChoiceExercise }): JSX.Element {
  const session = useExercise(exercise);
  const { graded, round, variant, vocabulary } = session;
  const anchor = exerciseAnchor(exercise);
  const choices = useMemo(() => {
    const prepared = prepareChoices(exercise.choices, variant.parameters, vocabulary);
    return orderChoices(prepared, exercise, variant);
  }, [exercise, variant]);

  const kept = typeof graded === "string" ? [] : graded ?? [];
  const [selected, setSelected] = useState<readonly string[]>(kept);
  const [count, setCount] = useState(0);
  const [isChecked, setIsChecked] = useState(graded !== undefined);

  useEffect(() => {
    if (round === 0) return;
    setSelected(kept);
    setIsChecked(graded !== undefined);
  }, [round]);

  function select(next: readonly string[]): void {
    setSelected(next);
    // A verdict on what was chosen before would be read as one on what is chosen now
    setIsChecked(false);
  }

  function check(event: Event): void {
    event.preventDefault();
    setCount(count + 1);
    setIsChecked(true);
    const { outcome } = gradeChoice(choices, selected, exercise.kind);
    if (outcome !== "unread") session.submit(selected, outcome);
  }

  const found = isChecked ? gradeChoice(choices, selected, exercise.kind) : undefined;
  return (
    <ExerciseFrame exercise={exercise} session={session}>
      <form onSubmit={check} noValidate>
        <ChoiceList
          name={anchor}
          choices={choices}
          selected={selected}
          isMultiple={exercise.kind === "multiple"}
          tellsWhy={graded !== undefined}
          onSelect={select}
        />
        <button type="submit" class="button ex-button">Check</button>
      </form>
      <Feedback
        id={`${anchor}-feedback`}
        tone={toneOf(found?.outcome)}
        count={count}
        round={round}
      >
        {found?.message}
      </Feedback>
      <Help exercise={exercise} session={session} />
    </ExerciseFrame>
  );
}
