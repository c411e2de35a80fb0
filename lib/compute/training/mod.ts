/**
 * What training takes: memory of states and activations, FLOPs, time.
 *
 * @module
 */
export type { ParameterShape } from "./shapes.ts";
export { type Optimizer, optimizers, type OptimizerSettings } from "./optimizers.ts";
export {
  type TrainingMemory,
  trainingMemory,
  type TrainingMemoryOptions,
} from "./training_memory.ts";
export type {
  ActivationModel,
  ActivationOptions,
  ActivationPart,
  Recomputation,
  StoredTensor,
} from "./activation_types.ts";
export { type LayerActivations, layerActivations } from "./layer_activations.ts";
export {
  type ModelActivationOptions,
  type ModelActivations,
  modelActivations,
} from "./model_activations.ts";
export {
  type StepFlops,
  type StepOptions,
  type TrainedModel,
  trainingFlops,
  type TrainingFlopsOptions,
  transformerTrainingFlops,
} from "./training_flops.ts";
export {
  devicesForTraining,
  type MeasuredStep,
  type TrainingTime,
  trainingTime,
  type TrainingTimeOptions,
  type Utilization,
  utilization,
} from "./training_time.ts";
export { checkPaperMemory, type PaperMemoryCheck, type PaperMemorySlip } from "./paper_memory.ts";
