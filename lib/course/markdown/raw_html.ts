/**
 * The little HTML that may stand in Markdown: a few tags without attributes,
 * and comments. Everything else is a problem, and none of it is kept.
 *
 * @module
 */
import type { Html } from "mdast";
import type { Doc } from "./context.ts";
import { courseElement, extent, type RootContent } from "./nodes.ts";

/** Tags with content. */
const PAIRED = ["kbd", "sub", "sup", "abbr"];

const TAG = /^<(\/?)([a-z]+)(?:\s+title="([^"<>]*)")?\s*\/?>$/;
const COMMENT = /^\s*(?:<!--(?:(?!-->)[\s\S])*-->\s*)+$/;
const ALLOWED = ["<br>", ...PAIRED.map((tag) => `<${tag}>`), "<!-- comment -->"];

/**
 * Replaces raw HTML among siblings by elements.
 *
 * @param nodes Siblings
 * @param doc The text they are from
 * @returns The siblings without `html` nodes
 */
export function replaceHtml(nodes: readonly RootContent[], doc: Doc): RootContent[] {
  const result: RootContent[] = [];
  const closing = closingTags(nodes);
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    if (node?.type !== "html") {
      if (node) result.push(node);
      continue;
    }
    if (COMMENT.test(node.value)) continue;
    const [, slash, tag = "", title] = TAG.exec(node.value) ?? [];
    if (tag === "br" && !slash && title === undefined) {
      result.push({ type: "break" });
      continue;
    }
    const known = PAIRED.includes(tag) && !slash && (title === undefined || tag === "abbr");
    const close = known ? nextAfter(closing.get(tag) ?? [], i) : undefined;
    if (close === undefined) {
      refuse(node, doc, known);
      continue;
    }
    const inner = nodes.slice(i + 1, close);
    result.push(courseElement(tag, title === undefined ? {} : { title }, replaceHtml(inner, doc)));
    i = close;
  }
  return result;
}

/** Where each tag is closed, the last place first. */
function closingTags(nodes: readonly RootContent[]): ReadonlyMap<string, number[]> {
  const closing = new Map(PAIRED.map((tag): [string, number[]] => [tag, []]));
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i];
    if (node?.type !== "html") continue;
    closing.get(/^<\/([a-z]+)>$/.exec(node.value.replace(/\s/g, ""))?.[1] ?? "")?.push(i);
  }
  return closing;
}

/** The first of some places behind another. Earlier ones are dropped: they are not asked for again. */
function nextAfter(places: number[], after: number): number | undefined {
  while ((places.at(-1) ?? Infinity) <= after) places.pop();
  return places.at(-1);
}

function refuse(node: Html, doc: Doc, unclosed: boolean): void {
  const { start, end } = extent(node);
  const line = doc.text.value.slice(start, end).split("\n", 1)[0] ?? "";
  const tag = /^\s*<[^>]*>?/.exec(line)?.[0] ?? line;
  const message = unclosed
    ? `${tag} is not closed in the same paragraph`
    : `HTML is not allowed: ${tag}`;
  doc.context.course.report("html", doc.text.span(start, start + tag.length), message, {
    ...(unclosed ? {} : { known: ALLOWED }),
  });
}
