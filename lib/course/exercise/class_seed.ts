import type { Exercise } from "../types.ts";
import { seedFrom } from "./random.ts";

/** So many characters of a seed in an address count. */
export const MAX_SEED_NAME = 40;

/**
 * The seed that an address names, for lessons and quizzes alike.
 *
 * @param query The query of the address
 * @returns What stands behind `seed=`, cut after 40 characters; `undefined` if nothing does
 */
export function seedName(query: string): string | undefined {
  const name = new URLSearchParams(query).get("seed")?.trim() ?? "";
  return name.slice(0, MAX_SEED_NAME).trim() || undefined;
}

/**
 * The seed of an exercise in a class: everyone who opens an address that ends
 * in `?seed=monday` begins with the same variants, and each exercise of the
 * page has its own.
 *
 * @param query The query of the address
 * @param exercise The exercise
 * @returns A seed, or `undefined` if the address names none
 *
 * @example
 * ```ts
 * import { classSeed } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const exercise = { id: "roofline/ridge", version: 1 };
 * expect(classSeed("?seed=monday", exercise)).toBe(classSeed("?x=1&seed=monday", exercise));
 * expect(classSeed("?seed=monday", exercise)).not.toBe(classSeed("?seed=friday", exercise));
 * expect(classSeed("", exercise)).toBeUndefined();
 * ```
 */
export function classSeed(
  query: string,
  { id, version }: Pick<Exercise, "id" | "version">,
): number | undefined {
  const name = seedName(query);
  return name === undefined ? undefined : seedFrom(`${name}/${id}@${version}`);
}
