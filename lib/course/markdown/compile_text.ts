/**
 * Compiles a piece of Markdown: parse, look up, resolve, and turn into a tree.
 *
 * @module
 */
import type { SourceText } from "../schema/source.ts";
import type { RichNode } from "../types.ts";
import { withinBounds } from "./bounds.ts";
import type { TextContext } from "./context.ts";
import { documentOf } from "./doc.ts";
import { checkHeadings } from "./headings.ts";
import { checkUnusedNotes } from "./notes.ts";
import { parseMarkdown } from "./parser.ts";
import { resolveNodes } from "./resolve.ts";
import { richNodes } from "./rich_nodes.ts";

/**
 * Compiles a lesson or a page.
 *
 * @param whole The whole file
 * @param title The title in its front matter
 * @param context What it is compiled in
 * @returns The tree, without the first-level heading
 */
export function compileFile(whole: SourceText, title: string, context: TextContext): RichNode[] {
  const text = withinBounds(whole, context.course.report);
  const tree = parseMarkdown(text, "file");
  const doc = documentOf(text, tree, context);
  checkHeadings(tree, title, doc);
  const body = richNodes(resolveNodes(tree.children, doc), doc);
  checkUnusedNotes(doc);
  return body;
}

/**
 * Compiles a Markdown field: a caption, a definition, a text of an exercise.
 *
 * @param whole The field
 * @param context What it is compiled in; with `parameters`, `{…}` is read
 * @returns The tree
 */
export function compileField(whole: SourceText, context: TextContext): RichNode[] {
  const text = withinBounds(whole, context.course.report);
  const tree = parseMarkdown(text, context.parameters ? "template" : "fragment");
  const doc = documentOf(text, tree, { ...context, place: "field", outline: undefined });
  return richNodes(resolveNodes(tree.children, doc), doc);
}
