import type { Definition, FootnoteDefinition } from "mdast";
import { visit } from "unist-util-visit";
import type { SourceText } from "../schema/source.ts";
import type { Doc, TextContext } from "./context.ts";
import type { Root } from "./nodes.ts";

/** Looks up in a parsed text what its parts refer to. */
export function documentOf(text: SourceText, tree: Root, context: TextContext): Doc {
  const definitions = new Map<string, Definition>();
  const footnotes = new Map<string, FootnoteDefinition>();
  visit(tree, (node) => {
    // As in CommonMark, the first definition of a name holds
    if (node.type === "definition" && !definitions.has(node.identifier)) {
      definitions.set(node.identifier, node);
    }
    if (node.type === "footnoteDefinition" && !footnotes.has(node.identifier)) {
      footnotes.set(node.identifier, node);
    }
  });
  return { text, context, definitions, footnotes, within: [], noted: new Set() };
}
