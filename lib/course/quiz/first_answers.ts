import { own } from "../own.ts";
import { latestDraws } from "../progress/draws.ts";
import { hint, type Occasion } from "../progress/record.ts";
import type { ExerciseRecord, FirstOutcome } from "../progress/types.ts";

/** The first answer to a question of a quiz. Later ones are for learning, and do not count. */
export interface FirstAnswer {
  /** The exercise's id. */
  readonly id: string;
  readonly outcome: FirstOutcome;
}

/** An answer in a draw. */
export interface DrawAnswer extends FirstAnswer {
  /** The seed of the draw. */
  readonly seed: number;
}

/**
 * Records the first answer to a question of a draw. A later one changes
 * nothing, whichever tab it was given in and whatever was drawn in between.
 *
 * @param record What is known of the quiz, if anything
 * @param answer The answer
 * @param occasion When and where
 * @returns The quiz's new record
 *
 * @example
 * ```ts
 * import { firstAnswers, recordFirst } from "@/lib/course/quiz/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const occasion = { now: 5, lesson: "the-roofline" };
 * const once = recordFirst(undefined, { seed: 1, id: "a", outcome: "wrong" }, occasion);
 * const twice = recordFirst(once, { seed: 1, id: "a", outcome: "correct" }, occasion);
 * expect(firstAnswers(twice, 1)).toEqual([{ id: "a", outcome: "wrong" }]);
 * ```
 */
export function recordFirst(
  record: ExerciseRecord | undefined,
  { seed, id, outcome }: DrawAnswer,
  occasion: Occasion,
): ExerciseRecord {
  const before = hint(record, 0, occasion);
  const answers = own(before.draws ?? {}, String(seed)) ?? {};
  if (own(answers, id)) return before;
  const first = { ...answers, [id]: { outcome, at: occasion.now } };
  return { ...before, draws: latestDraws({ ...before.draws, [seed]: first }) };
}

/**
 * The first answers of a draw.
 *
 * @param record What is known of the quiz, if anything
 * @param seed The seed of the draw
 * @returns First answers, in no order
 */
export function firstAnswers(record: ExerciseRecord | undefined, seed: number): FirstAnswer[] {
  const answers = own(record?.draws ?? {}, String(seed)) ?? {};
  return Object.entries(answers).map(([id, { outcome }]) => ({ id, outcome }));
}

/**
 * Records that a draw is complete, which is an attempt at the quiz.
 *
 * @param record What is known of the quiz
 * @param isPassed Whether enough was right
 * @param occasion When and where
 * @returns The quiz's new record
 */
export function recordComplete(
  record: ExerciseRecord,
  isPassed: boolean,
  { now }: Occasion,
): ExerciseRecord {
  return {
    ...record,
    attempts: record.attempts + 1,
    best: isPassed || record.best === "correct" ? "correct" : "partly",
    ...(isPassed ? { solvedAt: record.solvedAt ?? now } : {}),
  };
}
