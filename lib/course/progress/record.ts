/**
 * What happens to a record as the reader works. Pure: the time is passed in.
 *
 * @module
 */
import { isTold, mergeTold, seedKey } from "./told.ts";
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
  /** What the variant asks; without it the seed stands for it. */
  readonly question?: string | undefined;
  /** Whether it happened in a quiz or a review, whose work in hand is kept apart. */
  readonly isServed?: boolean;
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
 * Records a graded answer. The same answer once more is not another attempt.
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
  const state = stateOf(before, seed, occasion);
  if (state.outcome === outcome && isSame(state.answer, answer)) return before;
  const isRight = outcome === "correct";
  // What the verdict has told is no longer found: the next right answer to it was helped
  const isTelling = tells && !isRight && !state.solved;
  const result = outcome === "slip" ? "wrong" : isRight && state.gaveUp ? "helped" : outcome;
  return withState(
    {
      ...before,
      attempts: before.attempts + 1,
      best: better(before.best, result),
      ...(result === "correct" ? { solvedAt: before.solvedAt ?? occasion.now } : {}),
      ...(isTelling ? tell(before, seed, occasion) : {}),
    },
    {
      ...state,
      answer,
      outcome,
      gaveUp: state.gaveUp || isTelling,
      ...(isRight ? { solved: true } : {}),
    },
    occasion,
  );
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
  const { outcome: _, ...state } = stateOf(before, seed, occasion);
  return withState(before, { ...state, answer }, occasion);
}

/**
 * Records that another variant was drawn, or the same one begun again. Hints
 * stay as they are, and so does what was told.
 *
 * @param record What was known, if anything
 * @param seed The seed of the variant
 * @param occasion When and where
 * @param along What of the answer is taken along, as a text that the reader has written
 * @returns The new record
 */
export function draw(
  record: ExerciseRecord | undefined,
  seed: number,
  occasion: Occasion,
  along: ExerciseState["answer"] = "",
): ExerciseRecord {
  const before = touch(record, occasion);
  const { outcome: _, ...state } = stateOf(before, seed, occasion);
  return withState(before, { ...state, answer: along, solution: false }, occasion);
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
  const state = stateOf(before, seed, occasion);
  const isUnsolved = !state.solved;
  return withState(
    {
      ...before,
      gaveUp: before.gaveUp || isUnsolved,
      ...(isUnsolved ? tell(before, seed, occasion) : {}),
    },
    { ...state, solution: true, gaveUp: state.gaveUp || isUnsolved },
    occasion,
  );
}

/**
 * Records that the solution of a variant was read which is not the one in hand,
 * as in the lesson's text before its exercises were alive.
 *
 * @param record What was known, if anything
 * @param seed The seed of that variant
 * @param occasion When and where
 * @returns The new record
 */
export function readSolution(
  record: ExerciseRecord | undefined,
  seed: number,
  occasion: Occasion,
): ExerciseRecord {
  const before = touch(record, occasion);
  return { ...before, gaveUp: true, ...tell(before, seed, occasion) };
}

/**
 * Records that the reader reads on before committing a prediction. Once it is
 * committed there is nothing to record.
 *
 * @param record What was known, if anything
 * @param occasion When and where
 * @returns The new record
 */
export function readOn(record: ExerciseRecord | undefined, occasion: Occasion): ExerciseRecord {
  const before = touch(record, occasion);
  if (before.prediction) return before;
  return { ...before, readOn: before.readOn ?? occasion.now };
}

/**
 * Commits a prediction. The first one stays, and so does whether the reader had read on before it.
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
  const made = {
    answer,
    at: occasion.now,
    ...(before.readOn === undefined ? {} : { afterReading: true as const }),
  };
  return { ...before, prediction: before.prediction ?? made };
}

/** The better of two results. */
export function better(a: Result, b: Result): Result {
  return results.indexOf(a) >= results.indexOf(b) ? a : b;
}

function touch(record: ExerciseRecord | undefined, { now, lesson }: Occasion): ExerciseRecord {
  const known = record ?? { attempts: 0, best: "none" as const, hints: 0, gaveUp: false, at: now };
  const told = toldBefore(known);
  // A clock that was set back must not make the last activity older
  return { ...known, ...(told ? { told } : {}), lesson, at: Math.max(known.at, now) };
}

/** What was told, with what records of earlier editions kept of the variant in hand alone. */
function toldBefore({ told, state, at }: Pick<ExerciseRecord, "told" | "state" | "at">) {
  if (!state?.gaveUp) return told;
  const key = state.question ?? seedKey(state.seed);
  return isTold(told, key) ? told : mergeTold(told, { [key]: at });
}

/** That a variant is told, for a record to be joined with. */
function tell(
  { told }: ExerciseRecord,
  seed: number,
  { now, question = seedKey(seed) }: Occasion,
): Pick<ExerciseRecord, "told"> {
  return { told: mergeTold(told, { [question]: now }) ?? {} };
}

/** Where the reader stands with a variant, in the lesson or wherever it is served. */
function stateOf(record: ExerciseRecord, seed: number, occasion: Occasion): ExerciseState {
  const { told } = record;
  const { question } = occasion;
  const known = record[slotOf(occasion)];
  const state = known?.seed === seed
    ? known
    : { revision: 0, seed, answer: "", solution: false, gaveUp: false };
  // What was told under another seed, or in another place, is told
  // Records of earlier editions know it of the last answer only
  const isSolved = state.solved || state.outcome === "correct";
  const wasTold = !isSolved && (isTold(told, question) || isTold(told, seedKey(seed)));
  return {
    ...state,
    ...(isSolved ? { solved: true } : {}),
    gaveUp: state.gaveUp || wasTold,
    ...(question === undefined ? {} : { question }),
  };
}

function withState(
  record: ExerciseRecord,
  state: ExerciseState,
  occasion: Occasion,
): ExerciseRecord {
  const slot = slotOf(occasion);
  return { ...record, [slot]: { ...state, revision: (record[slot]?.revision ?? 0) + 1 } };
}

function slotOf({ isServed }: Occasion): "state" | "served" {
  return isServed ? "served" : "state";
}

function isSame(a: ExerciseState["answer"], b: ExerciseState["answer"]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
