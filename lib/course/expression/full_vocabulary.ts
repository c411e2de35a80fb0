/**
 * The whole vocabulary, for the server and the content check. Pages take
 * `courseVocabulary` and load the other groups of functions where they are used.
 *
 * @module
 */
import type { Machine } from "@/lib/compute/mod.ts";
import { modelWords } from "./model_functions.ts";
import { systemWords } from "./system/mod.ts";
import type { Vocabulary } from "./types.ts";
import { courseVocabulary } from "./vocabulary.ts";

/**
 * The vocabulary of the course with everything in it.
 *
 * @param machines The machine table
 * @returns The vocabulary
 *
 * @example
 * ```ts
 * import { fullVocabulary } from "@/lib/course/expression/full_vocabulary.ts";
 * import { expect } from "@std/expect";
 *
 * expect(fullVocabulary([]).functions.has("kv_bytes")).toBe(true);
 * ```
 */
export function fullVocabulary(machines: readonly Machine[]): Vocabulary {
  return courseVocabulary(machines, [modelWords(), systemWords(machines)]);
}
