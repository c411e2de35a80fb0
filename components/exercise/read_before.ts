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

const found = new Map<string, ReadBefore>();

/**
 * Looks at the static exercise, just before the live one takes its place.
 *
 * @param exercise The exercise
 */
export function lookBefore({ id }: Pick<Exercise, "id">): void {
  const folds = [
    ...document.querySelectorAll(`[data-exercise="${CSS.escape(id)}"] details.ex-fold[open]`),
  ];
  const isHints = (fold: Element) => fold.querySelector(":scope > ol.ex-hints") !== null;
  const hints = folds.some(isHints);
  const solution = folds.some((fold) => !isHints(fold));
  if (hints || solution) found.set(id, { hints, solution });
}

/**
 * What the reader had unfolded when the live exercise took the place of the static one.
 *
 * @param exercise The exercise
 * @returns Once what was read, then nothing
 */
export function takeRead({ id }: Pick<Exercise, "id">): ReadBefore | undefined {
  const read = found.get(id);
  found.delete(id);
  return read;
}
