import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { compileCourse } from "@/lib/course/compile.ts";
import { checkVersions } from "@/lib/course/version_check.ts";
import type { Exercise, NumericExercise } from "@/lib/course/types.ts";

const CONTENT = new URL("../../content/", import.meta.url).pathname;
const before = await compileCourse(CONTENT);
const exercises = Object.values(before.course.lessons).flatMap(({ exercises }) => exercises);

/** The course with one exercise changed. */
function withExercise(changed: Exercise) {
  const lessons = Object.fromEntries(
    Object.entries(before.course.lessons).map(([slug, lesson]) => [slug, {
      ...lesson,
      exercises: lesson.exercises.map((exercise) =>
        exercise.id === changed.id ? changed : exercise
      ),
    }]),
  );
  return { ...before, course: { ...before.course, lessons } };
}

/** Mistakes that a slip of the pen makes in the answer of an exercise. */
function mutants(exercise: Exercise): Exercise[] {
  switch (exercise.kind) {
    case "numeric": {
      const change = (answer: string): NumericExercise => ({ ...exercise, answer });
      return [
        change(`(${exercise.answer}) * 2`),
        change(`(${exercise.answer}) / 1000`),
        change(`(${exercise.answer}) * 1.02`),
        change(`-(${exercise.answer})`),
      ];
    }
    case "single":
    case "multiple":
    case "prediction":
      return exercise.choices.map((_, i) => ({
        ...exercise,
        choices: exercise.choices.map((choice, j) =>
          i === j && typeof choice.correct === "boolean"
            ? { ...choice, correct: !choice.correct }
            : i === j
            ? { ...choice, correct: `!(${choice.correct})` }
            : choice
        ),
      }));
    case "ordering":
      return [{ ...exercise, descending: !exercise.descending }];
    case "classification":
      return exercise.items.flatMap((item, i) => {
        const [first, second] = exercise.bins.map(({ id }) => id);
        const isPlain = exercise.bins.some(({ id }) => id === item.bin);
        const other = isPlain
          ? exercise.bins.find(({ id }) => id !== item.bin)?.id ?? ""
          : `(${item.bin}) == "${first}" ? "${second}" : "${first}"`;
        return [{ ...exercise, items: exercise.items.with(i, { ...item, bin: other }) }];
      });
    default:
      return [];
  }
}

describe("A mistake put into an answer of the course", () => {
  it("leaves the course as it is without one", () => {
    expect(checkVersions(before, before)).toEqual([]);
    expect(exercises.length).toBeGreaterThan(15);
  });

  for (const exercise of exercises) {
    const found = mutants(exercise);
    if (found.length === 0) continue;
    it(`is found in ${exercise.id}`, () => {
      for (const mutant of found) {
        const problems = checkVersions(before, withExercise(mutant));
        expect(problems.map(({ rule, file }) => [rule, file])).toEqual([
          ["version", exercise.source.replace(/:\d+$/, "")],
        ]);
        const raised = { ...mutant, version: exercise.version + 1 };
        expect(checkVersions(before, withExercise(raised))).toEqual([]);
      }
    });
  }
});
