import { createContext } from "preact";
import type { Outcome } from "@/lib/course/progress/mod.ts";
import type { Exercise } from "@/lib/course/types.ts";

/** How a place such as a quiz or a review wants its exercises. */
export interface ExerciseSettings {
  /**
   * The seed of the variant to begin with, whatever was worked on before;
   * `undefined` goes on where the reader left off.
   */
  readonly seedOf?: (exercise: Exercise) => number | undefined;
  /**
   * Whether this is not the exercise's own place: its work in hand is kept
   * apart from the lesson's, and only there it can be reset.
   */
  readonly isServed?: boolean;
  /** Whether the numbers are the same for everyone, and no others can be drawn. */
  readonly hasFixedNumbers?: boolean;
  /** Whether hints that were shown on another day are folded away again. */
  readonly foldsHints?: boolean;
  /** Called after each marked answer, and with `none` once the solution was shown without one. */
  readonly onAnswered?: (exercise: Exercise, outcome: Outcome | "none") => void;
}

/** In a lesson nothing is set. */
export const ExerciseContext = createContext<ExerciseSettings>({});
