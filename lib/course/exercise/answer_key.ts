import type { Choice, Exercise } from "../types.ts";
import type { Vocabulary } from "../expression/mod.ts";
import { prepareChoices } from "./choices.ts";
import { exactHeight } from "./curve.ts";
import { exactAnswer } from "./exact_answer.ts";
import { prepareClassification } from "./grade_classification.ts";
import { prepareOrder } from "./grade_ordering.ts";
import { enumerateVariants, type Parameters } from "./variant.ts";

/** What is right, by variant: two versions of an exercise with the same key ask for the same. */
export type AnswerKey = Readonly<Record<string, string>>;

/** Variants that are looked at: enough that a changed answer shows in one. */
const SAMPLE = 60;

/**
 * Works out what is right for an exercise's variants, in a form that texts,
 * the order of choices and the way an answer is computed do not change.
 *
 * @param exercise The exercise
 * @param vocabulary What its expressions may call
 * @returns Right answers by the variant's parameters
 * @throws {RangeError} If an answer cannot be evaluated
 *
 * @example
 * ```ts
 * import { courseVocabulary } from "@/lib/course/expression/mod.ts";
 * import { answerKey } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const exercise = {
 *   kind: "numeric", id: "count", version: 1, lesson: "counting", number: 1, source: "lesson.md:1",
 *   params: { n: { kind: "pick", values: [1, 2] } },
 *   constraints: [], prompt: [], hints: [], solution: [], slips: [],
 *   answer: "2 * n", unit: "", tolerance: { kind: "relative", value: 0.01 },
 * } as const;
 * const vocabulary = courseVocabulary([]);
 * const key = answerKey(exercise, vocabulary);
 * expect(answerKey({ ...exercise, answer: "n + n" }, vocabulary)).toEqual(key);
 * expect(answerKey({ ...exercise, answer: "n * n" }, vocabulary)).not.toEqual(key);
 * ```
 */
export function answerKey(exercise: Exercise, vocabulary: Vocabulary): AnswerKey {
  const variants = enumerateVariants(exercise, vocabulary, { limit: SAMPLE });
  return Object.fromEntries(
    variants.map((parameters) => [
      JSON.stringify(parameters),
      JSON.stringify(rightAnswer(exercise, parameters, vocabulary)),
    ]),
  );
}

function rightAnswer(exercise: Exercise, parameters: Parameters, vocabulary: Vocabulary): unknown {
  const rounded = (value: number) => Number(value.toPrecision(9));
  switch (exercise.kind) {
    case "numeric": {
      const { value, dimension } = exactAnswer(exercise, parameters, vocabulary);
      return [rounded(value), dimension];
    }
    case "prediction":
      if (exercise.numeric) {
        return rounded(exactAnswer(exercise.numeric, parameters, vocabulary).value);
      }
      if (exercise.curve) {
        const { curve } = exercise;
        return curve.at.map((x) => [x, rounded(exactHeight(curve, x, parameters, vocabulary))]);
      }
      return rightChoices(exercise.choices, parameters, vocabulary);
    case "figure":
      // Which states are right, the condition alone says
      return exercise.condition.replaceAll(/\s+/g, " ").trim();
    case "single":
    case "multiple":
      return rightChoices(exercise.choices, parameters, vocabulary);
    case "ordering":
      return prepareOrder(exercise, parameters, vocabulary).map(({ id }) => id);
    case "matching":
      return exercise.pairs.map(({ id }) => id).sort();
    case "classification":
      return prepareClassification(exercise, { seed: 0, parameters }, vocabulary)
        .map(({ id, bin }) => [id, bin]).sort();
    case "open":
      return exercise.rubric.map(({ id }) => id).sort();
    default:
      return null;
  }
}

function rightChoices(
  choices: readonly Choice[],
  parameters: Parameters,
  vocabulary: Vocabulary,
): string[] {
  return prepareChoices(choices, parameters, vocabulary)
    .filter(({ correct }) => correct).map(({ id }) => id).sort();
}
