import type { Exercise } from "@/lib/course/types.ts";

const loaded = new Map<string, Promise<readonly Exercise[]>>();

/**
 * Loads an exercise of a lesson. A lesson is asked for once, and only when the
 * first of its exercises is served.
 *
 * @param lesson The lesson's slug
 * @param id The exercise
 * @returns The exercise, or `undefined` if the lesson no longer has it
 * @throws {Error} If the lesson does not arrive; the next call asks again
 */
export async function loadExercise(lesson: string, id: string): Promise<Exercise | undefined> {
  const exercises = loaded.get(lesson) ?? fetchExercises(lesson);
  loaded.set(lesson, exercises);
  try {
    return (await exercises).find((exercise) => exercise.id === id);
  } catch (error) {
    loaded.delete(lesson);
    throw error;
  }
}

async function fetchExercises(lesson: string): Promise<readonly Exercise[]> {
  const response = await fetch(`/lessons/${lesson}/exercises.json`);
  if (!response.ok) throw new Error(`The exercises of ${lesson} were answered ${response.status}`);
  return (await response.json()).exercises;
}
