import { type ComponentChild, Fragment, h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Build } from "./build.ts";
import type { IslandProps } from "./serialize.ts";
import type { Island } from "./types.ts";

/** A document while it is rendered. */
export interface Page {
  readonly build: Build;
  /** The islands so far; the place of each in this list is its id. */
  readonly islands: (IslandProps & { readonly entry: Island })[];
  /** JSX that islands were given, until the islands render it. */
  readonly slots: Map<string, ComponentChild>;
  /** What the elements of the head are known by, and whether `Head` holds them. */
  readonly head: { readonly id: string | null; readonly hoisted: boolean }[];
}

/** A virtual node with the link to its parent that the renderer keeps. */
export type Node = VNode<Record<string, unknown>> & { readonly __?: Node | null };

let current: Page | null = null;

/** The document that is being rendered, or null in the browser and between documents. */
export function currentPage(): Page | null {
  return current;
}

/** Renders a tree as a part of a document. */
export function renderPart(page: Page, tree: ComponentChild): string {
  const outer = current;
  current = page;
  try {
    return renderToString(h(Fragment, null, tree));
  } finally {
    current = outer;
  }
}

/** An HTML comment. */
export function comment(text: string): VNode {
  // The renderer's way to write one.
  return h(Fragment, { UNSTABLE_comment: text } as Record<string, unknown>);
}
