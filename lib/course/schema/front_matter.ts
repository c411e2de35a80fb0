import * as v from "valibot";
import type { Objective } from "../types.ts";
import { count, slug, text } from "./names.ts";
import type { Report } from "./problem.ts";
import type { SourceSpan, SourceText } from "./source.ts";
import { validate } from "./validate.ts";
import { YamlSource } from "./yaml_source.ts";

const OBJECTIVE = v.object({ id: slug, text });

const LESSON = v.object({
  title: text,
  slug: v.optional(slug),
  summary: text,
  minutes: count,
  objectives: v.optional(v.array(OBJECTIVE), []),
  requires: v.optional(v.array(slug), []),
  introduces: v.optional(v.array(text), []),
});

const PAGE = v.object({ title: text, summary: text });

/** A value and where it stands. */
export interface Placed<T> {
  readonly value: T;
  readonly span: SourceSpan;
}

/** A lesson's front matter. */
export interface LessonMatter {
  readonly title: string;
  readonly slug: Placed<string> | undefined;
  readonly summary: string;
  readonly minutes: number;
  readonly objectives: readonly Placed<Objective>[];
  readonly requires: readonly Placed<string>[];
  readonly introduces: readonly Placed<string>[];
  /** Whether all of it could be read. */
  readonly isComplete: boolean;
}

/** A page's front matter. */
export interface PageMatter {
  readonly title: string;
  readonly summary: string;
}

/** A Markdown file in its two parts. */
export interface MarkdownParts {
  /** The YAML between the fences. */
  readonly matter: SourceText | undefined;
  /** The whole file, front matter included: the parser skips it. */
  readonly text: SourceText;
}

/** Splits a Markdown file into front matter and text. */
export function splitMatter(text: SourceText): MarkdownParts {
  const found = /^---[ \t]*\n([\s\S]*?)^---[ \t]*$/m.exec(text.value);
  if (found?.index !== 0) return { matter: undefined, text };
  const start = found[0].indexOf("\n") + 1;
  return { matter: text.slice(start, start + (found[1]?.length ?? 0)), text };
}

/**
 * Reads a lesson's front matter.
 *
 * @param parts The file
 * @param report Receives every problem
 * @returns The front matter, or `undefined` if it cannot be used
 */
export function readLessonMatter(parts: MarkdownParts, report: Report): LessonMatter | undefined {
  let isComplete = true;
  const watch: Report = (...problem) => {
    isComplete = false;
    report(...problem);
  };
  const source = matterSource(parts, watch);
  const matter = source && validate(LESSON, source, [], watch);
  if (!source || !matter) return undefined;
  const objectives = matter.objectives.map((value, i) => ({
    value,
    span: source.span(["objectives", i, "id"]),
  }));
  unique(objectives.map(({ value: { id }, span }) => ({ value: id, span })), "objective", report);
  const placed = (values: readonly string[], key: string): Placed<string>[] =>
    values.map((value, i) => ({ value, span: source.span([key, i]) }));
  const introduces = placed(matter.introduces, "introduces");
  unique(introduces, "term", report);
  return {
    title: matter.title,
    summary: matter.summary,
    minutes: matter.minutes,
    slug: matter.slug === undefined
      ? undefined
      : { value: matter.slug, span: source.span(["slug"]) },
    objectives,
    requires: placed(matter.requires, "requires"),
    introduces,
    isComplete,
  };
}

/**
 * Reads a page's front matter.
 *
 * @param parts The file
 * @param report Receives every problem
 * @returns The front matter, or `undefined` if it cannot be used
 */
export function readPageMatter(parts: MarkdownParts, report: Report): PageMatter | undefined {
  const source = matterSource(parts, report);
  return source && validate(PAGE, source, [], report);
}

function matterSource({ matter, text }: MarkdownParts, report: Report): YamlSource | undefined {
  if (!matter) {
    report("front-matter", text.span(0, 0), "missing front matter", {
      fix: "begin the file with --- and the keys title and summary, then --- again",
    });
    return undefined;
  }
  const source = new YamlSource(matter, report);
  return source.value === undefined ? undefined : source;
}

function unique(values: readonly Placed<string>[], kind: string, report: Report): void {
  const seen = new Set<string>();
  for (const { value, span } of values) {
    if (seen.has(value)) report("duplicate-id", span, `${kind} "${value}" is listed twice`);
    seen.add(value);
  }
}
