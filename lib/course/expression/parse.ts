import { ExpressionSyntaxError } from "./errors.ts";
import { type RawNode, SpannedJsep } from "./spanned_jsep.ts";
import type { BinaryOperator, Expression, ExpressionNode, Span } from "./types.ts";

/** The longest source that is read. */
export const MAX_LENGTH = 500;

const BINARY: ReadonlySet<string> = new Set<BinaryOperator>(
  ["||", "&&", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "**"],
);

/** What to write in place of something that looks right in another notation. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ["^", "**"],
  ["===", "=="],
  ["!==", "!="],
  ["|", "||"],
  ["&", "&&"],
  ["×", "*"],
  ["·", "*"],
  ["−", "-"],
  ["÷", "/"],
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "!="],
]);

/**
 * Parses an expression of the course's language: numbers, strings, names,
 * calls, arithmetic, comparisons and `a ? b : c`. There is no member access,
 * assignment, list or object.
 *
 * @param source At most {@linkcode MAX_LENGTH} characters
 * @returns The expression
 * @throws {SyntaxError} If the source is not an expression; the error has `index` and `length`
 *
 * @example
 * ```ts
 * import { parseExpression } from "@/lib/course/expression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(parseExpression("2 * m").root).toMatchObject({ kind: "binary", operator: "*" });
 * expect(() => parseExpression("m.constructor")).toThrow(SyntaxError);
 * ```
 */
export function parseExpression(source: string): Expression {
  if (typeof source !== "string") throw new TypeError(`Expression must be text, not ${source}`);
  if (source.length > MAX_LENGTH) {
    throw new ExpressionSyntaxError(
      `Expression has ${source.length} characters, more than ${MAX_LENGTH}: split it into derived parameters`,
      MAX_LENGTH,
      source.length - MAX_LENGTH,
    );
  }
  if (source.trim() === "") throw new ExpressionSyntaxError("Expression is empty", 0, 0);
  refuseLookalikes(source);
  const parser = new SpannedJsep(source);
  return { source, root: new Converter(parser).node(parser.parse()) };
}

/** Signs of mathematical type are letters to jsep; say what to write before it stumbles on them. */
function refuseLookalikes(source: string): void {
  for (const { 0: text, index } of source.matchAll(/"[^"]*"|'[^']*'|[×·−÷≤≥≠]/g)) {
    if (text.length > 1) continue;
    const instead = INSTEAD.get(text);
    throw new ExpressionSyntaxError(
      `Unexpected "${text}"${instead ? `: write "${instead}"` : ""}`,
      index,
    );
  }
}

/** Turns jsep's tree into ours and refuses every node type that is not ours. */
class Converter {
  readonly #parser: SpannedJsep;

  constructor(parser: SpannedJsep) {
    this.#parser = parser;
  }

  node(raw: RawNode): ExpressionNode {
    switch (raw.type) {
      case "Literal":
        return this.#literal(raw);
      case "Identifier":
        return { kind: "name", name: String(raw.name), ...this.#span(raw) };
      case "CallExpression":
        return this.#call(raw);
      case "UnaryExpression":
        return this.#unary(raw);
      case "BinaryExpression":
        return this.#binary(raw);
      case "ConditionalExpression": {
        const test = this.#child(raw.test);
        const consequent = this.#child(raw.consequent);
        const alternate = this.#child(raw.alternate);
        return { kind: "conditional", test, consequent, alternate, ...between(test, alternate) };
      }
      default:
        throw this.#refuse(raw);
    }
  }

  #literal(raw: RawNode): ExpressionNode {
    const { value } = raw;
    if (typeof value !== "number" && typeof value !== "string" && typeof value !== "boolean") {
      throw this.#refuse(raw);
    }
    const span = this.#span(raw);
    if (typeof value === "number" && !Number.isFinite(value)) {
      throw new ExpressionSyntaxError("Number is too large", span.index, span.length);
    }
    return { kind: "literal", value, ...span };
  }

  #call(raw: RawNode): ExpressionNode {
    const callee = raw.callee as RawNode;
    const span = this.#span(raw);
    if (callee.type !== "Identifier" || raw.optional || this.#parser.grouped.has(callee)) {
      throw new ExpressionSyntaxError(
        "Only a function named in front of the parenthesis can be called",
        span.index,
        span.length,
      );
    }
    const values = (raw.arguments as RawNode[]).map((argument) => this.node(argument));
    values.forEach((value, i) => {
      const next = values[i + 1];
      // jsep also accepts spaces between arguments
      if (next && !this.#parser.expr.slice(value.index + value.length, next.index).includes(",")) {
        throw new ExpressionSyntaxError("Expected a comma", value.index + value.length);
      }
    });
    return {
      kind: "call",
      name: String(callee.name),
      callee: this.#span(callee),
      arguments: values,
      ...span,
    };
  }

  #unary(raw: RawNode): ExpressionNode {
    const { operator } = raw;
    if (operator !== "-" && operator !== "+" && operator !== "!") throw this.#refuse(raw);
    return { kind: "unary", operator, argument: this.#child(raw.argument), ...this.#span(raw) };
  }

  #binary(raw: RawNode): ExpressionNode {
    const operator = String(raw.operator);
    const left = this.#child(raw.left);
    const right = this.#child(raw.right);
    const span = between(left, right);
    if (!isBinaryOperator(operator)) {
      const instead = INSTEAD.get(operator);
      throw new ExpressionSyntaxError(
        `Unknown operator "${operator}"${instead ? `: write "${instead}"` : ""}`,
        this.#parser.expr.indexOf(operator, left.index + left.length),
        operator.length,
      );
    }
    if (
      operator === "**" && left.kind === "unary" && !this.#parser.grouped.has(raw.left as RawNode)
    ) {
      throw new ExpressionSyntaxError(
        "A sign before a power can be read in two ways: write (-a) ** b or -(a ** b)",
        span.index,
        span.length,
      );
    }
    return { kind: "binary", operator, left, right, ...span };
  }

  #child(raw: unknown): ExpressionNode {
    return this.node(raw as RawNode);
  }

  #span(raw: RawNode): Span {
    return this.#parser.spans.get(raw) ?? { index: 0, length: this.#parser.expr.length };
  }

  #refuse(raw: RawNode): ExpressionSyntaxError {
    // What jsep makes of brackets with nothing in them
    if (raw.type === "Compound") return new ExpressionSyntaxError("Expected a value", 0);
    const { index, length } = this.#span(raw);
    const text = this.#parser.expr.slice(index, index + length);
    const reason = raw.type === "MemberExpression" ? "member access" : "this";
    return new ExpressionSyntaxError(
      `Unexpected "${text}": expressions do not have ${reason}`,
      index,
      length,
    );
  }
}

function isBinaryOperator(operator: string): operator is BinaryOperator {
  return BINARY.has(operator);
}

function between(first: Span, last: Span): Span {
  return { index: first.index, length: last.index + last.length - first.index };
}
