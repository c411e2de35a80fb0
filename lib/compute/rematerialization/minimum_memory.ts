/**
 * The least memory that a chain can be reversed in.
 *
 * @module
 */
import { at, chainArrays, passingNeed, savingNeed } from "./arrays.ts";
import type { Chain } from "./chain.ts";
import { type CheckpointPlan, planOf } from "./plan.ts";
import { chainSizes, scheduleSteps } from "./steps.ts";

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
  const count = chain.stages.length;
  const arrays = chainArrays(chain);
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

  const memory = at(least, width + count);
  const decide = (first: number, last: number) => at(choice, first * width + last);
  return planOf(
    chain,
    scheduleSteps(count, memory, decide, chainSizes(chain)),
    memory + chain.inputBytes,
  );
}
