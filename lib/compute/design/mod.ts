/**
 * Accelerator design: from a budget of area and power to a machine, and the best one for some work.
 *
 * @module
 */
export type {
  Budget,
  Design,
  DesignInput,
  Excess,
  MacUnit,
  MemoryChannel,
  Technology,
} from "./types.ts";
export { gpu4nm, gpu7nm, horowitzMacs } from "./technologies.ts";
export { designMachine } from "./design_machine.ts";
export {
  evaluateDesign,
  tiledGemm,
  type WorkCost,
  type WorkItem,
  type WorkItemCost,
  type WorkOptions,
} from "./work.ts";
export {
  type DesignPoint,
  type DesignSearch,
  type Objective,
  sampleDesigns,
  searchDesigns,
  type SearchOptions,
} from "./search.ts";
export { paretoSet } from "./pareto.ts";
export { type NamedMix, type RegretMatrix, regretMatrix } from "./regret.ts";
