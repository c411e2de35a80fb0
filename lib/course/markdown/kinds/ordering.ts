import * as v from "valibot";
import { commonFields } from "../../schema/exercise_schema.ts";
import { expression, slug, text } from "../../schema/names.ts";
import { choiceId } from "../choices.ts";
import { yamlKind } from "./kind.ts";

/** `kind: ordering`, things to be put in order. */
export const ordering = yamlKind({
  schema: v.object({
    ...commonFields,
    items: v.pipe(
      v.array(v.object({
        id: v.optional(slug),
        text: v.union([text, v.number()], "must be a text"),
        by: v.optional(expression),
        why: v.optional(text),
      })),
      v.minLength(3, "must have at least three items"),
    ),
    order: v.optional(
      v.picklist(["ascending", "descending"], 'must be "ascending" or "descending"'),
      "ascending",
    ),
    first: v.optional(text, "first"),
    last: v.optional(text, "last"),
  }),
  tells: [],
  read: (base, { items, order, first, last }, { at, expression, words }) => ({
    ...base,
    kind: "ordering",
    items: items.map(({ id, by, why }, i) => ({
      id: id ?? choiceId(i),
      text: words(at("items", i, "text")),
      ...(by === undefined ? {} : { by: expression(at("items", i, "by")) }),
      why: why === undefined ? [] : words(at("items", i, "why")),
    })),
    descending: order === "descending",
    first,
    last,
  }),
});
