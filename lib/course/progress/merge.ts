/**
 * Joins two accounts of the same work, such as this device's and a file's.
 * Every field has an order and the greater wins, so it does not matter in which
 * order, in which grouping or how often accounts are joined, and the better
 * result is never lost.
 *
 * @module
 */
import { better } from "./record.ts";
import { mergeTold } from "./told.ts";
import type {
  CommittedPrediction,
  DrawAnswers,
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
  return joinBy(a, b, mergeRecords);
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
  const served = later(a.served, b.served);
  const told = mergeTold(a.told, b.told);
  const draws = mergeDraws(a.draws, b.draws);
  const readOn = earliest(a.readOn, b.readOn);
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
    ...(served ? { served } : {}),
    ...(told ? { told } : {}),
    ...(draws ? { draws } : {}),
    ...(readOn === undefined ? {} : { readOn }),
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

function identity(state: ExerciseState): string {
  const { seed, answer, outcome, solution, gaveUp, question, solved } = state;
  return JSON.stringify([outcome ?? "", seed, answer, solution, gaveUp, question, solved]);
}

/** First answers of every draw; of two to the same question the one that was earlier. */
export function mergeDraws(a: ExerciseRecord["draws"], b: ExerciseRecord["draws"]) {
  return a && b ? joinBy(a, b, (a, b): DrawAnswers => joinBy(a, b, firstAnswer)) : a ?? b;
}

function firstAnswer<T extends DrawAnswers[string]>(a: T, b: T): T {
  if (a.at !== b.at) return a.at < b.at ? a : b;
  return a.outcome >= b.outcome ? a : b;
}

function joinBy<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  join: (a: T, b: T) => T,
): Record<string, T> {
  const joined = new Map(Object.entries(a));
  for (const [key, other] of Object.entries(b)) {
    const known = joined.get(key);
    joined.set(key, known === undefined ? other : join(known, other));
  }
  return Object.fromEntries(joined);
}

function first(a: CommittedPrediction | undefined, b: CommittedPrediction | undefined) {
  if (!a || !b) return a ?? b;
  if (a.at !== b.at) return a.at < b.at ? a : b;
  if (a.answer !== b.answer) return a.answer < b.answer ? a : b;
  return a.afterReading ? a : b;
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
