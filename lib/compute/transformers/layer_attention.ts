/**
 * The operators of attention: projections, and the products of tokens with tokens.
 *
 * @module
 */
import { latentAttention } from "./layer_latent.ts";
import { attentionCore, type CoreShape } from "./layer_core.ts";
import { normOf, productOf, type ProductShape } from "./layer_operators.ts";
import { type Factor, flops, moved, type Operator, plus, type Recipe } from "./layer_terms.ts";

/** Attention of a token to those of its own sequence. */
export function selfAttention(recipe: Recipe): Operator[] {
  const { model, sizes: { h, g } } = recipe;
  if (model.latent !== undefined) return latentAttention(recipe);
  const turned = isRotary(recipe);
  // Only what touches keys last writes them to the cache
  const untilTurned = turned ? "activations" : "kvWrite";
  return [
    headProjection(recipe, "query projection", { heads: h }),
    headProjection(recipe, "key projection", {
      heads: g,
      output: normsHeads(recipe) ? "activations" : untilTurned,
    }),
    headProjection(recipe, "value projection", { heads: g, output: "kvWrite" }),
    ...(normsHeads(recipe) ? headNorms(recipe, untilTurned) : []),
    ...(turned ? rotary(recipe) : []),
    ...headCore(recipe, { prefix: "", pairs: "pairs", keys: "keys" }),
    outputProjection(recipe, "output projection"),
  ];
}

/** Attention to an encoder's tokens. Their keys and values are projected once, in the first pass. */
export function crossAttention(recipe: Recipe, first: boolean): Operator[] {
  const { h, g } = recipe.sizes;
  const ofEncoder = { heads: g, work: "encoderTokens" } as const;
  return [
    headProjection(recipe, "cross-attention query projection", { heads: h }),
    ...(first
      ? [
        headProjection(recipe, "cross-attention key projection", {
          ...ofEncoder,
          output: normsHeads(recipe) ? "activations" : "kvWrite",
        }),
        headProjection(recipe, "cross-attention value projection", {
          ...ofEncoder,
          output: "kvWrite",
        }),
      ]
      : []),
    ...(normsHeads(recipe) ? crossNorms(recipe, first) : []),
    ...headCore(recipe, { prefix: "cross-", pairs: "crossPairs", keys: "encoderTokens" }),
    outputProjection(recipe, "cross-attention output projection"),
  ];
}

/** Whether queries and keys are normed over each head. */
function normsHeads({ model, settings }: Recipe): boolean {
  return model.headNorm && settings.elementwise;
}

/** The projection of tokens to queries, keys or values of a number of heads. */
function headProjection(
  recipe: Recipe,
  name: string,
  { heads, ...rest }: { readonly heads: Factor } & Pick<ProductShape, "work" | "output">,
): Operator {
  const { model, sizes: { d, k } } = recipe;
  const outward = [heads, k];
  const bias = model.biases === "none" ? undefined : outward;
  return productOf(recipe, { name, group: "projections", inward: [d], outward, bias, ...rest });
}

/** The products of tokens with tokens, where keys and values are as large as queries. */
function headCore(recipe: Recipe, shape: Pick<CoreShape, "prefix" | "pairs" | "keys">): Operator[] {
  const { g, k } = recipe.sizes;
  const read = [{ tensor: "kvRead", factors: [g, k] }] as const;
  return attentionCore(recipe, {
    ...shape,
    querySize: k,
    valueSize: k,
    keyParts: read,
    valueParts: read,
  });
}

function outputProjection(recipe: Recipe, name: string): Operator {
  const { model, sizes: { d, h, k } } = recipe;
  return productOf(recipe, {
    name,
    group: "projections",
    inward: [h, k],
    outward: [d],
    bias: model.biases === "all" ? [d] : undefined,
  });
}

/** Norms of queries and keys over each head. */
function headNorms(recipe: Recipe, output: "activations" | "kvWrite"): Operator[] {
  const { h, g, k } = recipe.sizes;
  return [
    ...normOf(recipe, { name: "query norm", values: [h, k], learned: [k] }),
    ...normOf(recipe, { name: "key norm", values: [g, k], learned: [k], output }),
  ];
}

function crossNorms(recipe: Recipe, first: boolean): Operator[] {
  const { h, g, k } = recipe.sizes;
  return [
    ...normOf(recipe, { name: "cross-attention query norm", values: [h, k], learned: [k] }),
    ...(first
      ? normOf(recipe, {
        name: "cross-attention key norm",
        work: "encoderTokens",
        values: [g, k],
        learned: [k],
        output: "kvWrite",
      })
      : []),
  ];
}

/** A model that has learned no positions turns queries and keys by theirs (Su et al. 2021). */
function isRotary({ model, settings }: Recipe): boolean {
  return settings.elementwise && model.positions === 0 && model.relativePositions === 0;
}

/** Rotation of queries and keys: two multiplications and an addition a value. */
function rotary(recipe: Recipe): Operator[] {
  const { h, g, k } = recipe.sizes;
  const both = [plus(h, g), k];
  return [{
    name: "rotary positions",
    group: "attention",
    terms: [
      flops(3, "rotations", "tokens", both),
      moved(recipe, "activations", "queries and keys", "tokens", both, { backward: 1 }),
      moved(recipe, "activations", "queries", "tokens", [h, k], { backward: 1 }),
      moved(recipe, "kvWrite", "keys", "tokens", [g, k], { backward: 1 }),
    ],
  }];
}
