import type { ComponentChildren, JSX } from "preact";
import { RichText } from "@/components/rich_text.tsx";
import { fillTemplate } from "@/lib/course/exercise/mod.ts";
import type { Exercise } from "@/lib/course/types.ts";
import { Feedback } from "../feedback.tsx";
import { ExerciseHeader } from "../header.tsx";
import { Help, StartAgain } from "../tools.tsx";
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
  const anchor = exerciseAnchor(exercise);
  const { variant: { parameters }, vocabulary, round } = session;
  return (
    <div ref={session.root} class="ex-view">
      <ExerciseHeader exercise={exercise} mark={session.mark}>
        <StartAgain exercise={exercise} session={session} />
      </ExerciseHeader>
      <div class="ex-prompt" id={`${anchor}-prompt`}>
        <RichText nodes={fillTemplate(exercise.prompt, { parameters, vocabulary })} />
      </div>
      <form onSubmit={sorting.check} noValidate>
        {children}
        <button type="submit" class="button ex-button">Check</button>
      </form>
      <Feedback id={`${anchor}-feedback`} tone={sorting.tone} count={sorting.count} round={round}>
        {sorting.grade?.message}
      </Feedback>
      <Help exercise={exercise} session={session} />
    </div>
  );
}
