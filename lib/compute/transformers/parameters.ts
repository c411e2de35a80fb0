/**
 * How many parameters a Transformer has, exactly.
 *
 * @module
 */
import { checkTransformer } from "./check_model.ts";
import { conventionSentence } from "../conventions.ts";
import type { TransformerModel } from "./types.ts";

/** What parameters belong to. Biases belong to what they are added to. */
export const parameterKinds = [
  "embedding",
  "positions",
  "segments",
  "attention",
  "crossAttention",
  "mlp",
  "experts",
  "router",
  "norms",
  "head",
  "pooler",
] as const;

/** What a parameter belongs to. */
export type ParameterKind = typeof parameterKinds[number];

/** Parameters by what they belong to; kinds a model lacks are 0. */
export type ParametersByKind = Readonly<Record<ParameterKind, number>>;

/** Layers that are alike. */
export interface LayerParameters {
  /** The stack they are in. */
  readonly stack: "encoder" | "decoder";
  /** Place of the first of them in its stack, from 0. */
  readonly first: number;
  /** How many there are, one after another. */
  readonly count: number;
  /** Parameters of one of them, by kind. */
  readonly byKind: ParametersByKind;
  /** Parameters of one of them. */
  readonly total: number;
  /** Parameters of one of them that a token uses. */
  readonly active: number;
}

/** A Transformer's parameters. */
export interface ParameterCount {
  /** All parameters. A matrix shared by embedding and head counts once. */
  readonly total: number;
  /**
   * Parameters but those of the experts that a token does not use. The embedding counts in full,
   * though a token reads one row of it: so do the makers of Mixtral and Qwen3 count.
   */
  readonly active: number;
  /** All parameters by kind. */
  readonly byKind: ParametersByKind;
  /** The layers, those that are alike together, in the order they run. */
  readonly layers: readonly LayerParameters[];
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/**
 * Counts a Transformer's parameters: every weight, bias and learned norm, as many as the published
 * weights hold. Values that are computed, such as rotary positions, are no parameters. What a
 * model has besides its description, such as adapters or a module for predicting a second token,
 * is not counted.
 *
 * @param model The model.
 * @returns The count: total, active for a token, by kind and by layer.
 *
 * @example
 * ```ts
 * import { findTransformer, parameterCount } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const { total, active, byKind } = parameterCount(findTransformer("mixtral-8x7b"));
 * expect(total).toBe(46_702_792_704);
 * expect(active).toBe(12_879_925_248);
 * expect(byKind.experts).toBe(45_097_156_608);
 * ```
 */
export function parameterCount(model: TransformerModel): ParameterCount {
  checkTransformer(model);
  const layers = layerGroups(model);
  const stacks = model.architecture === "encoder-decoder" ? 2 : 1;
  const byKind = {
    ...none(),
    embedding: model.vocabulary * model.width,
    positions: stacks * model.positions * model.width + model.relativePositions,
    segments: model.segments * model.width,
    norms: stacks * norm(model, model.width) *
      ((model.embeddingNorm ? 1 : 0) + (model.finalNorm ? 1 : 0)),
    head: model.tiedHead === false ? model.vocabulary * model.width : 0,
    pooler: model.pooler ? model.width * (model.width + 1) : 0,
  };
  let idle = 0;
  for (const layer of layers) {
    for (const kind of parameterKinds) byKind[kind] += layer.count * layer.byKind[kind];
    idle += layer.count * (layer.total - layer.active);
  }
  const total = sum(byKind);
  return {
    total,
    active: total - idle,
    byKind,
    layers,
    conventions: [conventionSentence("activeParameters")],
  };
}

function none(): Record<ParameterKind, number> {
  return {
    embedding: 0,
    positions: 0,
    segments: 0,
    attention: 0,
    crossAttention: 0,
    mlp: 0,
    experts: 0,
    router: 0,
    norms: 0,
    head: 0,
    pooler: 0,
  };
}

function sum(byKind: ParametersByKind): number {
  let total = 0;
  for (const kind of parameterKinds) total += byKind[kind];
  return total;
}

/** A norm over `size` values: scale and shift, or scale alone. */
function norm({ norm }: TransformerModel, size: number): number {
  return norm === "layer" ? 2 * size : size;
}

function layerGroups(model: TransformerModel): LayerParameters[] {
  const { encoderLayers, decoderLayers, experts } = model;
  const cross = encoderLayers > 0 && decoderLayers > 0;
  const groups: LayerParameters[] = [];
  for (const stack of ["encoder", "decoder"] as const) {
    const layers = stack === "encoder" ? encoderLayers : decoderLayers;
    const dense = experts === undefined ? layers : experts.denseLayers;
    const options = { stack, cross: cross && stack === "decoder" };
    if (layers === 0) continue;
    if (dense > 0) groups.push(layerGroup(model, { ...options, first: 0, count: dense }));
    if (dense < layers) {
      groups.push(
        layerGroup(model, { ...options, first: dense, count: layers - dense, experts }),
      );
    }
  }
  return groups;
}

function layerGroup(
  model: TransformerModel,
  { stack, first, count, cross, experts }:
    & Pick<LayerParameters, "stack" | "first" | "count">
    & { cross: boolean; experts?: TransformerModel["experts"] },
): LayerParameters {
  const byKind = none();
  byKind.attention = model.latent ? latentAttention(model, model.latent) : attention(model);
  byKind.crossAttention = cross ? attention(model) : 0;
  let idle = 0;
  if (experts === undefined) {
    byKind.mlp = mlp(model, model.mlpWidth);
  } else {
    const one = mlp(model, experts.width);
    byKind.experts = (experts.count + experts.shared) * one;
    byKind.router = experts.count * (model.width + (experts.routerBias ? 1 : 0));
    idle = (experts.count - experts.active) * one;
  }
  byKind.norms = layerNorms(model, cross);
  const total = sum(byKind);
  return { stack, first, count, byKind, total, active: total - idle };
}

/** Queries, keys, values and output: W_Q[d×hk], W_K and W_V[d×gk], W_O[hk×d] for g pairs of heads. */
function attention({ width, heads, keyValueHeads, headSize, biases }: TransformerModel): number {
  const queries = heads * headSize;
  const keysAndValues = 2 * keyValueHeads * headSize;
  const weights = width * (queries + keysAndValues) + queries * width;
  if (biases === "none") return weights;
  return weights + queries + keysAndValues + (biases === "all" ? width : 0);
}

/**
 * Multi-head latent attention (DeepSeek-V2 2024, section 2.1 and appendix C):
 * down to the ranks and up to the heads; the rotary key comes straight from the input.
 */
function latentAttention(
  { width, heads, headSize }: TransformerModel,
  { queryRank, keyValueRank, rotarySize, valueSize }: NonNullable<TransformerModel["latent"]>,
): number {
  const queries = heads * (headSize + rotarySize);
  return (queryRank === undefined ? width * queries : queryRank * (width + queries)) +
    width * (keyValueRank + rotarySize) +
    keyValueRank * heads * (headSize + valueSize) +
    heads * valueSize * width;
}

/** Two matrices of d×f, three where gated, with a bias after each. */
function mlp({ width, gated, biases }: TransformerModel, hidden: number): number {
  const inward = gated ? 2 : 1;
  const weights = (inward + 1) * width * hidden;
  return biases === "all" ? weights + inward * hidden + width : weights;
}

function layerNorms(model: TransformerModel, cross: boolean): number {
  const blocks = model.parallel ? 1 : (cross ? 3 : 2);
  const { latent } = model;
  return norm(model, model.width) * blocks * (model.outputNorms ? 2 : 1) +
    (model.headNorm ? 2 * norm(model, model.headSize) * (cross ? 2 : 1) : 0) +
    (latent ? norm(model, latent.keyValueRank) + norm(model, latent.queryRank ?? 0) : 0);
}
