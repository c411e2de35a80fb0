import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Feedback, toneOf } from "@/components/exercise/feedback.tsx";
import { ExerciseFrame } from "@/components/exercise/frame.tsx";
import { Help } from "@/components/exercise/tools.tsx";
import { type ExerciseSession, useExercise } from "@/components/exercise/use_exercise.ts";
import { exerciseAnchor } from "@/components/exercise/words.ts";
import { RichText } from "@/components/rich_text.tsx";
import { describeTolerance, gradeNumeric } from "@/lib/course/exercise/mod.ts";
import type { NumericExercise } from "@/lib/course/types.ts";

/** A question answered with a number and its unit. */
export function NumericView({ exercise }: { exercise: NumericExercise }): JSX.Element {
  const session = useExercise(exercise);
  return (
    <ExerciseFrame exercise={exercise} session={session}>
      <AnswerForm exercise={exercise} session={session} />
      <Help exercise={exercise} session={session} />
    </ExerciseFrame>
  );
}

/** The field, its unit and tolerance, and what is said of the answer. */
function AnswerForm(
  { exercise, session }: { exercise: NumericExercise; session: ExerciseSession },
): JSX.Element {
  const { graded, round, variant: { parameters }, vocabulary } = session;
  const grade = (text: string) => gradeNumeric(exercise, parameters, text, vocabulary);
  const kept = typeof graded === "string" ? graded : "";
  const [text, setText] = useState(kept);
  const [checked, setChecked] = useState({ grade: kept ? grade(kept) : undefined, count: 0 });
  const anchor = exerciseAnchor(exercise);

  useEffect(() => {
    if (round === 0) return;
    setText(kept);
    setChecked(({ count }) => ({ grade: kept ? grade(kept) : undefined, count }));
  }, [round]);

  function check(event: Event): void {
    event.preventDefault();
    const found = grade(text);
    setChecked(({ count }) => ({ grade: found, count: count + 1 }));
    if (found.outcome !== "unread") session.submit(text, found.outcome);
  }

  const found = checked.grade;
  return (
    <>
      <form class="ex-answer" onSubmit={check} noValidate>
        <label class="ex-label" for={`${anchor}-answer`}>Answer</label>
        <span class="ex-field">
          <input
            id={`${anchor}-answer`}
            class="ex-input num"
            value={text}
            onInput={({ currentTarget }) => {
              setText(currentTarget.value);
              // A verdict on what stood there before would be read as one on what stands there now.
              setChecked(({ count }) => ({ grade: undefined, count }));
            }}
            aria-describedby={`${anchor}-unit ${anchor}-feedback`}
            aria-invalid={found !== undefined && found.outcome !== "correct"}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            enterkeyhint="done"
          />
          {exercise.unit && <span class="ex-unit" aria-hidden="true">{exercise.unit}</span>}
        </span>
        <button type="submit" class="button ex-button">Check</button>
        <span class="ex-tolerance" id={`${anchor}-unit`}>
          {exercise.unit && <span class="visually-hidden">{`in ${exercise.unit}, `}</span>}
          {describeTolerance(exercise.tolerance, exercise.unit)}
        </span>
      </form>
      <Feedback
        id={`${anchor}-feedback`}
        tone={toneOf(found?.outcome)}
        count={checked.count}
        round={round}
      >
        {found && (
          <>
            {found.readAs && <span class="ex-read">{`Read as ${found.readAs}. `}</span>}
            <RichText nodes={found.message} />
          </>
        )}
      </Feedback>
    </>
  );
}
