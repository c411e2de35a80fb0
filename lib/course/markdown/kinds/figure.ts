import * as v from "valibot";
import { figureNames, findFigure } from "@/lib/figures/mod.ts";
import { propExpressions } from "../../exercise/figure_state.ts";
import type { Report } from "../../schema/problem.ts";
import { commonFields } from "../../schema/exercise_schema.ts";
import { expression, text } from "../../schema/names.ts";
import type { YamlPath } from "../../schema/yaml_source.ts";
import type { FigureProps } from "../../types.ts";
import type { FieldReader } from "../exercise_fields.ts";
import { readExpression } from "../expressions.ts";
import { yamlKind } from "./kind.ts";

const prop = v.union([v.string(), v.number(), v.boolean()], "must be a text or a number");

/** `kind: figure`, the state that the reader puts a figure in. */
export const figure = yamlKind({
  schema: v.object({
    ...commonFields,
    figure: v.pipe(
      v.record(v.string(), prop),
      v.check(({ name }) => typeof name === "string", "needs a name, such as roofline"),
    ),
    condition: expression,
    slips: v.optional(v.array(v.object({ when: expression, say: text })), []),
    solved: v.record(v.string(), prop),
  }),
  tells: [],
  read(base, { figure, slips, solved }, reader) {
    const { at, words, source, context: { course } } = reader;
    const { name, ...start } = figure;
    const isKnown = figureNames.includes(String(name));
    if (!isKnown) {
      course.report("exercise", source.span(at("figure", "name")), `there is no figure "${name}"`, {
        known: figureNames,
      });
    }
    // Of an unknown figure every name would be unknown
    const shown = isKnown ? findFigure(String(name)).observes : undefined;
    return {
      ...base,
      kind: "figure",
      figure: String(name),
      start: readProps(start, at("figure"), reader),
      condition: readCondition(at("condition"), shown, reader),
      slips: slips.map((_, i) => ({
        when: readCondition(at("slips", i, "when"), shown, reader),
        say: shown ? words(at("slips", i, "say"), { also: shown }) : [],
      })),
      solved: readProps(solved, at("solved"), reader),
    };
  },
});

/** Properties as texts; the expressions in them are checked where they stand. */
function readProps(
  props: Readonly<Record<string, string | number | boolean>>,
  path: YamlPath,
  { source, parameters, context: { course } }: FieldReader,
): FigureProps {
  for (const name of Object.keys(props)) {
    const written = source.textAt([...path, name]);
    if (!written) continue;
    for (const { source: expression, index } of propExpressions(written.value)) {
      readExpression(written.slice(index, index + expression.length), parameters, course);
    }
  }
  return Object.fromEntries(Object.entries(props).map(([name, value]) => [name, String(value)]));
}

/** A condition may use the parameters and what the figure shows; all of it is named where it does not. */
function readCondition(
  path: YamlPath,
  shown: readonly string[] | undefined,
  { source, parameters, context: { course } }: FieldReader,
): string {
  const written = source.textAt(path);
  if (!written || !shown) return written?.value.trim() ?? "";
  const report: Report = (rule, span, message, details) => {
    const isName = message.startsWith("unknown parameter");
    course.report(rule, span, message, {
      ...details,
      ...(isName && !details?.fix ? { fix: `the figure shows ${shown.join(", ")}` } : {}),
    });
  };
  readExpression(written, [...parameters, ...shown], { ...course, report });
  return written.value.trim();
}
