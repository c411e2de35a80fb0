/**
 * What is due, what comes when.
 *
 * @module
 */
import { findRecord } from "../progress/find.ts";
import type { ExerciseKey, Progress, ReviewState } from "../progress/types.ts";
import { dayOf, dueDay } from "./days.ts";

/** A lesson as a review knows it. */
export interface ReviewedLesson {
  readonly slug: string;
  readonly exercises: readonly (ExerciseKey & { readonly recurs: boolean })[];
}

/** An exercise that comes back. */
export interface ReviewItem {
  readonly lesson: string;
  readonly id: string;
  readonly review: ReviewState;
  /** In how many days it is due; 0 and less is now. */
  readonly days: number;
}

/** What a review holds. */
export interface ReviewPlan {
  /** What is due, the lessons by turns, in each the longest due first. */
  readonly due: readonly ReviewItem[];
  /** What comes later, the next first. */
  readonly later: readonly ReviewItem[];
}

/**
 * Finds what is due and what comes later.
 *
 * @param lessons The lessons of the course, with their exercises in the present versions
 * @param progress All records
 * @param now Milliseconds since 1970
 * @returns The plan
 *
 * @example
 * ```ts
 * import { answer } from "@/lib/course/progress/mod.ts";
 * import { DAY, nextReview, planReview } from "@/lib/course/review/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const right = { seed: 1, answer: "2", outcome: "correct" } as const;
 * const record = answer(undefined, right, { now: 0, lesson: "the-roofline" });
 * const progress = { "a@1": { ...record, review: nextReview(undefined, "good", 0) } };
 * const exercises = [{ id: "a", version: 1, recurs: true }];
 * const plan = (now: number) => planReview([{ slug: "the-roofline", exercises }], progress, now);
 * expect(plan(DAY).later.map(({ days }) => days)).toEqual([1]);
 * expect(plan(3 * DAY).due.map(({ id }) => id)).toEqual(["a"]);
 * ```
 */
export function planReview(
  lessons: readonly ReviewedLesson[],
  progress: Progress,
  now: number,
): ReviewPlan {
  const today = dayOf(now);
  const items = lessons.map(({ slug, exercises }) =>
    exercises.flatMap((exercise): ReviewItem[] => {
      const review = exercise.recurs ? findRecord(progress, exercise)?.review : undefined;
      return review
        ? [{ lesson: slug, id: exercise.id, review, days: dueDay(review, now) - today }]
        : [];
    }).sort((a, b) => a.days - b.days)
  );
  return {
    due: byTurns(items.map((lesson) => lesson.filter(({ days }) => days <= 0))),
    later: items.flat().filter(({ days }) => days > 0).sort((a, b) => a.days - b.days),
  };
}

/** How many exercises come when. */
export interface Outlook {
  readonly now: number;
  readonly tomorrow: number;
  /** In two to seven days. */
  readonly week: number;
  readonly later: number;
  /** In how many days the next one comes; `undefined` if none does. */
  readonly next: number | undefined;
}

/**
 * Counts what comes when.
 *
 * @param plan The plan
 * @returns Counts, each exercise once
 */
export function outlookOf({ due, later }: ReviewPlan): Outlook {
  const count = (from: number, to: number) =>
    later.filter(({ days }) => days >= from && days <= to).length;
  return {
    now: due.length,
    tomorrow: count(1, 1),
    week: count(2, 7),
    later: count(8, Infinity),
    next: later[0]?.days,
  };
}

/** What is mixed is learned better than what comes in blocks. */
function byTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1)))
    .flat();
}
