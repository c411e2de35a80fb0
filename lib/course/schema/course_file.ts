import * as v from "valibot";
import type { Site } from "../types.ts";
import { count, slug, text } from "./names.ts";
import type { Report } from "./problem.ts";
import type { SourceSpan, SourceText } from "./source.ts";
import { validate } from "./validate.ts";
import { YamlSource } from "./yaml_source.ts";

const SITE = v.object({
  title: text,
  tagline: text,
  description: text,
  authors: v.pipe(v.array(text), v.minLength(1, "must name at least one author")),
  license: text,
  repository: v.optional(
    v.pipe(v.string(), v.regex(/^https:\/\/\S+$/, "must begin with https://")),
  ),
  url: v.pipe(
    v.string(),
    v.regex(/^$|^https?:\/\/\S*[^\s/]$/, "must be an address without a slash at the end, or empty"),
  ),
  language: v.pipe(
    v.string(),
    v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, "must be a code such as en"),
  ),
  opening: v.optional(v.object({ lesson: slug, figure: slug })),
});

const LESSON = v.object({
  slug,
  title: v.optional(text),
  summary: v.optional(text),
  minutes: v.optional(count),
});

const COURSE = v.object({
  site: SITE,
  units: v.array(
    v.object({ id: slug, title: text, summary: text, lessons: v.array(LESSON) }),
  ),
});

/** A lesson's line in `course.yaml`. */
export interface LessonPlan {
  readonly slug: string;
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
  readonly minutes?: number | undefined;
  /** Where its slug stands. */
  readonly span: SourceSpan;
  /** Such as `2.2`. */
  readonly number: string;
  /** Id of its unit. */
  readonly unit: string;
}

/** A unit of `course.yaml`. */
export interface UnitPlan {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly lessons: readonly LessonPlan[];
}

/** What `course.yaml` says. */
export interface CoursePlan {
  readonly site: Site;
  readonly units: readonly UnitPlan[];
  /** Where the figure that opens the home page is named. */
  readonly openingSpan?: SourceSpan;
}

/**
 * Reads `course.yaml`.
 *
 * @param file Its text
 * @param report Receives every problem
 * @returns The plan, or `undefined` if it cannot be used
 */
export function readCourseFile(file: SourceText, report: Report): CoursePlan | undefined {
  const source = new YamlSource(file, report);
  if (source.value === undefined) return undefined;
  const course = validate(COURSE, source, [], report);
  if (!course) return undefined;
  const { repository, opening, ...site } = course.site;
  const seen = new Set<string>();
  const units = course.units.map((unit, u) => ({
    ...unit,
    lessons: unit.lessons.map((lesson, l): LessonPlan => ({
      ...lesson,
      number: `${u + 1}.${l + 1}`,
      unit: unit.id,
      span: once("lesson", lesson.slug, source.span(["units", u, "lessons", l, "slug"])),
    })),
  }));
  units.forEach(({ id }, u) => once("unit", id, source.span(["units", u, "id"])));
  return {
    site: { ...site, ...(repository ? { repository } : {}), ...(opening ? { opening } : {}) },
    units,
    ...(opening ? { openingSpan: source.span(["site", "opening", "figure"]) } : {}),
  };

  function once(kind: string, name: string, span: SourceSpan): SourceSpan {
    const key = `${kind} ${name}`;
    if (seen.has(key)) report("duplicate-id", span, `${kind} "${name}" is listed twice`);
    seen.add(key);
    return span;
  }
}
