import type { JSX } from "preact";
import { LiveExercise } from "@/islands/LiveExercise.tsx";
import { machines } from "@/lib/course/compiled_machines.ts";
import { fullVocabulary } from "@/lib/course/expression/full_vocabulary.ts";
import type { Exercise } from "@/lib/course/types.ts";
import { ExerciseSection } from "./exercise/section.tsx";
import { StaticExercise } from "./exercise/static_exercise.tsx";

const vocabulary = fullVocabulary(machines);

/** An exercise where it stands in a lesson: readable at once, alive where there is JavaScript. */
export function ExerciseBlock({ exercise }: { exercise: Exercise }): JSX.Element {
  return (
    <ExerciseSection exercise={exercise}>
      <LiveExercise exercise={exercise}>
        <StaticExercise exercise={exercise} vocabulary={vocabulary} />
      </LiveExercise>
    </ExerciseSection>
  );
}
