import {
  firstVariant,
  questionOf,
  readOpenAnswer,
  soundVariant,
  type Variant,
  writeOpenAnswer,
} from "@/lib/course/exercise/mod.ts";
import type { Vocabulary } from "@/lib/course/expression/mod.ts";
import type { ExerciseRecord, ExerciseState } from "@/lib/course/progress/mod.ts";
import type { Exercise } from "@/lib/course/types.ts";

/** Where a reader stands with an exercise in this page. */
export interface Work {
  readonly variant: Variant;
  /** The answer that was graded last, if this variant was answered. */
  readonly graded: string | readonly string[] | undefined;
  readonly showsSolution: boolean;
  /** Counts new beginnings, for views to clear what was typed. */
  readonly round: number;
  /** Whether the numbers that were worked on last could not be brought back. */
  readonly isReplaced: boolean;
}

/** Whether a verdict on a wrong answer tells the right one: each choice says why, each thing whether. */
export function tellsAnswer({ kind }: Exercise): boolean {
  return ["single", "multiple", "ordering", "matching", "classification"].includes(kind);
}

/**
 * The work as the record left it, or a new beginning. Where the exercise was
 * changed so that its numbers are others now, or cannot be drawn any more, the
 * verdict on the old ones goes and a text that was written stays.
 */
export function resume(
  exercise: Exercise,
  state: ExerciseState | undefined,
  vocabulary: Vocabulary,
  round: number,
): Work {
  if (!state) return fresh(firstVariant(exercise, vocabulary), round);
  const variant = redraw(exercise, state.seed, vocabulary);
  const { question } = state;
  if (!variant || (question !== undefined && question !== questionOf(exercise, variant))) {
    return {
      ...fresh(variant ?? firstVariant(exercise, vocabulary), round),
      isReplaced: true,
    };
  }
  return {
    variant,
    graded: state.outcome === undefined ? undefined : state.answer,
    showsSolution: state.solution,
    round,
    isReplaced: false,
  };
}

/** Work on a variant that was not begun. */
export function fresh(variant: Variant, round: number): Work {
  return { variant, graded: undefined, showsSolution: false, round, isReplaced: false };
}

/** What of an answer goes along to other numbers: what was written, not what was found in it. */
export function takeAlong({ kind }: Exercise, answer: ExerciseState["answer"] = ""): typeof answer {
  if (kind === "code" && typeof answer === "string") return answer;
  if (kind !== "open") return "";
  const { text } = readOpenAnswer(answer);
  return writeOpenAnswer({ text, points: [] });
}

/** Names the question in hand in a record of an earlier edition, which knows only its seed. */
export function nameQuestion(
  record: ExerciseRecord | undefined,
  exercise: Exercise,
  vocabulary: Vocabulary,
): ExerciseRecord | undefined {
  const { state } = record ?? {};
  if (!record || !state?.gaveUp || state.question !== undefined) return record;
  const variant = redraw(exercise, state.seed, vocabulary);
  if (!variant) return record;
  return { ...record, state: { ...state, question: questionOf(exercise, variant) } };
}

function redraw(exercise: Exercise, seed: number, vocabulary: Vocabulary): Variant | undefined {
  try {
    return soundVariant(exercise, seed, vocabulary);
  } catch {
    return undefined;
  }
}
