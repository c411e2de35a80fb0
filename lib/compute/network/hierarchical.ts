/**
 * Collectives in two levels: inside nodes over fast links, between nodes over slower ones.
 *
 * @module
 */
import { checkLink } from "./link.ts";
import { nonNegative, positiveInteger, record } from "../check.ts";
import type { CollectiveAlgorithm } from "./algorithms.ts";
import { type CollectiveCost, collectiveCost } from "./collective.ts";
import type { Link } from "./link.ts";

/** Nodes of several devices each. */
export interface Cluster {
  /** How many nodes. */
  readonly nodes: number;
  /** Devices in each node. */
  readonly devicesPerNode: number;
  /** A device's link inside its node. */
  readonly inside: Link;
  /**
   * A device's own link to other nodes. If the devices of a node share one, give each its part of
   * the bandwidth: they all use it at the same time.
   */
  readonly between: Link;
}

/** How a collective in two levels is carried out. */
export interface HierarchicalOptions {
  /** Bytes of the collective. */
  readonly bytes: number;
  /** The algorithm between nodes. Default: the fastest. */
  readonly algorithm?: CollectiveAlgorithm | undefined;
}

/** What a collective in two levels costs. */
export interface HierarchicalCost {
  /** The parts, one after the other. */
  readonly phases: readonly CollectiveCost[];
  /** Rounds of messages. */
  readonly steps: number;
  /** Bytes that the busiest device sends inside its node. */
  readonly bytesInside: number;
  /** Bytes that the busiest device sends to other nodes. */
  readonly bytesBetween: number;
  /** Seconds, the phases one after the other. */
  readonly seconds: number;
  /** The part of it that is latency. */
  readonly latencySeconds: number;
  /** The part of it that is bandwidth. */
  readonly bandwidthSeconds: number;
}

/**
 * An all-reduce in two levels: a ring reduce-scatter inside each node, an all-reduce of each
 * device's n ÷ g bytes with its counterparts in other nodes, and a ring all-gather inside. With g
 * devices a node and N nodes, 2·n·(g − 1)/g bytes a device stay inside and 2·n/g·(N − 1)/N cross
 * (with a ring), where a ring over all devices would send 2·n·(g·N − 1)/(g·N) through the slowest
 * link.
 *
 * @param cluster Nodes and links.
 * @param options Bytes, and the algorithm between nodes.
 * @returns The cost, in all and by phase.
 * @throws {RangeError} If a number is out of range or the algorithm does not fit.
 *
 * @example
 * ```ts
 * import { hierarchicalAllReduce } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const cluster = {
 *   nodes: 4,
 *   devicesPerNode: 8,
 *   inside: { latency: 2e-6, bandwidth: 300e9 },
 *   between: { latency: 5e-6, bandwidth: 25e9 },
 * };
 * const cost = hierarchicalAllReduce(cluster, { bytes: 1.6e9, algorithm: "ring" });
 * expect(cost.bytesInside).toBe(2 * 1.6e9 * 7 / 8);
 * expect(cost.bytesBetween).toBe(2 * 0.2e9 * 3 / 4);
 * ```
 */
export function hierarchicalAllReduce(
  cluster: Cluster,
  options: HierarchicalOptions,
): HierarchicalCost {
  record("cluster", cluster);
  record("options", options);
  const { inside, between, nodes, devicesPerNode } = checkCluster(cluster);
  const bytes = nonNegative("bytes", options.bytes);
  const within = { devices: devicesPerNode, bytes, link: inside, algorithm: "ring" } as const;
  const scatter = collectiveCost("reduce-scatter", within);
  const exchange = collectiveCost("all-reduce", {
    devices: nodes,
    bytes: bytes / devicesPerNode,
    link: between,
    algorithm: options.algorithm,
  });
  const gather = collectiveCost("all-gather", within);
  return combine([scatter, gather], [exchange], [scatter, exchange, gather]);
}

/**
 * An all-to-all in two levels: inside each node, devices hand their data to the one with the local
 * number of the receiver; between nodes, those with equal numbers exchange. N − 1 larger messages
 * leave a device instead of g·(N − 1) small ones, for n·(g − 1)/g more bytes inside.
 *
 * @param cluster Nodes and links.
 * @param options Bytes that each device has, its own part included; the algorithm between nodes.
 * @returns The cost, in all and by phase.
 * @throws {RangeError} If a number is out of range or the algorithm does not fit.
 *
 * @example
 * ```ts
 * import { hierarchicalAllToAll } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const cluster = {
 *   nodes: 4,
 *   devicesPerNode: 8,
 *   inside: { latency: 2e-6, bandwidth: 300e9 },
 *   between: { latency: 5e-6, bandwidth: 25e9 },
 * };
 * const cost = hierarchicalAllToAll(cluster, { bytes: 32e6, algorithm: "pairwise" });
 * expect(cost.steps).toBe(7 + 3);
 * expect(cost.bytesBetween).toBe(24e6);
 * ```
 */
export function hierarchicalAllToAll(
  cluster: Cluster,
  options: HierarchicalOptions,
): HierarchicalCost {
  record("cluster", cluster);
  record("options", options);
  const { inside, between, nodes, devicesPerNode } = checkCluster(cluster);
  const bytes = nonNegative("bytes", options.bytes);
  const within = collectiveCost("all-to-all", {
    devices: devicesPerNode,
    bytes,
    link: inside,
    algorithm: "pairwise",
  });
  const across = collectiveCost("all-to-all", {
    devices: nodes,
    bytes,
    link: between,
    algorithm: options.algorithm,
  });
  return combine([within], [across], [within, across]);
}

function checkCluster(cluster: Cluster): Cluster {
  positiveInteger("nodes", cluster.nodes);
  positiveInteger("devicesPerNode", cluster.devicesPerNode);
  checkLink("inside", cluster.inside);
  checkLink("between", cluster.between);
  return cluster;
}

function combine(
  inside: readonly CollectiveCost[],
  between: readonly CollectiveCost[],
  phases: readonly CollectiveCost[],
): HierarchicalCost {
  const sent = (costs: readonly CollectiveCost[]) => total(costs, "bytesSent");
  return {
    phases,
    steps: total(phases, "steps"),
    bytesInside: sent(inside),
    bytesBetween: sent(between),
    seconds: total(phases, "seconds"),
    latencySeconds: total(phases, "latencySeconds"),
    bandwidthSeconds: total(phases, "bandwidthSeconds"),
  };
}

function total(
  costs: readonly CollectiveCost[],
  field: "steps" | "bytesSent" | "seconds" | "latencySeconds" | "bandwidthSeconds",
): number {
  return costs.reduce((sum, cost) => sum + cost[field], 0);
}
