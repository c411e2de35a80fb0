import { machines } from "@/lib/course/compiled_machines.ts";
import { courseVocabulary, mentionsModels, type Vocabulary } from "@/lib/course/expression/mod.ts";
import type { Exercise } from "@/lib/course/types.ts";

let words: Vocabulary | undefined;
let hasModels = false;

/**
 * The vocabulary of the exercises of this page.
 *
 * @returns What has been loaded of it
 */
export function pageVocabulary(): Vocabulary {
  return words ??= courseVocabulary(machines);
}

/**
 * Loads what an exercise's expressions need beyond the small vocabulary.
 *
 * @param exercise The exercise
 */
export async function loadVocabulary(exercise: Exercise): Promise<void> {
  if (hasModels || !mentionsModels(JSON.stringify(exercise))) return;
  const { modelWords } = await import("@/lib/course/expression/model_functions.ts");
  words = courseVocabulary(machines, modelWords());
  hasModels = true;
}
