/**
 * The kinds of operators that layers are made of: products with weights, norms, sums.
 *
 * @module
 */
import type { ByteKind, OperatorGroup } from "./costs_types.ts";
import {
  type Factor,
  flops,
  moved,
  type Operator,
  type Recipe,
  type Term,
  type WorkName,
} from "./layer_terms.ts";

/** A product with a matrix of weights: inward × outward for each token. */
export interface ProductShape {
  readonly name: string;
  readonly group: OperatorGroup;
  readonly inward: readonly Factor[];
  readonly outward: readonly Factor[];
  /** What passes through. Default `tokens`. */
  readonly work?: WorkName;
  /** How often a token passes through, each time with its own input and output: active experts. */
  readonly each?: readonly Factor[];
  /** Blocks of a block-diagonal matrix, such as heads with a matrix each. */
  readonly blocks?: readonly Factor[];
  /** How often weights are read. Default once a pass. */
  readonly weights?: WorkName;
  /** Values of the bias, if there is one. */
  readonly bias?: readonly Factor[] | undefined;
  /** Where the input is read from. Default activations. */
  readonly input?: Exclude<ByteKind, "gradients">;
  /** Where the output is written. Default activations. */
  readonly output?: Exclude<ByteKind, "gradients">;
}

/** FLOPs 2·work·inward·outward; weights, input and output each moved once. */
export function productOf(recipe: Recipe, shape: ProductShape): Operator {
  const { name, group, inward, outward, work = "tokens", weights = "passes", bias } = shape;
  const { each = [], blocks = [], input = "activations", output = "activations" } = shape;
  const terms: Term[] = [
    flops(2, "multiply-accumulates", work, [...each, ...blocks, ...inward, ...outward]),
    moved(recipe, "weights", "weights", weights, [...blocks, ...inward, ...outward]),
    moved(recipe, input, "input", work, [...each, ...blocks, ...inward]),
    moved(recipe, output, "output", work, [...each, ...blocks, ...outward]),
  ];
  if (bias !== undefined && recipe.settings.elementwise) {
    terms.push(
      flops(1, "bias additions", work, [...each, ...blocks, ...outward]),
      moved(recipe, "weights", "bias", weights, bias),
    );
  }
  return { name, group, terms };
}

/** A norm: where its values are, what is learned, where the result goes. */
export interface NormShape {
  readonly name: string;
  /** Values normed, a token. */
  readonly values: readonly Factor[];
  /** Values of the learned scale. */
  readonly learned: readonly Factor[];
  /** What is normed. Default `tokens`. */
  readonly work?: WorkName;
  /** Default activations. */
  readonly output?: Exclude<ByteKind, "gradients">;
}

/**
 * A norm, fused: 7 FLOPs a value with scale and shift, as `layerNorm` counts them, or 4 without
 * mean and shift (square and its addition, multiplication by the inverse root, scale). Backwards it
 * reads input and gradient and writes one.
 */
export function normOf(recipe: Recipe, shape: NormShape): Operator[] {
  if (!recipe.settings.elementwise) return [];
  const { name, values, learned, work = "tokens", output = "activations" } = shape;
  const isLayer = recipe.model.norm === "layer";
  return [{
    name,
    group: "norms",
    terms: [
      flops(isLayer ? 7 : 4, isLayer ? "norm, scale and shift" : "norm and scale", work, values),
      moved(recipe, "weights", isLayer ? "scale and shift" : "scale", "passes", learned, {
        times: isLayer ? 2 : 1,
      }),
      moved(recipe, "activations", "input", work, values),
      moved(recipe, output, "output", work, values, { backward: 1 }),
    ],
  }];
}

/** A norm of a token's hidden state. */
export function widthNorm(recipe: Recipe, name: string): Operator[] {
  const { d } = recipe.sizes;
  return normOf(recipe, { name, values: [d], learned: [d] });
}

/** The addition of what parts of a layer give to what they were given; backwards as much. */
export function residual(recipe: Recipe, name: string, added = 1): Operator[] {
  if (!recipe.settings.elementwise) return [];
  const values = [recipe.sizes.d];
  return [{
    name,
    group: "residuals",
    terms: [
      flops(added, "additions", "tokens", values),
      moved(recipe, "activations", "inputs", "tokens", values, { times: added + 1, backward: 1 }),
      moved(recipe, "activations", "output", "tokens", values, { backward: 1 }),
    ],
  }];
}
