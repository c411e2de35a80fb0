import { RichText } from "@/components/rich_text.tsx";
import type { StaticPartProps } from "@/components/exercise/kinds/kind.ts";
import { machines } from "@/lib/course/compiled_machines.ts";
import { classSeed, fillSolution, firstVariant, soundVariant } from "@/lib/course/exercise/mod.ts";
import { fullVocabulary } from "@/lib/course/expression/full_vocabulary.ts";
import type { Exercise } from "@/lib/course/types.ts";

const vocabulary = fullVocabulary(machines);

/**
 * An exercise with the numbers that a live page with the same seed has.
 *
 * @param exercise The exercise
 * @param query The query of the handout; without a seed everybody's first numbers are drawn
 * @returns What the parts of a static exercise are given
 */
export function drawExercise(exercise: Exercise, query: string): StaticPartProps {
  const seed = classSeed(query, exercise);
  const variant = seed === undefined
    ? firstVariant(exercise, vocabulary)
    : soundVariant(exercise, seed, vocabulary);
  return {
    exercise,
    variant,
    vocabulary,
    tell: (nodes) => (
      <RichText nodes={fillSolution(nodes, exercise, variant.parameters, vocabulary)} />
    ),
  };
}
