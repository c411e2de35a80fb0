import type { RichNode } from "@/lib/course/types.ts";

/**
 * Puts what follows a prediction, up to the next heading or prediction, into an
 * element of its own: it is shown once the reader has committed.
 *
 * @param nodes The text of a lesson
 * @returns The same text with `x-after` elements, each with the prediction's `id`
 */
export function holdBack(nodes: readonly RichNode[]): RichNode[] {
  const result: RichNode[] = [];
  let after: { readonly id: string; readonly nodes: RichNode[] } | undefined;
  const close = () => {
    if (after && after.nodes.some((node) => typeof node !== "string" || node.trim() !== "")) {
      result.push({ tag: "x-after", props: { id: after.id }, children: after.nodes });
    }
    after = undefined;
  };
  for (const node of nodes) {
    const tag = typeof node === "string" ? "" : node.tag;
    if (tag === "x-predict" || /^h[1-6]$/.test(tag) || tag === "x-recap") close();
    if (after) after.nodes.push(node);
    else result.push(node);
    if (typeof node !== "string" && tag === "x-predict") {
      after = { id: String(node.props?.id ?? ""), nodes: [] };
    }
  }
  close();
  return result;
}
