/**
 * Compiles a content folder into the course that pages are made of. Server
 * and build only.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { Machine } from "@/lib/compute/mod.ts";
import { readReferences } from "./bibliography/references.ts";
import { type ImageAsset, readImages } from "./data/images.ts";
import { readMachines } from "./data/machines.ts";
import { fullVocabulary } from "./expression/full_vocabulary.ts";
import { compileGallery } from "./gallery.ts";
import { compileGlossary, termIndex } from "./markdown/glossary.ts";
import type { CourseContext, Edition } from "./markdown/context.ts";
import { Highlighter } from "./markdown/highlight.ts";
import { compileLesson } from "./markdown/lesson.ts";
import { checkLinks } from "./markdown/link_check.ts";
import { compilePage } from "./markdown/page.ts";
import { siteAddresses, siteMap } from "./markdown/site_map.ts";
import { readContentFolder } from "./schema/content_folder.ts";
import { NO_PLAN, readCourseFile } from "./schema/course_file.ts";
import { FollowOns } from "./schema/follow_on.ts";
import { readGlossary } from "./schema/glossary.ts";
import { readQuizzes } from "./schema/quizzes.ts";
import { checkOpening, planLessons, unitEntries } from "./schema/lesson_plan.ts";
import { type Problem, ProblemList } from "./schema/problem.ts";
import type { SourceSpan } from "./schema/source.ts";
import type { CompiledCourse, Lesson, Reference } from "./types.ts";

export type { Edition } from "./markdown/context.ts";
export type { ImageAsset } from "./data/images.ts";
export type { Problem, Severity } from "./schema/problem.ts";
export { countProblems, formatProblem, formatProblems } from "./schema/problem_text.ts";

/** Options of {@linkcode compileCourse}. */
export interface CompileOptions {
  /** `instructor` keeps `:::instructor` blocks. Default `student`. */
  readonly edition?: Edition;
  /** Path of the guide that becomes the gallery. Default: none. */
  readonly gallery?: string | undefined;
}

/** What {@linkcode compileCourse} gives. */
export interface CompileResult {
  readonly course: CompiledCourse;
  readonly machines: Machine[];
  /** All of them, by file and line. The course is sound if none is an error. */
  readonly problems: Problem[];
  /** Where each exercise says what is right, by the exercise's id. */
  readonly answers: ReadonlyMap<string, SourceSpan>;
  /** Images to serve, each at its `url`. */
  readonly images: readonly ImageAsset[];
  /** Absolute paths of the texts that were read. */
  readonly files: readonly string[];
}

/**
 * Compiles a content folder.
 *
 * @param contentDir Path of the folder
 * @param options The edition
 * @returns The course, its machine table, and every problem found
 * @throws {Error} If a file cannot be read; what is wrong inside a file is a problem
 *
 * @example
 * ```ts
 * import { compileCourse } from "@/lib/course/compile.ts";
 * import { expect } from "@std/expect";
 *
 * const { course, problems } = await compileCourse("content");
 * expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
 * expect(Object.keys(course.lessons).length).toBeGreaterThan(0);
 * ```
 */
export async function compileCourse(
  contentDir: string,
  { edition = "student", gallery: galleryFile }: CompileOptions = {},
): Promise<CompileResult> {
  const list = new ProblemList();
  const folder = await readContentFolder(contentDir, list.report);
  const images = await readImages(contentDir, folder.images, list.report);
  const machines = folder.machines
    ? readMachines(folder.machines, folder.memoryLevels, list.report)
    : [];
  const plan = folder.course ? readCourseFile(folder.course.whole(), list.report) : NO_PLAN;
  const glossary = folder.glossary ? readGlossary(folder.glossary.whole(), list.report) : [];
  const references = folder.references ? readReferences(folder.references, list.report) : [];
  const followOns = new FollowOns(list, folder.files);
  const { report } = followOns;
  const inputs = planLessons(plan, folder.lessons, report);
  const context: CourseContext = {
    report,
    edition,
    machines,
    vocabulary: fullVocabulary(machines),
    terms: termIndex(glossary, inputs, plan, report),
    references: new Map(references.map(({ key, label }) => [key, label])),
    addresses: siteAddresses(folder),
    images: new Map(images.map((image) => [image.path, image])),
    highlighter: await Highlighter.forTexts(folder.files.map(({ text }) => text)),
    ids: new Map(),
    answers: new Map(),
    links: [],
    later: [],
  };
  const lessons = inputs.flatMap((input) => {
    try {
      return [compileLesson(input, context)];
    } catch (error) {
      // Such as a stack that runs out: the author must at least learn in which file
      if (!(error instanceof RangeError)) throw error;
      report("lesson", input.folder.lesson.span(0), `the lesson cannot be read: ${error.message}`, {
        fix: "take apart what stands many levels deep: brackets, lists, quotations, formulas",
      });
      return [];
    }
  });
  const gallery = galleryFile ? await compileGallery(galleryFile, context) : undefined;
  const pages = folder.pages.flatMap((file) => compilePage(file, context) ?? []);
  const entries = compileGlossary(glossary, context);
  for (const check of context.later) await check();
  const bySlug = Object.fromEntries(lessons.map(({ lesson }) => [lesson.slug, lesson]));
  checkLinks(context.links, siteMap(plan, folder, lessons, pages, entries, references), report);
  const anchors = new Set(lessons.flatMap((lesson) => [...lesson.anchors]));
  checkOpening(plan, bySlug, { folders: folder.lessons, anchors }, report);
  const units = unitEntries(plan, bySlug, folder.lessons, report);
  const content: Omit<CompiledCourse, "hash"> = {
    site: plan.site,
    units,
    quizzes: readQuizzes(plan.source, units, { lessons: bySlug, anchors }, report),
    lessons: bySlug,
    glossary: entries,
    references: references.map((reference) => ({
      ...reference,
      citedIn: citing(reference.key, lessons.map(({ lesson }) => lesson)),
    })),
    pages: Object.fromEntries(pages.map(({ page }) => [page.slug, page])),
    ...(gallery ? { gallery } : {}),
  };
  followOns.tell();
  const hash = createHash("sha256").update(JSON.stringify([content, machines])).digest("hex");
  return {
    course: { hash: hash.slice(0, 16), ...content },
    machines,
    problems: list.sorted(),
    answers: context.answers,
    images,
    files: [
      ...folder.files.map(({ name }) => resolve(contentDir, name)),
      ...(galleryFile ? [resolve(galleryFile)] : []),
    ],
  };
}

function citing(key: string, lessons: readonly Lesson[]): Reference["citedIn"] {
  return lessons.filter(({ citations }) => citations.includes(key)).map(({ slug }) => slug);
}
