import type { ComponentChildren, JSX } from "preact";
import type { Exercise } from "@/lib/course/types.ts";
import type { Mark } from "@/lib/course/progress/marks.ts";
import { Icon } from "./icon.tsx";
import {
  beforeWords,
  exerciseAnchor,
  exerciseName,
  kindWords,
  markIcon,
  markWords,
} from "./words.ts";

/** Props of {@linkcode ExerciseHeader}. */
export interface ExerciseHeaderProps {
  exercise: Exercise;
  /** Left out where it cannot be known, as on the server. */
  mark?: Mark;
  /** Whether what was answered last is not right: then it was solved before. */
  isBefore?: boolean;
  /** What the exercise asks for, where it is no longer what its kind says. */
  kind?: string;
  /** What stands at its end, always in the same place. */
  children?: ComponentChildren;
}

/** Number, title, kind and state of an exercise. */
export function ExerciseHeader(
  { exercise, mark, isBefore, kind = kindWords[exercise.kind], children }: ExerciseHeaderProps,
): JSX.Element {
  return (
    <header class="ex-head">
      <h3 class="ex-name" id={`${exerciseAnchor(exercise)}-name`}>
        <span class="ex-number">{exerciseName(exercise)}</span>
        {exercise.title && <span class="ex-title">{exercise.title}</span>}
      </h3>
      <p class="ex-kind">
        {kind}
        {mark && mark !== "open" && (
          <span class="ex-mark">
            <Icon name={markIcon(mark)} />
            {(isBefore && beforeWords[mark]) || markWords[mark]}
          </span>
        )}
      </p>
      <div class="ex-again">{children}</div>
    </header>
  );
}
