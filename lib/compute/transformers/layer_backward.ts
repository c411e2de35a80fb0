/**
 * The backward pass of operators, and what recomputation adds.
 *
 * @module
 */
import type { Recomputation } from "../training/activation_types.ts";
import type { Operator, Term } from "./layer_terms.ts";

/**
 * An operator forwards and backwards: FLOPs and activations as each term says, weights read once
 * more and their gradients written once, and the forward pass again where it is recomputed.
 */
export function trained(
  operator: Operator,
  recomputation: Recomputation,
  isLayer: boolean,
): Operator {
  const again = (recomputation === "full" && isLayer) ||
    (recomputation === "selective" && operator.recomputed === true);
  const terms: Term[] = [];
  for (const term of operator.terms) {
    terms.push(scaled(term, 1 + term.backward + (again ? 1 : 0)));
    if (term.kind === "weights") {
      terms.push({ ...term, kind: "gradients", label: `gradients of ${term.label}` });
    }
  }
  return { ...operator, terms };
}

function scaled(term: Term, factor: number): Term {
  return { ...term, times: term.times * factor, coefficient: term.coefficient * factor };
}
