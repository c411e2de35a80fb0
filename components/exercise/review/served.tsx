import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { ServedExercise } from "../served_exercise.tsx";
import { ExerciseContext } from "../settings.ts";
import type { ServedNow } from "./use_served.ts";

/** The exercise of a review, or why it is not there. */
export function Served({ served }: { served: ServedNow }): JSX.Element {
  const { state, exercise, seed, retry } = served;
  // What was hinted at weeks ago is to be recalled now
  const settings = useMemo(() => ({ seedOf: () => seed, isServed: true, foldsHints: true }), [
    seed,
  ]);
  if (state === "failed") {
    return (
      <div class="rv-place" role="alert">
        <p class="ex-notice">The exercise could not be fetched. Check the connection.</p>
        <button type="button" class="button-quiet ex-button" onClick={retry}>Try again</button>
      </div>
    );
  }
  if (state === "gone") {
    return (
      <div class="rv-place">
        <p class="ex-notice">This exercise is no longer in the course. Pass over it.</p>
      </div>
    );
  }
  return (
    <div class="rv-place">
      {exercise
        ? (
          <ExerciseContext.Provider value={settings}>
            <ServedExercise key={seed} exercise={exercise} />
          </ExerciseContext.Provider>
        )
        : <p class="ex-notice">The exercise is being fetched.</p>}
    </div>
  );
}
