import * as v from "valibot";
import { commonFields } from "../../schema/exercise_schema.ts";
import { slug, text } from "../../schema/names.ts";
import type { YamlPath } from "../../schema/yaml_source.ts";
import { choiceId } from "../choices.ts";
import type { FieldReader } from "../exercise_fields.ts";
import { yamlKind } from "./kind.ts";

/** `kind: classification`, things to be sorted into bins. */
export const classification = yamlKind({
  schema: v.object({
    ...commonFields,
    bins: v.pipe(
      v.array(v.object({ id: slug, name: text })),
      v.minLength(2, "must have at least two bins"),
    ),
    items: v.pipe(
      v.array(v.object({
        id: v.optional(slug),
        text: v.union([text, v.number()], "must be a text"),
        bin: text,
        why: text,
      })),
      v.minLength(3, "must have at least three things to sort"),
    ),
  }),
  tells: [],
  read: (base, { bins, items }, { at, words, ...reader }) => ({
    ...base,
    kind: "classification",
    bins: bins.map(({ id }, i) => ({ id, name: words(at("bins", i, "name")) })),
    items: items.map(({ id, bin }, i) => ({
      id: id ?? choiceId(i),
      text: words(at("items", i, "text")),
      // The id of a bin is no expression: `memory` would be an unknown name
      bin: bins.some((known) => known.id === bin)
        ? bin
        : readBin(at("items", i, "bin"), bins.map(({ id }) => id), reader),
      why: words(at("items", i, "why")),
    })),
  }),
});

/** An expression that gives a bin; a word alone that is neither bin nor parameter is a slip. */
function readBin(
  path: YamlPath,
  known: readonly string[],
  { source, parameters, expression, context: { course } }: Omit<FieldReader, "at" | "words">,
): string {
  const written = source.textAt(path);
  const word = written?.value.trim() ?? "";
  if (!written || !/^[\w-]+$/.test(word) || parameters.includes(word)) return expression(path);
  course.report("schema", written.span(), `unknown bin "${word}"`, { known });
  return word;
}
