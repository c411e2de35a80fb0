import * as v from "valibot";
import { commonFields } from "../../schema/exercise_schema.ts";
import { expression, text } from "../../schema/names.ts";
import { readTolerance, readUnit } from "../answer_fields.ts";
import { yamlKind } from "./kind.ts";

/** `kind: numeric`, a number with its unit. */
export const numeric = yamlKind({
  schema: v.object({
    ...commonFields,
    answer: expression,
    unit: v.optional(v.string(), ""),
    tolerance: v.optional(v.union([v.string(), v.number()], "must be such as 2 %")),
    slips: v.optional(v.array(v.object({ answer: expression, say: text })), []),
  }),
  tells: ["answer"],
  read(base, { slips }, { source, at, expression, words, context: { course: { report } } }) {
    return {
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
  },
});
