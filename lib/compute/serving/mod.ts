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
export {
  kvOccupancy,
  type LittlesLaw,
  littlesLaw,
  type OccupancyPoint,
  percentile,
  type ServingSummary,
  summarizeServing,
  type TimeDistribution,
} from "./summary.ts";
export {
  bestDraftTokens,
  type DraftChoice,
  expectedTokens,
  freeTokens,
  simulateSpeculation,
  speculativeDecoding,
  speculativeFlopsFactor,
  type SpeculativeOptions,
  type SpeculativeRound,
  speculativeSpeedUp,
  type VerificationOptions,
  verificationSeconds,
} from "./speculative.ts";
