import { MAX_SEED_NAME } from "../exercise/class_seed.ts";
import { Random, seedFrom } from "../exercise/random.ts";
import type { Quiz } from "../types.ts";

/** A question of a drawn quiz. */
export interface DrawnQuestion {
  /** The exercise's id. */
  readonly id: string;
  /** The seed of its variant. */
  readonly seed: number;
}

/**
 * Draws a quiz: from every pool as many exercises as it says, none twice, each
 * with a variant of its own.
 *
 * @param quiz The quiz
 * @param name What the draw is called, such as `monday`: the same name draws the same for everyone.
 *   Of a long one 40 characters count
 * @returns The questions, pool by pool
 *
 * @example
 * ```ts
 * import { drawQuiz } from "@/lib/course/quiz/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const quiz = { id: "unit-2", pools: [{ draw: 2, from: ["a", "b", "c"] }] };
 * const questions = drawQuiz(quiz, "monday");
 * expect(questions).toHaveLength(2);
 * expect(drawQuiz(quiz, "monday")).toEqual(questions);
 * ```
 */
export function drawQuiz({ id, pools }: Pick<Quiz, "id" | "pools">, name: string): DrawnQuestion[] {
  const random = new Random(drawSeed({ id }, name));
  const taken = new Set<string>();
  return pools.flatMap(({ draw, from }) =>
    random.shuffle(from).filter((exercise) => !taken.has(exercise)).slice(0, draw)
      .map((exercise): DrawnQuestion => {
        taken.add(exercise);
        return { id: exercise, seed: seedFrom(`${labelOf(id, name)}/${exercise}`) };
      })
  );
}

/**
 * The number by which a draw is known, to tell whose answers are kept.
 *
 * @param quiz The quiz
 * @param name What the draw is called
 * @returns A whole number from 0 to 2³² − 1
 */
export function drawSeed({ id }: Pick<Quiz, "id">, name: string): number {
  return seedFrom(labelOf(id, name));
}

function labelOf(id: string, name: string): string {
  return `${id}/${name.slice(0, MAX_SEED_NAME)}`;
}
