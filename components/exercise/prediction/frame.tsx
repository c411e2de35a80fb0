import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Feedback } from "@/components/exercise/feedback.tsx";
import { ExerciseHeader } from "@/components/exercise/header.tsx";
import { KeepingNotice } from "@/components/exercise/keeping_notice.tsx";
import { Reset } from "@/components/exercise/tools.tsx";
import { type ExerciseSession, useExercise } from "@/components/exercise/use_exercise.ts";
import { useHoldBack } from "@/components/exercise/use_hold_back.ts";
import { exerciseAnchor } from "@/components/exercise/words.ts";
import { RichText } from "@/components/rich_text.tsx";
import {
  fillSolution,
  fillTemplate,
  judgePrediction,
  refusePrediction,
} from "@/lib/course/exercise/mod.ts";
import type { PredictionExercise } from "@/lib/course/types.ts";

/** A prediction that is being made, or was. */
export interface PredictionWork {
  readonly session: ExerciseSession;
  /** Ids of its parts begin with it. */
  readonly anchor: string;
  /** What is to be committed, as progress keeps it. */
  readonly text: string;
  readonly isLocked: boolean;
  setText(text: string | ((before: string) => string)): void;
}

/** Props of {@linkcode PredictionFrame}. */
export interface PredictionFrameProps {
  exercise: PredictionExercise;
  /** A class of the form. */
  formClass?: string | undefined;
  /** Where the prediction is made. */
  children: (work: PredictionWork) => ComponentChildren;
}

/** What surrounds every prediction: committed once, then locked and compared with what is the case. */
export function PredictionFrame(
  { exercise, formClass, children }: PredictionFrameProps,
): JSX.Element {
  const session = useExercise(exercise);
  const { record, vocabulary, variant: { parameters } } = session;
  const committed = record?.prediction?.answer;
  const [text, setText] = useState(committed ?? "");
  const [refusal, setRefusal] = useState<string>();
  const count = useRef(0);
  const revealed = useRef<HTMLDivElement>(null);
  const hasJustCommitted = useRef(false);
  const anchor = exerciseAnchor(exercise);

  // Before it is painted: a reset must not leave the old answer to be seen
  useLayoutEffect(() => {
    setText(committed ?? "");
    if (committed === undefined || !hasJustCommitted.current) return;
    hasJustCommitted.current = false;
    // The button that was pressed is gone: the focus goes to what it brought
    revealed.current?.focus({ preventScroll: true });
  }, [committed]);

  function submit(event: Event): void {
    event.preventDefault();
    const message = refusePrediction(exercise, text);
    count.current++;
    setRefusal(message);
    if (message) return;
    hasJustCommitted.current = true;
    session.commit(text);
  }

  function change(next: Parameters<PredictionWork["setText"]>[0]): void {
    setText(next);
    // What was missing may be there now
    setRefusal(undefined);
  }

  const isLocked = committed !== undefined;
  const hasReadOn = record?.readOn !== undefined;
  const held = useHoldBack(exercise.id, {
    isCommitted: isLocked,
    hasReadOn,
    readOn: session.readOn,
  });
  const result = isLocked && judgePrediction(exercise, parameters, committed, vocabulary);
  return (
    <div ref={session.root} class="ex-view">
      <ExerciseHeader
        exercise={exercise}
        {...(isLocked
          ? { kind: record?.prediction?.afterReading ? "committed after reading on" : "committed" }
          : {})}
      />
      <div class="ex-prompt" id={`${anchor}-prompt`}>
        <RichText nodes={fillTemplate(exercise.prompt, { parameters, vocabulary })} />
      </div>
      <form class={formClass} onSubmit={submit} noValidate>
        {children({ session, anchor, text, isLocked, setText: change })}
        {!isLocked && <button type="submit" class="button ex-button">Commit</button>}
        {held.isHeld && (
          <button type="button" class="ex-link" onClick={session.readOn}>
            Read on without
            <span class="visually-hidden">{` committing: the text below is hidden`}</span>
          </button>
        )}
      </form>
      <Feedback
        id={`${anchor}-feedback`}
        tone={refusal ? "unread" : undefined}
        count={count.current}
      >
        {refusal}
      </Feedback>
      <div class="ex-reveal" ref={revealed} tabIndex={-1} hidden={!isLocked}>
        {result && (
          <>
            <p class="ex-held">
              <strong>{result.message}</strong>
            </p>
            <RichText nodes={fillSolution(exercise.reveal, exercise, parameters, vocabulary)} />
          </>
        )}
      </div>
      {(isLocked || hasReadOn || session.canUndo) && (
        <div class="ex-tools">
          <Reset exercise={exercise} session={session} />
        </div>
      )}
      <KeepingNotice exercise={exercise} session={session} />
    </div>
  );
}
