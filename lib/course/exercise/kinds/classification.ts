import type { ClassificationExercise } from "../../types.ts";
import { prepareClassification } from "../grade_classification.ts";
import { withParameters } from "../problem.ts";
import { checkIds, checkNonEmpty } from "./common_checks.ts";
import type { KindChecks } from "./kind.ts";

/** Things to be sorted into bins. */
export const classification: KindChecks<ClassificationExercise> = {
  texts: ({ items }) =>
    items.flatMap(({ text, why }, i) => [
      { path: `items[${i}].text`, nodes: text },
      { path: `items[${i}].why`, nodes: why },
    ]),
  expressions: ({ bins, items }) =>
    items.flatMap(({ bin }, i) =>
      bins.some(({ id }) => id === bin) ? [] : [{ path: `items[${i}].bin`, source: bin }]
    ),
  check({ bins, items }, problems) {
    if (bins.length < 2) problems.add("bins", "There must be at least two bins");
    if (items.length < 3) problems.add("items", "There must be at least three things to sort");
    checkIds("bins", bins, problems);
    checkIds("items", items, problems);
    checkNonEmpty("bins", "name", bins.map(({ name }) => name), problems);
    checkNonEmpty("items", "text", items.map(({ text }) => text), problems);
    checkNonEmpty("items", "why", items.map(({ why }) => why), problems);
  },
  checkVariant(exercise, parameters, vocabulary, problems) {
    const items = exercise.items.flatMap((item, i) =>
      problems.attempt(
        `items[${i}].bin`,
        parameters,
        () =>
          prepareClassification(
            { ...exercise, items: [item] },
            { seed: 0, parameters },
            vocabulary,
          ),
      ) ?? []
    );
    if (items.length < exercise.items.length) return;
    if (new Set(items.map(({ bin }) => bin)).size < 2) {
      problems.add("items", `Everything belongs into one bin${withParameters(parameters)}`);
    }
  },
};
