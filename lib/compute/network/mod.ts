/**
 * The network: links, collective operations, and what training on many devices communicates.
 *
 * @module
 */
export { type Collective, type CollectiveAlgorithm, collectiveAlgorithms } from "./algorithms.ts";
export {
  busBandwidth,
  type CollectiveBound,
  collectiveBound,
  type MeasuredCollective,
} from "./bound.ts";
export { bestAllReduce, crossoverBytes, type CrossoverOptions } from "./choose.ts";
export {
  type CollectiveCost,
  collectiveCost,
  type CollectiveOptions,
  type CollectiveSize,
} from "./collective.ts";
export {
  type Cluster,
  hierarchicalAllReduce,
  hierarchicalAllToAll,
  type HierarchicalCost,
  type HierarchicalOptions,
} from "./hierarchical.ts";
export { halfBandwidthBytes, type Link, messageSeconds, oneWayLink } from "./link.ts";
export type { RunCounts } from "./run_steps.ts";
export { type CollectiveRun, simulateCollective } from "./simulate.ts";
export { type HierarchicalRun, simulateHierarchical } from "./simulate_hierarchical.ts";
export {
  dataParallelBreakEven,
  type DataParallelBreakEvenOptions,
  type DataParallelOptions,
  dataParallelTraffic,
  type ZeroStage,
} from "./data_parallel.ts";
export { type ExpertParallelOptions, expertParallelTraffic } from "./expert_parallel.ts";
export { type OverlapOptions, type OverlappedStep, overlappedStep } from "./overlap.ts";
export {
  type PipelineBubble,
  pipelineBubble,
  type PipelineOptions,
  type PipelineShape,
  type PipelineTraffic,
  pipelineTraffic,
} from "./pipeline_parallel.ts";
export {
  type ActivationSize,
  type LayerPass,
  tensorParallelBreakEven,
  type TensorParallelBreakEvenOptions,
  type TensorParallelOptions,
  tensorParallelTraffic,
} from "./tensor_parallel.ts";
export type { Traffic, TrafficAlgorithm, TrafficPart } from "./training_traffic.ts";
