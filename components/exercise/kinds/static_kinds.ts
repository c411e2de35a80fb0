/**
 * How each kind of question looks without JavaScript and on paper.
 *
 * @module
 */
import type { Exercise, ExerciseOf } from "@/lib/course/types.ts";
import { choice, prediction } from "./choice.tsx";
import { code } from "./code.tsx";
import { figure } from "./figure.tsx";
import type { StaticKind } from "./kind.ts";
import { open } from "./open.tsx";
import { classification, matching, ordering } from "./sorting.tsx";
import { numeric } from "./numeric.tsx";

const kinds: { readonly [K in Exercise["kind"]]: StaticKind<ExerciseOf<K>> } = {
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

/** The parts of an exercise's kind, to be given this exercise. */
export function staticKind<E extends Exercise>(exercise: E): StaticKind<E> {
  // The table pairs each kind with parts for it, which its type cannot say of a kind unknown here
  return kinds[exercise.kind] as unknown as StaticKind<E>;
}
