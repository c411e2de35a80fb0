import type { ComponentChildren } from "preact";
import type { RichElement, RichNode } from "@/lib/course/types.ts";

/** A wide table scrolls inside itself, and can be scrolled by keyboard. */
export function TableScroll(
  { table, children }: { table: RichElement; children: ComponentChildren },
) {
  return (
    <div class="table-scroll" role="group" aria-label={tableName(table)} tabIndex={0}>
      {children}
    </div>
  );
}

/** A table has no title of its own: its column heads name it. */
function tableName(table: RichElement): string {
  const heads: string[] = [];
  const visit = (node: RichNode, inHead: boolean): void => {
    if (typeof node === "string") {
      if (inHead) heads.push(node);
    } else node.children?.forEach((child) => visit(child, inHead || node.tag === "th"));
  };
  visit(table, false);
  return `Table: ${heads.map((head) => head.trim()).filter(Boolean).join(", ")}`;
}
