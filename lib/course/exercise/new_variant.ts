import type { Exercise } from "../types.ts";
import type { Vocabulary } from "../expression/mod.ts";
import { Random, seedFrom } from "./random.ts";
import { generateVariant, type Variant } from "./variant.ts";

/** Seeds tried before a variant that looks the same is taken. */
const MAX_TRIES = 24;

/**
 * The variant every reader sees first, and the one printed without JavaScript.
 *
 * @param exercise The exercise
 * @param vocabulary What its expressions may call
 * @returns Always the same variant
 */
export function firstVariant(exercise: Exercise, vocabulary: Vocabulary): Variant {
  return generateVariant(exercise, seedFrom(`${exercise.id}@${exercise.version}`), vocabulary);
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
 * a text that its writer would only remember.
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
  exercise: Pick<Exercise, "kind" | "params"> & { readonly shuffle?: boolean },
): boolean {
  switch (exercise.kind) {
    case "prediction":
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
  let variant = generateVariant(exercise, random.next(), vocabulary);
  if (!hasVariants(exercise)) return variant;
  for (let tries = 1; tries < MAX_TRIES; tries++) {
    if (JSON.stringify(variant.parameters) !== shown) break;
    variant = generateVariant(exercise, random.next(), vocabulary);
  }
  return variant;
}
