import type { NumberStyle, RichElement, RichNode } from "../types.ts";
import { formatValue, type Scope } from "../expression/mod.ts";
import { evaluateSource } from "./compiled_expressions.ts";

/** What a template is filled with. */
export interface TemplateScope extends Scope {
  /** How `{answer}` is written where the template does not say. */
  readonly answerStyle?: NumberStyle;
}

/**
 * Puts a variant's numbers into a template: every `x-value` element becomes
 * the text of its value.
 *
 * @param nodes The template
 * @param scope Parameters, `answer` among them where it may be told, and vocabulary
 * @returns A tree without `x-value`
 * @throws {RangeError} If an expression cannot be evaluated
 *
 * @example
 * ```ts
 * import { courseVocabulary } from "@/lib/course/expression/mod.ts";
 * import { fillTemplate } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const scope = { parameters: { n: 4096 }, vocabulary: courseVocabulary([]) };
 * const template = ["A vector of ", { tag: "x-value", props: { expression: "n" } }, " values"];
 * expect(fillTemplate(template, scope).join("")).toBe("A vector of 4096 values");
 * ```
 */
export function fillTemplate(nodes: readonly RichNode[], scope: TemplateScope): RichNode[] {
  return nodes.map((node) => {
    if (typeof node === "string") return node;
    if (node.tag === "x-value") return valueText(node, scope);
    return node.children ? { ...node, children: fillTemplate(node.children, scope) } : node;
  });
}

/**
 * Reads what an `x-value` element asks for.
 *
 * @param element The element
 * @returns Its expression and how to write the value
 */
export function readValueElement(
  { props = {} }: RichElement,
): { readonly expression: string; readonly style: NumberStyle } {
  const { expression, unit, digits, as } = props;
  const count = Number(digits);
  return {
    expression: String(expression ?? ""),
    style: {
      ...(typeof unit === "string" ? { unit } : {}),
      ...(digits !== undefined && Number.isInteger(count) ? { digits: count } : {}),
      ...(isNotation(as) ? { as } : {}),
    },
  };
}

/**
 * Lists the `x-value` elements of a template.
 *
 * @param nodes The template
 * @returns The elements in order
 */
export function valueElements(nodes: readonly RichNode[]): RichElement[] {
  return nodes.flatMap((node) => {
    if (typeof node === "string") return [];
    return node.tag === "x-value" ? [node] : valueElements(node.children ?? []);
  });
}

function valueText(element: RichElement, scope: TemplateScope): string {
  const { expression, style } = readValueElement(element);
  const value = evaluateSource(expression, scope);
  const isAnswer = expression.trim() === "answer" && style.as === undefined;
  return formatValue(value, isAnswer ? { ...scope.answerStyle, ...style } : style);
}

function isNotation(as: unknown): as is NonNullable<NumberStyle["as"]> {
  return as === "words" || as === "percent" || as === "plain" || as === "factor";
}
