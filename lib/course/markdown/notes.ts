import type { FootnoteReference } from "mdast";
import { slugOf } from "../schema/names.ts";
import type { Doc } from "./context.ts";
import { courseElement, extent, type RootContent, textNode } from "./nodes.ts";
import { resolveNodes } from "./resolve.ts";
import { richNodes } from "./rich_nodes.ts";

/**
 * Resolves a footnote's mark, and gathers the note for the margin.
 *
 * @param node The mark
 * @param doc The text it is from
 * @returns The mark as an element
 */
export function resolveNote(node: FootnoteReference, doc: Doc): readonly RootContent[] {
  const { draft, place, course: { report } } = doc.context;
  const { start, end } = extent(node);
  const span = doc.text.span(start, end);
  doc.noted.add(node.identifier);
  const definition = doc.footnotes.get(node.identifier);
  if (!draft || place !== "lesson" || doc.within.includes("predict")) {
    report("note", span, "notes belong in a lesson's running text");
    return [];
  }
  if (doc.within.includes("table")) {
    // In the margin of a cell there is no room for it
    report("note", span, "a note cannot stand in a table", {
      fix: "refer to it in the text before or after the table",
    });
    return [];
  }
  if (!definition || doc.within.includes("note")) {
    report("note", span, "a note cannot refer to a note");
    return [];
  }
  const number = draft.notes.length + 1;
  const id = slugOf(node.identifier) || String(number);
  if (draft.notes.some((note) => note.id === id)) {
    report("note", span, `the note "${node.label ?? node.identifier}" is referred to twice`, {
      fix: "give each place its own note",
    });
    return [];
  }
  const [paragraph, ...more] = definition.children;
  if (paragraph?.type !== "paragraph" || more.length > 0) {
    const { start: first, end: last } = extent(definition);
    report("note", doc.text.span(first, last), "a note is one paragraph");
  }
  const inside = { ...doc, within: [...doc.within, "note"] };
  const content = paragraph?.type === "paragraph" ? paragraph.children : [];
  draft.notes.push({ id, number, content: richNodes(resolveNodes(content, inside), doc) });
  return [courseElement("x-note-ref", { id, number }, [textNode(String(number))])];
}

/** Reports notes that nothing refers to. */
export function checkUnusedNotes({ text, context, footnotes, noted }: Doc): void {
  for (const [identifier, definition] of footnotes) {
    if (noted.has(identifier)) continue;
    const { start } = extent(definition);
    const mark = text.value.slice(start).split(":", 1)[0] ?? "";
    const span = text.span(start, start + mark.length);
    context.course.report("note", span, `nothing refers to the note ${mark}`, {
      severity: "warning",
    });
  }
}
