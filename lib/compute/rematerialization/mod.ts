/**
 * Rematerialization: which values of a chain to keep for its backward pass and which to compute
 * again.
 *
 * @module
 */
export {
  baseCost,
  type Chain,
  type ChainInput,
  type ChainStage,
  type ChainStageInput,
  defineChain,
  uniformChain,
} from "./chain.ts";
export type { BackwardStep, DropStep, ForwardStep, ScheduleStep } from "./steps.ts";
export { type ScheduleUse, type SimulateOptions, simulateSchedule } from "./simulate.ts";
export { type GradientResult, runSchedule, type StageFunction } from "./run.ts";
export {
  type CheckpointPlan,
  periodicPlan,
  recomputeAllPlan,
  squareRootPlan,
  storeAllPlan,
} from "./plan.ts";
export { binomialStages, revolveForwardRuns } from "./binomial.ts";
export { minimumMemoryPlan } from "./minimum_memory.ts";
export type { Resolution, ResolutionOptions } from "./slots.ts";
export {
  type FrontierPoint,
  type MemoryFrontier,
  memoryFrontier,
  type OptimalOptions,
  type OptimalPlan,
  optimalPlan,
} from "./optimal.ts";
export {
  type RecomputationTime,
  recomputationTime,
  type RecomputedWork,
  type Work,
} from "./recomputation_time.ts";
