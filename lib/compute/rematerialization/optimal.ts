/**
 * Optimal schedules under a memory limit, and the frontier of memory against extra cost.
 *
 * @module
 */
import { nonNegative, record } from "../check.ts";
import { chainArrays } from "./arrays.ts";
import { baseCost, type Chain } from "./chain.ts";
import { minimumMemoryPlan } from "./minimum_memory.ts";
import { type CheckpointPlan, planOf, storeAllPlan } from "./plan.ts";
import { searchedPlan } from "./searched_plan.ts";
import {
  chooseResolution,
  type Intervals,
  numberIntervals,
  type Resolution,
  type ResolutionOptions,
} from "./slots.ts";
import { scheduleSteps } from "./steps.ts";
import { CostTable } from "./table.ts";

/** The cheapest schedule under a memory limit. */
export interface OptimalPlan extends CheckpointPlan {
  /** The limit in bytes. */
  readonly memoryBytes: number;
  /** The unit that memory was counted in, and whether the optimum is exact. */
  readonly resolution: Resolution;
  /** No persistent schedule within the limit has less extra cost. Where asked for, or exact. */
  readonly extraCostBound?: number;
}

/** How an optimal schedule is sought. */
export interface OptimalOptions extends ResolutionOptions {
  /** Bytes that no step may exceed. */
  readonly memoryBytes: number;
  /**
   * Whether to bound from below what any persistent schedule costs where the result is not exact, by
   * solving a second time with sizes rounded down. Default `false`.
   */
  readonly bound?: boolean | undefined;
  /**
   * Memory states that the exact search may look at before it gives way to rounding, so that the
   * result is the same on every machine. Default 2³¹, some ten seconds; 200 different stages take 10⁶
   * to 10⁸.
   */
  readonly maxStates?: number | undefined;
}

/** A memory limit and the least extra cost within it. */
export interface FrontierPoint {
  /** Bytes. */
  readonly memoryBytes: number;
  /** Cost above that of each stage forward once and backward once. */
  readonly extraCost: number;
  /** `extraCost` ÷ the cost of each stage forward once and backward once; 0 where that is 0. */
  readonly extraShare: number;
}

/** Memory against extra cost. */
export interface MemoryFrontier {
  /** The points, memory rising and cost falling; between two of them the left one's cost holds. */
  readonly points: readonly FrontierPoint[];
  /** The unit that memory was counted in, and whether that was exact. */
  readonly resolution: Resolution;
  /** The cheapest schedule within so many bytes, from the table already solved. */
  plan(memoryBytes: number): CheckpointPlan;
}

/**
 * The cheapest persistent schedule whose memory never exceeds a limit: a value that outlives the
 * forward pass next to it stays until its backward pass (Beaumont et al. 2019, theorem 1). Exact
 * where `resolution.exact`, up to 10⁻¹² for the rounding of sums: always up to 400 stages, whatever
 * their sizes, unless `maxStates` ends the search or `resolutionBytes` or `tableCells` asks for slots;
 * beyond, where a table without rounding fits. Otherwise sizes were rounded up or neighbouring stages
 * merged; the schedule still keeps the limit, and `bound` asks how much cheaper any could be. More
 * memory never costs more, unless `maxStates` ends the search at one limit only.
 *
 * Time O(d·n·S) by table, d the intervals of stages that differ (n²/2, or n for equal stages), S slots;
 * about n³·S by search, S the few hundred levels of memory that its first tables tell apart. The worst
 * case is that of a knapsack.
 *
 * @param chain The chain.
 * @param options The limit and the resolution.
 * @returns The plan.
 * @throws {RangeError} If the limit is below the least memory, which the message states, or an
 * option is out of range.
 *
 * @example
 * ```ts
 * import {
 *   optimalPlan,
 *   revolveForwardRuns,
 *   uniformChain,
 * } from "@/lib/compute/rematerialization/mod.ts";
 * import { expect } from "@std/expect";
 *
 * // Room for three checkpoints (the chain's input is one), the input of the stage at work, what it
 * // saves, and two gradients
 * const chain = uniformChain(10, { forwardCost: 1, outputBytes: 10, savedBytes: 50 });
 * const plan = optimalPlan(chain, { memoryBytes: 3 * 10 + 10 + 50 + 2 * 10 });
 * expect(plan.peakBytes).toBe(110);
 * expect(plan.extraCost).toBe(revolveForwardRuns(10, 3));
 * ```
 */
export function optimalPlan(chain: Chain, options: OptimalOptions): OptimalPlan {
  record("options", options);
  const memoryBytes = nonNegative("memoryBytes", options.memoryBytes);
  const all = storeAllPlan(chain);
  if (memoryBytes >= all.peakBytes) {
    return {
      ...all,
      memoryBytes,
      resolution: { bytes: 1, exact: true },
      extraCostBound: 0,
    };
  }
  if (options.resolutionBytes === undefined && options.tableCells === undefined) {
    const searched = searchedPlan(chain, memoryBytes, all.peakBytes, options);
    if (searched) return { ...searched, memoryBytes };
  }
  const solved = solve(chain, memoryBytes, options);
  const plan = solved.plan(memoryBytes);
  const { resolution } = solved;
  const found = { ...plan, memoryBytes, resolution };
  if (resolution.exact) return { ...found, extraCostBound: plan.extraCost };
  if (!options.bound) return found;
  return {
    ...found,
    extraCostBound: lowerBound(chain, memoryBytes, resolution, solved.intervals),
  };
}

/**
 * Every memory limit at which the least extra cost falls, from the least memory to that of storing
 * everything. One table holds the optimum for every whole number of slots at once, so that with
 * `resolution.exact` no point is missing and none is dominated; otherwise, since sizes in bytes can have
 * more points than fit anywhere, memory is rounded, each point can be reached and lies above the true
 * frontier by no more than the rounding, and `optimalPlan` at one limit can be cheaper. Points less than 10⁻¹² of the
 * base cost apart are taken for rounding errors of sums and merged.
 *
 * @param chain The chain.
 * @param options The resolution.
 * @returns The points and, for each limit, a schedule.
 * @throws {RangeError} If an option is out of range.
 *
 * @example
 * ```ts
 * import { memoryFrontier, uniformChain } from "@/lib/compute/rematerialization/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const chain = uniformChain(4, { forwardCost: 1, outputBytes: 10, savedBytes: 10 });
 * const { points } = memoryFrontier(chain);
 * expect(points.map((point) => [point.memoryBytes, point.extraCost])).toEqual([
 *   [50, 5],
 *   [60, 2],
 *   [70, 0],
 * ]);
 * ```
 */
export function memoryFrontier(chain: Chain, options: ResolutionOptions = {}): MemoryFrontier {
  record("options", options);
  const all = storeAllPlan(chain);
  const { table, resolution, least, plan } = solve(chain, all.peakBytes, options);
  const base = baseCost(chain);
  const candidates: [memoryBytes: number, extraCost: number][] = [
    [least.peakBytes, least.extraCost],
    [all.peakBytes, 0],
  ];
  const slots = Math.floor((all.peakBytes - chain.inputBytes) / resolution.bytes);
  for (let m = table.leastSlots; m <= Math.min(slots, table.freeSlots); m++) {
    candidates.push([m * resolution.bytes + chain.inputBytes, table.extraCost(m)]);
  }
  candidates.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const points: FrontierPoint[] = [];
  let best = Infinity;
  for (const [memoryBytes, extraCost] of candidates) {
    if (extraCost >= best - 1e-12 * base && !(extraCost === 0 && best > 0)) continue;
    best = extraCost;
    points.push({ memoryBytes, extraCost, extraShare: base === 0 ? 0 : extraCost / base });
  }
  return { points, resolution, plan };
}

interface Solved {
  readonly table: CostTable;
  readonly resolution: Resolution;
  readonly intervals: Intervals;
  /** The schedule of least memory. */
  readonly least: CheckpointPlan;
  plan(memoryBytes: number): CheckpointPlan;
}

function solve(chain: Chain, limit: number, options: ResolutionOptions): Solved {
  const least = minimumMemoryPlan(chain);
  const refuseBelow = (memoryBytes: number) => {
    if (memoryBytes >= least.peakBytes) return;
    throw new RangeError(
      `memoryBytes is ${memoryBytes}: the chain needs at least ${least.peakBytes}`,
    );
  };
  refuseBelow(limit);
  const intervals = numberIntervals(chain);
  const available = limit - chain.inputBytes;
  const everything = storeAllPlan(chain).peakBytes - chain.inputBytes;
  const resolution = chooseResolution(chain, everything, intervals.count, options);
  const unit = resolution.bytes;
  const arrays = chainArrays(chain, (bytes) => Math.ceil(bytes / unit));
  const table = new CostTable(arrays, intervals, Math.floor(available / unit));
  const plan = (memoryBytes: number): CheckpointPlan => {
    const given = Math.min(nonNegative("memoryBytes", memoryBytes), limit);
    refuseBelow(given);
    const slots = Math.floor((given - chain.inputBytes) / unit);
    // Rounding can lose schedules close to the least memory, never this one.
    if (!(table.extraCost(slots) < Infinity)) return least;
    const steps = scheduleSteps(arrays.count, slots, table.decide, arrays);
    const found = planOf(chain, steps, given);
    return !resolution.exact && least.extraCost < found.extraCost ? least : found;
  };
  return { table, resolution, intervals, least, plan };
}

/** With sizes rounded down, every schedule that fits still fits, so the optimum can only be lower. */
function lowerBound(
  chain: Chain,
  memoryBytes: number,
  { bytes: unit }: Resolution,
  intervals: Intervals,
): number {
  const arrays = chainArrays(chain, (bytes) => Math.floor(bytes / unit));
  const slots = Math.floor((memoryBytes - chain.inputBytes) / unit);
  return new CostTable(arrays, intervals, slots).extraCost(slots);
}
