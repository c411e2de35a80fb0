/**
 * The least memory that a chain can be reversed in.
 *
 * @module
 */
import { at, type ChainArrays, chainArrays, passingNeed, savingNeed } from "./arrays.ts";
import { type Chain, checkChain } from "./chain.ts";
import { type CheckpointPlan, planOf } from "./plan.ts";
import { chainSizes, type Decision, scheduleSteps } from "./steps.ts";

/** The least bytes of each interval of stages and the decision that needs no more. */
export interface LeastMemory {
  /** Bytes from stage `first` to `last`, at `first`·(n + 1) + `last`; the input of `first` is not counted. */
  readonly bytes: Float64Array;
  /** Does not look at the memory. */
  readonly decide: Decision;
}

/** Solves every interval in bytes. */
export function leastMemory(arrays: ChainArrays): LeastMemory {
  const { count } = arrays;
  const width = count + 1;
  const least = new Float64Array(width * width);
  const choice = new Int32Array(width * width);

  for (let length = 1; length <= count; length++) {
    for (let first = 1; first + length - 1 <= count; first++) {
      const last = first + length - 1;
      let best = savingNeed(arrays, first, last);
      let split = first;
      if (first < last) {
        best = Math.max(best, at(arrays.saved, first) + at(least, (first + 1) * width + last));
        const waiting = at(arrays.gradient, last);
        let passing = 0;
        for (let next = first + 1; next <= last; next++) {
          passing = Math.max(passing, passingNeed(arrays, first, next - 1));
          const need = Math.max(
            waiting + passing,
            at(arrays.output, next - 1) + at(least, next * width + last),
            at(least, first * width + next - 1),
          );
          if (need < best) {
            best = need;
            split = next;
          }
        }
      }
      least[first * width + last] = best;
      choice[first * width + last] = split;
    }
  }
  return { bytes: least, decide: (first, last) => at(choice, first * width + last) };
}

/**
 * The schedule that takes the least memory of all persistent schedules, whatever it costs. Where
 * several do, the first found, which need not be the cheapest: `optimalPlan` with its `peakBytes`
 * is. By dynamic programming over intervals of stages, in bytes, without rounding:
 * O(n³) time, O(n²) memory.
 *
 * @param chain The chain.
 * @returns The plan; its `peakBytes` is the least memory.
 *
 * @example
 * ```ts
 * import { minimumMemoryPlan, uniformChain } from "@/lib/compute/rematerialization/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const chain = uniformChain(8, { forwardCost: 1, outputBytes: 10, savedBytes: 50 });
 * // The chain's input 10, a stage's input 10 and saved values 50, two gradients of 10
 * expect(minimumMemoryPlan(chain).peakBytes).toBe(90);
 * ```
 */
export function minimumMemoryPlan(chain: Chain): CheckpointPlan {
  checkChain(chain);
  return planOfLeast(chain, leastMemory(chainArrays(chain)));
}

/** Writes the schedule of least memory down. */
export function planOfLeast(chain: Chain, { bytes, decide }: LeastMemory): CheckpointPlan {
  const count = chain.stages.length;
  const memory = at(bytes, count + 1 + count);
  const steps = scheduleSteps(count, memory, decide, chainSizes(chain));
  return planOf(chain, steps, memory + chain.inputBytes);
}
