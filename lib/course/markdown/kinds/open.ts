import * as v from "valibot";
import { commonFields } from "../../schema/exercise_schema.ts";
import { slug, text } from "../../schema/names.ts";
import { choiceId } from "../choices.ts";
import { yamlKind } from "./kind.ts";

const words = v.pipe(
  v.number(),
  v.integer("must be a whole number"),
  v.minValue(1, "must be at least 1"),
  v.maxValue(500, "must be at most 500"),
);

/** `kind: open`, an answer in the reader's own words; `solution` is the model answer. */
export const open = yamlKind({
  schema: v.object({
    ...commonFields,
    words: v.optional(words, 20),
    rubric: v.pipe(
      v.array(v.union([text, v.object({ id: slug, text })], "must be a text, or an id and a text")),
      v.minLength(2, "must have at least two points"),
    ),
  }),
  tells: [],
  read: (base, { words, rubric }, reader) => ({
    ...base,
    kind: "open",
    words,
    rubric: rubric.map((point, i) =>
      typeof point === "string"
        ? { id: choiceId(i), text: reader.words(reader.at("rubric", i)) }
        : { id: point.id, text: reader.words(reader.at("rubric", i, "text")) }
    ),
  }),
});
