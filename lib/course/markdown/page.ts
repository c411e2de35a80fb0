import { readPageMatter, splitMatter } from "../schema/front_matter.ts";
import { SLUG, SLUG_RULE } from "../schema/names.ts";
import type { SourceFile } from "../schema/source.ts";
import type { Page } from "../types.ts";
import { compileFile } from "./compile_text.ts";
import { type CourseContext, Outline } from "./context.ts";

/** A compiled page, and the anchors that links may name. */
export interface CompiledPage {
  readonly page: Page;
  readonly anchors: ReadonlySet<string>;
}

/**
 * Compiles a plain page.
 *
 * @param file Its Markdown
 * @param course The course it belongs to
 * @returns The page, or `undefined` if its front matter cannot be used
 */
export function compilePage(file: SourceFile, course: CourseContext): CompiledPage | undefined {
  const slug = file.name.replace(/^.*\/|\.md$/g, "");
  if (!SLUG.test(slug)) course.report("page", file.span(0), `the file's name ${SLUG_RULE}`);
  const parts = splitMatter(file.whole());
  const matter = readPageMatter(parts, course.report);
  if (!matter) return undefined;
  const outline = new Outline();
  const body = compileFile(parts.text, matter.title, {
    course,
    path: file.name,
    place: "page",
    outline,
    lintNumbers: true,
  });
  const page = { slug, title: matter.title, summary: matter.summary, body };
  return { page: { ...page, source: `content/${file.name}` }, anchors: outline.anchors };
}
