import type { Doc } from "./context.ts";
import { checkAttributes } from "./attributes.ts";
import { readDirective } from "./directive.ts";
import { readExpression } from "./expressions.ts";
import { courseElement, extent, type Placeholder, type RootContent, textNode } from "./nodes.ts";
import { readNumberStyle, STYLE_NAMES, styleProps } from "./number_style.ts";
import { SourceText } from "../schema/source.ts";

/**
 * Resolves `{expression | unit=… digits=… as=…}` to an `x-value` element.
 *
 * @param node The placeholder
 * @param doc The text it is from
 * @returns The element, or the text as written if the expression is wrong
 */
export function resolvePlaceholder(node: Placeholder, doc: Doc): readonly RootContent[] {
  const { course, parameters = [] } = doc.context;
  const { start, end } = extent(node);
  const inner = doc.text.slice(start + 1, end - 1);
  const bar = optionBar(inner.value);
  const text = inner.slice(0, bar).replace(/\\(?=\|)|\\$/g, () => "").trim();
  const written = [textNode(doc.text.value.slice(start, end))];
  if (text.value === "") {
    course.report(
      "placeholder",
      doc.text.span(start, end),
      "there is no expression in the braces",
      {
        fix: "write \\{ for a brace",
      },
    );
    return written;
  }
  const style = readNumberStyle(
    options(inner.slice(Math.min(bar + 1, inner.value.length)), doc),
    course.report,
  );
  if (!readExpression(text, parameters, course)) return written;
  const expression = text.value.replace(/\s+/g, " ");
  return [courseElement("x-value", { expression, ...styleProps(style) })];
}

/** Offset of the bar between expression and options, or the length. `||` is an operator. */
function optionBar(value: string): number {
  let quote = "";
  for (let i = 0; i < value.length; i++) {
    const character = value.charAt(i);
    if (quote) {
      if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (character === "|") {
      if (value.charAt(i + 1) === "|") i++;
      else if (value.charAt(i - 1) === "\\") {
        // In a table every bar is escaped; two of them are the operator
        if (value.startsWith("\\|", i + 1)) i += 2;
        else return i;
      } else return i;
    }
  }
  return value.length;
}

/** Reads options as the attributes of a directive. */
function options(text: SourceText, { context }: Doc) {
  const head = ":calc{";
  const padded = new SourceText(
    text.file,
    `${head}${text.value}}`,
    (index) => text.offset(index - head.length),
  );
  const directive = readDirective(padded);
  if (directive.unclosed) {
    context.course.report("placeholder", text.span(), "options after the bar cannot be read", {
      fix: "write them as unit=TB/s digits=3 as=percent",
    });
  }
  checkAttributes(
    { ...directive, name: "a computed value" },
    STYLE_NAMES,
    [],
    context.course.report,
  );
  return directive.attributes;
}
