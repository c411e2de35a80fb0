import type { Report } from "../schema/problem.ts";
import type { YamlPath, YamlSource } from "../schema/yaml_source.ts";
import type { RichNode } from "../types.ts";
import { compileField } from "./compile_text.ts";
import type { TextContext } from "./context.ts";
import { readExpression } from "./expressions.ts";
import { unwrapParagraph } from "./rich_nodes.ts";

/** Reads the fields of one exercise. */
export interface FieldReader {
  readonly source: YamlSource;
  readonly context: TextContext;
  /** Names of the parameters. */
  readonly parameters: readonly string[];
  /** The path of a field. */
  at(...keys: (string | number)[]): YamlPath;
  /** A Markdown field; blocks stay blocks. */
  blocks(path: YamlPath, options?: FieldOptions): readonly RichNode[];
  /** A Markdown field whose only paragraph is unwrapped. */
  words(path: YamlPath, options?: FieldOptions): readonly RichNode[];
  /** An expression field, checked. */
  expression(path: YamlPath): string;
}

/** How a Markdown field is read. */
export interface FieldOptions {
  /** Names beside the parameters that `{…}` may use. */
  readonly also?: readonly string[];
  /** Whether typed numbers are pointed out. */
  readonly lintNumbers?: boolean;
}

/** Makes a reader for the exercise at a path. */
export function fieldReader(
  source: YamlSource,
  path: YamlPath,
  parameters: readonly string[],
  context: TextContext,
): FieldReader {
  const blocks = (at: YamlPath, { also = [], lintNumbers = false }: FieldOptions = {}) => {
    const text = source.textAt(at);
    const names = [...parameters, ...also];
    return text ? compileField(text, { ...context, parameters: names, lintNumbers }) : [];
  };
  return {
    source,
    context,
    parameters,
    at: (...keys) => [...path, ...keys],
    blocks,
    words: (at, options) => unwrapParagraph(blocks(at, options)),
    expression: (at) => {
      const text = source.textAt(at);
      if (text) readExpression(text, parameters, context.course);
      return text?.value.trim() ?? "";
    },
  };
}

/** The same context, with a count of the errors reported through it. */
export function countErrors(context: TextContext): {
  readonly context: TextContext;
  readonly errors: () => number;
} {
  let errors = 0;
  const report: Report = (rule, span, message, details) => {
    if (details?.severity !== "warning") errors++;
    context.course.report(rule, span, message, details);
  };
  return { context: { ...context, course: { ...context.course, report } }, errors: () => errors };
}
