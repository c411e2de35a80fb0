/**
 * The models of the fit check: those of the library, with what training them stores.
 *
 * @module
 */
import {
  findTransformer,
  parameterCount,
  type TransformerModel,
  transformerModels,
} from "@/lib/compute/transformers/mod.ts";

/** The ids of the library's models, oldest family first. */
export function modelIds(): readonly string[] {
  return transformerModels().map(({ id }) => id);
}

/** A model by its id. */
export function modelOf({ model }: { readonly model: string }): TransformerModel {
  return findTransformer(model);
}

const counts = new Map<string, number>();

/** Every parameter of a model, idle experts too. */
export function parametersOf(model: TransformerModel): number {
  const known = counts.get(model.id);
  if (known !== undefined) return known;
  const { total } = parameterCount(model);
  counts.set(model.id, total);
  return total;
}

/** Layers of both stacks. */
export function layersOf({ encoderLayers, decoderLayers }: TransformerModel): number {
  return encoderLayers + decoderLayers;
}

/**
 * The sizes of a layer that its activations depend on: of a layer of experts, the hidden layers that
 * a token passes through.
 */
export function trainedLayer(model: TransformerModel): TransformerModel {
  const { experts } = model;
  return experts
    ? { ...model, mlpWidth: (experts.active + experts.shared) * experts.width }
    : model;
}

/** The lengths a sequence may have. */
export function lengthSpan(model: string): { min: number; max: number } {
  return { min: 1, max: findTransformer(model).context };
}

/** The length to start with: the model's own, but no more than 4096 tokens. */
export function usualLength(model: string): number {
  return Math.min(findTransformer(model).context, 4096);
}
