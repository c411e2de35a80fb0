import * as v from "valibot";
import { commonFields } from "../../schema/exercise_schema.ts";
import { slug, text } from "../../schema/names.ts";
import type { Choice, ChoiceExercise, ExerciseBase } from "../../types.ts";
import { checkChoiceTexts, checkCorrect, checkNegation, choiceId } from "../choices.ts";
import type { FieldReader } from "../exercise_fields.ts";
import { yamlKind } from "./kind.ts";

const schema = v.object({
  ...commonFields,
  shuffle: v.optional(v.boolean(), true),
  choices: v.pipe(
    v.array(
      v.object({
        id: v.optional(slug),
        // A choice may be a bare number
        text: v.union([text, v.number()], "must be a text"),
        correct: v.optional(
          v.union([v.boolean(), v.string()], "must be true, false or an expression"),
          false,
        ),
        why: text,
      }),
    ),
    v.minLength(2, "must have at least two choices"),
  ),
});

/** `kind: single`, one choice. */
export const single = choiceKind("single");

/** `kind: multiple`, all choices that apply. */
export const multiple = choiceKind("multiple");

function choiceKind(kind: ChoiceExercise["kind"]) {
  return yamlKind({
    schema,
    tells: [],
    read: (base, fields, reader) => readChoices(base, kind, fields, reader),
  });
}

function readChoices(
  base: ExerciseBase,
  kind: ChoiceExercise["kind"],
  { choices: fields, shuffle }: v.InferOutput<typeof schema>,
  reader: FieldReader,
): ChoiceExercise {
  const { source, at, context: { course: { report } } } = reader;
  /** Other notations have words for true and false that are plain words here. */
  const isYesOrNo = (text: string, i: number): boolean => {
    if (!/^(?:yes|no|on|off)$/i.test(text)) return false;
    const span = source.span(at("choices", i, "correct"));
    report("schema", span, `"${text}" is neither true nor false`, {
      fix: `write ${/^(?:yes|on)$/i.test(text)}`,
    });
    return true;
  };
  const choices = fields.map((field, i): Choice => {
    const correct = typeof field.correct === "string" && !isYesOrNo(field.correct, i)
      ? reader.expression(at("choices", i, "correct"))
      : field.correct === true || /^(?:yes|on)$/i.test(String(field.correct));
    return {
      id: field.id ?? choiceId(i),
      text: reader.words(at("choices", i, "text")),
      correct,
      why: reader.words(at("choices", i, "why")),
    };
  });
  const texts = fields.map((_, i) => source.textAt(at("choices", i, "text")));
  checkChoiceTexts(texts, shuffle, report);
  checkCorrect(choices, kind, source.keySpan(at("choices")), report);
  if (shuffle) checkNegation(source.textAt(at("prompt")), report);
  return { ...base, kind, choices, shuffle };
}
