import type { RichNode } from "../types.ts";
import type { Doc } from "./context.ts";
import type { RootContent } from "./nodes.ts";
import { toRich } from "./to_rich.ts";

/** Turns resolved nodes of a text into the tree that pages render. */
export function richNodes(nodes: readonly RootContent[], { text, context }: Doc): RichNode[] {
  const { highlighter, report } = context.course;
  return toRich(nodes, {
    highlighter,
    problem: (rule, start, end, message) => report(rule, text.span(start, end), message),
  });
}

/** Content of a tree whose only block is a paragraph; any other tree as it is. */
export function unwrapParagraph(nodes: readonly RichNode[]): readonly RichNode[] {
  const [only, ...more] = nodes;
  return typeof only === "object" && only.tag === "p" && more.length === 0
    ? only.children ?? []
    : nodes;
}
