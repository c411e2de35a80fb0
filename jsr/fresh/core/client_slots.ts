import { h, type VNode } from "preact";
import { useState } from "preact/hooks";
import { type HeldElement, release } from "./client_hold.ts";
import type { Part, SlotSource } from "./client_scan.ts";

/** Makes the node of an island by its name and id. */
export type CreateIsland = (name: string, id: number) => VNode;

interface SlotProps {
  readonly source: SlotSource;
  readonly create: CreateIsland;
}

/**
 * JSX of the server in the browser. Each appearance on the page is taken as it
 * stands there; where the JSX is shown once more, it is a copy of the first.
 */
export function Slot({ source, create }: SlotProps): (VNode | string)[] {
  const [nodes] = useState(() => {
    const stands = source.next < source.appearances.length;
    const parts = source.appearances[stands ? source.next++ : 0] ?? [];
    return parts.map((part) => toNode(part, stands, create));
  });
  return nodes;
}

function toNode(part: Part, stands: boolean, create: CreateIsland): VNode | string {
  if (typeof part === "string") return part;
  if ("island" in part) return create(part.island, part.id);
  const children = part.parts?.map((inner) => toNode(inner, stands, create));
  const props: Record<string, unknown> = {
    ref: (node: Element | null) => complete(part, node),
    ...(children ? { children } : { dangerouslySetInnerHTML: markupOf(part) }),
  };
  const vnode = h(part.name, props) as VNode;
  if (stands) part.owner = vnode.props;
  return vnode;
}

/** The markup in an element, read when it is needed: not for the element itself. */
function markupOf(held: HeldElement): { __html: string } {
  return {
    get __html() {
      return held.taken ? "" : release(held).innerHTML;
    },
  };
}

function complete(held: HeldElement, node: Element | null): void {
  const element = release(held);
  if (node === null || node === element) return;
  for (const attribute of element.attributes) {
    node.setAttributeNode(attribute.cloneNode() as Attr);
  }
}
