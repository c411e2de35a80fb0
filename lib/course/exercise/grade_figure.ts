import type { FigureDefinition } from "@/lib/figures/definition.ts";
import type { Vocabulary } from "../expression/mod.ts";
import type { FigureExercise, RichNode } from "../types.ts";
import { holds } from "./compiled_expressions.ts";
import { fillTemplate } from "./template.ts";
import type { Parameters } from "./variant.ts";

/** What became of the state a figure was put in. */
export interface FigureGrade {
  readonly outcome: "correct" | "slip" | "wrong";
  /** What the figure shows, in a sentence with its numbers. */
  readonly shown: string;
  /** What is said of it; empty if there is nothing to say. */
  readonly message: readonly RichNode[];
}

/**
 * Grades the state of a figure.
 *
 * @typeParam State The figure's state.
 * @param exercise The condition, and recognised slips of which the first that holds is named
 * @param definition The kind of figure
 * @param state The state
 * @param parameters The variant's parameters
 * @param vocabulary What its expressions may call
 * @returns The outcome, and what to tell the reader
 *
 * @example
 * ```ts
 * import { courseVocabulary } from "@/lib/course/expression/mod.ts";
 * import { gradeFigure } from "@/lib/course/exercise/mod.ts";
 * import { intensity } from "@/lib/figures/intensity/mod.ts";
 * import { defineMachine } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const vocabulary = courseVocabulary([defineMachine({
 *   id: "round", name: "Round", year: 2020, peaks: { fp16: 100e12 },
 *   levels: [{ id: "memory", name: "HBM", capacity: 80e9, bandwidth: 1e12 }], source: "made up",
 * })]);
 * const exercise = { condition: 'bound == "compute"', slips: [] };
 * const context = { machines: vocabulary.table };
 * const grade = (n: string) =>
 *   gradeFigure(exercise, intensity, intensity.parseProps({ n }, context), {}, vocabulary).outcome;
 * expect(grade("64")).toBe("wrong");
 * expect(grade("512")).toBe("correct");
 * ```
 */
export function gradeFigure<State>(
  { condition, slips }: Pick<FigureExercise, "condition" | "slips">,
  definition: FigureDefinition<State>,
  state: State,
  parameters: Parameters,
  vocabulary: Vocabulary,
): FigureGrade {
  const context = { machines: vocabulary.table };
  const shown = definition.tell(state, context);
  const scope = {
    parameters: { ...parameters, ...definition.observe(state, context) },
    vocabulary,
  };
  // A reader may reach a state of which something cannot be said, such as n of a softmax
  const isTrue = (source: string) => attempt(() => holds(source, scope)) ?? false;
  if (isTrue(condition)) return { outcome: "correct", shown, message: [] };
  const slip = slips.find(({ when }) => isTrue(when));
  if (!slip) return { outcome: "wrong", shown, message: [] };
  const message = attempt(() => fillTemplate(slip.say, scope)) ?? [];
  return { outcome: "slip", shown, message };
}

function attempt<T>(step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}
