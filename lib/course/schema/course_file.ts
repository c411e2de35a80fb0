import * as v from "valibot";
import { reportPlaces } from "../report.ts";
import type { Site } from "../types.ts";
import { count, slug, text } from "./names.ts";
import type { Report } from "./problem.ts";
import type { SourceSpan, SourceText } from "./source.ts";
import { validate } from "./validate.ts";
import { YamlSource } from "./yaml_source.ts";

/** Whether a text is empty, or where a site stands and nothing more. */
function isOrigin(address: string): boolean {
  return address === "" ||
    (/^https?:/.test(address) && URL.canParse(address) && new URL(address).origin === address);
}

const SITE = v.object({
  title: text,
  tagline: text,
  description: text,
  authors: v.pipe(v.array(text), v.minLength(1, "must name at least one author")),
  license: text,
  repository: v.optional(
    v.pipe(
      v.string(),
      v.check(
        (address) => address.startsWith("https://") && URL.canParse(address),
        "must be an address that begins with https://",
      ),
    ),
  ),
  report: v.optional(
    v.pipe(
      v.string(),
      v.check(
        (address) => /^(?:https:\/\/|mailto:)./.test(address),
        "must be an address that begins with https:// or mailto:",
      ),
    ),
  ),
  url: v.pipe(
    v.string(),
    v.check(
      isOrigin,
      "must be an address such as https://example.org, without path or slash at the end, or empty",
    ),
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

const UNIT = v.object({ id: slug, title: text, summary: text, lessons: v.array(v.unknown()) });

const COURSE = v.object({
  site: v.unknown(),
  units: v.array(v.unknown()),
  quizzes: v.optional(v.unknown()),
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
  /** The file, for what is read of it once the lessons are known. */
  readonly source?: YamlSource;
  /** Whether all of the file could be read. */
  readonly isComplete: boolean;
}

const NO_SITE: Site = {
  title: "",
  tagline: "",
  description: "",
  authors: [],
  license: "",
  url: "",
  language: "en",
};

/** A course of which nothing is known. */
export const NO_PLAN: CoursePlan = { site: NO_SITE, units: [], isComplete: false };

/**
 * Reads `course.yaml`. A slip in one lesson's line leaves the other lessons in
 * place, so that their problems are found as well.
 *
 * @param file Its text
 * @param report Receives every problem
 * @returns The plan
 */
export function readCourseFile(file: SourceText, report: Report): CoursePlan {
  let isComplete = true;
  const watch: Report = (...problem) => {
    isComplete = false;
    report(...problem);
  };
  const source = new YamlSource(file, watch);
  const course = source.value === undefined ? undefined : validate(COURSE, source, [], watch);
  if (!course) return NO_PLAN;
  const given = validate(SITE, source, ["site"], watch);
  checkPlaces(source, watch);
  const units = readUnits(source, course.units.length, watch);
  const { repository, report: reports, opening, ...site } = given ?? NO_SITE;
  return {
    site: {
      ...site,
      ...(repository ? { repository } : {}),
      ...(reports ? { report: reports } : {}),
      ...(opening ? { opening } : {}),
    },
    units,
    source,
    ...(opening ? { openingSpan: source.span(["site", "opening", "figure"]) } : {}),
    isComplete,
  };
}

/** A place in the address for reports that nothing fills would go out as it is. */
function checkPlaces(source: YamlSource, report: Report): void {
  const written = source.textAt(["site", "report"]);
  for (const { 0: place, 1: name = "", index } of written?.value.matchAll(/\{([^{}]*)\}/g) ?? []) {
    if (!written || reportPlaces.some((known) => known === name)) continue;
    const span = written.span(index, index + place.length);
    report("schema", span, `nothing fills the place "${place}"`, {
      known: reportPlaces.map((known) => `{${known}}`),
    });
  }
}

function readUnits(source: YamlSource, count: number, report: Report): UnitPlan[] {
  const seen = new Set<string>();
  const isFirst = (kind: string, name: string, span: SourceSpan) => {
    const key = `${kind} ${name}`;
    if (seen.has(key)) report("duplicate-id", span, `${kind} "${name}" is listed twice`);
    return !seen.has(key) && seen.add(key);
  };
  return Array.from({ length: count }, (_, u) => u).flatMap((u): UnitPlan[] => {
    const unit = validate(UNIT, source, ["units", u], report);
    if (!unit || !isFirst("unit", unit.id, source.span(["units", u, "id"]))) return [];
    const lessons = unit.lessons.flatMap((_, l): LessonPlan[] => {
      const path = ["units", u, "lessons", l];
      const lesson = validate(LESSON, source, path, report);
      const span = source.span([...path, "slug"]);
      if (!lesson || !isFirst("lesson", lesson.slug, span)) return [];
      return [{ ...lesson, number: `${u + 1}.${l + 1}`, unit: unit.id, span }];
    });
    return [{ ...unit, lessons }];
  });
}
