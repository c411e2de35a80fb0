import { unified } from "unified";
import remarkDirective from "remark-directive";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import { visit } from "unist-util-visit";
import type { SourceText } from "../schema/source.ts";
import { readDirective } from "./directive.ts";
import { extent, type Root } from "./nodes.ts";
import { remarkPlaceholder } from "./placeholder_syntax.ts";

/** What kind of text is parsed. */
export type TextKind = "file" | "fragment" | "template";

const fragment = unified().use(remarkParse).use(remarkGfm, { singleTilde: false })
  .use(remarkDirective).use(remarkMath).freeze();
const processors = {
  file: fragment().use(remarkFrontmatter, ["yaml"]).freeze(),
  fragment,
  template: fragment().use(remarkPlaceholder).freeze(),
};

/**
 * Parses Markdown with the course's syntax: GFM, directives, maths; front
 * matter in a file; `{…}` in an exercise's template. Offsets in the tree are
 * offsets into the text.
 *
 * @param text The text
 * @param kind What it is
 * @returns The tree
 */
export function parseMarkdown(text: SourceText, kind: TextKind): Root {
  let value = text.value;
  for (;;) {
    const tree = processors[kind].parse(value) as Root;
    const joined = joinAttributeLines(text, value, tree);
    if (joined === value) return tree;
    value = joined;
  }
}

/**
 * The parser wants a block directive on one line. Where an author wrote its
 * attributes over several, their line ends become spaces, and the text keeps
 * its length. The parser itself has said that this is a paragraph and not code.
 */
function joinAttributeLines(text: SourceText, value: string, tree: Root): string {
  let joined = value;
  visit(tree, "paragraph", (node) => {
    const { start, end } = extent(node);
    if (!/^:{2,}[A-Za-z]/.test(value.slice(start, end))) return;
    const directive = readDirective(text.slice(start, end));
    const head = value.slice(start, start + directive.end);
    if (directive.unclosed || !head.includes("\n")) return;
    joined = joined.slice(0, start) + head.replaceAll("\n", " ") +
      joined.slice(start + directive.end);
  });
  return joined;
}
