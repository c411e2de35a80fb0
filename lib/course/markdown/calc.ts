import type { TextDirective } from "mdast-util-directive";
import { formatValue, type Value } from "../expression/mod.ts";
import type { NumberStyle } from "../types.ts";
import { checkAttributes } from "./attributes.ts";
import type { Doc } from "./context.ts";
import type { Directive } from "./directive.ts";
import { evaluateText, reportError } from "./expressions.ts";
import { courseElement, type RootContent, textNode } from "./nodes.ts";
import { readNumberStyle, STYLE_NAMES, styleProps } from "./number_style.ts";

/**
 * Resolves `:calc[expression]{style}`: a number computed now.
 *
 * @param directive The directive
 * @param _ Its node: the label is read from the source
 * @param doc The text it is from
 * @returns The number, or the text as written if the expression is wrong
 */
export function calc(directive: Directive, _: TextDirective, doc: Doc): readonly RootContent[] {
  const { course } = doc.context;
  checkAttributes(directive, STYLE_NAMES, [], course.report);
  const style = readNumberStyle(directive.attributes, course.report);
  // Brackets may be escaped in a label, bars must be in a table
  const text = directive.label?.trim().replace(/\\[|[\]]/g, (match) => match.slice(1));
  const value = text && evaluateText(text, course);
  if (!text || value === undefined) return [textNode(directive.label?.value ?? "")];
  try {
    const shown = formatValue(value, style);
    const exact = exactText(value, style);
    const props = {
      expression: text.value.replace(/\s+/g, " "),
      text: shown,
      ...(exact !== undefined && exact !== shown ? { exact } : {}),
      ...styleProps(style),
    };
    return [courseElement("x-calc", props, [textNode(shown)])];
  } catch (error) {
    reportError(text, error, course.report);
    return [textNode(text.value)];
  }
}

/** The value with all the digits that mean something. */
function exactText(value: Value, { unit, as }: NumberStyle): string | undefined {
  if (typeof value === "string" || typeof value === "boolean") return undefined;
  return formatValue(value, {
    digits: 12,
    ...(unit === undefined ? {} : { unit }),
    ...(as === undefined || as === "words" ? {} : { as }),
  });
}
