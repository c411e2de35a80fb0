/**
 * Where the pages lead to quizzes: each belongs to the last of the lessons that it asks about.
 *
 * @module
 */
import type { CompiledCourse, Quiz } from "./types.ts";

/** The parts of a course that say which quizzes there are. */
export type QuizCourse = Pick<CompiledCourse, "quizzes" | "units">;

/**
 * Quizzes about more than a lesson, or beside its own: tests of units and those that an author has
 * written. A reader can take them after a lesson.
 *
 * @param course The course
 * @param slug The lesson
 * @returns Those whose last lesson this is, in the order in which they are written
 *
 * @example
 * ```ts
 * import { quizzesAfter } from "@/lib/course/quiz_links.ts";
 * import { expect } from "@std/expect";
 *
 * const lesson = (slug: string) => ({ slug, available: true });
 * const quiz = (id: string, lessons: string[]) => ({ id, title: id, summary: "", pass: 0.75, pools: [], lessons });
 * const course = {
 *   units: [{ lessons: [lesson("first"), lesson("second")] }],
 *   quizzes: { second: quiz("second", ["second"]), "unit-1": quiz("unit-1", ["first", "second"]) },
 * };
 * expect(quizzesAfter(course as never, "second").map(({ id }) => id)).toEqual(["unit-1"]);
 * expect(quizzesAfter(course as never, "first")).toEqual([]);
 * ```
 */
export function quizzesAfter(course: QuizCourse, slug: string): Quiz[] {
  const order = course.units.flatMap(({ lessons }) => lessons.map(({ slug }) => slug));
  return Object.values(course.quizzes).filter(({ id, lessons }) =>
    // A quiz with a lesson's name is that lesson's own
    !order.includes(id) && order.findLast((name) => lessons.includes(name)) === slug
  );
}

/**
 * Quizzes that a reader can take after the lessons of a unit.
 *
 * @param course The course
 * @param unit Its id
 * @returns Those whose last lesson is in the unit
 */
export function quizzesOfUnit(course: QuizCourse, unit: string): Quiz[] {
  const lessons = course.units.find(({ id }) => id === unit)?.lessons ?? [];
  return lessons.flatMap(({ slug }) => quizzesAfter(course, slug));
}
