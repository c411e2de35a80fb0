import type { PredictionExercise } from "../../types.ts";
import { checkChoiceSet, checkChoiceVariant } from "../validate_choices.ts";
import { checkCurve, checkCurveVariant } from "../validate_curve.ts";
import { checkNumericVariant, checkUnits } from "../validate_numeric.ts";
import { choiceExpressions, choiceTexts } from "./choice.ts";
import type { KindChecks } from "./kind.ts";

/** What the reader expects, before the lesson says what is the case. */
export const prediction: KindChecks<PredictionExercise> = {
  texts: ({ choices, reveal }) => [
    ...choiceTexts(choices),
    { path: "reveal", nodes: reveal, tellsAnswer: true },
  ],
  expressions: ({ choices, numeric, curve }) => [
    ...(curve ? [{ path: "curve.answer", source: curve.answer, also: ["x"] }] : []),
    ...(numeric ? [{ path: "answer", source: numeric.answer }] : []),
    ...choiceExpressions(choices),
  ],
  check(exercise, problems) {
    checkChoiceSet(exercise, problems);
    if (exercise.numeric) checkUnits(exercise.numeric, exercise, problems);
    if (exercise.curve) checkCurve(exercise.curve, problems);
  },
  checkVariant(exercise, parameters, vocabulary, problems) {
    const { numeric, curve } = exercise;
    if (curve) checkCurveVariant(curve, parameters, vocabulary, problems);
    if (numeric) checkNumericVariant(numeric, exercise, parameters, vocabulary, problems);
    checkChoiceVariant(exercise, parameters, vocabulary, problems);
  },
};
