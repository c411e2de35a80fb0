import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Exercise } from "@/lib/course/types.ts";
import { ExerciseSection } from "./section.tsx";
import { loadView, type ViewProps } from "./views/mod.ts";
import { exerciseAnchor, exerciseName } from "./words.ts";

/** An exercise on a page that is made in the browser, such as a quiz or a review. */
export function ServedExercise({ exercise }: { exercise: Exercise }): JSX.Element {
  const [View, setView] = useState<ComponentType<ViewProps>>();
  const [hasFailed, setHasFailed] = useState(false);

  useEffect(() => {
    loadView(exercise).then((loaded) => setView(() => loaded), () => setHasFailed(true));
  }, [exercise.kind]);

  return (
    <ExerciseSection exercise={exercise}>
      <div class="ex-live" data-ready={View ? "true" : undefined}>
        {View ? <View exercise={exercise} /> : (
          <p
            class="ex-notice"
            id={`${exerciseAnchor(exercise)}-name`}
            role={hasFailed ? "alert" : undefined}
          >
            {hasFailed
              ? `${exerciseName(exercise)} could not be loaded. Check the connection and reload.`
              : `${exerciseName(exercise)} is being loaded.`}
          </p>
        )}
      </div>
    </ExerciseSection>
  );
}
