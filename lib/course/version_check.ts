/**
 * Finds exercises whose answer has changed while their version has not:
 * readers would keep a mark for a question that they were never asked.
 *
 * @module
 */
import { fullVocabulary } from "./expression/full_vocabulary.ts";
import { answerKey } from "./exercise/mod.ts";
import type { CompileResult, Problem } from "./compile.ts";
import type { Exercise } from "./types.ts";

/** A compiled course, as far as it is compared. */
export type ComparedCourse = Pick<CompileResult, "course" | "machines">;

/**
 * Compares a course with an earlier state of itself.
 *
 * @param before The earlier state
 * @param now The present one
 * @returns A problem for each exercise that needs a higher version
 */
export function checkVersions(before: ComparedCourse, now: ComparedCourse): Problem[] {
  const earlier = new Map(exercisesOf(before).map((exercise) => [exercise.id, exercise]));
  const words = [before, now].map(({ machines }) => fullVocabulary(machines));
  return exercisesOf(now).flatMap((exercise): Problem[] => {
    const old = earlier.get(exercise.id);
    const [wordsBefore, wordsNow] = words;
    if (!old || !wordsBefore || !wordsNow || exercise.version > old.version) return [];
    if (exercise.version < old.version) {
      return [problem(exercise, `its version was ${old.version} and is ${exercise.version}`, old)];
    }
    const isSame = old.kind === exercise.kind &&
      agree(answerKey(old, wordsBefore), answerKey(exercise, wordsNow));
    return isSame
      ? []
      : [problem(exercise, "its answer has changed, and its version has not", old)];
  });
}

function exercisesOf({ course }: ComparedCourse): Exercise[] {
  return Object.values(course.lessons).flatMap(({ exercises }) => exercises);
}

/** Whether two keys agree in what both ask; other parameters ask the same with other numbers. */
function agree(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const common = Object.keys(a).filter((variant) => Object.hasOwn(b, variant));
  return common.length > 0
    ? common.every((variant) => a[variant] === b[variant])
    : Object.values(a).join() === Object.values(b).join();
}

function problem({ id, source }: Exercise, what: string, { version }: Exercise): Problem {
  const [file = source, line = "1"] = source.split(/:(?=\d+$)/);
  return {
    file,
    line: Number(line),
    column: 1,
    text: id,
    message: `${id}: ${what}`,
    severity: "error",
    rule: "version",
    fix: `write version: ${version + 1}, so that marks for the earlier question do not count`,
  };
}
