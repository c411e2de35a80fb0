/**
 * First answers of a quiz, by draw. Several draws are kept, so that going on
 * to another one and coming back does not begin the first anew.
 *
 * @module
 */
import type { DrawAnswers, ExerciseRecord } from "./types.ts";

/** First answers by the seed of the draw. */
export type Draws = NonNullable<ExerciseRecord["draws"]>;

/** So many draws of a quiz are kept, those worked on last. */
export const MAX_DRAWS = 50;

/**
 * Leaves out the oldest draws where there are too many.
 *
 * @param draws First answers by draw
 * @returns At most {@linkcode MAX_DRAWS} of them
 */
export function latestDraws(draws: Draws): Draws {
  const entries = Object.entries(draws);
  if (entries.length <= MAX_DRAWS) return draws;
  entries.sort(([seedA, a], [seedB, b]) =>
    lastAnswer(b) - lastAnswer(a) || Number(seedA) - Number(seedB)
  );
  return Object.fromEntries(entries.slice(0, MAX_DRAWS));
}

function lastAnswer(answers: DrawAnswers): number {
  return Math.max(0, ...Object.values(answers).map(({ at }) => at));
}
