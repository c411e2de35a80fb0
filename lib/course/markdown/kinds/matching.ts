import * as v from "valibot";
import { commonFields } from "../../schema/exercise_schema.ts";
import { slug, text } from "../../schema/names.ts";
import { choiceId } from "../choices.ts";
import { yamlKind } from "./kind.ts";

const words = v.union([text, v.number()], "must be a text");

/** `kind: matching`, things to be joined in pairs. */
export const matching = yamlKind({
  schema: v.object({
    ...commonFields,
    pairs: v.pipe(
      v.array(v.object({ id: v.optional(slug), left: words, right: words, why: text })),
      v.minLength(2, "must have at least two pairs"),
    ),
    extras: v.optional(v.array(v.object({ id: v.optional(slug), text: words, why: text })), []),
  }),
  tells: [],
  read: (base, { pairs, extras }, { at, words }) => ({
    ...base,
    kind: "matching",
    pairs: pairs.map(({ id }, i) => ({
      id: id ?? choiceId(i),
      left: words(at("pairs", i, "left")),
      right: words(at("pairs", i, "right")),
      why: words(at("pairs", i, "why")),
    })),
    extras: extras.map(({ id }, i) => ({
      id: id ?? `extra-${choiceId(i)}`,
      text: words(at("extras", i, "text")),
      why: words(at("extras", i, "why")),
    })),
  }),
});
