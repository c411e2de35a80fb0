import type { ComponentChildren, JSX } from "preact";
import { createElement, Fragment } from "preact";
import type { RichElement, RichNode } from "@/lib/course/types.ts";

/** Renders one of the course's own tags. */
export type TagRenderer = (
  element: RichElement,
  children: ComponentChildren,
) => JSX.Element | null;

/** Props of {@linkcode RichText}. */
export interface RichTextProps {
  /** The compiled tree. */
  nodes: readonly RichNode[];
  /** Renderers for `x-` tags; a tag without one shows its children alone. */
  tags?: Readonly<Record<string, TagRenderer>>;
}

/**
 * Renders a compiled Markdown tree. The tree is sanitised when it is compiled,
 * so this component trusts its tags, and it works on the server and in islands.
 */
export function RichText({ nodes, tags = {} }: RichTextProps): JSX.Element {
  return <>{renderNodes(nodes, tags)}</>;
}

function renderNodes(
  nodes: readonly RichNode[],
  tags: Readonly<Record<string, TagRenderer>>,
): ComponentChildren[] {
  return nodes.map((node, index) => {
    if (typeof node === "string") return node;
    const children = node.children ? renderNodes(node.children, tags) : [];
    if (!node.tag.startsWith("x-")) {
      const element = createElement(node.tag, { ...node.props, key: index }, ...children);
      return isDisplayFormula(node) ? <Formula key={index}>{element}</Formula> : element;
    }
    const render = tags[node.tag];
    return <Fragment key={index}>{render ? render(node, children) : children}</Fragment>;
  });
}

/**
 * A formula on a line of its own scrolls in an element around it, as Firefox scrolls no `math`,
 * and by keyboard too. Only where it is wider than its place does the style sheet give it a stop.
 */
function Formula({ children }: { children: ComponentChildren }): JSX.Element {
  return <div class="formula" role="group" aria-label="Formula" tabIndex={0}>{children}</div>;
}

function isDisplayFormula({ tag, props }: RichElement): boolean {
  return tag === "math" && props?.display === "block";
}
