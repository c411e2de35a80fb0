import type { MatchingExercise } from "../../types.ts";
import { prepareMatching } from "../grade_matching.ts";
import { withParameters } from "../problem.ts";
import { checkIds, checkNonEmpty } from "./common_checks.ts";
import type { KindChecks } from "./kind.ts";

/** Things to be joined in pairs. */
export const matching: KindChecks<MatchingExercise> = {
  texts: ({ pairs, extras }) => [
    ...pairs.flatMap(({ left, right, why }, i) => [
      { path: `pairs[${i}].left`, nodes: left },
      { path: `pairs[${i}].right`, nodes: right },
      { path: `pairs[${i}].why`, nodes: why },
    ]),
    ...extras.flatMap(({ text, why }, i) => [
      { path: `extras[${i}].text`, nodes: text },
      { path: `extras[${i}].why`, nodes: why },
    ]),
  ],
  expressions: () => [],
  check({ pairs, extras }, problems) {
    if (pairs.length < 2) problems.add("pairs", "A matching needs at least two pairs");
    checkIds("pairs", pairs, problems);
    checkIds("extras", [...pairs, ...extras].slice(pairs.length), problems);
    for (const field of ["left", "right", "why"] as const) {
      checkNonEmpty("pairs", field, pairs.map((pair) => pair[field]), problems);
    }
    checkNonEmpty("extras", "text", extras.map(({ text }) => text), problems);
    checkNonEmpty("extras", "why", extras.map(({ why }) => why), problems);
  },
  checkVariant(exercise, parameters, vocabulary, problems) {
    const prepared = problems.attempt(
      "pairs",
      parameters,
      () => prepareMatching(exercise, { seed: 0, parameters }, vocabulary),
    );
    if (!prepared) return;
    const written = (nodes: unknown) => JSON.stringify(nodes);
    const lefts = prepared.lefts.map(({ text }) => written(text));
    lefts.forEach((text, i) => {
      if (lefts.indexOf(text) < i) {
        problems.add(
          `pairs[${i}].left`,
          `The left side reads as an earlier one${withParameters(parameters)}`,
        );
      }
    });
    const ids = new Set(exercise.pairs.map(({ id }) => id));
    const wanted = new Set(
      prepared.rights.filter(({ id }) => ids.has(id)).map(({ text }) => written(text)),
    );
    exercise.extras.forEach(({ id }, i) => {
      const extra = prepared.rights.find((right) => right.id === id);
      if (extra && wanted.has(written(extra.text))) {
        problems.add(
          `extras[${i}].text`,
          `It reads as a right side that belongs to a pair${withParameters(parameters)}`,
        );
      }
    });
    if (wanted.size === 1) {
      problems.add("pairs", `All right sides read the same${withParameters(parameters)}`);
    }
  },
};
