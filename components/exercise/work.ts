import { firstVariant, generateVariant, type Variant } from "@/lib/course/exercise/mod.ts";
import type { Vocabulary } from "@/lib/course/expression/mod.ts";
import type { ExerciseRecord } from "@/lib/course/progress/mod.ts";
import type { Exercise } from "@/lib/course/types.ts";

/** Where a reader stands with an exercise in this page. */
export interface Work {
  readonly variant: Variant;
  /** The answer that was graded last, if this variant was answered. */
  readonly graded: string | readonly string[] | undefined;
  readonly showsSolution: boolean;
  /** Counts new beginnings, for views to clear what was typed. */
  readonly round: number;
}

/** Whether a verdict on a wrong answer tells the right one: each choice says why, each thing whether. */
export function tellsAnswer({ kind }: Exercise): boolean {
  return ["single", "multiple", "ordering", "matching", "classification"].includes(kind);
}

/** The work as the record left it, or a new beginning. */
export function resume(
  exercise: Exercise,
  record: ExerciseRecord | undefined,
  vocabulary: Vocabulary,
  round: number,
): Work {
  const { state } = record ?? {};
  if (!state) return fresh(firstVariant(exercise, vocabulary), round);
  return {
    variant: generateVariant(exercise, state.seed, vocabulary),
    graded: state.outcome === undefined ? undefined : state.answer,
    showsSolution: state.solution,
    round,
  };
}

/** Work on a variant that was not begun. */
export function fresh(variant: Variant, round: number): Work {
  return { variant, graded: undefined, showsSolution: false, round };
}
