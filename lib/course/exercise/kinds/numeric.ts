import type { NumericExercise } from "../../types.ts";
import { checkNumericVariant, checkUnits } from "../validate_numeric.ts";
import type { KindChecks } from "./kind.ts";

/** A number with its unit. */
export const numeric: KindChecks<NumericExercise> = {
  texts: ({ slips }) => slips.map(({ say }, i) => ({ path: `slips[${i}].say`, nodes: say })),
  expressions: ({ answer, slips }) => [
    { path: "answer", source: answer },
    ...slips.map(({ answer }, i) => ({ path: `slips[${i}].answer`, source: answer })),
  ],
  check: (exercise, problems) => checkUnits(exercise, exercise, problems),
  checkVariant: (exercise, parameters, vocabulary, problems) =>
    checkNumericVariant(exercise, exercise, parameters, vocabulary, problems),
};
