/**
 * How the all-reduce says things.
 *
 * @module
 */
import { formatNumber } from "@/lib/compute/mod.ts";
import { findTransformer } from "@/lib/compute/transformers/mod.ts";
import { percentText, shortestName } from "../text.ts";
import type { AllReduceState } from "./state.ts";
import { type Costs, type Setting, tokensIn } from "./times.ts";

/** A whole number, written out. */
export const countText = (count: number): string => formatNumber(count, { digits: 15 });

/** A number of tokens, rounded: `2048 tokens`. */
export function tokensText(tokens: number): string {
  const rounded = tokens >= 100 ? Math.round(tokens) : Number(tokens.toPrecision(3));
  return `${formatNumber(rounded, { digits: 9 })} ${rounded === 1 ? "token" : "tokens"}`;
}

/** Tokens whose hidden states are reduced. */
export const wordsInWork = (state: AllReduceState): string => tokensText(tokensIn(state));

/** Devices by number and name; without a name where the link is not the machine's. */
export function devicesText({ devices }: AllReduceState, { machine }: Setting): string {
  return `${countText(devices)} ${shortestName(machine)}s`;
}

/** The name of the model whose layers are split. */
export const modelName = ({ model }: AllReduceState): string => findTransformer(model).name;

/** Which part of the faster all-reduce is the larger: `88 % of it latency`. */
export function partText(costs: Costs): string {
  const { latencySeconds, seconds } = costs[costs.fastest];
  const latency = latencySeconds / seconds;
  const name = latency > 0.5 ? "latency" : "bandwidth";
  const share = Math.max(latency, 1 - latency);
  return share > 0.995 ? `nearly all of it ${name}` : `${percentText(share)} of it ${name}`;
}
