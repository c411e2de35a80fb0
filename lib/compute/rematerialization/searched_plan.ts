/**
 * Which way to the cheapest schedule a chain takes, where no resolution is asked for.
 *
 * @module
 */
import { positiveInteger } from "../check.ts";
import { chainArrays } from "./arrays.ts";
import { ruledOut } from "./bound.ts";
import type { Chain } from "./chain.ts";
import { searchExactly } from "./exact_search.ts";
import { mergeStages } from "./merge.ts";
import { leastMemory, planOfLeast } from "./minimum_memory.ts";
import { type CheckpointPlan, planOf, storeAllPlan } from "./plan.ts";
import { searchChain } from "./search_chain.ts";
import { chooseResolution, numberIntervals, type Resolution } from "./slots.ts";
import { scheduleSteps } from "./steps.ts";

/** Chains of more stages that differ are solved in blocks. */
const MOST_STAGES = 400;
const BLOCKS = 200;
/** A table of so few cells and splits is faster than the search. */
const SMALL_TABLE = 2e8;
/** Work for the lower bound of a chain solved in blocks. */
const BOUND_WORK = 4e8;

/** A plan and how far it is from the optimum. */
export interface SearchedPlan extends CheckpointPlan {
  /** As in `OptimalPlan`. */
  readonly resolution: Resolution;
  /** As in `OptimalPlan`. */
  readonly extraCostBound?: number;
}

/**
 * The cheapest schedule without rounding, or that of a chain of blocks if it has too many stages.
 * `undefined` where the table of slots is the better way, or the search ends without a result.
 *
 * @param storeAllBytes What storing everything takes.
 */
export function searchedPlan(
  chain: Chain,
  memoryBytes: number,
  storeAllBytes: number,
  options: { readonly maxStates?: number | undefined; readonly bound?: boolean | undefined },
): SearchedPlan | undefined {
  const maxStates = positiveInteger("maxStates", options.maxStates ?? 2 ** 31);
  const intervals = numberIntervals(chain).count;
  const count = chain.stages.length;
  const resolution = chooseResolution(chain, storeAllBytes - chain.inputBytes, intervals, {});
  const slots = (memoryBytes - chain.inputBytes) / resolution.bytes;
  if (resolution.exact && slots * intervals * count / 3 < SMALL_TABLE) return undefined;
  const long = count > MOST_STAGES;
  if (long && intervals < 8 * count) return undefined;

  const arrays = chainArrays(chain);
  const minimum = leastMemory(arrays);
  const least = planOfLeast(chain, minimum);
  if (memoryBytes < least.peakBytes) return undefined;
  const memory = memoryBytes - chain.inputBytes;
  if (long) {
    const plan = planInBlocks(chain, memoryBytes, least, maxStates);
    const found = { ...plan, resolution: { bytes: 1, exact: false } };
    if (!options.bound) return found;
    const bound = ruledOut(searchChain(arrays, memory, minimum.bytes), BOUND_WORK);
    return { ...found, extraCostBound: Math.min(bound, plan.extraCost) };
  }
  const known = { extraCost: least.extraCost, decide: minimum.decide };
  const prepared = searchChain(arrays, memory, minimum.bytes);
  const solution = searchExactly(prepared, known, { left: maxStates });
  if (!solution) return undefined;
  const plan = planOf(chain, scheduleSteps(count, memory, solution.decide, arrays), memoryBytes);
  return { ...plan, resolution: { bytes: 1, exact: true }, extraCostBound: plan.extraCost };
}

/** The cheapest schedule that keeps and recomputes blocks of stages as a whole. */
function planInBlocks(
  chain: Chain,
  memoryBytes: number,
  least: CheckpointPlan,
  maxStates: number,
): CheckpointPlan {
  const blocks = mergeStages(chain, BLOCKS);
  const all = storeAllPlan(blocks.chain);
  if (memoryBytes >= all.peakBytes) return planOf(chain, blocks.expand(all.steps), memoryBytes);
  const arrays = chainArrays(blocks.chain);
  const minimum = leastMemory(arrays);
  const leastOfBlocks = planOfLeast(blocks.chain, minimum);
  if (memoryBytes < leastOfBlocks.peakBytes) return least;
  const memory = memoryBytes - chain.inputBytes;
  const solution = searchExactly(
    searchChain(arrays, memory, minimum.bytes),
    { extraCost: leastOfBlocks.extraCost, decide: minimum.decide },
    { left: maxStates },
  );
  const decide = solution?.decide ?? minimum.decide;
  const steps = blocks.expand(scheduleSteps(arrays.count, memory, decide, arrays));
  const plan = planOf(chain, steps, memoryBytes);
  return plan.extraCost < least.extraCost ? plan : least;
}
