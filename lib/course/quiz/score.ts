import type { ExerciseKey, FirstOutcome } from "../progress/types.ts";
import type { Quiz } from "../types.ts";
import type { FirstAnswer } from "./first_answers.ts";

/** What first answers add up to. */
export interface Score {
  /** Questions answered, or given up. */
  readonly answered: number;
  readonly total: number;
  /** Points: one for right, a half for partly right. */
  readonly points: number;
  /** Points ÷ questions. */
  readonly share: number;
  readonly isComplete: boolean;
  /** Whether all are answered and enough of them right. */
  readonly isPassed: boolean;
}

const POINTS: Readonly<Record<FirstOutcome, number>> = {
  correct: 1,
  partly: 0.5,
  slip: 0,
  wrong: 0,
  none: 0,
};

/** Rounding of a share must not decide at the edge. */
const SLACK = 1e-9;

/**
 * Adds first answers up.
 *
 * @param quiz Which share passes
 * @param questions Ids of the drawn questions
 * @param answers First answers, of other questions too
 * @returns The score
 *
 * @example
 * ```ts
 * import { scoreOf } from "@/lib/course/quiz/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const answers = [{ id: "a", outcome: "correct" }, { id: "b", outcome: "partly" }] as const;
 * const score = scoreOf({ pass: 0.75 }, ["a", "b"], answers);
 * expect(score).toMatchObject({ points: 1.5, total: 2, isPassed: true });
 * ```
 */
export function scoreOf(
  { pass }: Pick<Quiz, "pass">,
  questions: readonly string[],
  answers: readonly FirstAnswer[],
): Score {
  const first = new Map([...answers].reverse().map(({ id, outcome }) => [id, outcome]));
  const given = questions.flatMap((id) => first.get(id) ?? []);
  const points = given.reduce((sum, outcome) => sum + POINTS[outcome], 0);
  const total = questions.length;
  const share = total === 0 ? 0 : points / total;
  const isComplete = total > 0 && given.length === total;
  return {
    answered: given.length,
    total,
    points,
    share,
    isComplete,
    isPassed: isComplete && share >= pass - SLACK,
  };
}

/**
 * The key under which progress keeps a quiz, beside exercises.
 *
 * @param quiz The quiz
 * @returns An id that no exercise has
 */
export function quizExercise({ id }: Pick<Quiz, "id">): ExerciseKey {
  return { id: `quiz/${id}`, version: 1 };
}
