/**
 * Serving: throughput, latency and capacity against the batch, a simulation of
 * static and continuous batching, and speculative decoding.
 *
 * @module
 */
export {
  kvCapacityTokens,
  type RooflineServingInput,
  type RooflineServingModel,
  rooflineServingModel,
  type ServingModel,
  type StepWork,
} from "./model.ts";
export {
  type BatchFrontier,
  batchFrontier,
  type BatchPoint,
  bestBatch,
  type FrontierOptions,
  type LatencyTarget,
  paretoPoints,
} from "./frontier.ts";
export {
  drawRequests,
  type LengthDistribution,
  type ServingRequest,
  type WorkloadOptions,
} from "./workload.ts";
export { simulateServing } from "./simulate.ts";
export type {
  ContinuousPolicy,
  ServedRequest,
  ServingPolicy,
  ServingResult,
  StaticPolicy,
  TimelineSegment,
} from "./simulation_types.ts";
export { kvOccupancy, type LittlesLaw, littlesLaw, type OccupancyPoint } from "./over_time.ts";
export {
  percentile,
  type ServingSummary,
  summarizeServing,
  type TimeDistribution,
} from "./summary.ts";
export {
  bestDraftTokens,
  type DraftChoice,
  expectedTokens,
  simulateSpeculation,
  speculativeFlopsFactor,
  speculativeSpeedUp,
} from "./speculative.ts";
export {
  freeTokens,
  speculativeDecoding,
  type SpeculativeOptions,
  type SpeculativeRound,
  type VerificationOptions,
  verificationSeconds,
} from "./speculative_time.ts";
