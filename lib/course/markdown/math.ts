/**
 * TeX to MathML. Commands that could carry a link, a class or HTML are refused
 * by KaTeX (`trust: false`) and reported.
 *
 * @module
 */
import type { Element, ElementContent, Root } from "hast";
import rehypeKatex from "rehype-katex";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { VFile } from "vfile";

/** A formula as MathML, or what is wrong with it. */
export type Formula =
  | { readonly kind: "math"; readonly node: Element }
  | {
    readonly kind: "error";
    readonly message: string;
    /** Offsets in the TeX of what is wrong. */
    readonly start: number;
    readonly end: number;
  };

/** A colour no author would choose: KaTeX paints a refused command in it. */
const REFUSED = "#abadcafe";

const katex = unified().use(rehypeKatex, {
  output: "mathml",
  errorColor: REFUSED,
  strict: "ignore",
  trust: false,
  maxExpand: 200,
  maxSize: 20,
}).freeze();

/** Characters of a formula. */
const MAX_TEX = 2000;

/** Commands that make commands: a few lines of them can unfold to megabytes. */
const DEFINING =
  /(?<!\\)(?:\\\\)*(\\(?:[egx]?def|let|futurelet|global|long|(?:new|renew|provide)command|(?:re)?newenvironment|DeclareMathOperator)(?![A-Za-z@]))/;

/**
 * Renders a formula.
 *
 * @param tex The TeX
 * @param display Whether it stands on its own line
 * @returns MathML whose `alttext` is the TeX, or the first error
 */
export function renderFormula(tex: string, display: boolean): Formula {
  const refused = refuse(tex);
  if (refused) return refused;
  const file = new VFile();
  const className = ["language-math", display ? "math-display" : "math-inline"];
  const code: Element = {
    type: "element",
    tagName: "code",
    properties: { className },
    children: [{ type: "text", value: tex }],
  };
  const children: ElementContent[] = display
    ? [{ type: "element", tagName: "pre", properties: {}, children: [code] }]
    : [code];
  const tree = katex.runSync({ type: "root", children } satisfies Root, file) as Root;
  const [message] = file.messages;
  if (message) return parseError(tex, message.cause);
  return findMath(tex, tree, display);
}

function refuse(tex: string): Formula | undefined {
  if (tex.length > MAX_TEX) {
    const message =
      `the formula has ${tex.length} characters, of which at most ${MAX_TEX} are read`;
    return { kind: "error", message, start: 0, end: Math.min(tex.length, 60) };
  }
  const [all, command] = DEFINING.exec(tex) ?? [];
  if (all === undefined || command === undefined) return undefined;
  const end = tex.indexOf(all) + all.length;
  const message = `the command ${command} is not allowed: write the formula out`;
  return { kind: "error", message, start: end - command.length, end };
}

function parseError(tex: string, cause: unknown): Formula {
  const reason = cause instanceof Error ? cause.message : "it cannot be read";
  const at = cause instanceof Error && "position" in cause ? Number(cause.position) : 0;
  const length = cause instanceof Error && "length" in cause ? Number(cause.length) : tex.length;
  const start = Number.isFinite(at) ? at : 0;
  return {
    kind: "error",
    message: reason.replace(/^KaTeX parse error: /, "").replace(/ at position \d+:[\s\S]*$/, ""),
    start,
    end: start + (Number.isFinite(length) && length > 0 ? length : 1),
  };
}

function findMath(tex: string, tree: Root, display: boolean): Formula {
  let math: Element | undefined;
  let refused: string | undefined;
  visit(tree, "element", (node, index, parent) => {
    if (node.tagName === "math") math ??= node;
    if (node.properties.mathcolor === REFUSED) {
      visit(node, "text", ({ value }) => {
        refused ??= value;
      });
    }
    // A variable is set in the text's own italic, and only a style sheet that knows it can do so
    if (node.tagName === "mi" && isVariable(node)) node.properties.className = ["letter"];
    // The TeX stands in alttext; a second copy would be read and searched as text
    if (node.tagName === "annotation" && parent && index !== undefined) {
      parent.children.splice(index, 1);
      return index;
    }
  });
  if (refused !== undefined) {
    const start = Math.max(0, tex.indexOf(refused));
    const message = `the command ${refused} is not allowed`;
    return { kind: "error", message, start, end: start + refused.length };
  }
  if (!math) return { kind: "error", message: "it cannot be read", start: 0, end: tex.length };
  const properties = {
    xmlns: "http://www.w3.org/1998/Math/MathML",
    ...(display ? { display: "block" } : {}),
    alttext: tex.trim(),
  };
  return { kind: "math", node: { ...math, properties, children: withoutSemantics(math.children) } };
}

function isVariable({ children: [child], properties }: Element): boolean {
  return child?.type === "text" && /^[A-Za-z]$/.test(child.value) && !properties.mathvariant;
}

/** `semantics` with one child left says nothing. */
function withoutSemantics(children: Element["children"]): Element["children"] {
  return children.flatMap((child) =>
    child.type === "element" && child.tagName === "semantics" ? child.children : [child]
  );
}
