/**
 * Transformers: what they are made of, what they hold and what they cost.
 *
 * @module
 */
export type {
  Architecture,
  Biases,
  Experts,
  ExpertsInput,
  LatentAttention,
  ModelPrecision,
  TransformerInput,
  TransformerModel,
  ValueKind,
} from "./types.ts";
export { defineTransformer } from "./define.ts";
export { modelPrecisions } from "./model_precision.ts";
