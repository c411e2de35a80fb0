/**
 * The gallery: a guide for authors whose examples are alive. It is compiled
 * beside the course, and is no part of it.
 *
 * @module
 */
import { readFile } from "node:fs/promises";
import type { CourseContext } from "./markdown/context.ts";
import { compileLesson } from "./markdown/lesson.ts";
import { readLessonMatter, splitMatter } from "./schema/front_matter.ts";
import { SourceFile } from "./schema/source.ts";
import type { Lesson } from "./types.ts";

/** Where the guide stands. */
export const GALLERY_FILE = "docs/authoring-exercises.md";

/** Its address, and the lesson under which progress with it is kept. */
const GALLERY_SLUG = "gallery";

/**
 * Compiles the gallery.
 *
 * @param path The guide: Markdown in which `yaml exercise` and `markdown live` blocks are examples
 * @param course The course around it
 * @returns A lesson, or `undefined` if its front matter cannot be used
 * @throws {Error} If there is no such file
 */
export async function compileGallery(
  path: string,
  course: CourseContext,
): Promise<Lesson | undefined> {
  const file = new SourceFile(GALLERY_FILE, await readFile(path, "utf8"));
  const matter = readLessonMatter(splitMatter(file.whole()), course.report);
  if (!matter) return undefined;
  const plan = { slug: GALLERY_SLUG, number: "", unit: "", span: file.whole().span(0, 0) };
  const folder = { slug: GALLERY_SLUG, lesson: file, exercises: undefined };
  // It stands behind every lesson, so that it may use any term
  const input = { folder, plan, matter, order: Infinity, showsSource: true };
  return compileLesson(input, course).lesson;
}
