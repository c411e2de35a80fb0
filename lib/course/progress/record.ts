/**
 * What happens to a record as the reader works. Pure: the time is passed in.
 *
 * @module
 */
import {
  type ExerciseRecord,
  type ExerciseState,
  type Outcome,
  type Result,
  results,
} from "./types.ts";

/** When and where something happened. */
export interface Occasion {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly lesson: string;
}

/** An answer that was graded. */
export interface Answered {
  readonly seed: number;
  readonly answer: string | readonly string[];
  readonly outcome: Outcome;
  /** Whether a verdict other than "right" tells the answer, as with choices. */
  readonly tells?: boolean;
}

/**
 * Records a graded answer.
 *
 * @param record What was known, if anything
 * @param answered The answer and what became of it
 * @param occasion When and where
 * @returns The new record; its best result never gets worse
 *
 * @example
 * ```ts
 * import { answer } from "@/lib/course/progress/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const occasion = { now: 1000, lesson: "the-roofline" };
 * const right = answer(undefined, { seed: 1, answer: "2", outcome: "correct" }, occasion);
 * const later = answer(right, { seed: 2, answer: "3", outcome: "wrong" }, occasion);
 * expect(later).toMatchObject({ attempts: 2, best: "correct", solvedAt: 1000 });
 * ```
 */
export function answer(
  record: ExerciseRecord | undefined,
  { seed, answer, outcome, tells = false }: Answered,
  occasion: Occasion,
): ExerciseRecord {
  const before = touch(record, occasion);
  const state = stateOf(before, seed);
  const result = outcome === "slip"
    ? "wrong"
    : outcome === "correct" && state.gaveUp
    ? "helped"
    : outcome;
  return {
    ...before,
    attempts: before.attempts + 1,
    best: better(before.best, result),
    ...(result === "correct" ? { solvedAt: before.solvedAt ?? occasion.now } : {}),
    state: {
      ...state,
      revision: nextRevision(before),
      answer,
      outcome,
      // What the verdict has told is no longer found: the next right answer to it was helped
      gaveUp: state.gaveUp || (tells && outcome !== "correct"),
    },
  };
}

/**
 * Records what the reader is writing, before it is marked. The best
 * result stays; the verdict on what stood there before does not.
 *
 * @param record What was known, if anything
 * @param draft The variant's seed and what is written
 * @param occasion When and where
 * @returns The new record
 */
export function keep(
  record: ExerciseRecord | undefined,
  { seed, answer }: Pick<Answered, "seed" | "answer">,
  occasion: Occasion,
): ExerciseRecord {
  const before = touch(record, occasion);
  const { outcome: _, ...state } = stateOf(before, seed);
  return { ...before, state: { ...state, revision: nextRevision(before), answer } };
}

/**
 * Records that another variant was drawn, or the same one begun again. Hints
 * stay as they are, and so does having given up on the same variant.
 *
 * @param record What was known, if anything
 * @param seed The seed of the variant
 * @param occasion When and where
 * @returns The new record
 */
export function draw(
  record: ExerciseRecord | undefined,
  seed: number,
  occasion: Occasion,
): ExerciseRecord {
  const before = touch(record, occasion);
  const { gaveUp } = stateOf(before, seed);
  return { ...before, state: { ...freshState(seed), gaveUp, revision: nextRevision(before) } };
}

/**
 * Records that hints were shown.
 *
 * @param record What was known, if anything
 * @param hints How many are now shown
 * @param occasion When and where
 * @returns The new record
 */
export function hint(
  record: ExerciseRecord | undefined,
  hints: number,
  occasion: Occasion,
): ExerciseRecord {
  const before = touch(record, occasion);
  return { ...before, hints: Math.max(before.hints, hints) };
}

/**
 * Records that the worked solution was shown. Before the variant is solved
 * that is giving up on it.
 *
 * @param record What was known, if anything
 * @param seed The seed of the variant
 * @param occasion When and where
 * @returns The new record
 */
export function showSolution(
  record: ExerciseRecord | undefined,
  seed: number,
  occasion: Occasion,
): ExerciseRecord {
  const before = touch(record, occasion);
  const state = stateOf(before, seed);
  const isUnsolved = state.outcome !== "correct";
  return {
    ...before,
    gaveUp: before.gaveUp || isUnsolved,
    state: {
      ...state,
      revision: nextRevision(before),
      solution: true,
      gaveUp: state.gaveUp || isUnsolved,
    },
  };
}

/**
 * Commits a prediction. The first one stays.
 *
 * @param record What was known, if anything
 * @param answer The id of a choice, or the text of a number
 * @param occasion When and where
 * @returns The new record
 */
export function commit(
  record: ExerciseRecord | undefined,
  answer: string,
  occasion: Occasion,
): ExerciseRecord {
  const before = touch(record, occasion);
  return { ...before, prediction: before.prediction ?? { answer, at: occasion.now } };
}

/** The better of two results. */
export function better(a: Result, b: Result): Result {
  return results.indexOf(a) >= results.indexOf(b) ? a : b;
}

function touch(record: ExerciseRecord | undefined, { now, lesson }: Occasion): ExerciseRecord {
  const known = record ?? { attempts: 0, best: "none" as const, hints: 0, gaveUp: false, at: now };
  // A clock that was set back must not make the last activity older
  return { ...known, lesson, at: Math.max(known.at, now) };
}

function stateOf({ state }: ExerciseRecord, seed: number): ExerciseState {
  return state?.seed === seed ? state : freshState(seed);
}

function freshState(seed: number): ExerciseState {
  return { revision: 0, seed, answer: "", solution: false, gaveUp: false };
}

function nextRevision(record: ExerciseRecord): number {
  return (record.state?.revision ?? 0) + 1;
}
