/**
 * How long the all-reduce takes, and the arithmetic beside it.
 *
 * @module
 */
import { type Machine, peakRate, type Precision } from "@/lib/compute/mod.ts";
import {
  type CollectiveCost,
  collectiveCost,
  crossoverBytes,
  type Link,
  oneWayLink,
} from "@/lib/compute/network/mod.ts";
import { trainingFlops } from "@/lib/compute/training/mod.ts";
import type { FigureContext } from "../definition.ts";
import { commonPrecisions, usualPrecision } from "../machines.ts";
import { layerFlops, tokenBytes, valueBytes } from "./models.ts";
import type { AllReduceState } from "./state.ts";

/** All-reduces of a layer in a step: two forward, two backward. */
export const reductionsPerLayer = 4;

/** What a state is computed with. */
export interface Setting {
  readonly machine: Machine;
  readonly link: Link;
  readonly precision: Precision;
  /** FLOP/s at the peak. */
  readonly peak: number;
  /** FLOP/s that are reached. */
  readonly rate: number;
}

/** Machine, link and rate of a state. */
export function settingOf(state: AllReduceState, { machines }: FigureContext): Setting {
  const machine = machines.find(({ id }) => id === state.machine);
  if (!machine?.link) throw new RangeError(`No machine ${state.machine} with a link`);
  const { latency, bandwidth } = state;
  const precision = usualPrecision(commonPrecisions([machine]));
  const peak = peakRate(machine, precision);
  return {
    machine,
    link: bandwidth > 0 ? { latency, bandwidth } : oneWayLink(machine.link, { latency }),
    precision,
    peak,
    rate: peak * state.efficiency,
  };
}

/** The two algorithms. */
export type Algorithm = "ring" | "tree";

/** The cost of one all-reduce. */
export function costOf(
  algorithm: Algorithm,
  { devices, bytes }: Pick<AllReduceState, "devices" | "bytes">,
  link: Link,
): CollectiveCost {
  return collectiveCost("all-reduce", {
    devices,
    bytes,
    link,
    algorithm: algorithm === "ring" ? "ring" : "binomial-tree",
  });
}

/** Both costs, and the faster. Of two that are equal, the ring. */
export interface Costs {
  readonly ring: CollectiveCost;
  readonly tree: CollectiveCost;
  readonly fastest: Algorithm;
  readonly seconds: number;
}

/** Both algorithms for a number of devices and bytes. */
export function costsOf(size: Pick<AllReduceState, "devices" | "bytes">, link: Link): Costs {
  const [ring, tree] = [costOf("ring", size, link), costOf("tree", size, link)];
  const fastest = tree.seconds < ring.seconds ? "tree" : "ring";
  return { ring, tree, fastest, seconds: Math.min(ring.seconds, tree.seconds) };
}

/** The message from which the ring is at least as fast as the tree; 0 if it always is. */
export function crossoverOf(devices: number, link: Link): number {
  return crossoverBytes("all-reduce", { devices, link, small: "binomial-tree", large: "ring" });
}

/**
 * Seconds of arithmetic on each device for one all-reduce of so many bytes: of a data parallel step,
 * where they are the gradients; or of a quarter of a layer, where they are the hidden states of its
 * tokens. 0 without any.
 */
export function computeSeconds(
  state: Pick<AllReduceState, "work" | "tokens" | "model" | "devices" | "bytes">,
  rate: number,
): number {
  const { work, tokens, model, devices, bytes } = state;
  switch (work) {
    case "none":
      return 0;
    case "data-parallel":
      return trainingFlops({ parameters: bytes / valueBytes, tokens }) / rate;
    case "tensor-parallel":
      return layerFlops(model) * tokensIn(state) / (reductionsPerLayer * devices * rate);
  }
}

/** The tokens whose hidden states make so many bytes. */
export function tokensIn({ bytes, model }: Pick<AllReduceState, "bytes" | "model">): number {
  return bytes / tokenBytes(model);
}

/** What decides the time of a step even if all communication runs beside arithmetic. */
export type Wall = "network" | "compute" | "none";

/** The longer of the two. */
export function wallOf(state: AllReduceState, { link, rate }: Setting): Wall {
  if (state.work === "none") return "none";
  return costsOf(state, link).seconds > computeSeconds(state, rate) ? "network" : "compute";
}

/** Tokens on each device with which arithmetic takes as long as the all-reduce of its gradients. */
export function breakEvenTokens(state: AllReduceState, { link, rate }: Setting): number {
  const perToken = trainingFlops({ parameters: state.bytes / valueBytes, tokens: 1 }) / rate;
  return costsOf(state, link).seconds / perToken;
}

const mostSearched = 2 ** 20;

/**
 * The fewest devices among which a layer's all-reduce takes longer than its arithmetic. More devices
 * make the one longer and the other shorter, so that there is one such number; `undefined` if it
 * is beyond a million.
 */
export function breakEvenDevices(
  state: AllReduceState,
  { link, rate }: Setting,
): number | undefined {
  const waits = (devices: number) => {
    const size = { ...state, devices };
    return costsOf(size, link).seconds > computeSeconds(size, rate);
  };
  if (!waits(mostSearched)) return undefined;
  let [enough, tooMany] = [1, mostSearched];
  while (tooMany - enough > 1) {
    const middle = Math.floor((enough + tooMany) / 2);
    if (waits(middle)) tooMany = middle;
    else enough = middle;
  }
  return tooMany;
}

/** The message from which arithmetic takes at least as long; `undefined` if it never does. */
export function breakEvenBytes(state: AllReduceState, { link, rate }: Setting): number | undefined {
  // Arithmetic grows in proportion to the message, an all-reduce from its latency on
  const perByte = computeSeconds({ ...state, bytes: 1e9 }, rate) / 1e9;
  const { ring, tree } = costsOf({ ...state, bytes: 1e9 }, link);
  const meets = [ring, tree].map(({ latencySeconds, bandwidthSeconds }) => {
    const gained = perByte - bandwidthSeconds / 1e9;
    return gained > 0 ? latencySeconds / gained : Infinity;
  });
  const least = Math.min(...meets);
  return Number.isFinite(least) ? least : undefined;
}
