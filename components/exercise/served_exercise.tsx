import type { ComponentType, JSX } from "preact";
import { useEffect, useErrorBoundary, useState } from "preact/hooks";
import type { Exercise } from "@/lib/course/types.ts";
import { ExerciseSection } from "./section.tsx";
import { loadView, type ViewProps } from "./views/mod.ts";
import { exerciseAnchor, exerciseName } from "./words.ts";

/** Props of {@linkcode ServedExercise}. */
export interface ServedExerciseProps {
  exercise: Exercise;
  /** Its view, where it has been loaded already. */
  view?: ComponentType<ViewProps> | undefined;
}

/** An exercise on a page that is made in the browser, such as a quiz or a review. */
export function ServedExercise({ exercise, view }: ServedExerciseProps): JSX.Element {
  const [View, setView] = useState<ComponentType<ViewProps> | undefined>(() => view);
  const [hasFailed, setHasFailed] = useState(false);
  const [error] = useErrorBoundary();

  useEffect(() => {
    if (view) return;
    loadView(exercise).then((loaded) => setView(() => loaded), () => setHasFailed(true));
  }, [exercise.kind]);

  return (
    <ExerciseSection exercise={exercise}>
      <div class="ex-live" data-ready={View && !error ? "true" : undefined}>
        {View && !error ? <View exercise={exercise} /> : (
          <p
            class="ex-notice"
            id={`${exerciseAnchor(exercise)}-name`}
            role={hasFailed || error ? "alert" : undefined}
          >
            {error
              ? `${
                exerciseName(exercise)
              } cannot be shown. It stands in its lesson, with its solution.`
              : hasFailed
              ? `${exerciseName(exercise)} could not be loaded. Check the connection and reload.`
              : `${exerciseName(exercise)} is being loaded.`}
          </p>
        )}
      </div>
    </ExerciseSection>
  );
}
