import { Fragment, h, options, type VNode } from "preact";
import { useState } from "preact/hooks";
import type { Part, SlotSource } from "./client_scan.ts";

/** Makes the node of an island by its name and id. */
export type CreateIsland = (name: string, id: number) => VNode;

// The props of the node that Preact compares at this moment; it may copy a node, but not them.
let comparing: unknown;
const hooks = options as { __b?: (vnode: VNode) => void };
const others = hooks.__b;
hooks.__b = (vnode) => {
  comparing = vnode.props;
  others?.(vnode);
};

interface SlotProps {
  readonly source: SlotSource;
  readonly create: CreateIsland;
}

/**
 * JSX of the server in the browser. Each appearance on the page is taken as it
 * stands there; where the JSX is shown once more, it is a copy of the first.
 */
export function Slot({ source, create }: SlotProps): VNode {
  const [nodes] = useState(() => {
    const stands = source.next < source.appearances.length;
    const parts = source.appearances[stands ? source.next++ : 0] ?? [];
    return parts.map((part) => toNode(part, stands, create));
  });
  return h(Fragment, null, ...nodes);
}

function toNode(part: Part, keep: boolean, create: CreateIsland): VNode | string {
  if (typeof part === "string") return part;
  if ("island" in part) return create(part.island, part.id);
  const { element, name, parts } = part;
  const claim = { taken: false };
  const props = {
    ref(node: Element | null) {
      release(element);
      claim.taken = false;
      if (node !== null && node !== element) copyAttributes(element, node);
    },
    ...(parts === null && {
      dangerouslySetInnerHTML: {
        get __html() {
          if (claim.taken) return "";
          release(element);
          return element.innerHTML;
        },
      },
    }),
  };
  const children = parts?.map((part) => toNode(part, keep, create)) ?? [];
  const vnode = h(name, props as Record<string, unknown>, ...children) as VNode;
  if (keep) hold(element, name, vnode, claim);
  return vnode;
}

/**
 * Makes Preact take an element of the page for one node, and for no other, and
 * believe that it has neither attributes to compare nor markup to replace.
 */
function hold(element: Element, name: string, vnode: VNode, claim: { taken: boolean }): void {
  Object.defineProperties(element, {
    localName: { configurable: true, get: () => (comparing === vnode.props ? name : "") },
    attributes: { configurable: true, get: () => ((claim.taken = true), []) },
    innerHTML: { configurable: true, set: () => {} },
  });
}

function release(element: Element): void {
  for (const name of ["localName", "attributes", "innerHTML"]) {
    delete (element as unknown as Record<string, unknown>)[name];
  }
}

function copyAttributes(from: Element, to: Element): void {
  for (const attribute of from.attributes) {
    to.setAttributeNode(attribute.cloneNode() as Attr);
  }
}
