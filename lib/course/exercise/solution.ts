import type { Exercise, RichNode } from "../types.ts";
import type { Vocabulary } from "../expression/mod.ts";
import { answerStyle, exactAnswer, type NumericQuestion } from "./exact_answer.ts";
import { fillTemplate, type TemplateScope } from "./template.ts";
import type { Parameters } from "./variant.ts";

/**
 * The number a question asks for, if it asks for one.
 *
 * @param exercise Any exercise
 * @returns Its answer, unit and tolerance
 */
export function numericQuestion(exercise: Exercise): NumericQuestion | undefined {
  if (exercise.kind === "numeric") return exercise;
  return exercise.kind === "prediction" ? exercise.numeric : undefined;
}

/**
 * Fills in a text that is shown after the answer is known, such as the worked
 * solution: beside the parameters it may tell the `answer`.
 *
 * @param nodes The template
 * @param exercise Whose answer it tells
 * @param parameters The variant's parameters
 * @param vocabulary What its expressions may call
 * @returns The tree
 * @throws {RangeError} If an expression cannot be evaluated
 */
export function fillSolution(
  nodes: readonly RichNode[],
  exercise: Exercise,
  parameters: Parameters,
  vocabulary: Vocabulary,
): RichNode[] {
  return fillTemplate(nodes, solutionScope(exercise, parameters, vocabulary));
}

function solutionScope(
  exercise: Exercise,
  parameters: Parameters,
  vocabulary: Vocabulary,
): TemplateScope {
  const question = numericQuestion(exercise);
  if (!question) return { parameters, vocabulary };
  const exact = exactAnswer(question, parameters, vocabulary);
  return {
    parameters: { ...parameters, answer: exact },
    vocabulary,
    answerStyle: answerStyle(exact, question),
  };
}
