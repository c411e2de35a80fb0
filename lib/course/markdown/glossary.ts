import type { CoursePlan } from "../schema/course_file.ts";
import type { GlossaryTerm } from "../schema/glossary.ts";
import type { Report } from "../schema/problem.ts";
import type { GlossaryEntry } from "../types.ts";
import { compileField } from "./compile_text.ts";
import type { CourseContext } from "./context.ts";
import { type LessonInput, textOf } from "./lesson.ts";
import { TermIndex } from "./terms.ts";

/**
 * Makes the index of terms, and says which lesson introduces each.
 *
 * @param glossary The terms
 * @param lessons Written lessons, in order
 * @param plan The course
 * @param report Receives unknown terms, and terms that two lessons introduce
 * @returns The index
 */
export function termIndex(
  glossary: readonly GlossaryTerm[],
  lessons: readonly LessonInput[],
  plan: CoursePlan,
  report: Report,
): TermIndex {
  const terms = new TermIndex(glossary);
  for (const { plan: { slug }, matter, order } of lessons) {
    for (const { value, span } of matter.introduces) {
      const entry = terms.find(value);
      if (!entry) {
        report("unknown-term", span, `unknown term "${value}"`, {
          known: terms.names,
          knownIn: "glossary.yaml",
        });
        continue;
      }
      const first = terms.introduce(entry.slug, { lesson: slug, order, span });
      if (first.span !== span) {
        report("term-order", span, `"${value}" is introduced by ${first.lesson} already`);
      }
    }
  }
  const slugs = plan.units.flatMap((unit) => unit.lessons.map(({ slug }) => slug));
  for (const { slug, term, lesson } of glossary) {
    if (!lesson) continue;
    const order = slugs.indexOf(lesson.slug);
    if (order === -1) {
      report("schema", lesson.span, `unknown lesson "${lesson.slug}"`, {
        known: slugs,
        knownIn: "course.yaml",
      });
      continue;
    }
    const first = terms.introduce(slug, { lesson: lesson.slug, order, span: lesson.span });
    if (first.lesson !== lesson.slug) {
      report("term-order", lesson.span, `"${term}" is introduced by ${first.lesson}`, {
        fix: "its front matter says so; let both agree",
      });
    }
  }
  return terms;
}

/**
 * Compiles the definitions.
 *
 * @param glossary The terms
 * @param course The course
 * @returns The entries, in order
 */
export function compileGlossary(
  glossary: readonly GlossaryTerm[],
  course: CourseContext,
): GlossaryEntry[] {
  return glossary.map(({ slug, term, aliases, definition }) => {
    const nodes = compileField(definition, {
      course,
      path: "glossary.yaml",
      place: "field",
      lintNumbers: false,
    });
    const lesson = course.terms.introduction(slug)?.lesson;
    return {
      slug,
      term,
      aliases,
      definition: nodes,
      text: textOf(nodes).replace(/\s+/g, " ").trim(),
      ...(lesson ? { lesson } : {}),
    };
  });
}
