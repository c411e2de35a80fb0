/**
 * Names under which progress is stored. Apart from the rest, so that a small
 * island can read them without the store.
 *
 * @module
 */
import type { ExerciseKey } from "./types.ts";

/** The key of the progress in storage. */
export const STORAGE_KEY = "memory-wall.progress";

/** What is dispatched on `document` when progress in this page has changed. */
export const CHANGE_EVENT = "progresschange";

/** A lesson, with what is needed to mark it. */
export interface MarkedLesson {
  readonly slug: string;
  readonly exercises: readonly (ExerciseKey & { readonly recurs: boolean })[];
}

/**
 * A lesson without what is not needed to mark it, for props of an island.
 *
 * @param lesson The lesson
 * @returns Its slug, and the keys of its exercises
 */
export function markedLesson({ slug, exercises }: MarkedLesson): MarkedLesson {
  return {
    slug,
    exercises: exercises.map(({ id, version, keeps, recurs }) => ({
      id,
      version,
      recurs,
      ...(keeps === undefined ? {} : { keeps }),
    })),
  };
}
