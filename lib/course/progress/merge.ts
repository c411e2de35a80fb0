/**
 * Joins two accounts of the same work, such as this device's and a file's.
 * Every field has an order and the greater wins, so it does not matter in which
 * order, in which grouping or how often accounts are joined, and the better
 * result is never lost.
 *
 * @module
 */
import { better } from "./record.ts";
import type {
  CommittedPrediction,
  ExerciseRecord,
  ExerciseState,
  Progress,
  ReviewState,
} from "./types.ts";

/**
 * Merges two accounts of progress.
 *
 * @param a One
 * @param b The other
 * @returns Both; of records with the same key the better in every respect
 *
 * @example
 * ```ts
 * import { answer, mergeProgress } from "@/lib/course/progress/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const on = (now: number) => ({ now, lesson: "the-roofline" });
 * const phone = { "a@1": answer(undefined, { seed: 1, answer: "2", outcome: "correct" }, on(1)) };
 * const laptop = { "a@1": answer(undefined, { seed: 5, answer: "3", outcome: "wrong" }, on(9)) };
 * expect(mergeProgress(phone, laptop)["a@1"]).toMatchObject({ best: "correct", at: 9 });
 * expect(mergeProgress(phone, laptop)).toEqual(mergeProgress(laptop, phone));
 * ```
 */
export function mergeProgress(a: Progress, b: Progress): Progress {
  const merged = new Map(Object.entries(a));
  for (const [key, record] of Object.entries(b)) {
    const other = merged.get(key);
    merged.set(key, other ? mergeRecords(other, record) : record);
  }
  return Object.fromEntries(merged);
}

/**
 * Merges two records of the same exercise.
 *
 * @param a One
 * @param b The other
 * @returns The better in every respect
 */
export function mergeRecords(a: ExerciseRecord, b: ExerciseRecord): ExerciseRecord {
  const solvedAt = earliest(a.solvedAt, b.solvedAt);
  const state = later(a.state, b.state);
  const prediction = first(a.prediction, b.prediction);
  const review = moreReviewed(a.review, b.review);
  return {
    lesson: a.at > b.at || (a.at === b.at && a.lesson >= b.lesson) ? a.lesson : b.lesson,
    attempts: Math.max(a.attempts, b.attempts),
    best: better(a.best, b.best),
    hints: Math.max(a.hints, b.hints),
    gaveUp: a.gaveUp || b.gaveUp,
    at: Math.max(a.at, b.at),
    ...(solvedAt === undefined ? {} : { solvedAt }),
    ...(state ? { state } : {}),
    ...(prediction ? { prediction } : {}),
    ...(review ? { review } : {}),
  };
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.min(a, b);
}

/** The state with more changes behind it; of two with as many, always the same one. */
function later(a: ExerciseState | undefined, b: ExerciseState | undefined) {
  if (!a || !b) return a ?? b;
  if (a.revision !== b.revision) return a.revision > b.revision ? a : b;
  return identity(a) >= identity(b) ? a : b;
}

function identity({ seed, answer, outcome, solution, gaveUp }: ExerciseState): string {
  return JSON.stringify([outcome ?? "", seed, answer, solution, gaveUp]);
}

function first(a: CommittedPrediction | undefined, b: CommittedPrediction | undefined) {
  if (!a || !b) return a ?? b;
  if (a.at !== b.at) return a.at < b.at ? a : b;
  return a.answer <= b.answer ? a : b;
}

/**
 * The schedule with more work behind it; of two with as much, the later one. What is left decides
 * only so that it is always the same one.
 */
function moreReviewed(a: ReviewState | undefined, b: ReviewState | undefined) {
  if (!a || !b) return a ?? b;
  const [ranksA, ranksB] = [ranks(a), ranks(b)];
  const differing = ranksA.findIndex((rank, i) => rank !== ranksB[i]);
  return (ranksA[differing] ?? 0) >= (ranksB[differing] ?? 0) ? a : b;
}

function ranks({ reps, last, due, lapses, stability, difficulty }: ReviewState): number[] {
  return [reps, last, due, lapses, stability, difficulty];
}
