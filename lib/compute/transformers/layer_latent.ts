/**
 * The operators of multi-head latent attention (DeepSeek-V2 2024, section 2.1).
 *
 * @module
 */
import { attentionCore } from "./layer_core.ts";
import { normOf, productOf } from "./layer_operators.ts";
import { flops, moved, type Operator, plus, type Recipe } from "./layer_terms.ts";

/**
 * Queries down to their rank and up to the heads, keys and values down to what is cached, then the
 * naive or the absorbed form, and the output.
 */
export function latentAttention(recipe: Recipe): Operator[] {
  const { d, h, v } = recipe.sizes;
  return [
    ...queries(recipe),
    ...compression(recipe),
    ...(recipe.latent === "absorbed" ? absorbed(recipe) : naive(recipe)),
    productOf(recipe, {
      name: "output projection",
      group: "projections",
      inward: [h, v],
      outward: [d],
    }),
  ];
}

function queries(recipe: Recipe): Operator[] {
  const { d, q, h, k, r } = recipe.sizes;
  const heads = [h, plus(k, r)];
  const group = "projections";
  if (recipe.model.latent?.queryRank === undefined) {
    return [productOf(recipe, { name: "query projection", group, inward: [d], outward: heads })];
  }
  return [
    productOf(recipe, { name: "query down-projection", group, inward: [d], outward: [q] }),
    ...normOf(recipe, { name: "query rank norm", values: [q], learned: [q] }),
    productOf(recipe, { name: "query up-projection", group, inward: [q], outward: heads }),
  ];
}

/** What is cached: the compressed vector behind its norm, and the rotary key. */
function compression(recipe: Recipe): Operator[] {
  const { d, h, c, r } = recipe.sizes;
  const { elementwise } = recipe.settings;
  const once = { backward: 1 };
  return [
    productOf(recipe, {
      name: "key and value down-projection",
      group: "projections",
      inward: [d],
      outward: [plus(c, r)],
      output: elementwise ? "activations" : "kvWrite",
    }),
    ...normOf(recipe, {
      name: "key and value rank norm",
      values: [c],
      learned: [c],
      output: "kvWrite",
    }),
    ...(elementwise
      ? [{
        name: "rotary positions",
        group: "attention" as const,
        terms: [
          flops(3, "rotation of queries", "tokens", [h, r]),
          flops(3, "rotation of the key", "tokens", [r]),
          moved(recipe, "activations", "queries", "tokens", [h, r], { times: 2, ...once }),
          moved(recipe, "activations", "key", "tokens", [r], once),
          moved(recipe, "kvWrite", "key", "tokens", [r], once),
        ],
      }]
      : []),
  ];
}

/** Expands the compressed vectors of every token attended to. */
function naive(recipe: Recipe): Operator[] {
  const { h, k, c, r, v } = recipe.sizes;
  return [
    productOf(recipe, {
      name: "key and value expansion",
      group: "projections",
      work: "keys",
      inward: [c],
      outward: [h, plus(k, v)],
      input: "kvRead",
    }),
    ...attentionCore(recipe, {
      prefix: "",
      pairs: "pairs",
      keys: "keys",
      querySize: plus(k, r),
      valueSize: v,
      keyParts: [{ tensor: "activations", factors: [h, k] }, { tensor: "kvRead", factors: [r] }],
      valueParts: [{ tensor: "activations", factors: [h, v] }],
    }),
  ];
}

/**
 * Multiplies the matrix that would expand keys into the queries, and the one that would expand
 * values into the result: attention then has one head of keys of c + r values, whose first c are
 * the values. Unfused, keys and values are two readings of it; fused, one.
 */
function absorbed(recipe: Recipe): Operator[] {
  const { h, k, c, r, v } = recipe.sizes;
  const group = "projections";
  return [
    productOf(recipe, {
      name: "query absorption",
      group,
      blocks: [h],
      inward: [k],
      outward: [c],
    }),
    ...attentionCore(recipe, {
      prefix: "",
      pairs: "pairs",
      keys: "keys",
      querySize: plus(c, r),
      valueSize: c,
      keyParts: [{ tensor: "kvRead", factors: [plus(c, r)] }],
      valueParts: [{ tensor: "kvRead", factors: [c] }],
      valuesAreKeys: true,
    }),
    productOf(recipe, {
      name: "value expansion",
      group,
      blocks: [h],
      inward: [c],
      outward: [v],
    }),
  ];
}
