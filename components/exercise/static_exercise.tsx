import type { JSX } from "preact";
import { RichText } from "@/components/rich_text.tsx";
import type { Vocabulary } from "@/lib/course/expression/mod.ts";
import { fillSolution, fillTemplate, firstVariant } from "@/lib/course/exercise/mod.ts";
import type { Exercise, RichNode } from "@/lib/course/types.ts";
import { ExerciseHeader } from "./header.tsx";
import { staticKind } from "./kinds/static_kinds.ts";

/** Props of {@linkcode StaticExercise}. */
export interface StaticExerciseProps {
  exercise: Exercise;
  vocabulary: Vocabulary;
}

/**
 * An exercise as it is without JavaScript and on paper: one variant, with
 * hints, solution and reveal folded away.
 */
export function StaticExercise({ exercise, vocabulary }: StaticExerciseProps): JSX.Element {
  const variant = firstVariant(exercise, vocabulary);
  const { parameters } = variant;
  const scope = { parameters, vocabulary };
  const tell = (nodes: readonly RichNode[]) => (
    <RichText nodes={fillSolution(nodes, exercise, parameters, vocabulary)} />
  );
  const { Question, Answer, answerName = "Solution" } = staticKind(exercise);
  const props = { exercise, variant, vocabulary, tell };
  return (
    <>
      <ExerciseHeader exercise={exercise} />
      <div class="ex-prompt">
        <RichText nodes={fillTemplate(exercise.prompt, scope)} />
      </div>
      {Question && <Question {...props} />}
      <div class="ex-folds">
        {exercise.hints.length > 0 && (
          <details class="ex-fold">
            <summary>Hints</summary>
            <ol class="ex-hints">
              {exercise.hints.map((hint) => (
                <li>
                  <RichText nodes={fillTemplate(hint, scope)} />
                </li>
              ))}
            </ol>
          </details>
        )}
        <details class="ex-fold">
          <summary>{answerName}</summary>
          {Answer && <Answer {...props} />}
          {tell(exercise.solution)}
        </details>
      </div>
    </>
  );
}
