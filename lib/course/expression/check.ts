import { parseQuantity, parseUnit, QuantitySyntaxError } from "@/lib/compute/mod.ts";
import { byDistance } from "@/lib/compute/nearest.ts";
import type {
  ArgumentKind,
  Expression,
  ExpressionNode,
  ExpressionProblem,
  Span,
  Vocabulary,
  VocabularyFunction,
} from "./types.ts";

/** What an expression is checked against. */
export interface CheckOptions {
  /** Names of the parameters it may use. */
  readonly parameters: readonly string[];
  readonly vocabulary: Vocabulary;
}

/** How many known names a problem carries. */
const KNOWN_LIMIT = 8;

/** Kinds whose values are written as text. */
const TEXT_KINDS: ReadonlySet<ArgumentKind> = new Set(
  ["machine", "model", "precision", "level", "unit", "quantity", "name"],
);

const EXPECTED: ReadonlyMap<ArgumentKind, string> = new Map([
  ["operator", "an operator such as gemv(m, n)"],
]);

/**
 * Finds what is wrong with an expression before it is evaluated: unknown names,
 * a wrong number of arguments, unknown machines, precisions, levels and units
 * in text literals. All problems are given, in the order of the source.
 *
 * @param expression What {@linkcode parseExpression} gave
 * @param options Parameters and vocabulary
 * @returns The problems, with what is known in each place, nearest first
 *
 * @example
 * ```ts
 * import { checkExpression, courseVocabulary, parseExpression } from "@/lib/course/expression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const vocabulary = courseVocabulary([]);
 * const problems = checkExpression(parseExpression("2 * sqr(n)"), { parameters: ["n"], vocabulary });
 * expect(problems[0]?.message).toBe('unknown function "sqr"');
 * expect(problems[0]?.known?.[0]).toBe("sqrt");
 * ```
 */
export function checkExpression(
  expression: Expression,
  { parameters, vocabulary }: CheckOptions,
): ExpressionProblem[] {
  const problems: ExpressionProblem[] = [];
  visit(expression.root);
  return problems.sort((a, b) => a.index - b.index);

  function visit(node: ExpressionNode): void {
    switch (node.kind) {
      case "literal":
        break;
      case "name":
        if (!parameters.includes(node.name)) unknownName(node);
        break;
      case "call":
        call(node);
        node.arguments.forEach(visit);
        break;
      case "unary":
        visit(node.argument);
        break;
      case "binary":
        visit(node.left);
        visit(node.right);
        break;
      case "conditional":
        visit(node.test);
        visit(node.consequent);
        visit(node.alternate);
    }
  }

  function unknownName(node: ExpressionNode & { kind: "name" }): void {
    const message = vocabulary.functions.has(node.name)
      ? `"${node.name}" is a function: write its arguments in parentheses`
      : `unknown parameter "${node.name}"`;
    report(node, message, byDistance(node.name, parameters));
  }

  function call(node: ExpressionNode & { kind: "call" }): void {
    const found = vocabulary.functions.get(node.name);
    if (!found) {
      const known = byDistance(node.name, [...vocabulary.functions.keys()]);
      return report(node.callee, `unknown function "${node.name}"`, known);
    }
    const count = node.arguments.length;
    const least = found.arguments.filter(({ optional }) => !optional).length;
    if (count < least || (count > found.arguments.length && !found.arguments.at(-1)?.rest)) {
      report(node, `${node.name} has ${count} arguments: write ${signature(found)}`);
    }
    const machine = literalText(node.arguments[found.arguments.findIndex(isMachine)]);
    node.arguments.forEach((argument, i) => {
      const spec = found.arguments[Math.min(i, found.arguments.length - 1)];
      if (spec) argumentLiteral(argument, spec.kind, machine);
    });
  }

  function argumentLiteral(node: ExpressionNode, kind: ArgumentKind, machine?: string): void {
    if (node.kind !== "literal") return;
    if (typeof node.value !== "string") {
      if (TEXT_KINDS.has(kind)) report(node, `expected a ${kind} in quotes, not ${node.value}`);
      return;
    }
    const text = node.value;
    switch (kind) {
      case "machine":
        return member(node, kind, text, vocabulary.machines);
      case "model":
        return member(node, kind, text, vocabulary.models);
      case "precision":
        return member(node, kind, text, vocabulary.precisions);
      case "level":
        return member(node, "memory level", text, vocabulary.levels(machine));
      case "unit":
        return readable(node, () => parseUnit(text));
      case "quantity":
        return readable(node, () => parseQuantity(text));
      case "name":
        return;
      default:
        report(node, `expected ${EXPECTED.get(kind) ?? "a number"}, not the text "${text}"`);
    }
  }

  function member(node: Span, what: string, text: string, known: readonly string[]): void {
    if (!known.includes(text)) report(node, `unknown ${what} "${text}"`, byDistance(text, known));
  }

  function readable(node: Span, read: () => unknown): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof QuantitySyntaxError)) throw error;
      const { index, length, message, suggestions } = error;
      // Behind the quotation mark; the text is as written unless it has escapes, which units never do
      report({ index: node.index + 1 + index, length }, lowerFirst(message), suggestions);
    }
  }

  function report({ index, length }: Span, message: string, known: readonly string[] = []): void {
    problems.push({
      message,
      index,
      length,
      ...(known.length > 0 ? { known: known.slice(0, KNOWN_LIMIT) } : {}),
    });
  }
}

/**
 * Writes how a function is called, for messages and documentation.
 *
 * @param spec The function
 * @returns Such as `peak(machine, precision)` or `gemv(m, n[, precision])`
 */
export function signature({ name, arguments: specs }: VocabularyFunction): string {
  const words = specs.map((spec, i) => {
    const text = `${i > 0 ? ", " : ""}${spec.name}${spec.rest ? ", …" : ""}`;
    return spec.optional ? `[${text}]` : text;
  });
  return `${name}(${words.join("")})`;
}

function isMachine({ kind }: { readonly kind: ArgumentKind }): boolean {
  return kind === "machine";
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function literalText(node: ExpressionNode | undefined): string | undefined {
  return node?.kind === "literal" && typeof node.value === "string" ? node.value : undefined;
}
