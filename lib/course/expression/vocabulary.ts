import { type Machine, precisions, transformerModels } from "@/lib/compute/mod.ts";
import { growthFunctions } from "./growth_functions.ts";
import { machineFunctions } from "./machine_functions.ts";
import { mathFunctions } from "./math_functions.ts";
import { modelFunctions } from "./model_functions.ts";
import { operatorFunctions } from "./operator_functions.ts";
import type { Vocabulary } from "./types.ts";

/**
 * The vocabulary of the course: functions over the computation library and the
 * machine table. An expression can reach nothing else.
 *
 * @param machines The machine table
 * @returns The vocabulary
 *
 * @example
 * ```ts
 * import { courseVocabulary } from "@/lib/course/expression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(courseVocabulary([]).functions.has("ridge")).toBe(true);
 * ```
 */
export function courseVocabulary(machines: readonly Machine[]): Vocabulary {
  const functions = [
    ...machineFunctions(machines),
    ...operatorFunctions(machines),
    ...modelFunctions(),
    ...growthFunctions(),
    ...mathFunctions(),
  ];
  return {
    functions: new Map(functions.map((found) => [found.name, found])),
    table: machines,
    machines: machines.map(({ id }) => id),
    models: transformerModels().map(({ id }) => id),
    precisions,
    levels: (machine) => [
      ...new Set(
        machines
          .filter(({ id }) => machine === undefined || id === machine)
          .flatMap(({ levels }) => levels.map(({ id }) => id)),
      ),
    ],
  };
}
