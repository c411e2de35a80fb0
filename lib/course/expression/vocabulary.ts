import { type Machine, precisions } from "@/lib/compute/mod.ts";
import { growthFunctions } from "./growth_functions.ts";
import { machineFunctions } from "./machine_functions.ts";
import { mathFunctions } from "./math_functions.ts";
import { operatorFunctions } from "./operator_functions.ts";
import type { Vocabulary, Words } from "./types.ts";

/**
 * Groups of functions that weigh much and that few exercises ask for, each with a call of one of
 * them in an expression or in anything that holds one.
 */
const GROUP_CALLS = {
  models:
    /\b(?:model_name|(?:active_)?parameters|layers|width|heads|kv_heads|head_size|mlp_width|weight_bytes|kv_bytes|forward|prefill|decode)\(/,
  system:
    /\b(?:trend_\w+|ridge_growth|wall_years|training_bytes|activation_bytes|link|all_reduce_time|byte_energy|mac_energy|(?:best_)?tiled_bytes|least_bytes|loop_bytes|(?:fused_)?attention)\(/,
} as const;

/** A group of functions that is loaded where it is used. */
export type WordGroup = keyof typeof GROUP_CALLS;

/** The groups. */
export const wordGroups = ["models", "system"] as const satisfies readonly WordGroup[];

/**
 * The groups of functions that a text may call.
 *
 * @param text An expression, or an exercise as JSON
 * @returns Which of them {@linkcode courseVocabulary} needs for it
 *
 * @example
 * ```ts
 * import { mentionedGroups } from "@/lib/course/expression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(mentionedGroups('ridge("a100-80", "fp16")')).toEqual([]);
 * expect(mentionedGroups('kv_bytes("llama-2-7b", 1) / link("a100-80")')).toEqual([
 *   "models",
 *   "system",
 * ]);
 * ```
 */
export function mentionedGroups(text: string): WordGroup[] {
  return wordGroups.filter((group) => GROUP_CALLS[group].test(text));
}

/**
 * The vocabulary of the course: functions over the computation library and the
 * machine table. An expression can reach nothing else.
 *
 * The groups of functions over Transformers and over systems are most of its weight and few
 * exercises ask for them: they are handed in, so that a page loads them only where they are used.
 *
 * @param machines The machine table
 * @param groups Groups of further functions
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
  groups: readonly Words[] = [],
): Vocabulary {
  const functions = [
    ...machineFunctions(machines),
    ...operatorFunctions(machines),
    ...groups.flatMap((group) => group.functions),
    ...growthFunctions(),
    ...mathFunctions(),
  ];
  return {
    functions: new Map(functions.map((found) => [found.name, found])),
    table: machines,
    machines: machines.map(({ id }) => id),
    models: groups.flatMap(({ models }) => models),
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
