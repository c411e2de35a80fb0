/**
 * What goes first where storage has no room: long answers, the oldest before
 * the newer ones. Marks, hints, schedules and predictions never go.
 *
 * @module
 */
import type { ExerciseRecord, ExerciseState, Progress } from "./types.ts";

/** An answer of more characters than this is long: an essay, or code. */
const LONG = 500;

/** Progress as it may be stored, and the records whose answers it lacks. */
export interface Shortened {
  readonly progress: Progress;
  /** The records as they were, answers and all. */
  readonly dropped: Progress;
}

/**
 * Gives up more and more long answers, none at first and in the end all.
 *
 * @param progress The progress
 * @param spared The key of the record in hand, whose answer goes last
 * @returns What to try to store, one after another
 *
 * @example
 * ```ts
 * import { answer, shorten } from "@/lib/course/progress/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const essay = { seed: 1, answer: "word ".repeat(200), outcome: "correct" } as const;
 * const progress = { "a@1": answer(undefined, essay, { now: 5, lesson: "the-roofline" }) };
 * const [whole, short] = [...shorten(progress)];
 * expect(whole?.progress).toBe(progress);
 * expect(short?.progress["a@1"]).toMatchObject({ best: "correct", state: { answer: "" } });
 * ```
 */
export function* shorten(progress: Progress, spared?: string): Generator<Shortened> {
  yield { progress, dropped: {} };
  const long = Object.entries(progress).filter(([, record]) => isLong(record))
    .sort(([keyA, a], [keyB, b]) =>
      Number(keyA === spared) - Number(keyB === spared) || a.at - b.at || (keyA < keyB ? -1 : 1)
    );
  const others = long.filter(([key]) => key !== spared).length;
  const counts = new Set([others, long.length]);
  for (let count = 1; count < others; count *= 2) counts.add(count);
  for (const count of [...counts].filter((count) => count > 0).sort((a, b) => a - b)) {
    const dropped = long.slice(0, count);
    const shortened = dropped.map(([key, record]) => [key, withoutAnswer(record)] as const);
    yield {
      progress: { ...progress, ...Object.fromEntries(shortened) },
      dropped: Object.fromEntries(dropped),
    };
  }
}

function isLong({ state, served }: ExerciseRecord): boolean {
  return [state, served].some((one) => one && isLongAnswer(one));
}

function isLongAnswer({ answer }: ExerciseState): boolean {
  const length = typeof answer === "string"
    ? answer.length
    : answer.reduce((sum, item) => sum + item.length, 0);
  return length > LONG;
}

/** As the variant was before it was answered; that the answer had been told stays known. */
function withoutAnswer(record: ExerciseRecord): ExerciseRecord {
  const { state, served } = record;
  return {
    ...record,
    ...(state ? { state: emptied(state) } : {}),
    ...(served ? { served: emptied(served) } : {}),
  };
}

function emptied({ outcome: _, ...state }: ExerciseState): ExerciseState {
  return { ...state, answer: "", solution: false };
}
