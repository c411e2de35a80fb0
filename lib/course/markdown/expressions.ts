/**
 * Expressions as they stand in content: parsed, checked against their
 * parameters and the vocabulary, evaluated, with every problem at its place.
 *
 * @module
 */
import {
  checkExpression,
  errorSpan,
  evaluate,
  type Expression,
  parseExpression,
  type Value,
  type Vocabulary,
} from "../expression/mod.ts";
import type { ProblemDetails, Report } from "../schema/problem.ts";
import type { SourceText } from "../schema/source.ts";

/** What an expression is read against. */
export interface ExpressionContext {
  readonly vocabulary: Vocabulary;
  readonly report: Report;
}

/**
 * Parses and checks an expression.
 *
 * @param text The expression as written
 * @param parameters Names it may use
 * @param context Vocabulary, and where problems go
 * @returns The expression, or `undefined` if it is wrong
 */
export function readExpression(
  text: SourceText,
  parameters: readonly string[],
  { vocabulary, report }: ExpressionContext,
): Expression | undefined {
  let expression: Expression;
  try {
    expression = parseExpression(text.value);
  } catch (error) {
    reportError(text, error, report);
    return undefined;
  }
  const problems = checkExpression(expression, { parameters, vocabulary });
  for (const { message, index, length, known } of problems) {
    report("expression", text.span(index, index + length), message, {
      ...(known ? { known } : {}),
      ...advice(message, text.value.slice(index, index + length), vocabulary),
    });
  }
  return problems.length === 0 ? expression : undefined;
}

/**
 * Evaluates an expression without parameters.
 *
 * @param text The expression as written
 * @param context Vocabulary, and where problems go
 * @returns Its value, or `undefined` if it is wrong
 */
export function evaluateText(text: SourceText, context: ExpressionContext): Value | undefined {
  const expression = readExpression(text, [], context);
  if (!expression) return undefined;
  try {
    const value = evaluate(expression, { vocabulary: context.vocabulary });
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    context.report("expression", text.span(), `the expression gives ${value}`);
  } catch (error) {
    reportError(text, error, context.report);
  }
  return undefined;
}

/** Reports an error of the expression language at its place in the text. */
export function reportError(text: SourceText, error: unknown, report: Report): void {
  const { index = 0, length = text.value.length } = errorSpan(error) ?? {};
  const message = error instanceof Error ? error.message : String(error);
  const open = /^expected \)/i.test(message) ? unclosed(text.value) : undefined;
  if (open === undefined) {
    report("expression", text.span(index, index + Math.max(1, length)), lowerFirst(message));
  } else {
    report("expression", text.span(open, open + 1), "this bracket is not closed", {
      fix: "add ) where it ends",
    });
  }
}

/** Where the last bracket stands that is opened and not closed. */
function unclosed(source: string): number | undefined {
  const open: number[] = [];
  for (const { 0: text, index } of source.matchAll(/"[^"]*"|'[^']*'|[()]/g)) {
    if (text === "(") open.push(index);
    else if (text === ")") open.pop();
  }
  return open.at(-1);
}

function advice(message: string, text: string, vocabulary: Vocabulary): ProblemDetails {
  if (message.startsWith("unknown machine")) return { knownIn: "data/machines.csv" };
  if (
    message.startsWith("unknown parameter") &&
    (vocabulary.machines.includes(text) || vocabulary.precisions.includes(text))
  ) return { fix: `machines and precisions stand in quotes: "${text}"` };
  return {};
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
