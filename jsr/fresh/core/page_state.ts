import { type ComponentChild, Fragment, h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Build } from "./build.ts";
import type { IslandProps } from "./serialize.ts";
import type { Island } from "./types.ts";

/** An element of the head: what it is known by, and whether it stands in `Head`. */
export interface HeadEntry {
  readonly name: string | null;
  readonly hoisted: boolean;
}

/** A document while it is rendered. */
export interface Page {
  readonly build: Build;
  /** The islands so far; the place of each in this list is its id. */
  readonly islands: (IslandProps & { readonly entry: Island })[];
  /** JSX that islands were given and did not render yet, by keys like `0:children`. */
  readonly slots: Map<string, ComponentChild>;
  readonly head: HeadEntry[];
}

/** A virtual node with the link to its parent that the renderer keeps. */
export type Node = VNode<Record<string, unknown>> & { readonly __?: Node | null };

let current: Page | null = null;

/** The document that is being rendered, if one is. */
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

/** An HTML comment, in the renderer's way to write one. */
export function comment(text: string): VNode {
  return h(Fragment, { UNSTABLE_comment: text } as Record<string, unknown>);
}
