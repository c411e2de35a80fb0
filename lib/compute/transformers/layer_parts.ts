/**
 * The parts of a model and the operators in each: embeddings, layers that are alike, the end.
 *
 * @module
 */
import type { TransformerPart } from "./costs_types.ts";
import type { CostSettings } from "./costs_options.ts";
import { layerWindow } from "./kv_cache.ts";
import { crossAttention, selfAttention } from "./layer_attention.ts";
import type { Recomputation } from "../training/activation_types.ts";
import { trained } from "./layer_backward.ts";
import { experts, mlp } from "./layer_mlp.ts";
import { endOperators, startOperators } from "./layer_ends.ts";
import { residual, widthNorm } from "./layer_operators.ts";
import { type Operator, type Recipe, sizesOf } from "./layer_terms.ts";
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
  const norm = (name: string) => widthNorm(recipe, name);
  const outputNorm = (name: string) => model.outputNorms ? widthNorm(recipe, name) : [];
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
