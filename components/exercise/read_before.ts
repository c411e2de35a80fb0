/**
 * What was read of an exercise before it was alive.
 *
 * @module
 */
import type { Exercise } from "@/lib/course/types.ts";

/** What of the static exercise is unfolded. */
export interface ReadBefore {
  readonly hints: boolean;
  readonly solution: boolean;
}

/**
 * Looks at the static exercise, which is still in the page when the live one
 * is first rendered.
 *
 * @param exercise The exercise
 * @returns What the reader has unfolded
 */
export function readBefore({ id }: Pick<Exercise, "id">): ReadBefore {
  const folds = [
    ...document.querySelectorAll(`[data-exercise="${CSS.escape(id)}"] details.ex-fold[open]`),
  ];
  const isHints = (fold: Element) => fold.querySelector(":scope > ol.ex-hints") !== null;
  return { hints: folds.some(isHints), solution: folds.some((fold) => !isHints(fold)) };
}
