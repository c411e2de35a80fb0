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
export {
  type ByteKind,
  byteKinds,
  type BytesByKind,
  type GroupSum,
  type OperatorGroup,
  operatorGroups,
  type OperatorSum,
  type Phase,
  type PhaseCost,
  type TransformerCost,
  type TransformerOperator,
  type TransformerPart,
  type TransformerTerm,
} from "./costs_types.ts";
export type { CostOptions } from "./costs_options.ts";
export { type CommonWork } from "./phases_pass.ts";
export { usedExperts } from "./phases_work.ts";
export {
  decodeStep,
  decodeSteps,
  type DecodeStepsWork,
  type DecodeWork,
  forward,
  type ForwardWork,
  prefill,
  type PrefillWork,
} from "./phases.ts";
export { generation, type GenerationCost, type GenerationWork } from "./phases_generation.ts";
export type { Recomputation } from "../training/activation_types.ts";
export { trainingStep, type TrainingWork } from "./phases_training.ts";
export { CompiledCosts } from "./fast.ts";
export { type CostTotals, emptyTotals, type MachineRates } from "./fast_sum.ts";
export { type OperatorSumTime, type PhaseTime, phaseTime, type PhaseTimeOptions } from "./time.ts";
export type { TimeBounds } from "./time_bounds.ts";
export { machineRates } from "./time_rates.ts";
export {
  type GenerationTime,
  generationTime,
  type GenerationTimeOptions,
} from "./time_generation.ts";
export { type EnergyRates, type PhaseEnergy, phaseEnergy } from "./energy.ts";
