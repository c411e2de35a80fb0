import "@/assets/exercises/open.css";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Feedback, toneOf } from "@/components/exercise/feedback.tsx";
import { ExerciseFrame } from "@/components/exercise/frame.tsx";
import { Rubric } from "@/components/exercise/rubric.tsx";
import { Help } from "@/components/exercise/tools.tsx";
import { useDraft } from "@/components/exercise/use_draft.ts";
import { useExercise } from "@/components/exercise/use_exercise.ts";
import { exerciseAnchor } from "@/components/exercise/words.ts";
import { RichText } from "@/components/rich_text.tsx";
import {
  fillTemplate,
  gradeOpen,
  type OpenAnswer,
  type OpenGrade,
  readOpenAnswer,
  refuseText,
  wordCount,
  writeOpenAnswer,
} from "@/lib/course/exercise/mod.ts";
import { MAX_ANSWER } from "@/lib/course/progress/mod.ts";
import type { OpenExercise } from "@/lib/course/types.ts";

/** A question answered in the reader's own words; they mark it by a rubric. */
export function OpenView({ exercise }: { exercise: OpenExercise }): JSX.Element {
  const session = useExercise(exercise);
  const { record, graded, round, variant: { parameters }, vocabulary } = session;
  const [given, setGiven] = useState(() => readOpenAnswer(record?.state?.answer));
  const [isOpen, setIsOpen] = useState(graded !== undefined);
  const [said, setSaid] = useState<
    { readonly grade: OpenGrade | undefined; readonly count: number }
  >(
    () => ({ grade: graded === undefined ? undefined : gradeOpen(exercise, given), count: 0 }),
  );
  const draft = useDraft(session);
  const rubric = useRef<HTMLDivElement>(null);
  const anchor = exerciseAnchor(exercise);

  const hadRecord = useRef(record !== undefined);

  useEffect(() => {
    if (round > 0) begin();
  }, [round]);

  useEffect(() => {
    hadRecord.current = record !== undefined;
  });

  /** Brings back what an undo has restored; other numbers leave the text as it stands. */
  function begin(): void {
    const restored = readOpenAnswer(record?.state?.answer);
    const isReset = record === undefined;
    const isWritten = !isReset && given.text !== "" && (hadRecord.current || restored.text === "");
    const next = isWritten ? { text: given.text, points: [] } : restored;
    setGiven(next);
    setIsOpen(graded !== undefined);
    const grade = graded === undefined ? undefined : gradeOpen(exercise, next);
    setSaid(({ count }) => ({ grade, count }));
    // The last words may not have been kept before the numbers changed
    if (isWritten && given.text !== restored.text) session.keep(writeOpenAnswer(next));
  }

  const say = (grade: OpenGrade | undefined) =>
    setSaid(({ count }) => ({ grade, count: count + 1 }));

  function write(text: string): void {
    const next: OpenAnswer = { ...given, text };
    setGiven(next);
    setSaid(({ count }) => ({ grade: undefined, count }));
    draft.write(writeOpenAnswer(next));
  }

  function compare(event: Event): void {
    event.preventDefault();
    const refusal = refuseText(exercise, given.text);
    if (refusal) return say({ outcome: "unread", message: refusal });
    draft.flush();
    setIsOpen(true);
    say(undefined);
    // What the button brought is where to go on
    setTimeout(() => rubric.current?.focus({ preventScroll: true }));
  }

  function mark(): void {
    const grade = gradeOpen(exercise, given);
    say(grade);
    if (grade.outcome === "unread") return;
    draft.drop();
    session.submit(writeOpenAnswer(given), grade.outcome);
  }

  return (
    <ExerciseFrame exercise={exercise} session={session}>
      <form onSubmit={compare} noValidate>
        <label class="ex-label" for={`${anchor}-answer`}>Your answer</label>
        <textarea
          id={`${anchor}-answer`}
          class="ex-text"
          rows={6}
          maxLength={MAX_ANSWER - 1000}
          value={given.text}
          aria-describedby={`${anchor}-words`}
          onInput={({ currentTarget }) => write(currentTarget.value)}
        />
        <p class="ex-tolerance" id={`${anchor}-words`}>
          <span class="num">{wordCount(given.text)}</span> words, kept on this device
        </p>
        {!isOpen && (
          <button type="submit" class="button ex-button">Compare with the model answer</button>
        )}
      </form>
      {isOpen && (
        <div ref={rubric} class="ex-rubric" tabIndex={-1}>
          <Rubric
            name={anchor}
            points={exercise.rubric}
            found={given.points}
            session={session}
            onChange={(points) => {
              setGiven({ ...given, points });
              setSaid(({ count }) => ({ grade: undefined, count }));
            }}
          />
          <p class="ex-solution-name">Model answer</p>
          <RichText nodes={fillTemplate(exercise.solution, { parameters, vocabulary })} />
          <button type="button" class="button ex-button" onClick={mark}>Mark my answer</button>
        </div>
      )}
      <Feedback
        id={`${anchor}-feedback`}
        tone={toneOf(said.grade?.outcome)}
        count={said.count}
        round={round}
      >
        {said.grade?.message}
      </Feedback>
      <Help exercise={exercise} session={session} hasSolution={false} />
    </ExerciseFrame>
  );
}
