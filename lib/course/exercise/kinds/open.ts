import type { OpenExercise } from "../../types.ts";
import { checkIds, checkNonEmpty } from "./common_checks.ts";
import type { KindChecks } from "./kind.ts";

/** An answer in the reader's own words. */
export const open: KindChecks<OpenExercise> = {
  texts: ({ rubric }) => rubric.map(({ text }, i) => ({ path: `rubric[${i}]`, nodes: text })),
  expressions: () => [],
  check({ rubric }, problems) {
    if (rubric.length < 2) problems.add("rubric", "A rubric needs at least two points");
    checkIds("rubric", rubric, problems);
    checkNonEmpty("rubric", "text", rubric.map(({ text }) => text), problems);
  },
  // What differs between variants are its texts, which are checked with those of every exercise
  checkVariant() {},
};
