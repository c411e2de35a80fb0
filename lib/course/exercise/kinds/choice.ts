import type { Choice, ChoiceExercise } from "../../types.ts";
import { checkChoiceSet, checkChoiceVariant } from "../validate_choices.ts";
import type { KindChecks, KindExpression, KindText } from "./kind.ts";

/** One choice, or several. */
export const choice: KindChecks<ChoiceExercise> = {
  texts: ({ choices }) => choiceTexts(choices),
  expressions: ({ choices }) => choiceExpressions(choices),
  check: checkChoiceSet,
  checkVariant: checkChoiceVariant,
};

/** What choices say. */
export function choiceTexts(choices: readonly Choice[]): KindText[] {
  return choices.flatMap(({ text, why }, i) => [
    { path: `choices[${i}].text`, nodes: text },
    { path: `choices[${i}].why`, nodes: why },
  ]);
}

/** What decides whether choices are right. */
export function choiceExpressions(choices: readonly Choice[]): KindExpression[] {
  return choices.flatMap(({ correct }, i) =>
    typeof correct === "string" ? [{ path: `choices[${i}].correct`, source: correct }] : []
  );
}
