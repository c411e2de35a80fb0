/**
 * The models of the all-reduce: dense ones of one stack, whose layers are all alike.
 *
 * @module
 */
import { transformerTrainingFlops } from "@/lib/compute/training/mod.ts";
import {
  findTransformer,
  parameterCount,
  type TransformerModel,
  transformerModels,
} from "@/lib/compute/transformers/mod.ts";

let dense: readonly TransformerModel[] | undefined;

/** Models without experts and of one stack. */
export function denseModels(): readonly TransformerModel[] {
  dense ??= transformerModels().filter(({ experts, architecture }) =>
    experts === undefined && architecture !== "encoder-decoder"
  );
  return dense;
}

/** Their ids. */
export function modelIds(): readonly string[] {
  return denseModels().map(({ id }) => id);
}

/** Bytes of a value as it is sent. */
export const valueBytes = 2;

const parameters = new Map<string, number>();

/** Bytes of a model's gradients. */
export function gradientBytes(model: string): number {
  const known = parameters.get(model) ?? parameterCount(findTransformer(model)).total;
  parameters.set(model, known);
  return valueBytes * known;
}

/** The model whose gradients are so many bytes; `undefined` if there is none. */
export function gradientModel(bytes: number): string | undefined {
  return modelIds().find((id) => gradientBytes(id) === bytes);
}

/** Bytes of one token's hidden state. */
export function tokenBytes(model: string): number {
  return valueBytes * findTransformer(model).width;
}

/** The tokens of one sequence: the model's own length, but no more than 2048. */
export function usualTokens(model: string): number {
  return Math.min(findTransformer(model).context, 2048);
}

/** FLOPs that one layer does with a token of a sequence of the usual length, both passes. */
export function layerFlops(model: string): number {
  const tokens = usualTokens(model);
  const layer = { ...findTransformer(model), layers: 1, vocabulary: 0 };
  return transformerTrainingFlops(layer, { tokens }).model / tokens;
}
