/**
 * Runs a collective's messages on vectors, step by step, and counts what is sent.
 *
 * @module
 */
import { describe, list, positiveInteger } from "../check.ts";
import { type Collective, type CollectiveAlgorithm, collectiveCounts } from "./algorithms.ts";
import {
  blockFor,
  collectiveSchedule,
  hierarchicalAllReduceSchedule,
  hierarchicalAllToAllSchedule,
} from "./collective_schedule.ts";
import { type Step, upTo } from "./schedule.ts";

/** What a run of a collective did. */
export interface CollectiveRun {
  /** What each device holds at the end; empty where it is to hold nothing. */
  readonly results: readonly (readonly number[])[];
  /** Rounds of messages. */
  readonly steps: number;
  /** Values that each device sent. */
  readonly valuesSent: readonly number[];
  /** Values that each device received. */
  readonly valuesReceived: readonly number[];
  /** The most that one device sent or received in a step, summed over the steps, in values. */
  readonly pathValues: number;
  /** The most messages that one device sent, or received, in a step. */
  readonly ports: number;
}

type Blocks = Map<number, readonly number[]>;

/** Sends the messages of all steps; those of a step leave before any of them arrives. */
function run(state: readonly Blocks[], steps: readonly Step[]): Omit<CollectiveRun, "results"> {
  const valuesSent = state.map(() => 0);
  const valuesReceived = state.map(() => 0);
  let pathValues = 0;
  let ports = 0;
  for (const step of steps) {
    const out = state.map(() => ({ values: 0, messages: 0 }));
    const into = state.map(() => ({ values: 0, messages: 0 }));
    const arrivals = step.map((message) => ({
      ...message,
      values: message.blocks.map((block) => held(state, message.from, block)),
    }));
    for (const { from, to, blocks, action, values } of arrivals) {
      const size = values.reduce((sum, value) => sum + value.length, 0);
      count(out, from, size);
      count(into, to, size);
      blocks.forEach((block, i) => {
        const value = values[i] ?? [];
        const own = action === "add" ? held(state, to, block) : undefined;
        state[to]?.set(block, own ? value.map((v, k) => v + (own[k] ?? NaN)) : value);
      });
    }
    let most = 0;
    state.forEach((_, i) => {
      const [sent, received] = [out[i] ?? none, into[i] ?? none];
      valuesSent[i] = (valuesSent[i] ?? 0) + sent.values;
      valuesReceived[i] = (valuesReceived[i] ?? 0) + received.values;
      most = Math.max(most, sent.values, received.values);
      ports = Math.max(ports, sent.messages, received.messages);
    });
    pathValues += most;
  }
  return { steps: steps.length, valuesSent, valuesReceived, pathValues, ports };
}

const none = { values: 0, messages: 0 };

function count(totals: { values: number; messages: number }[], device: number, values: number) {
  const total = totals[device];
  if (!total) throw new RangeError(`A message names device ${device}, which does not exist`);
  total.values += values;
  total.messages++;
}

function held(state: readonly Blocks[], device: number, block: number): readonly number[] {
  const found = state[device]?.get(block);
  if (found) return found;
  throw new RangeError(`Device ${device} is to send or add to block ${block}, which it lacks`);
}

/** Cuts a vector into blocks of equal length. */
function cut(vector: readonly number[], blocks: number): (readonly number[])[] {
  const size = vector.length / blocks;
  if (Number.isInteger(size)) {
    return upTo(blocks).map((i) => vector.slice(i * size, (i + 1) * size));
  }
  throw new RangeError(
    `vectors have ${vector.length} values: they must be a multiple of ${blocks} to be cut evenly`,
  );
}

/** The vectors if there is at least one and all are equally long. */
function checkVectors(vectors: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const length = list("vectors", vectors)[0]?.length;
  vectors.forEach((vector, i) => {
    if (list(`vectors[${i}]`, vector).length !== length) {
      throw new RangeError(`vectors[${i}] has ${vector.length} values: it must have ${length}`);
    }
  });
  if (length === undefined) throw new RangeError("vectors has none: it must have one a device");
  return vectors;
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
  const counts = run(state, steps);
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

/** What a run in two levels did. */
export interface HierarchicalRun {
  /** What each device holds at the end. */
  readonly results: readonly (readonly number[])[];
  /** What was sent inside nodes. */
  readonly inside: Omit<CollectiveRun, "results">;
  /** What was sent between nodes. */
  readonly between: Omit<CollectiveRun, "results">;
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
    const first = run(state, inside);
    const second = run(state, between);
    const third = run(state, back);
    const results = upTo(p).map((device) => upTo(p).flatMap((i) => held(state, device, i)));
    return { results, inside: sum(first, third), between: second };
  }
  if (collective === "all-to-all") {
    const { inside, between } = hierarchicalAllToAllSchedule(nodes, devicesPerNode);
    const state = vectors.map((vector, device): Blocks =>
      new Map(cut(vector, p).map((part, i) => [blockFor(device, i, p), part]))
    );
    const first = run(state, inside);
    const second = run(state, between);
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
  first: Omit<CollectiveRun, "results">,
  second: Omit<CollectiveRun, "results">,
): Omit<CollectiveRun, "results"> {
  const add = (a: readonly number[], b: readonly number[]) => a.map((v, i) => v + (b[i] ?? 0));
  return {
    steps: first.steps + second.steps,
    valuesSent: add(first.valuesSent, second.valuesSent),
    valuesReceived: add(first.valuesReceived, second.valuesReceived),
    pathValues: first.pathValues + second.pathValues,
    ports: Math.max(first.ports, second.ports),
  };
}
