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
import { latestDraws } from "./draws.ts";
import { mergeTold, type Told } from "./told.ts";
import {
  type CommittedPrediction,
  type DrawAnswers,
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

/**
 * The longest stability that counts, in days. No exercise stays away longer than this, so more of
 * it would only delay the day on which something forgotten comes back.
 */
export const MAX_STABILITY = 365;

/** The longest name of a question. */
const MAX_QUESTION = 40;

/** The most questions of a draw. */
const MAX_QUESTIONS = 200;

const outcomes = ["correct", "partly", "slip", "wrong"] as const;
const firstOutcomes = [...outcomes, "none"] as const;

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
  const { lesson, attempts, best, hints, gaveUp, solvedAt, at, readOn } = value;
  const parts = {
    state: readPart(value.state, readExerciseState),
    served: readPart(value.served, readExerciseState),
    told: readPart(value.told, readTold),
    draws: readPart(value.draws, readDraws),
    prediction: readPart(value.prediction, readCommitted),
    review: readPart(value.review, readReview),
  };
  const isSound = isText(lesson, 200) && isCount(attempts) && isOneOf(best, results) &&
    isCount(hints) && typeof gaveUp === "boolean" && isCount(at) &&
    (solvedAt === undefined || isCount(solvedAt)) && (readOn === undefined || isCount(readOn)) &&
    !Object.values(parts).includes(UNSOUND);
  if (!isSound) return undefined;
  const found = Object.entries(parts).filter(([, part]) => part !== undefined);
  return {
    lesson,
    attempts: Math.min(attempts, MAX_COUNT),
    best,
    hints: Math.min(hints, MAX_COUNT),
    gaveUp,
    at: Math.min(at, MAX_TIME),
    ...(solvedAt === undefined ? {} : { solvedAt: Math.min(solvedAt, MAX_TIME) }),
    ...(readOn === undefined ? {} : { readOn: Math.min(readOn, MAX_TIME) }),
    ...Object.fromEntries(found),
  };
}

/** Stands for a part of a record that is there and is not sound. */
const UNSOUND = Symbol("unsound");

/** Reads a part of a record that may be missing. */
function readPart<T>(
  value: unknown,
  read: (value: unknown) => T | undefined,
): T | typeof UNSOUND | undefined {
  return value === undefined ? undefined : read(value) ?? UNSOUND;
}

function readExerciseState(value: unknown): ExerciseState | undefined {
  if (!isObject(value)) return undefined;
  const { revision, seed, question, answer, outcome, solution, gaveUp, solved } = value;
  const isSound = isCount(revision) && isCount(seed) && typeof solution === "boolean" &&
    typeof gaveUp === "boolean" &&
    (outcome === undefined || isOneOf(outcome, outcomes)) && isAnswer(answer) &&
    (question === undefined || isText(question, MAX_QUESTION)) &&
    (solved === undefined || solved === true);
  if (!isSound) return undefined;
  return {
    revision: Math.min(revision, MAX_COUNT),
    // Of a seed its lowest 32 bits count
    seed: seed >>> 0,
    answer,
    solution,
    gaveUp,
    ...(outcome === undefined ? {} : { outcome }),
    ...(question === undefined ? {} : { question }),
    ...(solved === undefined ? {} : { solved }),
  };
}

function readTold(value: unknown): Told | undefined {
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  const isSound = entries.every(([key, at]) => isText(key, MAX_QUESTION) && isCount(at));
  if (!isSound) return undefined;
  const told = entries.map(([key, at]) => [key, Math.min(Number(at), MAX_TIME)] as const);
  return mergeTold(Object.fromEntries(told), undefined);
}

function readDraws(value: unknown): ExerciseRecord["draws"] {
  if (!isObject(value)) return undefined;
  const draws = Object.entries(value).map(([seed, answers]) =>
    [seed, /^\d{1,10}$/.test(seed) ? readDraw(answers) : undefined] as const
  );
  const sound = draws.flatMap(([seed, answers]) => answers ? [[seed, answers] as const] : []);
  return sound.length === draws.length ? latestDraws(Object.fromEntries(sound)) : undefined;
}

function readDraw(value: unknown): DrawAnswers | undefined {
  if (!isObject(value)) return undefined;
  const answers = Object.entries(value).flatMap(([id, answer]) => {
    if (!isText(id, 200) || !isObject(answer)) return [];
    const { outcome, at } = answer;
    return isOneOf(outcome, firstOutcomes) && isCount(at)
      ? [[id, { outcome, at: Math.min(at, MAX_TIME) }] as const]
      : [];
  });
  const isSound = answers.length === Object.keys(value).length && answers.length <= MAX_QUESTIONS;
  return isSound ? Object.fromEntries(answers) : undefined;
}

function readCommitted(value: unknown): CommittedPrediction | undefined {
  if (!isObject(value)) return undefined;
  const { answer, at, afterReading } = value;
  const isSound = isText(answer, 500) && isCount(at) &&
    (afterReading === undefined || afterReading === true);
  if (!isSound) return undefined;
  return {
    answer,
    at: Math.min(at, MAX_TIME),
    ...(afterReading === undefined ? {} : { afterReading }),
  };
}

function readReview(value: unknown): ReviewState | undefined {
  if (!isObject(value)) return undefined;
  const { due, stability, difficulty, reps, lapses, last } = value;
  const isSound = isCount(due) && isWithin(stability, 0.001, 36_500) &&
    isWithin(difficulty, 1, 10) && isCount(reps) && isCount(lapses) && isCount(last);
  if (!isSound) return undefined;
  return {
    due: Math.min(due, MAX_TIME),
    stability: Math.min(stability, MAX_STABILITY),
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
