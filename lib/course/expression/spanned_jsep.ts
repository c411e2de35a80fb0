/**
 * jsep, with the place of each token. jsep reports no positions, and its
 * options are global, so this extends its parser class and leaves the shared
 * one as it is.
 */
import jsep from "jsep";
import { ExpressionSyntaxError } from "./errors.ts";
import type { Span } from "./types.ts";

/** A node as jsep makes it; the tree is read field by field and checked. */
export type RawNode = { readonly type: string; readonly [field: string]: unknown };

/** The part of jsep's parser class that is extended; its typings leave the class out. */
interface JsepParser {
  index: number;
  readonly expr: string;
  readonly char: string;
  parse(): RawNode;
  gobbleSpaces(): void;
  gobbleToken(): RawNode | false;
  gobbleExpression(): RawNode | false;
  gobbleIdentifier(): RawNode;
  gobbleGroup(): RawNode | false;
  gobbleExpressions(untilCode?: number): RawNode[];
  throwError(message: string): never;
}

const { Jsep } = jsep as unknown as { Jsep: new (source: string) => JsepParser };

/** Nesting beyond this is refused while parsing, long before the stack is at risk. */
export const MAX_DEPTH = 40;

/** Parses one source and remembers where its tokens stood. */
export class SpannedJsep extends Jsep {
  /** Places of identifiers, literals, calls and unary operations. */
  readonly spans: Map<RawNode, Span> = new Map();
  /** Nodes that stood in parentheses of their own. */
  readonly grouped: Set<RawNode> = new Set();
  #depth = 0;

  override gobbleExpression(): RawNode | false {
    return this.#nested(() => super.gobbleExpression());
  }

  /** One expression where jsep would accept several, with commas or semicolons between. */
  override gobbleExpressions(untilCode?: number): RawNode[] {
    const node = this.gobbleExpression();
    if (this.index < this.expr.length && this.expr.charCodeAt(this.index) !== untilCode) {
      this.throwError(`Unexpected "${this.char}"`);
    }
    return node ? [node] : [];
  }

  override gobbleToken(): RawNode | false {
    this.gobbleSpaces();
    const start = this.index;
    const node = this.#nested(() => super.gobbleToken());
    if (node && !this.spans.has(node) && !this.grouped.has(node)) this.#mark(node, start);
    return node;
  }

  override gobbleIdentifier(): RawNode {
    const start = this.index;
    const node = super.gobbleIdentifier();
    this.#mark(node, start);
    return node;
  }

  override gobbleGroup(): RawNode | false {
    const node = super.gobbleGroup();
    if (node) this.grouped.add(node);
    return node;
  }

  override throwError(message: string): never {
    const what = message === "missing unaryOp argument"
      ? "Expected a value after the sign"
      : message;
    throw new ExpressionSyntaxError(what, this.index);
  }

  #mark(node: RawNode, start: number): void {
    // The parser has already run over the spaces behind the token
    const text = this.expr.slice(start, this.index).trimEnd();
    this.spans.set(node, { index: start, length: text.length });
  }

  #nested<T>(step: () => T): T {
    // A group costs two levels here: its token and the expression within
    if (++this.#depth > 2 * MAX_DEPTH) {
      throw new ExpressionSyntaxError(
        `Expression is nested more than ${MAX_DEPTH} deep: split it into derived parameters`,
        this.index,
      );
    }
    const result = step();
    this.#depth--;
    return result;
  }
}
