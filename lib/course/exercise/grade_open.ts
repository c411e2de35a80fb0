import type { OpenExercise } from "../types.ts";

/** An answer in the reader's own words, and the points they found in it. */
export interface OpenAnswer {
  readonly text: string;
  /** Ids of the rubric's points. */
  readonly points: readonly string[];
}

/** What became of it. */
export interface OpenGrade {
  readonly outcome: "correct" | "partly" | "wrong" | "unread";
  readonly message: string;
}

/**
 * Counts the words of a text.
 *
 * @param text The text
 * @returns How many there are
 *
 * @example
 * ```ts
 * import { wordCount } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(wordCount("Bytes, not FLOPs: 14 GB.")).toBe(5);
 * ```
 */
export function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.,×·/-]*/gu)?.length ?? 0;
}

/**
 * Says whether a text is long enough to be held against the model answer.
 *
 * @param exercise How many words it should have
 * @param text The reader's text
 * @returns What is missing, or `undefined`
 */
export function refuseText(
  { words }: Pick<OpenExercise, "words">,
  text: string,
): string | undefined {
  const count = wordCount(text);
  if (count >= words) return undefined;
  return count === 0
    ? "Write your own answer first."
    : `Write at least ${words} words first, so that there is something to compare: ${count} so far.`;
}

/**
 * Marks an open answer by the points that the reader found in it.
 *
 * @param exercise The rubric and the least number of words
 * @param answer Text and points
 * @returns The outcome, and what to tell the reader
 *
 * @example
 * ```ts
 * import { gradeOpen } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const exercise = { words: 2, rubric: [{ id: "a", text: [] }, { id: "b", text: [] }] };
 * expect(gradeOpen(exercise, { text: "It waits.", points: ["a"] }).outcome).toBe("partly");
 * expect(gradeOpen(exercise, { text: "It waits.", points: ["a", "b"] }).outcome).toBe("correct");
 * ```
 */
export function gradeOpen(
  exercise: Pick<OpenExercise, "words" | "rubric">,
  { text, points }: OpenAnswer,
): OpenGrade {
  const refusal = refuseText(exercise, text);
  if (refusal) return { outcome: "unread", message: refusal };
  const total = exercise.rubric.length;
  const found = exercise.rubric.filter(({ id }) => points.includes(id)).length;
  if (found === total) return { outcome: "correct", message: "By your own mark it is all there." };
  return {
    outcome: found > 0 ? "partly" : "wrong",
    message:
      `By your own mark it has ${found} of ${total} points. Add what is missing, and mark it again.`,
  };
}

/** Writes an answer as progress keeps it: the text, then the points. */
export function writeOpenAnswer({ text, points }: OpenAnswer): string[] {
  return [text, ...points];
}

/** Reads an answer as progress keeps it. */
export function readOpenAnswer(answer: string | readonly string[] | undefined): OpenAnswer {
  if (answer === undefined) return { text: "", points: [] };
  if (typeof answer === "string") return { text: answer, points: [] };
  const [text = "", ...points] = answer;
  return { text, points };
}
