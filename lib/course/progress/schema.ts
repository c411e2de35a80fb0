/**
 * Progress as text, in storage and in files. What is read is not trusted: a
 * reader's file may come from anywhere, and storage may be damaged.
 *
 * The check is written by hand. It has to keep the sound records of a damaged
 * text, which a schema library would refuse as a whole, and it is smaller.
 *
 * @module
 */
import { migrateRecords, SCHEMA } from "./migrations.ts";
import {
  type CommittedPrediction,
  type ExerciseRecord,
  type ExerciseState,
  type Progress,
  results,
  type ReviewState,
} from "./types.ts";

const FORMAT = "memory-wall-progress";

/** The longest text that is read, and so also written: a full course takes a hundredth of it. */
export const MAX_TEXT = 4_000_000;

/** Counters are cut here on reading, so that counting on from a stranger's number stays exact. */
const MAX_COUNT = 1_000_000;

/** The longest answer that is kept: an essay, or the code of a function. */
export const MAX_ANSWER = 30_000;

/** The last moment a `Date` can hold. */
const MAX_TIME = 8.64e15;

const outcomes = ["correct", "partly", "slip", "wrong"] as const;

/** Progress that was read, and whether all of the text could be. */
export interface ReadProgress {
  readonly progress: Progress;
  /** Records that were not sound and are left out. */
  readonly rejected: number;
  /** Those records alone, as they were found, in a text of the same form. */
  readonly damaged?: string;
}

/** Thrown for progress of a later schema: it is sound, and only this page cannot read it. */
export class NewerProgressError extends SyntaxError {
  override readonly name = "NewerProgressError";
}

/**
 * Writes progress as text.
 *
 * @param progress The progress
 * @param space Indentation, for files
 * @returns JSON
 */
export function writeProgress(progress: Progress, space = 0): string {
  return JSON.stringify({ format: FORMAT, schema: SCHEMA, records: progress }, undefined, space);
}

/**
 * Reads progress from text.
 *
 * @param text What {@linkcode writeProgress} wrote
 * @returns The sound records
 * @throws {NewerProgressError} If it is progress of a later schema
 * @throws {SyntaxError} If it is no progress
 *
 * @example
 * ```ts
 * import { readProgress, writeProgress } from "@/lib/course/progress/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(readProgress(writeProgress({}))).toEqual({ progress: {}, rejected: 0 });
 * expect(() => readProgress("[]")).toThrow(SyntaxError);
 * ```
 */
export function readProgress(text: string): ReadProgress {
  if (text.length > MAX_TEXT) throw new SyntaxError("The text is too long for progress");
  const data = parseJson(text);
  if (!isObject(data) || data.format !== FORMAT || !isObject(data.records)) {
    throw new SyntaxError("The text holds no progress of this course");
  }
  const { schema } = data;
  if (!isCount(schema) || schema < 1) {
    throw new SyntaxError("The progress has a version that is no number");
  }
  if (schema > SCHEMA) {
    throw new NewerProgressError(
      `The progress was written by a newer edition of this course (version ${schema}, and this ` +
        `page knows ${SCHEMA}): reload the page and try again`,
    );
  }
  const sound: (readonly [string, ExerciseRecord])[] = [];
  const rejected: (readonly [string, unknown])[] = [];
  for (const [key, value] of Object.entries(migrateRecords(data.records, schema))) {
    const record = /^[^@\s]{1,200}@\d{1,9}$/.test(key) ? readRecord(value) : undefined;
    if (record) sound.push([key, record]);
    else rejected.push([key, (data.records as Readonly<Record<string, unknown>>)[key]]);
  }
  return {
    progress: Object.fromEntries(sound),
    rejected: rejected.length,
    ...(rejected.length > 0
      ? {
        damaged: JSON.stringify({ format: FORMAT, schema, records: Object.fromEntries(rejected) }),
      }
      : {}),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError("The text is not JSON");
  }
}

function readRecord(value: unknown): ExerciseRecord | undefined {
  if (!isObject(value)) return undefined;
  const { lesson, attempts, best, hints, gaveUp, solvedAt, at, state, prediction, review } = value;
  const readState = state === undefined ? undefined : readExerciseState(state);
  const readPrediction = prediction === undefined ? undefined : readCommitted(prediction);
  const schedule = review === undefined ? undefined : readReview(review);
  const isSound = isText(lesson, 200) && isCount(attempts) && isOneOf(best, results) &&
    isCount(hints) && typeof gaveUp === "boolean" && isCount(at) &&
    (solvedAt === undefined || isCount(solvedAt)) &&
    (state === undefined || readState) && (prediction === undefined || readPrediction) &&
    (review === undefined || schedule);
  if (!isSound) return undefined;
  return {
    lesson,
    attempts: Math.min(attempts, MAX_COUNT),
    best,
    hints: Math.min(hints, MAX_COUNT),
    gaveUp,
    at: Math.min(at, MAX_TIME),
    ...(solvedAt === undefined ? {} : { solvedAt: Math.min(solvedAt, MAX_TIME) }),
    ...(readState ? { state: readState } : {}),
    ...(readPrediction ? { prediction: readPrediction } : {}),
    ...(schedule ? { review: schedule } : {}),
  };
}

function readExerciseState(value: unknown): ExerciseState | undefined {
  if (!isObject(value)) return undefined;
  const { revision, seed, answer, outcome, solution, gaveUp } = value;
  const isSound = isCount(revision) && isCount(seed) && typeof solution === "boolean" &&
    typeof gaveUp === "boolean" &&
    (outcome === undefined || isOneOf(outcome, outcomes)) && isAnswer(answer);
  if (!isSound) return undefined;
  return {
    revision: Math.min(revision, MAX_COUNT),
    seed,
    answer,
    solution,
    gaveUp,
    ...(outcome === undefined ? {} : { outcome }),
  };
}

function readCommitted(value: unknown): CommittedPrediction | undefined {
  if (!isObject(value)) return undefined;
  const { answer, at } = value;
  return isText(answer, 500) && isCount(at) ? { answer, at: Math.min(at, MAX_TIME) } : undefined;
}

function readReview(value: unknown): ReviewState | undefined {
  if (!isObject(value)) return undefined;
  const { due, stability, difficulty, reps, lapses, last } = value;
  const isSound = isCount(due) && isWithin(stability, 0.001, 36_500) &&
    isWithin(difficulty, 1, 10) && isCount(reps) && isCount(lapses) && isCount(last);
  if (!isSound) return undefined;
  return {
    due: Math.min(due, MAX_TIME),
    stability,
    difficulty,
    reps: Math.min(reps, MAX_COUNT),
    lapses: Math.min(lapses, MAX_COUNT),
    last: Math.min(last, MAX_TIME),
  };
}

function isAnswer(value: unknown): value is string | readonly string[] {
  if (!Array.isArray(value)) return isText(value, MAX_ANSWER);
  if (value.length > 50 || !value.every((item) => isText(item, MAX_ANSWER))) return false;
  return value.reduce((sum, item) => sum + item.length, 0) <= MAX_ANSWER;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown, length: number): value is string {
  return typeof value === "string" && value.length <= length;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isWithin(value: unknown, from: number, to: number): value is number {
  return typeof value === "number" && value >= from && value <= to;
}

function isOneOf<T extends string>(value: unknown, allowed: readonly T[]): value is T {
  return (allowed as readonly unknown[]).includes(value);
}
