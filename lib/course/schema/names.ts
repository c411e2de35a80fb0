/**
 * The forms that ids, slugs and names may have.
 *
 * @module
 */
import * as v from "valibot";

/** Lower-case words joined by hyphens: slugs, figure ids, objective ids. */
export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Slugs joined by slashes: exercise ids. */
export const EXERCISE_ID = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\/[a-z0-9]+(?:-[a-z0-9]+)*)*$/;

/** A parameter's name, as expressions read it. */
export const PARAMETER = /^[a-zA-Z][a-zA-Z0-9_]*$/;

/** What a slug looks like, for messages. */
export const SLUG_RULE = "must be lower-case letters and digits joined by hyphens";

/** A text that is not empty. */
export const text = v.pipe(v.string(), v.check((value) => value.trim() !== "", "is empty"));

/** A slug. */
export const slug = v.pipe(v.string(), v.regex(SLUG, SLUG_RULE));

/** A whole number from 1. */
export const count = v.pipe(
  v.number(),
  v.integer("must be a whole number"),
  v.minValue(1, "must be at least 1"),
);

/** An expression, or a number or truth value that is one. */
export const expression = v.union(
  [v.string(), v.number(), v.boolean()],
  "must be an expression",
);

/**
 * Makes a slug of words: lower case, hyphens for everything else.
 *
 * @param words The words
 * @returns The slug, possibly empty
 */
export function slugOf(words: string): string {
  return words.toLowerCase().normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/[^a-z0-9-]/g, "").replace(/^-+|-+$/g, "").replace(/-{2,}/g, "-");
}
