/**
 * What collective algorithms do, counted: steps, and bytes as parts of the message.
 *
 * @module
 */
import { describe } from "../check.ts";
import { byDistance } from "../nearest.ts";

/**
 * A collective operation. Of n bytes and p devices,
 *
 * - `broadcast`: one device's n bytes reach all
 * - `reduce`: the sum of all devices' n bytes reaches one
 * - `all-gather`: each has n ÷ p bytes, and all get the n bytes together
 * - `reduce-scatter`: the sum of all devices' n bytes is spread, n ÷ p to each
 * - `all-reduce`: the sum of all devices' n bytes reaches all
 * - `all-to-all`: each has n bytes, n ÷ p for each device, itself included
 */
export type Collective =
  | "broadcast"
  | "reduce"
  | "all-gather"
  | "reduce-scatter"
  | "all-reduce"
  | "all-to-all";

/** A way to carry a collective out. Not each collective has each of them. */
export type CollectiveAlgorithm =
  | "ring"
  | "binomial-tree"
  | "recursive-doubling"
  | "recursive-halving"
  | "rabenseifner"
  | "scatter-all-gather"
  | "bruck"
  | "pairwise"
  | "direct";

/** What an algorithm does on p devices; bytes are in parts of the n bytes of the collective. */
export interface CollectiveCounts {
  /** Rounds of messages, one after the other. */
  readonly steps: number;
  /** The largest message of each step, summed: what the slowest chain of messages carries. */
  readonly path: number;
  /** What the busiest device sends in all. */
  readonly sent: number;
}

/** ⌈log2 p⌉: the rounds after which all can have heard from one. */
export function roundsUp(devices: number): number {
  return 32 - Math.clz32(devices - 1);
}

/** 2^⌊log2 p⌋: the largest power of two that is no more than p. */
export function powerBelow(devices: number): number {
  return 2 ** (31 - Math.clz32(devices));
}

interface Algorithm {
  /** The counts on p devices, p at least 2. */
  readonly count: (devices: number) => CollectiveCounts;
  /** The algorithm to use instead where p is not a power of two and this one needs it. */
  readonly otherwise?: CollectiveAlgorithm;
}

/** Each device passes on p − 1 parts of n ÷ p. */
function parts(devices: number, steps: number): CollectiveCounts {
  return { steps, path: 1 - 1 / devices, sent: 1 - 1 / devices };
}

/** What folding p devices into a power of two adds: a step with all n bytes before and one after. */
function folding(devices: number): { readonly steps: number; readonly sent: number } {
  return devices === powerBelow(devices) ? { steps: 0, sent: 0 } : { steps: 2, sent: 1 };
}

const table: Readonly<Record<Collective, Partial<Record<CollectiveAlgorithm, Algorithm>>>> = {
  broadcast: {
    "binomial-tree": {
      count: (p) => ({ steps: roundsUp(p), path: roundsUp(p), sent: roundsUp(p) }),
    },
    "scatter-all-gather": {
      count: (p) => ({ steps: roundsUp(p) + p - 1, path: 2 - 2 / p, sent: 2 - 2 / p }),
    },
  },
  reduce: {
    "binomial-tree": { count: (p) => ({ steps: roundsUp(p), path: roundsUp(p), sent: 1 }) },
    rabenseifner: {
      count: (p) => {
        const power = powerBelow(p);
        const fold = folding(p).steps / 2;
        const halves = 1 - 1 / power;
        return {
          steps: fold + 2 * roundsUp(power),
          path: fold + 2 * halves,
          // Half way round the tree of the gather a device has gathered half the result
          sent: halves + 1 / 2,
        };
      },
    },
  },
  "all-gather": {
    ring: { count: (p) => parts(p, p - 1) },
    "recursive-doubling": { count: (p) => parts(p, roundsUp(p)), otherwise: "bruck" },
    bruck: { count: (p) => parts(p, roundsUp(p)) },
  },
  "reduce-scatter": {
    ring: { count: (p) => parts(p, p - 1) },
    "recursive-halving": { count: (p) => parts(p, roundsUp(p)), otherwise: "ring" },
    pairwise: { count: (p) => parts(p, p - 1) },
  },
  "all-reduce": {
    ring: { count: (p) => ({ steps: 2 * (p - 1), path: 2 - 2 / p, sent: 2 - 2 / p }) },
    "binomial-tree": {
      count: (p) => ({ steps: 2 * roundsUp(p), path: 2 * roundsUp(p), sent: roundsUp(p) }),
    },
    "recursive-doubling": {
      count: (p) => {
        const rounds = roundsUp(powerBelow(p));
        const fold = folding(p);
        return {
          steps: rounds + fold.steps,
          path: rounds + fold.steps,
          sent: rounds + fold.sent,
        };
      },
    },
    rabenseifner: {
      count: (p) => {
        const power = powerBelow(p);
        const halves = 2 - 2 / power;
        const fold = folding(p);
        return {
          steps: 2 * roundsUp(power) + fold.steps,
          path: halves + fold.steps,
          sent: halves + fold.sent,
        };
      },
    },
  },
  "all-to-all": {
    pairwise: { count: (p) => parts(p, p - 1) },
    direct: { count: (p) => parts(p, 1) },
    bruck: {
      count: (p) => {
        const moved = bruckBlocks(p) / p;
        return { steps: roundsUp(p), path: moved, sent: moved };
      },
    },
  },
};

/** Blocks a device passes on in Bruck's all-to-all: each as often as its distance has ones. */
function bruckBlocks(devices: number): number {
  let blocks = 0;
  for (let distance = 1; distance < devices; distance *= 2) {
    // Of every 2·distance numbers the upper half has this bit
    const whole = Math.floor(devices / (2 * distance)) * distance;
    blocks += whole + Math.max(0, devices % (2 * distance) - distance);
  }
  return blocks;
}

/**
 * The algorithms known for a collective.
 *
 * @param collective The collective.
 * @returns Their names.
 * @throws {RangeError} If there is no such collective; the message lists the known ones.
 *
 * @example
 * ```ts
 * import { collectiveAlgorithms } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(collectiveAlgorithms("all-gather")).toEqual(["ring", "recursive-doubling", "bruck"]);
 * ```
 */
export function collectiveAlgorithms(collective: Collective): CollectiveAlgorithm[] {
  if (Object.hasOwn(table, collective)) {
    return Object.keys(table[collective]) as CollectiveAlgorithm[];
  }
  const known = byDistance(String(collective), Object.keys(table));
  throw new RangeError(`Unknown collective ${describe(collective)}: known are ${known.join(", ")}`);
}

/** Whether an algorithm of a collective takes this number of devices. */
export function takesDevices(
  collective: Collective,
  algorithm: CollectiveAlgorithm,
  devices: number,
): boolean {
  return table[collective][algorithm]?.otherwise === undefined || powerBelow(devices) === devices;
}

/** The counts of an algorithm; refuses what it cannot do. */
export function collectiveCounts(
  collective: Collective,
  algorithm: CollectiveAlgorithm,
  devices: number,
): CollectiveCounts {
  const known = collectiveAlgorithms(collective);
  const found = Object.hasOwn(table[collective], algorithm)
    ? table[collective][algorithm]
    : undefined;
  if (!found) {
    const near = byDistance(String(algorithm), known);
    throw new RangeError(
      `Unknown algorithm ${describe(algorithm)} for ${collective}: known are ${near.join(", ")}`,
    );
  }
  if (!takesDevices(collective, algorithm, devices)) {
    throw new RangeError(
      `devices is ${devices}: ${algorithm} pairs devices off and needs a power of two; ` +
        `use ${found.otherwise}`,
    );
  }
  return devices === 1 ? { steps: 0, path: 0, sent: 0 } : found.count(devices);
}
