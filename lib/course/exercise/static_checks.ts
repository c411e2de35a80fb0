import type { Exercise, RichNode } from "../types.ts";
import type { Vocabulary } from "../expression/mod.ts";
import { checksOf } from "./kinds/mod.ts";
import { countValues } from "./parameter_values.ts";
import type { Problems } from "./problem.ts";
import { readValueElement, valueElements } from "./template.ts";
import { numericQuestion } from "./solution.ts";

/** Parameters, and constraints, that an exercise may have. */
const MAX_PARAMETERS = 20;

/** An exercise needs its texts: a prompt, and for marked ones a hint and a solution. */
export function checkTexts(exercise: Exercise, problems: Problems): void {
  if (isEmpty(exercise.prompt)) problems.add("prompt", "The prompt is empty: ask something");
  exercise.hints.forEach((hint, i) => {
    if (isEmpty(hint)) problems.add(`hints[${i}]`, "The hint is empty");
  });
  if (exercise.kind === "prediction") return;
  if (exercise.hints.length === 0) {
    problems.add("hints", "There is no hint: give at least one, from mild to strong");
  }
  if (isEmpty(exercise.solution)) {
    problems.add("solution", "There is no worked solution: write the way to the answer");
  }
}

/** Parameters must have values, and names that an expression can use. */
export function checkParameters(
  exercise: Exercise,
  vocabulary: Vocabulary,
  problems: Problems,
): void {
  const before: string[] = [];
  if (Object.keys(exercise.params).length > MAX_PARAMETERS) {
    problems.add("params", `There are more than ${MAX_PARAMETERS} parameters: use fewer`);
  }
  if (exercise.constraints.length > MAX_PARAMETERS) {
    problems.add("constraints", `There are more than ${MAX_PARAMETERS} constraints: join some`);
  }
  for (const [name, spec] of Object.entries(exercise.params)) {
    const path = `params.${name}`;
    if (!/^[a-z][a-z0-9_]*$/i.test(name)) {
      problems.add(path, `"${name}" is no name: use letters, digits and _, a letter first`);
    } else if (name === "answer") {
      problems.add(path, '"answer" is the exercise\'s answer in its texts: choose another name');
    }
    if (spec.kind === "derived") {
      problems.checkSource(path, spec.expression, before, vocabulary);
    } else {
      try {
        countValues(spec);
      } catch (error) {
        problems.addError(path, error);
      }
    }
    before.push(name);
  }
}

/** Every expression must be one, and know its names. */
export function checkSources(exercise: Exercise, vocabulary: Vocabulary, problems: Problems): void {
  const parameters = Object.keys(exercise.params);
  const check = (path: string, source: string) =>
    problems.checkSource(path, source, parameters, vocabulary);
  const question = numericQuestion(exercise);
  const template = (path: string, nodes: readonly RichNode[], tellsAnswer = false) => {
    const names = question && tellsAnswer ? [...parameters, "answer"] : parameters;
    for (const element of valueElements(nodes)) {
      const { expression } = readValueElement(element);
      problems.checkSource(path, expression, names, vocabulary);
    }
  };
  exercise.constraints.forEach((source, i) => check(`constraints[${i}]`, source));
  template("prompt", exercise.prompt);
  exercise.hints.forEach((hint, i) => template(`hints[${i}]`, hint));
  template("solution", exercise.solution, true);
  const kind = checksOf(exercise);
  for (const { path, source, also = [] } of kind.expressions(exercise)) {
    problems.checkSource(path, source, [...parameters, ...also], vocabulary);
  }
  for (const { path, nodes, tellsAnswer } of kind.texts(exercise)) {
    template(path, nodes, tellsAnswer);
  }
}

/** Whether a tree has nothing to read in it. */
export function isEmpty(nodes: readonly RichNode[]): boolean {
  return nodes.every((node) =>
    typeof node === "string"
      ? node.trim() === ""
      : !/^(x-value|x-calc|img)$/.test(node.tag) && isEmpty(node.children ?? [])
  );
}
