import type { Exercise } from "../types.ts";
import type { Vocabulary } from "../expression/mod.ts";
import { Random, seedFrom } from "./random.ts";
import { tryOut } from "./try_out.ts";
import { generateVariant, type Variant } from "./variant.ts";

/** Seeds tried before a variant that looks the same is taken. */
const MAX_TRIES = 24;

/**
 * Draws a variant that can be asked: whatever its texts and its answer are
 * computed from can be computed. The same seed gives the same one everywhere.
 *
 * @param exercise The exercise
 * @param seed Any number; its lowest 32 bits count
 * @param vocabulary What its expressions may call
 * @returns The variant
 * @throws {Error} If none of a hundred can be asked
 *
 * @example
 * ```ts
 * import { courseVocabulary } from "@/lib/course/expression/mod.ts";
 * import { soundVariant } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const exercise = {
 *   kind: "numeric", id: "count", version: 1, lesson: "counting", number: 1, source: "lesson.md:1",
 *   params: { n: { kind: "range", from: 0, to: 1, step: 1 } },
 *   constraints: [], prompt: [], hints: [], solution: [], slips: [],
 *   answer: "1 / n", unit: "", tolerance: { kind: "relative", value: 0.01 },
 * } as const;
 * for (let seed = 0; seed < 10; seed++) {
 *   expect(soundVariant(exercise, seed, courseVocabulary([])).parameters).toEqual({ n: 1 });
 * }
 * ```
 */
export function soundVariant(exercise: Exercise, seed: number, vocabulary: Vocabulary): Variant {
  return generateVariant(exercise, seed, vocabulary, {
    tryOut: (parameters) => tryOut(exercise, parameters, vocabulary),
  });
}

/**
 * The variant every reader sees first, and the one printed without JavaScript.
 *
 * @param exercise The exercise
 * @param vocabulary What its expressions may call
 * @returns Always the same variant
 */
export function firstVariant(exercise: Exercise, vocabulary: Vocabulary): Variant {
  return soundVariant(exercise, seedFrom(`${exercise.id}@${exercise.version}`), vocabulary);
}

/**
 * Whether an exercise can be drawn anew, with other numbers.
 *
 * @param exercise The exercise
 * @returns `false` if a parameter has one value at most
 */
export function hasVariants({ params }: Pick<Exercise, "params">): boolean {
  return Object.values(params).some((spec) =>
    spec.kind === "pick" ? spec.values.length > 1 : spec.kind !== "derived"
  );
}

/**
 * Whether an exercise can be asked again and be another question: with other
 * numbers, or in another order. What was predicted once cannot, and neither can
 * a text that its writer would only remember, or what asks about the page around
 * it.
 *
 * @param exercise The exercise
 * @returns Whether a review may serve it
 *
 * @example
 * ```ts
 * import { recurs } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(recurs({ kind: "ordering", params: {} })).toBe(true);
 * expect(recurs({ kind: "numeric", params: {} })).toBe(false);
 * ```
 */
export function recurs(
  exercise: Pick<Exercise, "kind" | "params" | "alone"> & { readonly shuffle?: boolean },
): boolean {
  if (!standsAlone(exercise)) return false;
  switch (exercise.kind) {
    case "open":
      return false;
    case "ordering":
    case "matching":
    case "classification":
      return true;
    default:
      return hasVariants(exercise) || exercise.shuffle === true;
  }
}

/**
 * Whether an exercise can be asked away from the text of its lesson. A prediction cannot: it asks
 * what the reader expects of what has just been told.
 *
 * @param exercise The exercise
 * @returns Whether a sheet of questions may have it
 *
 * @example
 * ```ts
 * import { standsAlone } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(standsAlone({ kind: "numeric" })).toBe(true);
 * expect(standsAlone({ kind: "numeric", alone: false })).toBe(false);
 * expect(standsAlone({ kind: "prediction" })).toBe(false);
 * ```
 */
export function standsAlone({ kind, alone }: Pick<Exercise, "kind" | "alone">): boolean {
  return kind !== "prediction" && alone !== false;
}

/**
 * Draws another variant, with other numbers where the exercise has them.
 *
 * @param exercise The exercise
 * @param current The variant to leave
 * @param entropy A fresh random number, from which the seed is made
 * @param vocabulary What its expressions may call
 * @returns The variant
 */
export function nextVariant(
  exercise: Exercise,
  current: Variant,
  entropy: number,
  vocabulary: Vocabulary,
): Variant {
  const random = new Random(entropy);
  const shown = JSON.stringify(current.parameters);
  let variant = soundVariant(exercise, random.next(), vocabulary);
  if (!hasVariants(exercise)) return variant;
  for (let tries = 1; tries < MAX_TRIES; tries++) {
    if (JSON.stringify(variant.parameters) !== shown) break;
    variant = soundVariant(exercise, random.next(), vocabulary);
  }
  return variant;
}
