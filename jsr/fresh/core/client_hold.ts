import { options, type VNode } from "preact";
import type { Part } from "./client_scan.ts";

/** An element of the server in an island, kept for the node that stands for it. */
export interface HeldElement {
  readonly element: Element;
  readonly name: string;
  /** What is in it, if there is an island; else it stays as it is. */
  readonly parts: readonly Part[] | null;
  /** The props of the node that may take it. */
  owner: unknown;
  /** Whether Preact has begun to take it. */
  taken: boolean;
}

// The props of the node that Preact compares at this moment; it may copy a node, but not them.
let comparing: unknown;
const hooks = options as { __b?: (vnode: VNode) => void };
const others = hooks.__b;
hooks.__b = (vnode) => {
  comparing = vnode.props;
  others?.(vnode);
};

/**
 * Keeps an element for one node: Preact finds it for no other one, and finds
 * neither attributes to compare nor markup to replace.
 */
export function hold(element: Element, parts: readonly Part[] | null): HeldElement {
  const name = element.localName;
  const held: HeldElement = { element, name, parts, owner: null, taken: false };
  Object.defineProperties(element, {
    localName: { configurable: true, get: () => comparing === held.owner ? name : "" },
    attributes: {
      configurable: true,
      get() {
        held.taken = true;
        return [];
      },
    },
    innerHTML: { configurable: true, set() {} },
  });
  return held;
}

/** Makes a held element an ordinary one. */
export function release(held: HeldElement): Element {
  held.taken = false;
  for (const name of ["localName", "attributes", "innerHTML"]) {
    Reflect.deleteProperty(held.element, name);
  }
  return held.element;
}
