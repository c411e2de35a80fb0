/**
 * Message schedules of collectives among a group of devices, to be run step by step.
 *
 * @module
 */
import { powerBelow, roundsUp } from "./algorithms.ts";

/** Blocks that one device sends another. */
export interface Message {
  /** The sender. */
  readonly from: number;
  /** The receiver. */
  readonly to: number;
  /** The numbers of the blocks. */
  readonly blocks: readonly number[];
  /** Whether the receiver keeps the blocks or adds them to its own. */
  readonly action: "store" | "add";
}

/** Messages that are sent at the same time. */
export type Step = readonly Message[];

/** Devices that work together, and the blocks of each: the i-th member's share is the i-th list. */
export interface Group {
  /** The devices. */
  readonly members: readonly number[];
  /** The blocks of each member. */
  readonly shares: readonly (readonly number[])[];
}

/** 0, 1, …, count − 1. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

/** An item of a list, counted around its end. */
function around<T>(items: readonly T[], index: number): T {
  const found = items[((index % items.length) + items.length) % items.length];
  if (found === undefined) throw new RangeError("A group has no members");
  return found;
}

function message(
  { members, shares }: Group,
  route: { readonly from: number; readonly to: number; readonly shares: readonly number[] },
  action: Message["action"],
): Message {
  const blocks = route.shares.flatMap((share) => around(shares, share));
  return { from: around(members, route.from), to: around(members, route.to), blocks, action };
}

/** Around the ring, each share grows by a member's part at every step. */
export function ringReduceScatter(group: Group): Step[] {
  const p = group.members.length;
  return upTo(p - 1).map((step) =>
    upTo(p).map((i) => message(group, { from: i, to: i + 1, shares: [i - step - 1] }, "add"))
  );
}

/** Around the ring, each member passes on what it received last. */
export function ringAllGather(group: Group): Step[] {
  const p = group.members.length;
  return upTo(p - 1).map((step) =>
    upTo(p).map((i) => message(group, { from: i, to: i + 1, shares: [i - step] }, "store"))
  );
}

/** The shares of the block of `size` members that a member belongs to. */
function blockOf(member: number, size: number): number[] {
  return upTo(size).map((i) => Math.floor(member / size) * size + i);
}

/** Powers of two below p, from 1 on. */
function distances(p: number): number[] {
  return upTo(roundsUp(p)).map((round) => 2 ** round);
}

/** Pairs at half the distance each time exchange the half that the other keeps. */
export function recursiveHalving(group: Group): Step[] {
  const p = group.members.length;
  return distances(p).reverse().map((distance) =>
    upTo(p).map((i) =>
      message(group, { from: i, to: i ^ distance, shares: blockOf(i ^ distance, distance) }, "add")
    )
  );
}

/** Pairs at twice the distance each time exchange all they have. */
export function recursiveDoublingGather(group: Group): Step[] {
  const p = group.members.length;
  return distances(p).map((distance) =>
    upTo(p).map((i) =>
      message(group, { from: i, to: i ^ distance, shares: blockOf(i, distance) }, "store")
    )
  );
}

/** Bruck's all-gather: what a member has goes to the one `distance` before it. */
export function bruckGather(group: Group): Step[] {
  const p = group.members.length;
  return distances(p).map((distance) =>
    upTo(p).map((i) => {
      const shares = upTo(Math.min(distance, p - distance)).map((k) => i + k);
      return message(group, { from: i, to: i - distance, shares }, "store");
    })
  );
}

/** The edges of the binomial tree from member 0, by step, with the members below each. */
function treeSteps(p: number): { from: number; to: number; below: number[] }[][] {
  return distances(p).reverse().map((distance) =>
    upTo(p)
      .filter((i) => i % (2 * distance) === 0 && i + distance < p)
      .map((i) => ({
        from: i,
        to: i + distance,
        below: upTo(Math.min(distance, p - i - distance)).map((k) => i + distance + k),
      }))
  );
}

/** From member 0 to all, along the tree. */
export function treeBroadcast(group: Group): Step[] {
  const all = upTo(group.members.length);
  return treeSteps(all.length).map((edges) =>
    edges.map(({ from, to }) => message(group, { from, to, shares: all }, "store"))
  );
}

/** From all to member 0, along the tree. */
export function treeReduce(group: Group): Step[] {
  const all = upTo(group.members.length);
  return treeSteps(all.length).reverse().map((edges) =>
    edges.map(({ from, to }) => message(group, { from: to, to: from, shares: all }, "add"))
  );
}

/** From member 0, each its share, along the tree. */
export function treeScatter(group: Group): Step[] {
  return treeSteps(group.members.length).map((edges) =>
    edges.map(({ from, to, below }) => message(group, { from, to, shares: below }, "store"))
  );
}

/** To member 0, each its share, along the tree. */
export function treeGather(group: Group): Step[] {
  return treeSteps(group.members.length).reverse().map((edges) =>
    edges.map(({ from, to, below }) =>
      message(group, { from: to, to: from, shares: below }, "store")
    )
  );
}

/** Pairs at twice the distance each time exchange and add all they have. */
export function recursiveDoublingReduce(group: Group): Step[] {
  const all = upTo(group.members.length);
  return distances(all.length).map((distance) =>
    all.map((i) => message(group, { from: i, to: i ^ distance, shares: all }, "add"))
  );
}

/** Each pair exchanges the share of the other, at one distance after another. */
export function pairwiseReduceScatter(group: Group): Step[] {
  const p = group.members.length;
  return upTo(p - 1).map((step) =>
    upTo(p).map((i) =>
      message(group, { from: i, to: i + step + 1, shares: [(i + step + 1) % p] }, "add")
    )
  );
}

/**
 * Folds devices into a power of two: of the first pairs the odd device hands all it has to the even
 * one and rests. `before` and `after` are empty where there is nothing to fold.
 */
export function fold(
  devices: number,
  blocks: readonly number[],
): { readonly members: number[]; readonly before: Step[]; readonly after: Step[] } {
  const extra = devices - powerBelow(devices);
  const pairs = upTo(extra).map((i) => ({ even: 2 * i, odd: 2 * i + 1 }));
  const members = upTo(devices).filter((i) => i >= 2 * extra || i % 2 === 0);
  if (extra === 0) return { members, before: [], after: [] };
  return {
    members,
    before: [pairs.map(({ even, odd }) => ({ from: odd, to: even, blocks, action: "add" }))],
    after: [pairs.map(({ even, odd }) => ({ from: even, to: odd, blocks, action: "store" }))],
  };
}

/** Runs the schedules of groups that do not meet at the same time. */
export function together(schedules: readonly (readonly Step[])[]): Step[] {
  const longest = Math.max(0, ...schedules.map((steps) => steps.length));
  return upTo(longest).map((i) => schedules.flatMap((steps) => steps[i] ?? []));
}
