import type { JSX } from "preact";
import { LiveExercise } from "@/islands/LiveExercise.tsx";
import { machines } from "@/lib/course/compiled_machines.ts";
import { fullVocabulary } from "@/lib/course/expression/full_vocabulary.ts";
import type { Exercise, PredictionExercise } from "@/lib/course/types.ts";
import { StaticExercise } from "./exercise/static_exercise.tsx";
import { exerciseAnchor } from "./exercise/words.ts";

const vocabulary = fullVocabulary(machines);

/** An exercise where it stands in a lesson: readable at once, alive where there is JavaScript. */
export function ExerciseBlock({ exercise }: { exercise: Exercise }): JSX.Element {
  const anchor = exerciseAnchor(exercise);
  return (
    <section
      class="ex-block"
      id={anchor}
      aria-labelledby={`${anchor}-name`}
      data-exercise={exercise.id}
      data-kind={exercise.kind}
      data-state="open"
    >
      <LiveExercise exercise={exercise}>
        <StaticExercise exercise={exercise} vocabulary={vocabulary} />
      </LiveExercise>
    </section>
  );
}

/** A prediction where it stands in a lesson. */
export function PredictBlock({ exercise }: { exercise: PredictionExercise }): JSX.Element {
  return <ExerciseBlock exercise={exercise} />;
}
