/**
 * How far a reader has come with what a lesson teaches, from the exercises that
 * test it.
 *
 * An exercise that is solved counts 1, one solved once the answer was shown one
 * half, one tried or given up one quarter, an open one nothing. The score of an
 * objective is the mean over its exercises. Nothing fades with time: what has
 * to be refreshed is the business of the review.
 *
 * @module
 */
import { own } from "../own.ts";
import { bestMark, type Mark } from "./marks.ts";
import type { ExerciseKey, Progress } from "./types.ts";

const WEIGHTS: Readonly<Record<Mark, number>> = {
  solved: 1,
  helped: 0.5,
  "given-up": 0.25,
  tried: 0.25,
  open: 0,
};

/**
 * A score in a word: nothing done, less than half, half or more, all of it.
 * `untested` has no exercise.
 */
export type MasteryLevel = "untested" | "open" | "begun" | "advanced" | "met";

/** How far a reader has come. */
export interface Mastery {
  readonly level: MasteryLevel;
  /** From 0 to 1. */
  readonly score: number;
  /** The marks of its exercises, in order. */
  readonly marks: readonly Mark[];
}

/** What a lesson teaches and tests. */
export interface TaughtLesson {
  readonly objectives: readonly { readonly id: string; readonly text: string }[];
  readonly exercises: readonly (ExerciseKey & { readonly objective?: string })[];
}

/** An objective and how far a reader has come with it. */
export interface ObjectiveMastery extends Mastery {
  readonly id: string;
  readonly text: string;
}

/**
 * How far a reader has come with some exercises.
 *
 * @param exercises The exercises, in their present versions
 * @param progress All records
 * @returns Score, level and marks
 *
 * @example
 * ```ts
 * import { answer, masteryOf } from "@/lib/course/progress/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const right = { seed: 1, answer: "2", outcome: "correct" } as const;
 * const progress = { "a@1": answer(undefined, right, { now: 5, lesson: "the-roofline" }) };
 * const exercises = [{ id: "a", version: 1 }, { id: "b", version: 1 }];
 * expect(masteryOf(exercises, progress)).toMatchObject({ score: 0.5, level: "advanced" });
 * ```
 */
export function masteryOf(exercises: readonly ExerciseKey[], progress: Progress): Mastery {
  const marks = exercises.map((exercise) => bestMark(exercise, (key) => own(progress, key)));
  const sum = marks.reduce((sum, mark) => sum + WEIGHTS[mark], 0);
  const score = marks.length === 0 ? 0 : sum / marks.length;
  return { score, level: marks.length === 0 ? "untested" : levelOf(score), marks };
}

/**
 * How far a reader has come with each objective of a lesson.
 *
 * @param lesson The lesson
 * @param progress All records
 * @returns Its objectives in order
 */
export function objectivesOf(
  { objectives, exercises }: TaughtLesson,
  progress: Progress,
): ObjectiveMastery[] {
  return objectives.map(({ id, text }) => ({
    id,
    text,
    ...masteryOf(exercises.filter(({ objective }) => objective === id), progress),
  }));
}

/**
 * Joins what is known of several objectives, as for a unit. Those without
 * exercises do not count.
 *
 * @param parts The objectives
 * @returns How many there are and are met, and the mean of their scores
 */
export function joinMastery(
  parts: readonly Mastery[],
): { readonly total: number; readonly met: number; readonly score: number } {
  const tested = parts.filter(({ level }) => level !== "untested");
  const sum = tested.reduce((sum, { score }) => sum + score, 0);
  return {
    total: tested.length,
    met: tested.filter(({ level }) => level === "met").length,
    score: tested.length === 0 ? 0 : sum / tested.length,
  };
}

function levelOf(score: number): MasteryLevel {
  if (score === 0) return "open";
  return score < 0.5 ? "begun" : score < 1 ? "advanced" : "met";
}
