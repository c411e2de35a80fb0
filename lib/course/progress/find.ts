import { own } from "../own.ts";
import { mergeRecords } from "./merge.ts";
import { type ExerciseKey, type ExerciseRecord, type Progress, recordKey } from "./types.ts";

/**
 * Finds what counts of an exercise. Where its author has declared that the
 * marks of earlier versions still count, they are joined to the present one's;
 * the work in hand is not, because its variant was of another question.
 *
 * @param progress All records
 * @param exercise The exercise in its present version
 * @returns Its record, if there is one
 *
 * @example
 * ```ts
 * import { answer, findRecord } from "@/lib/course/progress/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const right = { seed: 1, answer: "2", outcome: "correct" } as const;
 * const progress = { "a@1": answer(undefined, right, { now: 5, lesson: "the-roofline" }) };
 * expect(findRecord(progress, { id: "a", version: 2 })).toBeUndefined();
 * expect(findRecord(progress, { id: "a", version: 2, keeps: 1 })?.best).toBe("correct");
 * ```
 */
export function findRecord(
  progress: Progress,
  exercise: ExerciseKey,
): ExerciseRecord | undefined {
  const present = own(progress, recordKey(exercise));
  return earlierRecords(progress, exercise)
    .filter(({ version }) => version >= (exercise.keeps ?? exercise.version))
    .reduce<ExerciseRecord | undefined>((known, { record }) => {
      const { state: _, served: _served, told: _told, ...rest } = record;
      const { prediction: _prediction, readOn: _readOn, ...marks } = rest;
      return known ? mergeRecords(known, marks) : marks;
    }, present);
}

/**
 * Whether an earlier version was solved that no longer counts: the question
 * has changed since.
 *
 * @param progress All records
 * @param exercise The exercise in its present version
 * @returns Whether the reader should be told
 */
export function wasSolvedBefore(progress: Progress, exercise: ExerciseKey): boolean {
  const isSolved = (record: ExerciseRecord | undefined) =>
    record?.best === "correct" || record?.best === "helped";
  return !isSolved(findRecord(progress, exercise)) &&
    earlierRecords(progress, exercise).some(({ record }) => isSolved(record));
}

/** By the keys that are there: a stranger's version may be any number. */
function earlierRecords(progress: Progress, { id, version }: ExerciseKey) {
  return Object.entries(progress).flatMap(([key, record]) => {
    const earlier = key.startsWith(`${id}@`) ? Number(key.slice(id.length + 1)) : version;
    return earlier < version ? [{ version: earlier, record }] : [];
  });
}
