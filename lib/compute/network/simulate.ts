/**
 * Runs a collective's messages on vectors, step by step, and counts what is sent.
 *
 * @module
 */
import { type Collective, type CollectiveAlgorithm, collectiveCounts } from "./algorithms.ts";
import { blockFor, collectiveSchedule } from "./collective_schedule.ts";
import { type Blocks, checkVectors, cut, held, type RunCounts, runSteps } from "./run_steps.ts";
import { upTo } from "./schedule.ts";

/** What a run of a collective did. */
export interface CollectiveRun extends RunCounts {
  /** What each device holds at the end; empty where it is to hold nothing. */
  readonly results: readonly (readonly number[])[];
}

/**
 * Carries a collective out on vectors, message by message, as its algorithm prescribes. It checks
 * what `collectiveCost` claims: the result, the steps, and the values sent.
 *
 * @param collective The collective. Broadcast starts from the first vector, reduce ends at the
 * first device, and in all-gather each vector is a device's own part.
 * @param algorithm How it is carried out.
 * @param vectors One vector a device, all of one length, which the algorithm must be able to cut
 * evenly.
 * @returns What each device holds at the end, and what was sent.
 * @throws {RangeError} If a name is unknown, the algorithm does not take so many devices, or the
 * vectors cannot be cut.
 *
 * @example
 * ```ts
 * import { simulateCollective } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const run = simulateCollective("all-reduce", "ring", [[1, 2], [10, 20]]);
 * expect(run.results).toEqual([[11, 22], [11, 22]]);
 * expect([run.steps, run.valuesSent]).toEqual([2, [2, 2]]);
 * ```
 */
export function simulateCollective(
  collective: Collective,
  algorithm: CollectiveAlgorithm,
  vectors: readonly (readonly number[])[],
): CollectiveRun {
  const p = checkVectors(vectors).length;
  // Refuses unknown names and numbers of devices that the algorithm does not take
  collectiveCounts(collective, algorithm, p);
  const { blocks, steps } = p === 1
    ? { blocks: 1, steps: [] }
    : collectiveSchedule(collective, algorithm, p);
  const state = vectors.map((vector, device): Blocks => {
    if (collective === "all-gather") return new Map([[device, vector]]);
    if (collective === "broadcast" && device > 0) return new Map();
    const number = (i: number) => collective === "all-to-all" ? blockFor(device, i, p) : i;
    return new Map(cut(vector, blocks).map((part, i) => [number(i), part]));
  });
  const counts = runSteps(state, steps);
  const result = (device: number): readonly number[] => {
    switch (collective) {
      case "reduce":
        return device === 0 ? upTo(blocks).flatMap((i) => held(state, device, i)) : [];
      case "reduce-scatter":
        return held(state, device, device);
      case "all-to-all":
        return upTo(p).flatMap((source) => held(state, device, blockFor(source, device, p)));
      default:
        return upTo(blocks).flatMap((i) => held(state, device, i));
    }
  };
  return { results: upTo(p).map(result), ...counts };
}
