import { type Machine, precisions } from "@/lib/compute/mod.ts";
import { growthFunctions } from "./growth_functions.ts";
import { machineFunctions } from "./machine_functions.ts";
import { mathFunctions } from "./math_functions.ts";
import { operatorFunctions } from "./operator_functions.ts";
import type { Vocabulary, VocabularyFunction } from "./types.ts";

/** Functions over Transformers, and the ids they know. */
export interface ModelWords {
  readonly functions: readonly VocabularyFunction[];
  readonly ids: readonly string[];
}

const NO_MODELS: ModelWords = { functions: [], ids: [] };

/** A call of a function over Transformers, in an expression or anything that holds one. */
const MODEL_CALL =
  /\b(?:model_name|(?:active_)?parameters|layers|width|heads|kv_heads|head_size|mlp_width|weight_bytes|kv_bytes|forward|prefill|decode)\(/;

/**
 * Whether a text may hold a call of a function over Transformers.
 *
 * @param text An expression, or an exercise as JSON
 * @returns Whether {@linkcode courseVocabulary} needs them for it
 */
export function mentionsModels(text: string): boolean {
  return MODEL_CALL.test(text);
}

/**
 * The vocabulary of the course: functions over the computation library and the
 * machine table. An expression can reach nothing else.
 *
 * The functions over Transformers are most of its weight and few exercises ask
 * for them: they are handed in, so that a page loads them only where they are used.
 *
 * @param machines The machine table
 * @param models The functions over Transformers. Default: none
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
export function courseVocabulary(
  machines: readonly Machine[],
  models: ModelWords = NO_MODELS,
): Vocabulary {
  const functions = [
    ...machineFunctions(machines),
    ...operatorFunctions(machines),
    ...models.functions,
    ...growthFunctions(),
    ...mathFunctions(),
  ];
  return {
    functions: new Map(functions.map((found) => [found.name, found])),
    table: machines,
    machines: machines.map(({ id }) => id),
    models: models.ids,
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
