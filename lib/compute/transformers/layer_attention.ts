/**
 * The operators of attention: projections, and the products of tokens with tokens.
 *
 * @module
 */
import { latentAttention } from "./layer_latent.ts";
import { attentionCore } from "./layer_core.ts";
import { normOf, productOf } from "./layer_operators.ts";
import { flops, moved, type Operator, plus, type Recipe } from "./layer_terms.ts";

/** Attention of a token to those of its own sequence. */
export function selfAttention(recipe: Recipe): Operator[] {
  const { model, sizes: { d, h, g, k } } = recipe;
  if (model.latent !== undefined) return latentAttention(recipe);
  const turned = isRotary(recipe);
  const normed = model.headNorm && recipe.settings.elementwise;
  const bias = model.biases !== "none";
  const keys = [g, k];
  return [
    productOf(recipe, {
      name: "query projection",
      group: "projections",
      inward: [d],
      outward: [h, k],
      bias: bias ? [h, k] : undefined,
    }),
    productOf(recipe, {
      name: "key projection",
      group: "projections",
      inward: [d],
      outward: keys,
      bias: bias ? keys : undefined,
      // Only what touches keys last writes them to the cache
      output: normed || turned ? "activations" : "kvWrite",
    }),
    productOf(recipe, {
      name: "value projection",
      group: "projections",
      inward: [d],
      outward: keys,
      bias: bias ? keys : undefined,
      output: "kvWrite",
    }),
    ...(normed ? headNorms(recipe, "", turned ? "activations" : "kvWrite") : []),
    ...(turned ? rotary(recipe) : []),
    ...attentionCore(recipe, {
      prefix: "",
      pairs: "pairs",
      keys: "keys",
      querySize: k,
      valueSize: k,
      keyParts: [{ tensor: "kvRead", factors: keys }],
      valueParts: [{ tensor: "kvRead", factors: keys }],
    }),
    outputProjection(recipe, "output projection"),
  ];
}

/** Attention to an encoder's tokens. Their keys and values are projected once, in the first pass. */
export function crossAttention(recipe: Recipe, first: boolean): Operator[] {
  const { model, sizes: { d, h, g, k } } = recipe;
  const normed = model.headNorm && recipe.settings.elementwise;
  const bias = model.biases !== "none";
  const keys = [g, k];
  const project = (name: string, output: "activations" | "kvWrite") =>
    productOf(recipe, {
      name,
      group: "projections",
      work: "encoderTokens",
      inward: [d],
      outward: keys,
      bias: bias ? keys : undefined,
      output,
    });
  return [
    productOf(recipe, {
      name: "cross-attention query projection",
      group: "projections",
      inward: [d],
      outward: [h, k],
      bias: bias ? [h, k] : undefined,
    }),
    ...(first
      ? [
        project("cross-attention key projection", normed ? "activations" : "kvWrite"),
        project("cross-attention value projection", "kvWrite"),
      ]
      : []),
    ...(normed ? crossNorms(recipe, first) : []),
    ...attentionCore(recipe, {
      prefix: "cross-",
      pairs: "crossPairs",
      keys: "encoderTokens",
      querySize: k,
      valueSize: k,
      keyParts: [{ tensor: "kvRead", factors: keys }],
      valueParts: [{ tensor: "kvRead", factors: keys }],
    }),
    outputProjection(recipe, "cross-attention output projection"),
  ];
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
function headNorms(recipe: Recipe, prefix: string, output: "activations" | "kvWrite"): Operator[] {
  const { h, g, k } = recipe.sizes;
  return [
    ...normOf(recipe, { name: `${prefix}query norm`, values: [h, k], learned: [k] }),
    ...normOf(recipe, { name: `${prefix}key norm`, values: [g, k], learned: [k], output }),
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
