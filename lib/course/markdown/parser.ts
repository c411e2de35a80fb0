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
  for (let round = 1;; round++) {
    const tree = processors[kind].parse(value) as Root;
    const joined = round < ROUNDS ? joinAttributeLines(text, value, tree) : value;
    if (joined === value) return tree;
    value = joined;
  }
}

/** A block that is read now may have another in it that was text before: so deep, and no deeper. */
const ROUNDS = 10;

const DIRECTIVE = /^:{2,}[A-Za-z]/;
/** The end of a line, and what marks the next as part of the same quotation or list. */
const BETWEEN = /^[ \t]*\n[ \t>]*/;

/**
 * The parser wants a block directive on one line. Where an author wrote its
 * attributes over several, their line ends become spaces, and the text keeps
 * its length. The parser itself has said that this is a paragraph and not code.
 */
function joinAttributeLines(text: SourceText, value: string, tree: Root): string {
  const joined: string[] = [];
  let kept = 0;
  visit(tree, "paragraph", (node) => {
    const { start, end } = extent(node);
    // Where lines were joined, the next may begin another block
    for (let at = start; DIRECTIVE.test(value.slice(at, at + 100));) {
      const directive = readDirective(text.slice(at, end));
      const head = value.slice(at, at + directive.end);
      if (directive.unclosed || !head.includes("\n")) return;
      joined.push(value.slice(kept, at), head.replaceAll("\n", " "));
      kept = at + directive.end;
      const between = BETWEEN.exec(value.slice(kept, kept + 100));
      if (!between || kept + between[0].length >= end) return;
      at = kept + between[0].length;
    }
  });
  return joined.join("") + value.slice(kept);
}
