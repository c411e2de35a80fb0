import type { Exercise } from "@/lib/course/types.ts";

const loaded = new Map<string, Promise<readonly Exercise[]>>();

/**
 * Loads the exercises of a lesson, for a page that serves them elsewhere. A
 * lesson is asked for once, and only when the first of its exercises is needed.
 *
 * @param lesson The lesson's slug
 * @returns Its exercises
 * @throws {Error} If they do not arrive; the next call asks again
 */
export async function loadExercises(lesson: string): Promise<readonly Exercise[]> {
  const exercises = loaded.get(lesson) ?? fetchExercises(lesson);
  loaded.set(lesson, exercises);
  try {
    return await exercises;
  } catch (error) {
    loaded.delete(lesson);
    throw error;
  }
}

async function fetchExercises(lesson: string): Promise<readonly Exercise[]> {
  // Whatever a browser has kept: marks are made by the versions that the course has now
  const response = await fetch(`/lessons/${lesson}/exercises.json`, { cache: "no-cache" });
  if (!response.ok) throw new Error(`The exercises of ${lesson} were answered ${response.status}`);
  return (await response.json()).exercises;
}
