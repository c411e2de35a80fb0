/**
 * The messages of each collective, algorithm by algorithm.
 *
 * @module
 */
import { type Collective, type CollectiveAlgorithm, powerBelow, roundsUp } from "./algorithms.ts";
import {
  bruckGather,
  fold,
  type Group,
  pairwiseReduceScatter,
  recursiveDoublingGather,
  recursiveDoublingReduce,
  recursiveHalving,
  ringAllGather,
  ringReduceScatter,
  type Step,
  together,
  treeBroadcast,
  treeGather,
  treeReduce,
  treeScatter,
  upTo,
} from "./schedule.ts";

/** The messages of a collective. */
export interface CollectiveSchedule {
  /** How many blocks a vector is cut into. */
  readonly blocks: number;
  /** The messages of each step. */
  readonly steps: readonly Step[];
}

/** Every device with one block of its own. */
function everyone(devices: number): Group {
  return { members: upTo(devices), shares: upTo(devices).map((i) => [i]) };
}

/** The schedule of an algorithm that takes so many devices. */
export function collectiveSchedule(
  collective: Collective,
  algorithm: CollectiveAlgorithm,
  devices: number,
): CollectiveSchedule {
  const group = everyone(devices);
  const evenly = (steps: Step[]) => ({ blocks: devices, steps });
  switch (`${collective} ${algorithm}`) {
    case "broadcast binomial-tree":
      return evenly(treeBroadcast(group));
    case "broadcast scatter-all-gather":
      return evenly([...treeScatter(group), ...ringAllGather(group)]);
    case "reduce binomial-tree":
      return evenly(treeReduce(group));
    case "reduce rabenseifner":
      return folded(devices, (group) => [...recursiveHalving(group), ...treeGather(group)], false);
    case "all-gather ring":
      return evenly(ringAllGather(group));
    case "all-gather recursive-doubling":
      return evenly(recursiveDoublingGather(group));
    case "all-gather bruck":
      return evenly(bruckGather(group));
    case "reduce-scatter ring":
      return evenly(ringReduceScatter(group));
    case "reduce-scatter recursive-halving":
      return evenly(recursiveHalving(group));
    case "reduce-scatter pairwise":
      return evenly(pairwiseReduceScatter(group));
    case "all-reduce ring":
      return evenly([...ringReduceScatter(group), ...ringAllGather(group)]);
    case "all-reduce binomial-tree":
      return evenly([...treeReduce(group), ...treeBroadcast(group)]);
    case "all-reduce recursive-doubling":
      return folded(devices, recursiveDoublingReduce, true);
    case "all-reduce rabenseifner":
      return folded(
        devices,
        (group) => [...recursiveHalving(group), ...recursiveDoublingGather(group)],
        true,
      );
    case "all-to-all pairwise":
      return evenly(upTo(devices - 1).map((step) => exchange(devices, step + 1)));
    case "all-to-all direct":
      return evenly([upTo(devices - 1).flatMap((step) => exchange(devices, step + 1))]);
    case "all-to-all bruck":
      return evenly(bruckExchange(devices));
    default:
      throw new RangeError(`There is no schedule for ${collective} by ${algorithm}`);
  }
}

/** A schedule for a power of two, with the other devices folded in, and the result handed back. */
function folded(
  devices: number,
  schedule: (group: Group) => Step[],
  handBack: boolean,
): CollectiveSchedule {
  const blocks = powerBelow(devices);
  const { members, before, after } = fold(devices, upTo(blocks));
  const steps = schedule({ members, shares: upTo(blocks).map((i) => [i]) });
  return { blocks, steps: [...before, ...steps, ...(handBack ? after : [])] };
}

/** In an all-to-all, the block that one device has for another. */
export function blockFor(source: number, target: number, devices: number): number {
  return source * devices + target;
}

/** Each device sends its block for the one `distance` ahead. */
function exchange(p: number, distance: number): Step {
  return upTo(p).map((i) => {
    const to = (i + distance) % p;
    return { from: i, to, blocks: [blockFor(i, to, p)], action: "store" };
  });
}

/** Blocks travel by the ones of the distance they have to go, the lowest first. */
function bruckExchange(p: number): Step[] {
  return upTo(roundsUp(p)).map((round) => {
    const hop = 2 ** round;
    return upTo(p).map((i) => {
      const blocks = upTo(p).filter((distance) => distance & hop).map((distance) => {
        const source = (i - (distance & (hop - 1)) + p) % p;
        return blockFor(source, (source + distance) % p, p);
      });
      return { from: i, to: (i + hop) % p, blocks, action: "store" };
    });
  });
}

/** An all-reduce inside nodes and between them; device l of node k is k·perNode + l. */
export function hierarchicalAllReduceSchedule(
  nodes: number,
  perNode: number,
): { readonly inside: Step[]; readonly between: Step[]; readonly back: Step[] } {
  const insides = upTo(nodes).map((node): Group => ({
    members: upTo(perNode).map((local) => node * perNode + local),
    shares: upTo(perNode).map((local) => upTo(nodes).map((k) => local * nodes + k)),
  }));
  const betweens = upTo(perNode).map((local): Group => ({
    members: upTo(nodes).map((node) => node * perNode + local),
    shares: upTo(nodes).map((node) => [local * nodes + node]),
  }));
  return {
    inside: together(insides.map(ringReduceScatter)),
    between: together(
      betweens.map((group) => [...ringReduceScatter(group), ...ringAllGather(group)]),
    ),
    back: together(insides.map(ringAllGather)),
  };
}

/** An all-to-all in two stages: inside each node by local number, then between nodes. */
export function hierarchicalAllToAllSchedule(
  nodes: number,
  perNode: number,
): { readonly inside: Step[]; readonly between: Step[] } {
  const p = nodes * perNode;
  const devices = upTo(p).map((i) => ({ node: Math.floor(i / perNode), local: i % perNode }));
  const inside = upTo(perNode - 1).map((step): Step =>
    devices.map(({ node, local }, i) => {
      const target = (local + step + 1) % perNode;
      const blocks = upTo(nodes).map((k) => blockFor(i, k * perNode + target, p));
      return { from: i, to: node * perNode + target, blocks, action: "store" };
    })
  );
  const between = upTo(nodes - 1).map((step): Step =>
    devices.map(({ node, local }, i) => {
      const to = (node + step + 1) % nodes * perNode + local;
      const blocks = upTo(perNode).map((l) => blockFor(node * perNode + l, to, p));
      return { from: i, to, blocks, action: "store" };
    })
  );
  return { inside, between };
}
