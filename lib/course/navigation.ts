/**
 * What follows from the course's one order: neighbours, and the site's addresses.
 *
 * @module
 */
import type { CompiledCourse, LessonEntry, Unit } from "./types.ts";

/** A lesson's entry, and the unit it stands in. */
export interface PlacedLesson {
  readonly entry: LessonEntry;
  readonly unit: Unit;
}

/** The lessons before and after one. */
export interface Neighbours {
  readonly previous?: LessonEntry;
  readonly next?: LessonEntry;
}

/**
 * Lists all lessons in order, planned ones too.
 *
 * @param course The course
 * @returns Each lesson with its unit
 *
 * @example
 * ```ts
 * import { flatLessons } from "@/lib/course/navigation.ts";
 * import { expect } from "@std/expect";
 *
 * expect(flatLessons({ units: [] })).toEqual([]);
 * ```
 */
export function flatLessons({ units }: Pick<CompiledCourse, "units">): PlacedLesson[] {
  return units.flatMap((unit) => unit.lessons.map((entry) => ({ entry, unit })));
}

/**
 * Finds the lessons before and after one.
 *
 * @param course The course
 * @param slug The lesson
 * @param options `available` leaves planned lessons out
 * @returns The neighbours; none for an unknown lesson
 *
 * @example
 * ```ts
 * import { neighbours } from "@/lib/course/navigation.ts";
 * import { expect } from "@std/expect";
 *
 * expect(neighbours({ units: [] }, "the-roofline")).toEqual({});
 * ```
 */
export function neighbours(
  course: Pick<CompiledCourse, "units">,
  slug: string,
  { available = false }: { readonly available?: boolean } = {},
): Neighbours {
  const lessons = flatLessons(course).map(({ entry }) => entry)
    .filter((entry) => !available || entry.available || entry.slug === slug);
  const at = lessons.findIndex((entry) => entry.slug === slug);
  if (at === -1) return {};
  const previous = lessons[at - 1];
  const next = lessons[at + 1];
  return { ...(previous ? { previous } : {}), ...(next ? { next } : {}) };
}

/**
 * Lists the path of every page a search engine should know.
 *
 * @param course The course
 * @returns Paths, lessons in order
 *
 * @example
 * ```ts
 * import { sitePaths } from "@/lib/course/navigation.ts";
 * import { expect } from "@std/expect";
 *
 * const course = { units: [], pages: {}, quizzes: {} };
 * expect(sitePaths(course)).toEqual(["/", "/glossary", "/references", "/progress", "/review"]);
 * ```
 */
export function sitePaths(course: Pick<CompiledCourse, "units" | "pages" | "quizzes">): string[] {
  const lessons = flatLessons(course).filter(({ entry }) => entry.available);
  return [
    "/",
    ...lessons.map(({ entry }) => `/lessons/${entry.slug}`),
    ...Object.keys(course.quizzes).map((id) => `/quizzes/${id}`),
    "/glossary",
    "/references",
    "/progress",
    "/review",
    ...Object.keys(course.pages).map((slug) => `/${slug}`),
  ];
}

/** The anchor of an exercise or prediction on its lesson's page. */
export function exerciseAnchor(id: string): string {
  return `exercise-${id.replaceAll("/", "-")}`;
}

/** The anchor of a figure on its lesson's page. */
export function figureAnchor(id: string): string {
  return `figure-${id}`;
}
