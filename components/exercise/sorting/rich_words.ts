import type { RichNode } from "@/lib/course/types.ts";

/**
 * A text without its marks, for the name of a button. Formulas are read by
 * their parts, without what is only for machines.
 *
 * @param nodes The text
 * @returns Its words
 */
export function richWords(nodes: readonly RichNode[]): string {
  return words(nodes).replace(/\s+/g, " ").trim();
}

function words(nodes: readonly RichNode[]): string {
  return nodes.map((node) => {
    if (typeof node === "string") return node;
    if (node.tag === "annotation") return "";
    if (node.tag === "img") return String(node.props?.alt ?? "");
    return words(node.children ?? []);
  }).join("");
}
