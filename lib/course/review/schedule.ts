/**
 * When an exercise comes back: FSRS 6 by ts-fsrs, with its default parameters
 * and in whole days. Pure: the time is passed in, and the schedule is stored.
 *
 * @module
 */
import { FSRSAlgorithm, generatorParameters, type Grade as Rating } from "ts-fsrs";
import { isTold } from "../progress/told.ts";
import type { ExerciseRecord, Outcome, ReviewState } from "../progress/types.ts";
import { DAY, dayOf, MAX_INTERVAL } from "./days.ts";

/** How well a fresh variant went: wrong or helped, right after a hint, right at the first try. */
export type Grade = "again" | "hard" | "good";

const RATINGS: Readonly<Record<Grade, Rating>> = { again: 1, hard: 2, good: 3 };

/** What a reader did with a variant. */
export interface Try {
  readonly seed: number;
  readonly outcome: Outcome | "given-up";
  /** Whether a hint was in view. */
  readonly hinted: boolean;
  /** What the variant asks; in a lesson it is no try any more once it was told. */
  readonly question?: string | undefined;
  /** Whether it was served in a quiz or a review, where every variant is a try. */
  readonly isServed?: boolean;
}

let algorithm: FSRSAlgorithm | undefined;

/**
 * Schedules an exercise after a try.
 *
 * @param before What was scheduled, if anything
 * @param grade How the try went
 * @param now Milliseconds since 1970
 * @returns When it comes back
 *
 * @example
 * ```ts
 * import { DAY, nextReview } from "@/lib/course/review/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const first = nextReview(undefined, "good", 0);
 * expect(first.due).toBe(2 * DAY);
 * const second = nextReview(first, "good", first.due);
 * expect(second.due - second.last).toBeGreaterThan(5 * DAY);
 * expect(nextReview(second, "again", second.due)).toMatchObject({ reps: 3, lapses: 1 });
 * ```
 */
export function nextReview(
  before: ReviewState | undefined,
  grade: Grade,
  now: number,
): ReviewState {
  algorithm ??= new FSRSAlgorithm(generatorParameters({ maximum_interval: MAX_INTERVAL }));
  // A clock that was set back has let no time pass
  const days = before ? Math.max(0, dayOf(now) - dayOf(before.last)) : 0;
  const memory = before
    ? { stability: Math.min(before.stability, MAX_INTERVAL), difficulty: before.difficulty }
    : null;
  const { stability, difficulty } = algorithm.next_state(memory, days, RATINGS[grade]);
  return {
    due: now + algorithm.next_interval(stability, days) * DAY,
    stability: Math.min(stability, MAX_INTERVAL),
    difficulty,
    reps: (before?.reps ?? 0) + 1,
    lapses: (before?.lapses ?? 0) + (before && grade === "again" ? 1 : 0),
    last: now,
  };
}

/**
 * How a try is graded.
 *
 * @param record What was known before it
 * @param done What the reader did
 * @returns The grade, or `undefined` if it was not the first try at its variant
 */
export function gradeTry(
  record: ExerciseRecord | undefined,
  { seed, outcome, hinted, question, isServed }: Try,
): Grade | undefined {
  const state = isServed ? record?.served : record?.state;
  const wasTold = !isServed && isTold(record?.told, question);
  const isFirst = state?.seed === seed
    ? state.outcome === undefined && !state.gaveUp && !state.solved
    : !wasTold;
  if (!isFirst) return undefined;
  return outcome !== "correct" ? "again" : hinted ? "hard" : "good";
}

/**
 * Records when an exercise comes back, after the first try at a variant.
 *
 * @param before What was known before the try
 * @param after The record of the try
 * @param done What the reader did
 * @param now Milliseconds since 1970
 * @returns The record with its schedule
 */
export function scheduleTry(
  before: ExerciseRecord | undefined,
  after: ExerciseRecord,
  done: Try,
  now: number,
): ExerciseRecord {
  const grade = gradeTry(before, done);
  return grade ? { ...after, review: nextReview(before?.review, grade, now) } : after;
}
