/**
 * The levels that a byte can come from, nearest first, each with the bandwidth of one direction.
 *
 * @module
 */
import type { Machine } from "@/lib/compute/mod.ts";
import { oneWayLink } from "@/lib/compute/network/link.ts";
import type { FigureContext } from "../definition.ts";
import { machinesById } from "../machines.ts";
import { shortestName, shortName } from "../text.ts";
import type { LadderState } from "./state.ts";

/** The levels in the order of the ladder. */
export const levelIds = ["l1", "l2", "l3", "memory", "link"] as const;

/** A level of the ladder. */
export type LevelId = typeof levelIds[number];

/** How each level is called in a sentence, and under a rung. */
export const levelNames: Readonly<Record<LevelId, { spoken: string; short: string }>> = {
  l1: { spoken: "the L1", short: "L1" },
  l2: { spoken: "the L2", short: "L2" },
  l3: { spoken: "the L3", short: "L3" },
  memory: { spoken: "memory", short: "memory" },
  link: { spoken: "another chip", short: "other chip" },
};

/** One rung. */
export interface Rung {
  readonly level: LevelId;
  /** What it is in this machine: `HBM2e`, `NVLink3`. */
  readonly name: string;
  /** Bytes a second, one way. */
  readonly bandwidth: number;
  /** Whether it lacks a source that was read. */
  readonly uncertain: boolean;
}

/** A machine with its rungs. */
export interface Ladder {
  readonly machine: Machine;
  /** As short as it can be told from the others. */
  readonly name: string;
  /** The nearest first; at least one. */
  readonly rungs: readonly Rung[];
}

/** The ladders of a state, the main machine's first. */
export function laddersOf({ machine }: LadderState, context: FigureContext): Ladder[] {
  const machines = machinesById(machine, context);
  const names = machines.map(shortestName);
  return machines.map((each) => ({
    machine: each,
    name: names.filter((name) => name === shortestName(each)).length > 1
      ? shortName(each)
      : shortestName(each),
    rungs: rungsOf(each),
  }));
}

function rungsOf({ levels, link, unverified }: Machine): Rung[] {
  const inside = levelIds.flatMap((id): Rung[] => {
    const level = levels.find((each) => each.id === id);
    if (!level) return [];
    const { name, bandwidth } = level;
    // A main memory may be in doubt for its capacity alone.
    const uncertain = id === "memory" ? unverified.includes("bandwidth") : level.uncertain;
    return [{ level: id, name, bandwidth, uncertain }];
  });
  return link === undefined ? inside : [...inside, {
    level: "link",
    name: link.description,
    bandwidth: oneWayLink(link, { latency: 0 }).bandwidth,
    uncertain: unverified.includes("link"),
  }];
}

/** The levels that any of the machines has, in order. */
export function levelsOf(ladders: readonly Ladder[]): LevelId[] {
  return levelIds.filter((id) => ladders.some(({ rungs }) => rungs.some((r) => r.level === id)));
}

/** FLOPs that fit into the time of a byte: the ridge point of the rung, where the peak is known. */
export function flopsAByte(
  { machine }: Ladder,
  { bandwidth }: Rung,
  { precision }: LadderState,
): number | undefined {
  const peak = machine.peaks[precision];
  return peak === undefined ? undefined : peak / bandwidth;
}

/** The bandwidth that the work needs, and whose; `undefined` without work or peak. */
export function needOf(state: LadderState, [main]: readonly Ladder[]): number | undefined {
  const peak = main?.machine.peaks[state.precision];
  return state.intensity > 0 && peak !== undefined ? peak / state.intensity : undefined;
}
