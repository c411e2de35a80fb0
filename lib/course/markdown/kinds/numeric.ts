import * as v from "valibot";
import { formatQuantity } from "@/lib/compute/mod.ts";
import {
  answerStyle,
  exactAnswer,
  parseAnswer,
  variantOf,
  withinTolerance,
} from "../../exercise/mod.ts";
import { commonFields } from "../../schema/exercise_schema.ts";
import { expression, text } from "../../schema/names.ts";
import type { YamlPath } from "../../schema/yaml_source.ts";
import type { NumericExercise } from "../../types.ts";
import { readTolerance, readUnit } from "../answer_fields.ts";
import type { FieldReader } from "../exercise_fields.ts";
import { reportPickedMachine } from "../picked_machine.ts";
import { yamlKind } from "./kind.ts";

const exampleFields = v.object({
  with: v.optional(v.record(v.string(), v.union([v.string(), v.number()])), {}),
  answer: v.union([v.string(), v.number()], "must be a number with its unit"),
});

/** `kind: numeric`, a number with its unit. */
export const numeric = yamlKind({
  schema: v.object({
    ...commonFields,
    answer: expression,
    unit: v.optional(v.string(), ""),
    tolerance: v.optional(v.union([v.string(), v.number()], "must be such as 2 %")),
    slips: v.optional(v.array(v.object({ answer: expression, say: text })), []),
    examples: v.optional(v.array(exampleFields), []),
  }),
  tells: ["answer"],
  read(base, { slips, examples }, reader) {
    const { source, at, expression, words, context: { course: { report } } } = reader;
    const exercise: NumericExercise = {
      ...base,
      kind: "numeric",
      answer: expression(at("answer")),
      unit: readUnit(source.textAt(at("unit")), report),
      tolerance: readTolerance(source.textAt(at("tolerance")), report),
      slips: slips.map((_, i) => ({
        answer: expression(at("slips", i, "answer")),
        say: words(at("slips", i, "say")),
      })),
    };
    examples.forEach((example, i) => checkExample(exercise, example, at("examples", i), reader));
    return exercise;
  },
});

type Example = v.InferOutput<typeof exampleFields>;

/** An answer worked out by hand must be the one that is computed. */
function checkExample(
  exercise: NumericExercise,
  example: Example,
  path: YamlPath,
  { source, at, context }: FieldReader,
): void {
  const { report, vocabulary } = context.course;
  const place = (key: string) =>
    source.textAt([...path, key])?.span() ?? source.keySpan([...path, key]);
  const given = parseAnswer(String(example.answer), exercise.unit);
  if (given.kind !== "read") {
    report("example", place("answer"), `the answer cannot be read: ${given.message}`);
    return;
  }
  try {
    const parameters = variantOf(exercise, example.with, vocabulary);
    const exact = exactAnswer(exercise, parameters, vocabulary);
    if (withinTolerance(given.value, exact.value, exercise.tolerance, exercise.unit)) return;
    const computed = formatQuantity(exact, answerStyle(exact, exercise));
    report("example", place("answer"), `the computed answer is ${computed}`, {
      fix: "one of the two is wrong: work it out again",
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (reportPickedMachine(error.message, exercise.params, source, at(), context)) return;
    report("example", place("with"), error.message);
  }
}
