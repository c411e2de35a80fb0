import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";
import { RichText } from "@/components/rich_text.tsx";
import { fillTemplate } from "@/lib/course/exercise/mod.ts";
import type { Exercise } from "@/lib/course/types.ts";
import { ExerciseHeader } from "./header.tsx";
import { StartAgain } from "./tools.tsx";
import type { ExerciseSession } from "./use_exercise.ts";
import { exerciseAnchor } from "./words.ts";

/** Props of {@linkcode ExerciseFrame}. */
export interface ExerciseFrameProps {
  exercise: Exercise;
  session: ExerciseSession;
  /** Whether it can be begun again; `false` where that would change nothing. */
  canStartAgain?: boolean;
  children: ComponentChildren;
}

/** What stands above every exercise that is marked: header, mark, new numbers, prompt. */
export function ExerciseFrame(
  { exercise, session, canStartAgain = true, children }: ExerciseFrameProps,
): JSX.Element {
  const { variant: { parameters }, vocabulary } = session;
  const prompt = useMemo(() => fillTemplate(exercise.prompt, { parameters, vocabulary }), [
    exercise,
    parameters,
  ]);
  const { outcome } = session.record?.state ?? {};
  return (
    <div ref={session.root} class="ex-view">
      <ExerciseHeader
        exercise={exercise}
        mark={session.mark}
        isBefore={session.graded !== undefined && outcome !== undefined && outcome !== "correct"}
      >
        {canStartAgain && session.canStartAgain && (
          <StartAgain exercise={exercise} session={session} />
        )}
      </ExerciseHeader>
      <div class="ex-prompt" id={`${exerciseAnchor(exercise)}-prompt`}>
        <RichText nodes={prompt} />
      </div>
      {children}
    </div>
  );
}
