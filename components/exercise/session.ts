import type { RefObject } from "preact";
import type { Vocabulary } from "@/lib/course/expression/mod.ts";
import type { ExerciseRecord, Keeping, Mark, Outcome } from "@/lib/course/progress/mod.ts";
import type { Work } from "./work.ts";

/** An exercise at work: what its view shows, and what the reader can do. */
export interface ExerciseSession extends Work {
  readonly vocabulary: Vocabulary;
  /** What is known of the exercise; its state is that of the place where it stands. */
  readonly record: ExerciseRecord | undefined;
  readonly mark: Mark;
  readonly keeping: Keeping;
  readonly hasVariants: boolean;
  /** Whether other numbers, or another order, can be drawn in this place. */
  readonly canStartAgain: boolean;
  readonly canReset: boolean;
  /** How many hints are in view. */
  readonly hintsShown: number;
  /** What the last reset removed, until something else is done. */
  readonly canUndo: boolean;
  /** To be set on an element of the view, whose block then shows the mark. */
  readonly root: RefObject<HTMLDivElement>;
  submit(given: string | readonly string[], outcome: Outcome): void;
  commit(given: string): void;
  /** Reads on before a prediction is committed. */
  readOn(): void;
  /** Keeps what is being written, unmarked. */
  keep(given: string | readonly string[]): void;
  startAgain(): void;
  showHint(): void;
  toggleSolution(): void;
  reset(): void;
  undo(): void;
}
