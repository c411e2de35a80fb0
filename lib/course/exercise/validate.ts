import type { Exercise, RichNode } from "../types.ts";
import type { Vocabulary } from "../expression/mod.ts";
import { checksOf } from "./kinds/mod.ts";
import { checkParameters, checkSources, checkTexts } from "./static_checks.ts";
import { type ExerciseProblem, Problems } from "./problem.ts";
import { fillSolution } from "./solution.ts";
import { fillTemplate } from "./template.ts";
import { enumerateVariants, type Parameters } from "./variant.ts";

/**
 * Finds what is wrong with an exercise: first without numbers, then over every
 * variant or 500 seeded ones. All problems are given, each once.
 *
 * @param exercise The exercise
 * @param vocabulary What its expressions may call
 * @returns The problems; none if readers can be given it
 *
 * @example
 * ```ts
 * import { courseVocabulary } from "@/lib/course/expression/mod.ts";
 * import { validateExercise } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const problems = validateExercise({
 *   kind: "numeric", id: "count", version: 1, lesson: "counting", number: 1, source: "lesson.md:1",
 *   params: { n: { kind: "pick", values: [1, 2] } },
 *   constraints: [],
 *   prompt: ["How many FLOPs?"],
 *   answer: 'unit(2 * n, "FLOP")',
 *   unit: "FLOP",
 *   tolerance: { kind: "relative", value: 0.01 },
 *   slips: [{ answer: 'unit(n * n, "FLOP")', say: ["Not squared."] }],
 *   hints: [["Two for each."]],
 *   solution: [{ tag: "x-value", props: { expression: "answer" } }],
 * }, courseVocabulary([]));
 * expect(problems.map(({ path }) => path)).toEqual(["slips[0].answer"]);
 * ```
 */
export function validateExercise(exercise: Exercise, vocabulary: Vocabulary): ExerciseProblem[] {
  const problems = new Problems();
  checkTexts(exercise, problems);
  checkParameters(exercise, vocabulary, problems);
  checkSources(exercise, vocabulary, problems);
  const kind = checksOf(exercise);
  kind.check(exercise, problems);
  for (const parameters of variants(exercise, vocabulary, problems)) {
    checkTemplates(exercise, parameters, vocabulary, problems);
    kind.checkVariant(exercise, parameters, vocabulary, problems);
  }
  return problems.list;
}

function variants(exercise: Exercise, vocabulary: Vocabulary, problems: Problems): Parameters[] {
  const isBroken = problems.list.some(({ path }) => /^(params|constraints)\b/.test(path));
  if (isBroken) return [];
  try {
    return enumerateVariants(exercise, vocabulary);
  } catch (error) {
    problems.addError(exercise.constraints.length > 0 ? "constraints" : "params", error);
    return [];
  }
}

/** Every text that is filled in must evaluate with every variant. */
function checkTemplates(
  exercise: Exercise,
  parameters: Parameters,
  vocabulary: Vocabulary,
  problems: Problems,
): void {
  const fill = (path: string, nodes: readonly RichNode[]) =>
    problems.attempt(path, parameters, () => fillTemplate(nodes, { parameters, vocabulary }));
  const tell = (path: string, nodes: readonly RichNode[]) =>
    problems.attempt(path, parameters, () => fillSolution(nodes, exercise, parameters, vocabulary));
  fill("prompt", exercise.prompt);
  exercise.hints.forEach((hint, i) => fill(`hints[${i}]`, hint));
  // A broken answer is reported where it stands, not in every text that tells it
  const isAnswerBroken = problems.has("answer");
  if (!isAnswerBroken) tell("solution", exercise.solution);
  for (const { path, nodes, tellsAnswer } of checksOf(exercise).texts(exercise)) {
    if (!tellsAnswer) fill(path, nodes);
    else if (!isAnswerBroken) tell(path, nodes);
  }
}
