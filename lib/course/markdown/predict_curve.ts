/**
 * The ```curve block of a prediction: axes, the places where the reader sets a
 * height, and the expression that the line is compared with.
 *
 * @module
 */
import type { Code } from "mdast";
import * as v from "valibot";
import type { ExerciseProblem } from "../exercise/mod.ts";
import { alignLines } from "../schema/align.ts";
import { expression, text } from "../schema/names.ts";
import type { SourceSpan } from "../schema/source.ts";
import { validate } from "../schema/validate.ts";
import { type YamlPath, YamlSource } from "../schema/yaml_source.ts";
import type { CurveAxis, CurveQuestion } from "../types.ts";
import { readUnit } from "./answer_fields.ts";
import type { Doc } from "./context.ts";
import { readExpression } from "./expressions.ts";
import { extent } from "./nodes.ts";

const axis = v.object({
  label: text,
  unit: v.optional(v.string(), ""),
  from: v.number(),
  to: v.number(),
  scale: v.optional(
    v.picklist(["linear", "log", "years"], 'must be "linear", "log" or "years"'),
    "linear",
  ),
  base: v.optional(v.picklist([2, 10], "must be 2 or 10"), 10),
});

const schema = v.object({
  x: axis,
  y: axis,
  at: v.array(v.number()),
  answer: expression,
  within: v.optional(v.number(), 2),
});

/** A curve, and where in the file its parts stand. */
export interface CurvePart {
  readonly curve: CurveQuestion;
  /** The place of a problem that the engine's check has found in it. */
  place(problem: ExerciseProblem): SourceSpan;
}

/**
 * Reads a curve.
 *
 * @param node The block
 * @param doc The text it is from
 * @returns The curve, or `undefined` if it cannot be used
 */
export function readCurveBlock(node: Code, doc: Doc): CurvePart | undefined {
  const { course } = doc.context;
  const { start, end } = extent(node);
  const raw = doc.text.slice(start, end);
  const fence = raw.value.split("\n", 1)[0] ?? "";
  const source = new YamlSource(
    alignLines(raw.slice(fence.length + 1), node.value),
    course.report,
  );
  const fields = source.value === undefined
    ? undefined
    : validate(schema, source, [], course.report);
  if (!fields) return undefined;
  const answer = source.textAt(["answer"]);
  if (answer) readExpression(answer, ["x"], course);
  const axisOf = (name: "x" | "y"): CurveAxis => {
    const { scale, ...rest } = fields[name];
    return {
      ...rest,
      ...(scale === "years" ? { scale: "linear", calendar: true } : { scale }),
      unit: readUnit(source.textAt([name, "unit"]), course.report),
    };
  };
  return {
    curve: {
      x: axisOf("x"),
      y: axisOf("y"),
      at: fields.at,
      answer: String(fields.answer).trim(),
      within: fields.within,
    },
    place: ({ path }) => spanOf(source, path),
  };
}

/** `curve.at[0]` as a place. */
function spanOf(source: YamlSource, path: string): SourceSpan {
  const keys: YamlPath = [...path.replace(/^curve\./, "").matchAll(/[^.[\]]+/g)]
    .map(([key]) => /^\d+$/.test(key) ? Number(key) : key);
  return source.textAt(keys)?.span() ?? source.keySpan(keys);
}
