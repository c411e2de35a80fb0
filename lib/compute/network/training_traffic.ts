/**
 * What a training step communicates, as collectives of certain sizes, each a number of times.
 *
 * @module
 */
import { describe } from "../check.ts";
import type { Collective } from "./algorithms.ts";
import { type CollectiveCost, collectiveCost, type CollectiveSize } from "./collective.ts";

/** How collectives are carried out: as rings, or each by the algorithm that is fastest for it. */
export type TrafficAlgorithm = "ring" | "fastest";

/** One kind of communication in a training step. */
export interface TrafficPart {
  /** What is sent, such as `gradients`. */
  readonly purpose: string;
  /** How often in a step. */
  readonly count: number;
  /** One of them. */
  readonly cost: CollectiveCost;
}

/** The communication of a training step, as one device sees it. */
export interface Traffic {
  /** Its parts. */
  readonly parts: readonly TrafficPart[];
  /** Bytes that the busiest device sends. */
  readonly bytesSent: number;
  /** Seconds, one after the other, nothing beside it. */
  readonly seconds: number;
  /** The part of it that is latency. */
  readonly latencySeconds: number;
  /** The part of it that is bandwidth. */
  readonly bandwidthSeconds: number;
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/** A part of the traffic, by name, number and collective. */
export function trafficPart(
  purpose: string,
  count: number,
  collective: Collective,
  { algorithm, ...size }: CollectiveSize & { readonly algorithm: TrafficAlgorithm },
): TrafficPart {
  if (algorithm !== "ring" && algorithm !== "fastest") {
    throw new RangeError(`algorithm is ${describe(algorithm)}: it must be "ring" or "fastest"`);
  }
  const named = algorithm === "fastest" ? undefined : ringOf(collective);
  return { purpose, count, cost: collectiveCost(collective, { ...size, algorithm: named }) };
}

/** In an all-to-all there is no ring: each device exchanges with each. */
function ringOf(collective: Collective): "ring" | "pairwise" {
  return collective === "all-to-all" ? "pairwise" : "ring";
}

/** Adds the parts up. */
export function trafficOf(parts: readonly TrafficPart[]): Traffic {
  const total = (field: "bytesSent" | "seconds" | "latencySeconds" | "bandwidthSeconds") =>
    parts.reduce((sum, { count, cost }) => sum + count * cost[field], 0);
  return {
    parts,
    bytesSent: total("bytesSent"),
    seconds: total("seconds"),
    latencySeconds: total("latencySeconds"),
    bandwidthSeconds: total("bandwidthSeconds"),
    conventions: parts[0]?.cost.conventions ?? [],
  };
}
