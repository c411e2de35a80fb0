import type { ComponentChildren, JSX } from "preact";
import type { Exercise } from "@/lib/course/types.ts";
import { Feedback, toneOf } from "../feedback.tsx";
import { ExerciseFrame } from "../frame.tsx";
import { Help } from "../tools.tsx";
import type { ExerciseSession } from "../use_exercise.ts";
import { exerciseAnchor } from "../words.ts";
import type { Sorting } from "./use_sorting.ts";

/** Props of {@linkcode SortingFrame}. */
export interface SortingFrameProps {
  exercise: Exercise;
  session: ExerciseSession;
  sorting: Sorting;
  children: ComponentChildren;
}

/** What every exercise has around the things to be moved. */
export function SortingFrame(
  { exercise, session, sorting, children }: SortingFrameProps,
): JSX.Element {
  return (
    <ExerciseFrame exercise={exercise} session={session}>
      <form onSubmit={sorting.check} noValidate>
        {children}
        <button type="submit" class="button ex-button">Check</button>
      </form>
      <Feedback
        id={`${exerciseAnchor(exercise)}-feedback`}
        tone={toneOf(sorting.grade?.outcome)}
        count={sorting.count}
        round={session.round}
      >
        {sorting.grade?.message}
      </Feedback>
      <Help exercise={exercise} session={session} />
    </ExerciseFrame>
  );
}
