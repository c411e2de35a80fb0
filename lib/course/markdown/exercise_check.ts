import { type ExerciseProblem, validateExercise } from "../exercise/mod.ts";
import type { SourceSpan } from "../schema/source.ts";
import type { YamlPath, YamlSource } from "../schema/yaml_source.ts";
import type { Exercise } from "../types.ts";
import type { TextContext } from "./context.ts";
import { reportPickedMachine } from "./picked_machine.ts";

/**
 * Runs the engine's check over an exercise's variants, and reports what it
 * finds at the field it lies in.
 *
 * @param exercise The exercise
 * @param source Its YAML text
 * @param path Where it is in that text
 * @param context Vocabulary and problems
 */
export function checkExercise(
  exercise: Exercise,
  source: YamlSource,
  path: YamlPath,
  context: TextContext,
): void {
  const isPicked = ({ message }: ExerciseProblem) =>
    reportPickedMachine(message, exercise.params, source, path, context);
  reportFindings(exercise, context, (problem) => {
    if (isPicked(problem)) return undefined;
    const at = [...path, ...fieldPath(problem.path)];
    const text = source.textAt(at);
    const { span, expression } = problem;
    if (text && span && text.value.trim() === expression) {
      return text.trim().span(span.index, span.index + Math.max(1, span.length));
    }
    return text?.span() ?? source.keySpan(at);
  });
}

/** Reports what the engine's check finds, at places that the caller knows; without one it is reported. */
export function reportFindings(
  exercise: Exercise,
  { course }: TextContext,
  place: (problem: ExerciseProblem) => SourceSpan | undefined,
): void {
  const seen = new Set<string>();
  // What is wrong with the answer is wrong again in every text that tells it
  const tells = ({ path }: ExerciseProblem) => path === "solution" || path === "reveal";
  const problems = validateExercise(exercise, course.vocabulary);
  for (const problem of problems.sort((a, b) => Number(tells(a)) - Number(tells(b)))) {
    const { message, known, path } = problem;
    const cause = message.replace(/, with [^:]*$/, "");
    if (seen.has(cause)) continue;
    seen.add(cause);
    const span = place(problem);
    if (!span) continue;
    course.report("exercise", span, `${lowerFirst(message)} (${path})`, {
      ...(known ? { known } : {}),
    });
  }
}

/** `slips[0].say` as a path. */
function fieldPath(path: string): (string | number)[] {
  return [...path.matchAll(/([^.[\]]+)/g)].map(([part]) =>
    /^\d+$/.test(part) ? Number(part) : part
  );
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
