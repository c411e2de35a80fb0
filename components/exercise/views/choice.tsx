import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { ChoiceList } from "@/components/exercise/choice_list.tsx";
import { Feedback, type Tone } from "@/components/exercise/feedback.tsx";
import { ExerciseHeader } from "@/components/exercise/header.tsx";
import { Help, StartAgain } from "@/components/exercise/tools.tsx";
import { useExercise } from "@/components/exercise/use_exercise.ts";
import { exerciseAnchor } from "@/components/exercise/words.ts";
import { RichText } from "@/components/rich_text.tsx";
import {
  type ChoiceGrade,
  fillTemplate,
  gradeChoice,
  orderChoices,
  prepareChoices,
} from "@/lib/course/exercise/mod.ts";
import type { ChoiceExercise } from "@/lib/course/types.ts";

const TONES: Readonly<Record<ChoiceGrade["outcome"], Tone>> = {
  correct: "right",
  partly: "partly",
  wrong: "wrong",
  unread: "unread",
};

/** A question answered by one choice or several; afterwards every choice says why. */
export function ChoiceView({ exercise }: { exercise: ChoiceExercise }): JSX.Element {
  const session = useExercise(exercise);
  const { graded, round, variant, vocabulary } = session;
  const anchor = exerciseAnchor(exercise);
  const { prompt, choices } = useMemo(() => {
    const { parameters } = variant;
    return {
      prompt: fillTemplate(exercise.prompt, { parameters, vocabulary }),
      choices: orderChoices(
        prepareChoices(exercise.choices, parameters, vocabulary),
        exercise,
        variant,
      ),
    };
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
    <div ref={session.root} class="ex-view">
      <ExerciseHeader exercise={exercise} mark={session.mark}>
        <StartAgain exercise={exercise} session={session} />
      </ExerciseHeader>
      <div class="ex-prompt" id={`${anchor}-prompt`}>
        <RichText nodes={prompt} />
      </div>
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
        tone={found && TONES[found.outcome]}
        count={count}
        round={round}
      >
        {found?.message}
      </Feedback>
      <Help exercise={exercise} session={session} />
    </div>
  );
}
