import type { Machine } from "@/lib/compute/mod.ts";
import { machines } from "@/lib/course/compiled_machines.ts";
import {
  courseVocabulary,
  mentionedGroups,
  type Vocabulary,
  type WordGroup,
  type Words,
} from "@/lib/course/expression/mod.ts";
import type { Exercise } from "@/lib/course/types.ts";

const loaders: Readonly<Record<WordGroup, (machines: readonly Machine[]) => Promise<Words>>> = {
  models: async () => (await import("@/lib/course/expression/model_functions.ts")).modelWords(),
  system: async (table) =>
    (await import("@/lib/course/expression/system/mod.ts")).systemWords(table),
};

let vocabulary: Vocabulary | undefined;
const loaded = new Map<WordGroup, Words>();

/**
 * The vocabulary of the exercises of this page.
 *
 * @returns What has been loaded of it
 */
export function pageVocabulary(): Vocabulary {
  return vocabulary ??= courseVocabulary(machines, [...loaded.values()]);
}

/**
 * Loads what an exercise's expressions need beyond the small vocabulary.
 *
 * @param exercise The exercise
 */
export async function loadVocabulary(exercise: Exercise): Promise<void> {
  const missing = mentionedGroups(JSON.stringify(exercise)).filter((group) => !loaded.has(group));
  await Promise.all(missing.map(async (group) => {
    loaded.set(group, await loaders[group](machines));
    vocabulary = undefined;
  }));
}
