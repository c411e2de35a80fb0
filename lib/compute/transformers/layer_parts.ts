/**
 * The parts of a model and the operators in each: embeddings, layers that are alike, the end.
 *
 * @module
 */
import type { TransformerPart } from "./costs_types.ts";
import type { CostSettings } from "./costs_options.ts";
import { layerWindow } from "./kv_cache.ts";
import { crossAttention, selfAttention } from "./layer_attention.ts";
import { type Recomputation, trained } from "./layer_backward.ts";
import { experts, mlp } from "./layer_mlp.ts";
import { normOf, productOf, residual } from "./layer_operators.ts";
import {
  type Factor,
  flops,
  moved,
  type Operator,
  type Recipe,
  type Sizes,
  sizesOf,
} from "./layer_terms.ts";
import type { TransformerModel } from "./types.ts";

/** A part of a model: its operators are those of one of `count`. */
export interface PartRecipe extends Pick<TransformerPart, "part" | "stack" | "count" | "experts"> {
  /** Tokens attended to at most, `Infinity` without a window. */
  readonly window: number;
  readonly operators: readonly Operator[];
}

/** What decides which operators run. */
export interface PassKind {
  readonly phase: "forward" | "prefill" | "decode" | "training";
  readonly recomputation: Recomputation;
}

/** The parts of a model in a phase, in the order they run. */
export function modelParts(
  model: TransformerModel,
  settings: CostSettings,
  kind: PassKind,
): PartRecipe[] {
  const sizes = sizesOf(model);
  const parts: PartRecipe[] = [];
  const stacks = model.architecture === "encoder-decoder"
    ? ["encoder", "decoder"] as const
    : [model.architecture];
  for (const stack of stacks) {
    // Decode steps find the encoder's work in the cache
    if (stack === "encoder" && kind.phase === "decode") continue;
    const recipe: Recipe = {
      model,
      settings,
      sizes,
      cached: stack === "decoder" && (kind.phase === "prefill" || kind.phase === "decode"),
      latent: settings.latent ?? (kind.phase === "decode" ? "absorbed" : "naive"),
    };
    const rest = { stack, count: 1, window: Infinity, experts: false };
    parts.push({ ...rest, part: "start", operators: startOperators(recipe) });
    parts.push(...layerParts(recipe, stack, kind));
    const last = stack === stacks.at(-1);
    parts.push({ ...rest, part: "end", operators: endOperators(recipe, last) });
  }
  const used = parts.filter(({ operators }) => operators.length > 0);
  if (kind.phase !== "training") return used;
  return used.map((part) => ({
    ...part,
    operators: part.operators.map((operator) =>
      trained(operator, kind.recomputation, part.part === "layers")
    ),
  }));
}

/** Layers that are alike together, in the order each kind first occurs. */
function layerParts(recipe: Recipe, stack: "encoder" | "decoder", kind: PassKind): PartRecipe[] {
  const { model } = recipe;
  const counts = new Map<string, { window: number; experts: boolean; count: number }>();
  const hasWindow = model.window !== undefined &&
    (stack === "decoder" || model.decoderLayers === 0);
  const layers = stack === "encoder" ? model.encoderLayers : model.decoderLayers;
  const dense = model.experts === undefined ? layers : model.experts.denseLayers;
  if (!hasWindow && (dense === 0 || dense === layers)) {
    counts.set("", { window: Infinity, experts: dense === 0, count: layers });
  } else {
    for (let layer = 0; layer < layers; layer++) {
      const window = hasWindow ? layerWindow(model, layer) : Infinity;
      const key = `${window} ${layer >= dense}`;
      const known = counts.get(key);
      if (known) known.count++;
      else counts.set(key, { window, experts: layer >= dense, count: 1 });
    }
  }
  return [...counts.values()].map((alike) => ({
    ...alike,
    part: "layers",
    stack,
    operators: layerOperators(recipe, stack, alike.experts, kind),
  }));
}

function layerOperators(
  recipe: Recipe,
  stack: "encoder" | "decoder",
  hasExperts: boolean,
  kind: PassKind,
): Operator[] {
  const { model } = recipe;
  const { parallel } = model;
  const cross = stack === "decoder" && model.architecture === "encoder-decoder";
  const norm = (name: string) => layerNorm(recipe, name);
  const outputNorm = (name: string) => model.outputNorms ? layerNorm(recipe, name) : [];
  return [
    ...norm(parallel ? "norm" : "attention norm"),
    ...selfAttention(recipe),
    ...outputNorm(parallel ? "output norm" : "attention output norm"),
    ...(parallel ? [] : residual(recipe, "attention residual")),
    ...(cross
      ? [
        ...norm("cross-attention norm"),
        ...crossAttention(recipe, kind.phase !== "decode"),
        ...outputNorm("cross-attention output norm"),
        ...residual(recipe, "cross-attention residual"),
      ]
      : []),
    ...(parallel ? [] : norm("MLP norm")),
    ...(hasExperts ? experts(recipe) : mlp(recipe)),
    ...(parallel ? [] : outputNorm("MLP output norm")),
    ...(parallel ? residual(recipe, "residual", 2) : residual(recipe, "MLP residual")),
  ];
}

function layerNorm(recipe: Recipe, name: string): Operator[] {
  const { d } = recipe.sizes;
  return normOf(recipe, { name, values: [d], learned: [d] });
}

/** Rows of the embeddings, added up. */
function startOperators(recipe: Recipe): Operator[] {
  const { model, settings } = recipe;
  return [
    ...(settings.embeddings ? [lookUp(recipe)] : []),
    ...(model.embeddingNorm ? layerNorm(recipe, "embedding norm") : []),
  ];
}

/** Each token reads a row of each table; backwards the gradient is read and written to the rows. */
function lookUp(recipe: Recipe): Operator {
  const { model, settings, sizes: { d } } = recipe;
  const tables = ["token", ...(model.positions > 0 ? ["position"] : []), ...segment(model)];
  const rows = (label: string) =>
    moved(recipe, "weights", `${label} rows`, "tokens", [d], { backward: 0 });
  const biases = model.relativePositions / (model.architecture === "encoder-decoder" ? 2 : 1);
  const distances: Factor = { text: "biases", value: biases };
  return {
    name: "embedding look-up",
    group: "embedding",
    terms: [
      ...(settings.elementwise && tables.length > 1
        ? [flops(tables.length - 1, "additions", "tokens", [d])]
        : []),
      ...tables.map(rows),
      ...(settings.elementwise && biases > 0
        ? [moved(recipe, "weights", "position biases", "passes", [distances])]
        : []),
      moved(recipe, "activations", "output", "tokens", [d], { backward: 1 }),
    ],
  };
}

function segment({ segments }: TransformerModel): string[] {
  return segments > 0 ? ["segment"] : [];
}

/** The last norm; behind the last stack the head or the pooler. */
function endOperators(recipe: Recipe, isLast: boolean): Operator[] {
  const { model, settings } = recipe;
  const { d, V }: Sizes = recipe.sizes;
  const head = isLast && settings.head !== "none";
  return [
    ...(model.finalNorm ? layerNorm(recipe, "final norm") : []),
    ...(head && model.pooler
      ? [productOf(recipe, {
        name: "pooler",
        group: "head",
        work: "sequences",
        inward: [d],
        outward: [d],
        bias: [d],
      })]
      : []),
    ...(head && model.tiedHead !== null
      ? [productOf(recipe, {
        name: "head",
        group: "head",
        work: "scored",
        inward: [d],
        outward: [V],
      })]
      : []),
  ];
}
