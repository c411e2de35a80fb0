/**
 * What progress says of an exercise and of a lesson. Small and free of other
 * modules: the island that marks the course map is made of it.
 *
 * @module
 */
import type { ExerciseKey, ExerciseRecord } from "./types.ts";

/** How an exercise stands. */
export type Mark = "open" | "tried" | "given-up" | "helped" | "solved";

/** How a lesson stands. */
export type LessonState = "open" | "started" | "done";

/** The fields of a record that decide a mark. */
export type MarkedRecord = Pick<ExerciseRecord, "best" | "attempts" | "hints" | "gaveUp">;

/**
 * The mark of an exercise.
 *
 * @param record Its record, if there is one
 * @returns `given-up` if a solution was shown and nothing solved since, `helped` if only that
 *   variant was solved since
 */
export function markOf(record: Partial<MarkedRecord> | undefined): Mark {
  if (!record) return "open";
  if (record.best === "correct") return "solved";
  if (record.best === "helped") return "helped";
  if (record.gaveUp) return "given-up";
  return record.attempts || record.hints ? "tried" : "open";
}

/** From least to best. */
const marks: readonly Mark[] = ["open", "tried", "given-up", "helped", "solved"];

/**
 * The mark of an exercise over all versions whose marks count.
 *
 * @param exercise The exercise in its present version
 * @param recordOf Finds the record of a key such as `roofline/ridge@1`
 * @returns The best of their marks
 *
 * @example
 * ```ts
 * import { bestMark } from "@/lib/course/progress/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const recordOf = (key: string) => key === "a@1" ? { best: "correct" as const } : undefined;
 * expect(bestMark({ id: "a", version: 2 }, recordOf)).toBe("open");
 * expect(bestMark({ id: "a", version: 2, keeps: 1 }, recordOf)).toBe("solved");
 * ```
 */
export function bestMark(
  { id, version, keeps = version }: ExerciseKey,
  recordOf: (key: string) => Partial<MarkedRecord> | undefined,
): Mark {
  let best = 0;
  for (let counted = version; counted >= keeps; counted--) {
    best = Math.max(best, marks.indexOf(markOf(recordOf(`${id}@${counted}`))));
  }
  return marks[best] ?? "open";
}

/** What a lesson's exercises add up to. */
export interface LessonCount {
  readonly total: number;
  /** Solved, with help or without. */
  readonly solved: number;
  readonly state: LessonState;
}

/**
 * Counts a lesson's exercises.
 *
 * @param exercises The exercises that count, in their present versions
 * @param recordOf Finds the record of a key such as `roofline/ridge@1`
 * @returns Total, solved, and the lesson's state; without exercises it stays open
 *
 * @example
 * ```ts
 * import { countLesson } from "@/lib/course/progress/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const exercises = [{ id: "a", version: 1 }, { id: "b", version: 2 }];
 * const records = new Map([["a@1", { best: "correct" as const }], ["b@1", { best: "correct" as const }]]);
 * expect(countLesson(exercises, (key) => records.get(key)))
 *   .toEqual({ total: 2, solved: 1, state: "started" });
 * ```
 */
export function countLesson(
  exercises: readonly ExerciseKey[],
  recordOf: (key: string) => Partial<MarkedRecord> | undefined,
): LessonCount {
  const found = exercises.map((exercise) => bestMark(exercise, recordOf));
  const solved = found.filter((mark) => mark === "solved" || mark === "helped").length;
  const total = found.length;
  const isStarted = found.some((mark) => mark !== "open");
  return {
    total,
    solved,
    state: total > 0 && solved === total ? "done" : isStarted ? "started" : "open",
  };
}
