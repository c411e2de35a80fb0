import type { Element, ElementContent, Nodes, Properties } from "hast";
import { type Handlers, type State, toHast } from "mdast-util-to-hast";
import type { Code, Root } from "mdast";
import type { InlineMath, Math as MathBlock } from "mdast-util-math";
import type { RichElement, RichNode } from "../types.ts";
import { isAllowedAttribute, isAllowedTag } from "./allow_list.ts";
import type { Highlighter } from "./highlight.ts";
import { renderFormula } from "./math.ts";
import { type CourseElement, extent, type RootContent } from "./nodes.ts";
import { bindUnits, joinSiblings } from "./unbroken.ts";

/** What the conversion needs and tells. */
export interface RichOptions {
  readonly highlighter: Highlighter;
  /** Offsets in the parsed text, and what is wrong there. */
  readonly problem: (rule: string, start: number, end: number, message: string) => void;
}

/** The same, somewhere in the tree. */
interface Inside extends RichOptions {
  /** Whether it is code, which is left as it is. */
  readonly isCode?: boolean;
}

/** Offsets of the nearest element that was parsed from the text. */
type Extent = ReturnType<typeof extent>;
const NOWHERE: Extent = { start: 0, end: 0 };

/** Elements between whose children white space means nothing. */
const CONTAINERS = new Set(
  "ul ol table thead tbody tr blockquote x-aside x-deepdive x-recap x-instructor x-table".split(
    " ",
  ),
);
const BLOCKS = new Set("p ul ol pre blockquote table x-table h2 h3 h4 h5 h6 hr".split(" "));

/**
 * Turns resolved Markdown into the tree that pages render. Tags and attributes
 * outside the allow-list are dropped and reported, whatever came before.
 *
 * @param nodes Markdown nodes without directives, links in final form
 * @param options Highlighter and problems
 * @returns The tree
 */
export function toRich(nodes: readonly RootContent[], options: RichOptions): RichNode[] {
  const root: Root = { type: "root", children: [...nodes] };
  const tree = toHast(root, { handlers: handlers(options) });
  return children("root", tree.type === "root" ? tree.children : [tree], options, NOWHERE);
}

function handlers({ highlighter, problem }: RichOptions): Handlers {
  const formula = (node: InlineMath | MathBlock, display: boolean): ElementContent => {
    const result = renderFormula(node.value, display);
    if (result.kind === "math") return { ...result.node, ...place(node) };
    const { start, end } = extent(node);
    // The TeX stands between dollar signs, for a block on lines of their own
    const inner = start + (display ? 3 : 1);
    problem(
      "math",
      Math.min(inner + result.start, end),
      Math.min(inner + result.end, end),
      `maths: ${result.message}`,
    );
    return { type: "text", value: node.value };
  };
  return {
    courseElement: (state: State, node: CourseElement): ElementContent => ({
      type: "element",
      tagName: node.tag,
      properties: node.props,
      children: state.all(node),
      ...place(node),
    }),
    inlineMath: (_: State, node: InlineMath) => formula(node, false),
    math: (_: State, node: MathBlock) => formula(node, true),
    code: (_: State, node: Code): ElementContent => ({
      type: "element",
      tagName: "pre",
      // A long line scrolls, and must do so by keyboard too
      properties: { tabindex: "0" },
      children: [{
        type: "element",
        tagName: "code",
        properties: {},
        children: highlighter.highlight(node.value, node.lang ?? "text"),
      }],
      ...place(node),
    }),
  };
}

function place(node: RootContent): { position?: NonNullable<RootContent["position"]> } {
  return node.position ? { position: node.position } : {};
}

function children(
  parent: string,
  nodes: readonly Nodes[],
  options: Inside,
  around: Extent,
): RichNode[] {
  const isBlock = CONTAINERS.has(parent) || parent === "root" ||
    nodes.some((node) => node.type === "element" && BLOCKS.has(node.tagName));
  const rich = nodes.flatMap((node): RichNode[] => {
    if (node.type === "text") {
      if (isBlock && node.value === "\n") return [];
      return [options.isCode ? node.value : bindUnits(node.value)];
    }
    return node.type === "element" ? element(node, options, around) : [];
  });
  return joinSiblings(mergeTexts(rich));
}

function element(node: Element, options: Inside, around: Extent): RichNode[] {
  const { tagName: tag } = node;
  const here = node.position ? extent(node) : around;
  const isCode = options.isCode || tag === "code";
  const inner = children(tag, node.children, { ...options, isCode }, here);
  if (!isAllowedTag(tag)) {
    options.problem("html", here.start, here.end, `the element <${tag}> is not allowed`);
    return inner;
  }
  const props: Record<string, string | number | boolean> = {};
  for (const [name, value] of attributes(node.properties)) {
    if (isAllowedAttribute(tag, name, String(value))) props[name] = value;
    else {
      const message = `the attribute ${name}="${value}" of <${tag}> is not allowed`;
      options.problem("html", here.start, here.end, message);
    }
  }
  const result: RichElement = {
    tag,
    ...(Object.keys(props).length > 0 ? { props } : {}),
    ...(inner.length > 0 ? { children: inner } : {}),
  };
  return [result];
}

function attributes(properties: Properties): [string, string | number | boolean][] {
  return Object.entries(properties).flatMap(([key, value]) => {
    if (value === null || value === undefined || value === false) return [];
    const name = key === "className" ? "class" : key;
    return [[name, Array.isArray(value) ? value.join(" ") : value]];
  });
}

function mergeTexts(nodes: readonly RichNode[]): RichNode[] {
  const merged: RichNode[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (typeof node === "string" && typeof last === "string") {
      merged[merged.length - 1] = last + node;
    } else merged.push(node);
  }
  return merged;
}
