import { createContext } from "preact";
import type { Outcome } from "@/lib/course/progress/mod.ts";
import type { Exercise } from "@/lib/course/types.ts";

/** What became of an answer, for what holds several exercises. */
export interface AnsweredExercise {
  readonly exercise: Exercise;
  readonly seed: number;
  readonly outcome: Outcome;
  /** Whether the answer had been shown, or told by a verdict, before. */
  readonly wasTold: boolean;
}

/** How a place such as a quiz or a review wants its exercises. */
export interface ExerciseSettings {
  /**
   * The seed of the variant to begin with, whatever was worked on before;
   * `undefined` goes on where the reader left off.
   */
  readonly seedOf?: (exercise: Exercise) => number | undefined;
  /** Whether hints that were shown on another day are folded away again. */
  readonly foldsHints?: boolean;
  /** Called after each marked answer. */
  readonly onAnswered?: (answered: AnsweredExercise) => void;
}

/** In a lesson nothing is set. */
export const ExerciseContext = createContext<ExerciseSettings>({});
