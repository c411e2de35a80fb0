/**
 * Schedules with what they use, and the well-known heuristics.
 *
 * @module
 */
import { positiveInteger } from "../check.ts";
import { baseCost, type Chain, checkChain } from "./chain.ts";
import { simulateSchedule } from "./simulate.ts";
import { chainSizes, type Decision, type ScheduleStep, scheduleSteps } from "./steps.ts";

/** A schedule and what it uses. */
export interface CheckpointPlan {
  /** The steps in order. */
  readonly steps: readonly ScheduleStep[];
  /** Cost of all steps, in the chain's unit. */
  readonly cost: number;
  /** Cost above that of each stage forward once and backward once. */
  readonly extraCost: number;
  /** `extraCost` ÷ the cost of each stage forward once and backward once; 0 where that is 0. */
  readonly extraShare: number;
  /** The most bytes in memory during any step. */
  readonly peakBytes: number;
  /** How often each stage is run forward, the first stage first. */
  readonly forwardRuns: readonly number[];
}

/** Simulates steps into a plan; no step may exceed the limit. */
export function planOf(
  chain: Chain,
  steps: readonly ScheduleStep[],
  memoryBytes?: number,
): CheckpointPlan {
  const { cost, extraCost, peakBytes, forwardRuns } = simulateSchedule(chain, steps, {
    memoryBytes,
  });
  const base = baseCost(chain);
  return {
    steps,
    cost,
    extraCost,
    extraShare: base === 0 ? 0 : extraCost / base,
    peakBytes,
    forwardRuns,
  };
}

function heuristic(chain: Chain, decide: Decision): CheckpointPlan {
  return planOf(chain, scheduleSteps(chain.stages.length, Infinity, decide, chainSizes(chain)));
}

/**
 * Stores everything: each stage forward once, saving. The fastest schedule and usually the one
 * that takes the most memory.
 *
 * @param chain The chain.
 * @returns The plan; its `extraCost` is 0.
 *
 * @example
 * ```ts
 * import { storeAllPlan, uniformChain } from "@/lib/compute/rematerialization/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const chain = uniformChain(8, { forwardCost: 1, outputBytes: 10, savedBytes: 50 });
 * // Input 10, eight times 50, and two gradients of 10
 * expect(storeAllPlan(chain).peakBytes).toBe(10 + 8 * 50 + 2 * 10);
 * ```
 */
export function storeAllPlan(chain: Chain): CheckpointPlan {
  checkChain(chain);
  return heuristic(chain, (first) => first);
}

/**
 * Keeps the input alone and runs from it again for every stage: n·(n − 1)/2 extra forward passes
 * for n stages.
 *
 * @param chain The chain.
 * @returns The plan.
 *
 * @example
 * ```ts
 * import { recomputeAllPlan, uniformChain } from "@/lib/compute/rematerialization/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const chain = uniformChain(8, { forwardCost: 1, outputBytes: 10, savedBytes: 50 });
 * expect(recomputeAllPlan(chain).extraCost).toBe((8 * 7) / 2);
 * ```
 */
export function recomputeAllPlan(chain: Chain): CheckpointPlan {
  checkChain(chain);
  return heuristic(chain, (_first, last) => last);
}

/**
 * Keeps the input of every `period`-th stage; the last segment is saved on the way, each other
 * segment is run again once, saving. This is the segmented checkpointing of Chen et al. 2016
 * (Training deep nets with sublinear memory cost, section 4) and of the usual libraries.
 *
 * @param chain The chain.
 * @param period Stages in a segment, at least 1; the last segment may be shorter.
 * @returns The plan. Its extra cost is that of one forward pass of all but the last segment.
 * @throws {RangeError} If the period is not a whole number of at least 1.
 *
 * @example
 * ```ts
 * import { periodicPlan, uniformChain } from "@/lib/compute/rematerialization/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const chain = uniformChain(12, { forwardCost: 1, outputBytes: 10, savedBytes: 50 });
 * expect(periodicPlan(chain, 4).extraCost).toBe(8);
 * ```
 */
export function periodicPlan(chain: Chain, period: number): CheckpointPlan {
  checkChain(chain);
  positiveInteger("period", period);
  const stages = chain.stages.length;
  return heuristic(chain, (first, last) =>
    // Only a segment that reaches the end is still to be cut.
    last === stages && first + period <= last && (first - 1) % period === 0
      ? first + period
      : first);
}

/**
 * The √n heuristic of Chen et al. 2016 (section 4.1): segments of ⌈√n⌉ stages, so that memory
 * grows as √n for one more forward pass.
 *
 * @param chain The chain.
 * @returns The plan.
 *
 * @example
 * ```ts
 * import { squareRootPlan, uniformChain } from "@/lib/compute/rematerialization/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const chain = uniformChain(100, { forwardCost: 1, outputBytes: 1 });
 * // Input, 9 checkpoints, 10 saved outputs, 2 gradients
 * expect(squareRootPlan(chain).peakBytes).toBe(1 + 9 + 10 + 2);
 * expect(squareRootPlan(chain).extraCost).toBe(90);
 * ```
 */
export function squareRootPlan(chain: Chain): CheckpointPlan {
  checkChain(chain);
  return periodicPlan(chain, Math.ceil(Math.sqrt(chain.stages.length)));
}
