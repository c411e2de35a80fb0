/**
 * The kinds of questions, each with its checks in a module of its own.
 *
 * @module
 */
import type { Exercise, ExerciseOf } from "../../types.ts";
import { choice } from "./choice.ts";
import { classification } from "./classification.ts";
import { code } from "./code.ts";
import { figure } from "./figure.ts";
import type { KindChecks } from "./kind.ts";
import { matching } from "./matching.ts";
import { numeric } from "./numeric.ts";
import { open } from "./open.ts";
import { ordering } from "./ordering.ts";
import { prediction } from "./prediction.ts";

export type { KindChecks, KindExpression, KindText } from "./kind.ts";

const kinds: { readonly [K in Exercise["kind"]]: KindChecks<ExerciseOf<K>> } = {
  numeric,
  single: choice,
  multiple: choice,
  ordering,
  matching,
  classification,
  code,
  open,
  figure,
  prediction,
};

/**
 * The checks of an exercise's kind.
 *
 * @param exercise The exercise
 * @returns Its kind's checks, to be given this exercise
 */
export function checksOf<E extends Exercise>(exercise: E): KindChecks<E> {
  // The table pairs each kind with checks for it, which its type cannot say of a kind unknown here
  return kinds[exercise.kind] as unknown as KindChecks<E>;
}
