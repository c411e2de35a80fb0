/**
 * Runs collectives in two levels, inside nodes and between them.
 *
 * @module
 */
import { describe, positiveInteger } from "../check.ts";
import {
  blockFor,
  hierarchicalAllReduceSchedule,
  hierarchicalAllToAllSchedule,
} from "./collective_schedule.ts";
import { type Blocks, checkVectors, cut, held, type RunCounts, runSteps } from "./run_steps.ts";
import { upTo } from "./schedule.ts";

/** What a run in two levels did. */
export interface HierarchicalRun {
  /** What each device holds at the end. */
  readonly results: readonly (readonly number[])[];
  /** What was sent inside nodes. */
  readonly inside: RunCounts;
  /** What was sent between nodes. */
  readonly between: RunCounts;
}

/**
 * Carries a collective out in two levels, inside nodes and between them, message by message. Device
 * l of node k is number k·devicesPerNode + l.
 *
 * @param collective `all-reduce` or `all-to-all`.
 * @param devicesPerNode Devices in a node.
 * @param vectors One vector a device, the nodes one after the other; their length must be a multiple
 * of the number of devices.
 * @returns What each device holds at the end, and what was sent at each level.
 * @throws {RangeError} If the devices do not fill the nodes, or the vectors cannot be cut.
 *
 * @example
 * ```ts
 * import { simulateHierarchical } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const vectors = [[1, 1, 1, 1], [2, 2, 2, 2], [3, 3, 3, 3], [4, 4, 4, 4]];
 * const run = simulateHierarchical("all-reduce", 2, vectors);
 * expect(run.results[3]).toEqual([10, 10, 10, 10]);
 * // Each device sends half its vector between the nodes, in two steps, instead of all of it
 * expect(run.between.valuesSent).toEqual([2, 2, 2, 2]);
 * ```
 */
export function simulateHierarchical(
  collective: "all-reduce" | "all-to-all",
  devicesPerNode: number,
  vectors: readonly (readonly number[])[],
): HierarchicalRun {
  const p = checkVectors(vectors).length;
  const nodes = p / positiveInteger("devicesPerNode", devicesPerNode);
  if (!Number.isInteger(nodes)) {
    throw new RangeError(`vectors has ${p}: it must be a multiple of ${devicesPerNode} a node`);
  }
  if (collective === "all-reduce") {
    const { inside, between, back } = hierarchicalAllReduceSchedule(nodes, devicesPerNode);
    const state = vectors.map((vector): Blocks => new Map(cut(vector, p).entries()));
    const first = runSteps(state, inside);
    const second = runSteps(state, between);
    const third = runSteps(state, back);
    const results = upTo(p).map((device) => upTo(p).flatMap((i) => held(state, device, i)));
    return { results, inside: sum(first, third), between: second };
  }
  if (collective === "all-to-all") {
    const { inside, between } = hierarchicalAllToAllSchedule(nodes, devicesPerNode);
    const state = vectors.map((vector, device): Blocks =>
      new Map(cut(vector, p).map((part, i) => [blockFor(device, i, p), part]))
    );
    const first = runSteps(state, inside);
    const second = runSteps(state, between);
    const results = upTo(p).map((device) =>
      upTo(p).flatMap((source) => held(state, device, blockFor(source, device, p)))
    );
    return { results, inside: first, between: second };
  }
  throw new RangeError(
    `collective is ${describe(collective)}: it must be "all-reduce" or "all-to-all"`,
  );
}

function sum(
  first: RunCounts,
  second: RunCounts,
): RunCounts {
  const add = (a: readonly number[], b: readonly number[]) => a.map((v, i) => v + (b[i] ?? 0));
  return {
    steps: first.steps + second.steps,
    valuesSent: add(first.valuesSent, second.valuesSent),
    valuesReceived: add(first.valuesReceived, second.valuesReceived),
    pathValues: first.pathValues + second.pathValues,
    ports: Math.max(first.ports, second.ports),
  };
}
