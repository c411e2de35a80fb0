import type { JSX } from "preact";
import { RichText } from "@/components/rich_text.tsx";
import type { Vocabulary } from "@/lib/course/expression/mod.ts";
import {
  describeTolerance,
  fillSolution,
  fillTemplate,
  firstVariant,
  orderChoices,
  prepareChoices,
  type PreparedChoice,
} from "@/lib/course/exercise/mod.ts";
import type { Exercise, RichNode } from "@/lib/course/types.ts";
import { ExerciseHeader } from "./header.tsx";

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
  const choices = exercise.kind === "numeric"
    ? []
    : prepareChoices(exercise.choices, parameters, vocabulary);
  const ordered = exercise.kind === "single" || exercise.kind === "multiple"
    ? orderChoices(choices, exercise, variant)
    : choices;
  return (
    <>
      <ExerciseHeader exercise={exercise} />
      <div class="ex-prompt">
        <RichText nodes={fillTemplate(exercise.prompt, scope)} />
      </div>
      {exercise.kind === "numeric" && (
        <p class="ex-answer">
          Answer {exercise.unit && (
            <span>
              in <span class="ex-unit">{exercise.unit}</span>
            </span>
          )}
          <span class="ex-tolerance">{describeTolerance(exercise.tolerance, exercise.unit)}</span>
        </p>
      )}
      {ordered.length > 0 && (
        <ul class="ex-choices">
          {ordered.map(({ text }) => (
            <li class="ex-choice">
              <div class="ex-choice-text">
                <RichText nodes={text} />
              </div>
            </li>
          ))}
        </ul>
      )}
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
          <summary>{exercise.kind === "prediction" ? "What is the case" : "Solution"}</summary>
          <Whys choices={ordered} />
          {exercise.kind === "prediction" && tell(exercise.reveal)}
          {tell(exercise.solution)}
        </details>
      </div>
    </>
  );
}

function Whys({ choices }: { choices: readonly PreparedChoice[] }): JSX.Element | null {
  if (choices.length === 0) return null;
  return (
    <ul class="ex-whys">
      {choices.map(({ text, correct, why }) => (
        <li>
          <strong>{correct ? "Right" : "Wrong"}:</strong> <RichText nodes={text} />
          <div class="ex-why">
            <RichText nodes={why} />
          </div>
        </li>
      ))}
    </ul>
  );
}
