/**
 * The keys that every exercise has.
 *
 * @module
 */
import * as v from "valibot";
import { count, EXERCISE_ID, expression, slug, text } from "./names.ts";

const id = v.pipe(
  v.string(),
  v.regex(EXERCISE_ID, "must be lower-case words with hyphens, joined by slashes: roofline/place"),
);

/** Entries of the schema of every kind. */
export const commonFields = {
  id,
  version: v.optional(count, 1),
  keeps: v.optional(count),
  kind: v.string(),
  title: v.optional(text),
  objective: v.optional(slug),
  alone: v.optional(v.boolean(), true),
  params: v.optional(v.record(v.string(), v.unknown()), {}),
  constraints: v.optional(v.array(expression), []),
  prompt: text,
  hints: v.pipe(v.array(text), v.minLength(1, "must have at least one hint")),
  solution: text,
};
