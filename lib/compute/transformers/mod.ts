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
  RequiredField,
  TransformerInput,
  TransformerModel,
  ValueKind,
} from "./types.ts";
export { defineTransformer } from "./define.ts";
export {
  kvBytesPerToken,
  kvCacheBytes,
  type KvCacheOptions,
  type KvCacheTraffic,
  kvCacheTraffic,
  kvValuesPerToken,
  layerWindow,
} from "./kv_cache.ts";
export { modelPrecisions } from "./model_precision.ts";
export {
  type LayerParameters,
  type ParameterCount,
  parameterCount,
  type ParameterKind,
  parameterKinds,
  type ParametersByKind,
} from "./parameters.ts";
export { findTransformer, transformerModels } from "./presets.ts";
export {
  type InferenceMemory,
  inferenceMemory,
  type InferenceOptions,
  weightBytes,
} from "./inference_memory.ts";
export {
  devicesNeeded,
  type Fit,
  type FitOptions,
  fits,
  largestBatch,
  longestContext,
} from "./feasibility.ts";
