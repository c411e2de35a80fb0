import type { Exercise } from "@/lib/course/types.ts";
import { exerciseAnchor } from "@/components/exercise/words.ts";

/**
 * The id of an exercise's figure. Ids of a lesson's own figures have no two
 * hyphens in a row, so no figure can be taken for another.
 *
 * @param exercise The exercise
 * @param state Which of its states is drawn
 * @returns The id; `figure-` stands before it in the page
 */
export function exerciseFigureId(
  exercise: Pick<Exercise, "id">,
  state: "start" | "solved" = "start",
): string {
  return `${exerciseAnchor(exercise)}--${state}`;
}
