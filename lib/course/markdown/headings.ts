import type { Heading } from "mdast";
import { toString } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import type { Doc } from "./context.ts";
import { courseElement, extent, type Root, type RootContent } from "./nodes.ts";
import { resolveNodes } from "./resolve.ts";

/**
 * Resolves a heading: the first level is the page's own title and is dropped,
 * the others get an id and, where no container is around them, a line in the
 * table of contents.
 *
 * @param node The heading
 * @param doc The text it is from
 * @returns The heading as an element
 */
export function resolveHeading(node: Heading, doc: Doc): readonly RootContent[] {
  const { outline, course: { report } } = doc.context;
  if (node.depth === 1) return [];
  const children = resolveNodes(node.children, doc);
  const text = toString(children).trim();
  if (!outline) {
    const { start, end } = extent(node);
    report("heading", doc.text.span(start, end), "headings belong in a lesson's own text");
    return [{ type: "paragraph", children: node.children }];
  }
  const id = outline.add(text);
  if (doc.within.length === 0 && (node.depth === 2 || node.depth === 3)) {
    outline.headings.push({ id, level: node.depth, text });
  }
  return [courseElement(`h${node.depth}`, { id }, children)];
}

/**
 * Checks the headings of a lesson or page: one of the first level, at the top,
 * with the title's words; no level skipped; none empty.
 *
 * @param tree The parsed text
 * @param title The title in the front matter
 * @param doc The text
 */
export function checkHeadings(tree: Root, title: string, doc: Doc): void {
  const { report } = doc.context.course;
  const headings: Heading[] = [];
  visit(tree, "heading", (node) => {
    headings.push(node);
  });
  const span = (node: Heading) => {
    const { start, end } = extent(node);
    return doc.text.span(start, end);
  };
  const [first, ...more] = headings.filter(({ depth }) => depth === 1);
  const fix = `begin the text with "# ${title}"`;
  if (!first) {
    const top = tree.children.find(({ type }) => type !== "yaml");
    const { start } = top ? extent(top) : { start: 0 };
    report("heading", doc.text.span(start, start), "there is no first-level heading", { fix });
  } else if (toString(first).trim() !== title) {
    report("heading", span(first), `the heading is not the title "${title}"`, {
      fix: "give both the same words",
    });
  } else if (tree.children.find(({ type }) => type !== "yaml") !== first) {
    report("heading", span(first), "the first-level heading is not at the top", { fix });
  }
  for (const node of more) {
    report("heading", span(node), "there is a second first-level heading", {
      fix: "use ## for sections",
    });
  }
  let level = 1;
  for (const node of headings) {
    if (toString(node).trim() === "") report("heading", span(node), "the heading is empty");
    if (node.depth > level + 1) {
      report("heading", span(node), `the heading jumps from level ${level} to ${node.depth}`, {
        fix: `use ${"#".repeat(level + 1)}`,
      });
    }
    level = node.depth;
  }
}
