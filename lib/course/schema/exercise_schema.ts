/**
 * The keys of an exercise, kind by kind.
 *
 * @module
 */
import * as v from "valibot";
import { count, EXERCISE_ID, expression, slug, text } from "./names.ts";

/** Kinds of exercises that are written in YAML. */
export const exerciseKinds = ["numeric", "single", "multiple"] as const;

/** A kind of exercise that is written in YAML. */
export type ExerciseKind = typeof exerciseKinds[number];

const id = v.pipe(
  v.string(),
  v.regex(EXERCISE_ID, "must be lower-case words with hyphens, joined by slashes: roofline/place"),
);

const common = {
  id,
  version: v.optional(count, 1),
  kind: v.picklist(exerciseKinds),
  title: v.optional(text),
  objective: v.optional(slug),
  params: v.optional(v.record(v.string(), v.unknown()), {}),
  constraints: v.optional(v.array(expression), []),
  prompt: text,
  hints: v.pipe(v.array(text), v.minLength(1, "must have at least one hint")),
  solution: text,
};

const numeric = v.object({
  ...common,
  answer: expression,
  unit: v.optional(v.string(), ""),
  tolerance: v.optional(v.union([v.string(), v.number()], "must be such as 2 %")),
  slips: v.optional(v.array(v.object({ answer: expression, say: text })), []),
});

const choice = v.object({
  ...common,
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

/** The schema of each kind. */
export const exerciseSchemas = { numeric, single: choice, multiple: choice };

/** A numeric exercise as written. */
export type NumericFields = v.InferOutput<typeof numeric>;
/** A choice question as written. */
export type ChoiceFields = v.InferOutput<typeof choice>;
