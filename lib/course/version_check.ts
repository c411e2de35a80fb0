/**
 * Finds exercises whose answer has changed while their version has not:
 * readers would keep a mark for a question that they were never asked.
 *
 * @module
 */
import { fullVocabulary } from "./expression/full_vocabulary.ts";
import { type AnswerKey, answerKey, type RightAnswer, sameAnswer } from "./exercise/mod.ts";
import type { Vocabulary } from "./expression/mod.ts";
import type { CompileResult, Problem } from "./compile.ts";
import { ProblemList } from "./schema/problem.ts";
import type { Exercise } from "./types.ts";

/** A compiled course, as far as it is compared. */
export type ComparedCourse = Pick<CompileResult, "course" | "machines">;

/** The longest answer that a message tells. */
const LONGEST = 90;

/**
 * Compares a course with an earlier state of itself.
 *
 * @param before The earlier state
 * @param now The present one
 * @returns A problem for each exercise that needs a higher version, where its answer stands
 */
export function checkVersions(
  before: ComparedCourse,
  now: ComparedCourse & Pick<CompileResult, "answers">,
): Problem[] {
  const list = new ProblemList();
  const earlier = new Map(exercisesOf(before).map((exercise) => [exercise.id, exercise]));
  const wordsBefore = fullVocabulary(before.machines);
  const wordsNow = fullVocabulary(now.machines);
  for (const exercise of exercisesOf(now)) {
    const old = earlier.get(exercise.id);
    const place = now.answers.get(exercise.id);
    if (!old || !place || exercise.version > old.version) continue;
    const report = (what: string) =>
      list.report("version", place, `${exercise.id}: ${what}`, {
        fix: `write version: ${
          old.version + 1
        }, so that marks for the earlier question do not count`,
      });
    if (exercise.version < old.version) {
      report(`its version was ${old.version} and is ${exercise.version}`);
    } else if (old.kind !== exercise.kind) {
      report(`it was ${old.kind} and is ${exercise.kind}, and its version has not changed`);
    } else {
      const [was, is] = [keyOf(old, wordsBefore), keyOf(exercise, wordsNow)];
      const change = was && is && firstChange(was, is);
      if (change) report(`its answer has changed, and its version has not: ${change}`);
    }
  }
  return list.sorted();
}

function exercisesOf({ course }: ComparedCourse): Exercise[] {
  return Object.values(course.lessons).flatMap(({ exercises }) => exercises);
}

/** An exercise whose answer cannot be worked out has that as its own problem. */
function keyOf(exercise: Exercise, vocabulary: Vocabulary): AnswerKey | undefined {
  try {
    return answerKey(exercise, vocabulary);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** The first change in what both ask; other parameters ask the same with other numbers. */
function firstChange(before: AnswerKey, now: AnswerKey): string | undefined {
  const common = Object.keys(before).filter((variant) => Object.hasOwn(now, variant));
  const isShared = common.length > 0;
  const old = isShared ? common.map((variant) => before[variant]) : Object.values(before);
  const present = isShared ? common.map((variant) => now[variant]) : Object.values(now);
  for (let i = 0; i < Math.max(old.length, present.length); i++) {
    const [a, b] = [old[i], present[i]];
    if (a && b && sameAnswer(a, b)) continue;
    const variant = isShared ? withValues(common[i] ?? "{}") : "";
    return `it was ${shown(a)} and is ${shown(b)}${variant}`;
  }
  return undefined;
}

function shown(answer: RightAnswer | undefined): string {
  const words = answer?.shown || "nothing";
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
}

/** Names a variant's numbers, given as JSON. */
function withValues(variant: string): string {
  const values = Object.entries(JSON.parse(variant) as Record<string, unknown>)
    .filter(([, value]) => typeof value !== "object").slice(0, 4)
    .map(([name, value]) => `${name} = ${value}`);
  return values.length > 0 ? `, with ${values.join(", ")}` : "";
}
