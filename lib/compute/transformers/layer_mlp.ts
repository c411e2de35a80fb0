/**
 * The operators of an MLP, and of a choice of experts.
 *
 * @module
 */
import { productOf, type ProductShape } from "./layer_operators.ts";
import { type Factor, flops, moved, type Operator, type Recipe } from "./layer_terms.ts";

/** An ordinary MLP. */
export function mlp(recipe: Recipe): Operator[] {
  return hiddenLayer(recipe, { prefix: "MLP", hidden: [recipe.sizes.f], share: {} });
}

/**
 * Experts: the router scores all of them, each token passes through the active and the shared
 * ones, and their results are summed with the router's weights.
 */
export function experts(recipe: Recipe): Operator[] {
  const { d, A, E, S, w } = recipe.sizes;
  const { elementwise } = recipe.settings;
  const shared = S.value > 0;
  return [
    productOf(recipe, {
      name: "router",
      group: "mlp",
      inward: [d],
      outward: [E],
      bias: recipe.model.experts?.routerBias ? [E] : undefined,
    }),
    ...(elementwise
      ? [{
        name: "router softmax",
        group: "mlp" as const,
        terms: [
          flops(5, "softmax", "tokens", [E]),
          moved(recipe, "activations", "scores", "tokens", [E]),
          moved(recipe, "activations", "probabilities", "tokens", [E], { backward: 1 }),
        ],
      }]
      : []),
    ...hiddenLayer(recipe, {
      prefix: "experts",
      hidden: [w],
      share: { each: [A], weights: "usedExperts" },
    }),
    ...(shared
      ? hiddenLayer(recipe, { prefix: "shared experts", hidden: [S, w], copies: [S], share: {} })
      : []),
    ...(elementwise ? [expertSum(recipe, shared)] : []),
  ];
}

interface HiddenShape {
  readonly prefix: string;
  /** The width of the hidden layer. */
  readonly hidden: readonly Factor[];
  /** Outputs that have a bias of their own each. */
  readonly copies?: readonly Factor[];
  /** Which tokens use which weights. */
  readonly share: Pick<ProductShape, "each" | "weights">;
}

/** In, activation function, out; in twice where gated. */
function hiddenLayer(
  recipe: Recipe,
  { prefix, hidden, copies = [], share }: HiddenShape,
): Operator[] {
  const { model, sizes: { d } } = recipe;
  const bias = model.biases === "all";
  const inward = (name: string) =>
    productOf(recipe, {
      ...share,
      name: `${prefix} ${name}`,
      group: "mlp",
      inward: [d],
      outward: hidden,
      bias: bias ? hidden : undefined,
    });
  return [
    ...(model.gated ? [inward("gate")] : []),
    inward("up"),
    ...activation(recipe, `${prefix} activation`, [...share.each ?? [], ...hidden]),
    productOf(recipe, {
      ...share,
      name: `${prefix} down`,
      group: "mlp",
      inward: hidden,
      outward: [d],
      bias: bias ? [...copies, d] : undefined,
    }),
  ];
}

/**
 * The activation function; gated, its product with the other half. Backwards it reads what it
 * read and a gradient, and writes a gradient of each input.
 */
function activation(recipe: Recipe, name: string, values: readonly Factor[]): Operator[] {
  const { model: { gated }, settings: { elementwise, activationFlops } } = recipe;
  if (!elementwise) return [];
  const times = gated ? 2 : 1;
  return [{
    name,
    group: "mlp",
    terms: [
      flops(activationFlops + (gated ? 1 : 0), "activation function", "tokens", values),
      moved(recipe, "activations", gated ? "inputs" : "input", "tokens", values, {
        times,
        backward: (times + 1) / times,
      }),
      moved(recipe, "activations", "output", "tokens", values, { backward: times }),
    ],
  }];
}

/** Multiplies each expert's result by its weight and adds them, and the shared experts' one. */
function expertSum(recipe: Recipe, shared: boolean): Operator {
  const { d, A } = recipe.sizes;
  const common = shared
    ? [
      flops(1, "addition of the shared result", "tokens", [d]),
      // Its gradient is that of the sum: nothing more is moved backwards
      moved(recipe, "activations", "shared result", "tokens", [d], { backward: 0 }),
    ]
    : [];
  return {
    name: "expert sum",
    group: "mlp",
    terms: [
      flops(2, "weighted sum", "tokens", [A, d]),
      moved(recipe, "activations", "results", "tokens", [A, d]),
      moved(recipe, "activations", "output", "tokens", [d], { backward: 1 }),
      ...common,
    ],
  };
}
