/**
 * The nodes this pipeline adds to Markdown's tree.
 *
 * @module
 */
import type { Node, Parent, PhrasingContent, Root, RootContent } from "mdast";
import type {} from "mdast-util-directive";
import type {} from "mdast-util-math";

/** `{expression | options}` in an exercise's text. */
export interface Placeholder extends Node {
  type: "placeholder";
}

/** An element of the compiled tree: one of the course's own, or plain HTML from the short list. */
export interface CourseElement extends Parent {
  type: "courseElement";
  tag: string;
  props: Record<string, string | number | boolean>;
  children: RootContent[];
}

declare module "mdast" {
  interface RootContentMap {
    placeholder: Placeholder;
    courseElement: CourseElement;
  }
  interface PhrasingContentMap {
    placeholder: Placeholder;
    courseElement: CourseElement;
  }
}

export type { PhrasingContent, Root, RootContent };

/** Makes an element of the compiled tree. */
export function courseElement(
  tag: string,
  props: Record<string, string | number | boolean> = {},
  children: readonly RootContent[] = [],
): CourseElement {
  return { type: "courseElement", tag, props, children: [...children] };
}

/** Makes a text node. */
export function textNode(value: string): RootContent {
  return { type: "text", value };
}

/** The offsets of a node in the text it was parsed from. */
export function extent(
  node: Pick<Node, "position">,
): { readonly start: number; readonly end: number } {
  const start = node.position?.start.offset ?? 0;
  return { start, end: node.position?.end.offset ?? start };
}

/** A node's children, none for a leaf. */
export function childrenOf(node: RootContent | Root): readonly RootContent[] {
  return "children" in node ? node.children as RootContent[] : [];
}
