import type { ComponentChildren, JSX } from "preact";
import type { Exercise } from "@/lib/course/types.ts";
import { exerciseAnchor } from "./words.ts";

/** Props of {@linkcode ExerciseSection}. */
export interface ExerciseSectionProps {
  exercise: Exercise;
  children: ComponentChildren;
}

/** The block of an exercise: what links lead to, and what shows its mark once it is alive. */
export function ExerciseSection({ exercise, children }: ExerciseSectionProps): JSX.Element {
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
      {children}
    </section>
  );
}
