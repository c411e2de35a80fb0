import type { FigureContext } from "../definition.ts";
import { byteRateOf, bytesOf, type Observed, secondsOf } from "../observed.ts";
import { byteText, timeText } from "../text.ts";
import type { AllReduceState } from "./state.ts";
import {
  breakEvenDevices,
  breakEvenTokens,
  computeSeconds,
  costsOf,
  crossoverOf,
  settingOf,
  tokensIn,
  wallOf,
} from "./times.ts";
import { devicesText } from "./words.ts";

/** The names of what the all-reduce shows. */
export const allReduceNames = [
  "machine",
  "bandwidth",
  "latency",
  "devices",
  "bytes",
  "work",
  "model",
  "tokens",
  "efficiency",
  "ring",
  "tree",
  "time",
  "algorithm",
  "latency_share",
  "ring_steps",
  "tree_steps",
  "bytes_sent",
  "crossover",
  "compute",
  "wall",
  "break_even",
] as const;

/** What the all-reduce shows; docs/figures.md says what each name is. */
export function observeAllReduce(
  state: AllReduceState,
  context: FigureContext,
): Observed<typeof allReduceNames[number]> {
  const setting = settingOf(state, context);
  const costs = costsOf(state, setting.link);
  const best = costs[costs.fastest];
  return {
    machine: state.machine,
    bandwidth: byteRateOf(setting.link.bandwidth),
    latency: secondsOf(state.latency),
    devices: state.devices,
    bytes: bytesOf(state.bytes),
    work: state.work,
    model: state.model,
    tokens: state.work === "tensor-parallel" ? tokensIn(state) : state.tokens,
    efficiency: state.efficiency,
    ring: secondsOf(costs.ring.seconds),
    tree: secondsOf(costs.tree.seconds),
    time: secondsOf(costs.seconds),
    algorithm: costs.fastest,
    latency_share: best.latencySeconds / best.seconds,
    ring_steps: costs.ring.steps,
    tree_steps: costs.tree.steps,
    bytes_sent: bytesOf(best.bytesSent),
    crossover: bytesOf(crossoverOf(state.devices, setting.link)),
    compute: secondsOf(computeSeconds(state, setting.rate)),
    wall: wallOf(state, setting),
    break_even: state.work === "data-parallel"
      ? breakEvenTokens(state, setting)
      : state.work === "tensor-parallel"
      ? breakEvenDevices(state, setting) ?? 0
      : 0,
  };
}

/** The state in one sentence. */
export function tellAllReduce(state: AllReduceState, context: FigureContext): string {
  const setting = settingOf(state, context);
  const { ring, tree } = costsOf(state, setting.link);
  const wall = wallOf(state, setting);
  const work = wall === "none"
    ? ""
    : `; arithmetic takes ${timeText(computeSeconds(state, setting.rate))}, so ${
      wall === "network" ? "the network" : "arithmetic"
    } is the wall`;
  return `All-reducing ${byteText(state.bytes)} over ${devicesText(state, setting)}: ${
    timeText(ring.seconds)
  } by ring, ${timeText(tree.seconds)} by tree${work}.`;
}
