/**
 * Whether a variant can be asked. A check of every exercise has tried 500
 * variants; a reader may draw the five hundred and first.
 *
 * @module
 */
import type { CodeValueSource, Exercise, RichNode } from "../types.ts";
import type { Vocabulary } from "../expression/mod.ts";
import { evaluateSource } from "./compiled_expressions.ts";
import { exactHeight } from "./curve.ts";
import { exactAnswer } from "./exact_answer.ts";
import { fillProps } from "./figure_state.ts";
import { numericQuestion } from "./solution.ts";
import { fillTemplate, valueElements } from "./template.ts";
import type { Parameters } from "./variant.ts";

/**
 * Evaluates what a variant shows and is marked by, once.
 *
 * @param exercise The exercise
 * @param parameters The variant's parameters
 * @param vocabulary What its expressions may call
 * @throws {Error} If something cannot be evaluated
 */
export function tryOut(exercise: Exercise, parameters: Parameters, vocabulary: Vocabulary): void {
  const question = numericQuestion(exercise);
  const known = question
    ? { ...parameters, answer: exactAnswer(question, parameters, vocabulary) }
    : parameters;
  const { prompt, hints, solution } = exercise;
  fillTemplate(valueElements([prompt, ...hints, solution, ...textsOf(exercise)].flat()), {
    parameters: known,
    vocabulary,
  });
  for (const source of sourcesOf(exercise)) evaluateSource(source, { parameters, vocabulary });
  if (exercise.kind === "figure") {
    fillProps({ ...exercise.start, ...exercise.solved }, parameters, vocabulary);
  } else if (exercise.kind === "prediction" && exercise.curve) {
    for (const x of exercise.curve.at) exactHeight(exercise.curve, x, parameters, vocabulary);
  }
}

/** Texts beside prompt, hints and solution. */
function textsOf(exercise: Exercise): readonly (readonly RichNode[])[] {
  switch (exercise.kind) {
    case "numeric":
      return exercise.slips.map(({ say }) => say);
    case "single":
    case "multiple":
      return exercise.choices.flatMap(({ text, why }) => [text, why]);
    case "prediction":
      return [exercise.reveal, ...exercise.choices.flatMap(({ text, why }) => [text, why])];
    case "ordering":
      return exercise.items.flatMap(({ text, why }) => [text, why]);
    case "classification":
      return [
        ...exercise.bins.map(({ name }) => name),
        ...exercise.items.flatMap(({ text, why }) => [text, why]),
      ];
    case "matching":
      return [
        ...exercise.pairs.flatMap(({ left, right, why }) => [left, right, why]),
        ...exercise.extras.flatMap(({ text, why }) => [text, why]),
      ];
    case "code":
      return exercise.tests.map(({ why }) => why);
    case "open":
      return exercise.rubric.map(({ text }) => text);
    case "figure":
      // What is said of a slip may name what the figure shows
      return [];
  }
}

/** Expressions beside parameters, constraints and the answer. */
function sourcesOf(exercise: Exercise): readonly string[] {
  switch (exercise.kind) {
    case "numeric":
      return exercise.slips.map(({ answer }) => answer);
    case "single":
    case "multiple":
    case "prediction":
      return exercise.choices.flatMap(({ correct }) => typeof correct === "string" ? correct : []);
    case "ordering":
      return exercise.items.flatMap(({ by }) => by ?? []);
    case "code":
      return exercise.tests.flatMap(({ arguments: given, expected, simulators, measured }) => [
        ...leaves([...given, simulators, ...(expected === undefined ? [] : [expected])]),
        ...measured.map(({ value }) => value),
      ]);
    case "classification": {
      const known = exercise.bins.map(({ id }) => id);
      return exercise.items.flatMap(({ bin }) => known.includes(bin) ? [] : bin);
    }
    default:
      return [];
  }
}

function leaves(value: CodeValueSource): string[] {
  return typeof value === "string" ? [value] : Object.values(value).flatMap(leaves);
}
