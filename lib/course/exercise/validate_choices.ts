import type { ChoiceExercise, PredictionExercise } from "../types.ts";
import type { Vocabulary } from "../expression/mod.ts";
import { prepareChoices } from "./choices.ts";
import { type Problems, withParameters } from "./problem.ts";
import { isEmpty } from "./static_checks.ts";
import type { Parameters } from "./variant.ts";

type WithChoices = ChoiceExercise | PredictionExercise;

/** Choices must be at least two, told apart by their ids, and each must say why. */
export function checkChoiceSet(exercise: WithChoices, problems: Problems): void {
  const { choices } = exercise;
  if (exercise.kind === "prediction" && (exercise.numeric || exercise.curve)) {
    if (choices.length > 0) {
      problems.add("choices", "Such a prediction has no choices: remove them or the answer");
    }
    return;
  }
  if (choices.length < 2) problems.add("choices", "There must be at least two choices");
  choices.forEach(({ id, text, why }, i) => {
    if (choices.findIndex((other) => other.id === id) < i) {
      problems.add(`choices[${i}].id`, `"${id}" is the id of an earlier choice: choose another`);
    }
    if (isEmpty(text)) problems.add(`choices[${i}].text`, "The choice has no text");
    if (isEmpty(why)) {
      problems.add(
        `choices[${i}].why`,
        "Say why the choice is right or wrong: readers are shown it",
      );
    }
  });
}

/** With every variant the right number of choices is right, and no two read the same. */
export function checkChoiceVariant(
  exercise: WithChoices,
  parameters: Parameters,
  vocabulary: Vocabulary,
  problems: Problems,
): void {
  const { choices, kind } = exercise;
  if (choices.length === 0) return;
  const prepared = choices.flatMap((choice, i) =>
    problems.attempt(
      `choices[${i}]`,
      parameters,
      () => prepareChoices([choice], parameters, vocabulary),
    ) ?? []
  );
  if (prepared.length < choices.length) return;
  const right = prepared.filter(({ correct }) => correct).length;
  if (right === 0) {
    problems.add("choices", `No choice is right${withParameters(parameters)}`);
  } else if (right > 1 && kind === "single") {
    problems.add(
      "choices",
      `${right} choices are right${withParameters(parameters)}: ` +
        'one must be, or make it kind "multiple"',
    );
  }
  const texts = prepared.map(({ text }) => JSON.stringify(text));
  texts.forEach((text, i) => {
    if (texts.indexOf(text) < i) {
      problems.add(
        `choices[${i}].text`,
        `The choice reads as an earlier one${withParameters(parameters)}`,
      );
    }
  });
}
