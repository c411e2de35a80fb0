import { formatNumber } from "@/lib/compute/mod.ts";
import type { Working } from "../model.ts";
import {
  bandwidthText,
  byteText,
  flopText,
  percentText,
  rateText,
  timesText,
  timeText,
} from "../text.ts";
import { layerFlops, usualTokens } from "./models.ts";
import type { AllReduceState } from "./state.ts";
import {
  breakEvenDevices,
  breakEvenTokens,
  computeSeconds,
  type Costs,
  crossoverOf,
  reductionsPerLayer,
  type Setting,
  tokensIn,
} from "./times.ts";
import { countText, tokensText } from "./words.ts";

const number = (value: number) => formatNumber(value, { digits: 6 });

/** Both algorithms step by step, where they meet, and the arithmetic beside them. */
export function allReduceWorkings(
  state: AllReduceState,
  setting: Setting,
  costs: Costs,
): Working[] {
  const { devices: p } = state;
  const { link } = setting;
  const [n, latency, bandwidth] = [
    byteText(state.bytes),
    timeText(link.latency),
    bandwidthText(link.bandwidth),
  ];
  const { ring, tree } = costs;
  const rounds = tree.steps / 2;
  const crossover = crossoverOf(p, link);
  const [steps, path] = [
    ring.steps - tree.steps,
    (tree.pathBytes - ring.pathBytes) / state.bytes,
  ];
  return [
    {
      label: "ring",
      formula: "2·(p − 1)·α + 2·(p − 1)/p · n ÷ w",
      numbers: `${ring.steps}·${latency} + ${number(2 * (p - 1) / p)}·${n} ÷ ${bandwidth}`,
      result: timeText(ring.seconds),
      role: "network",
    },
    {
      label: "tree",
      formula: "2·r·α + 2·r·n ÷ w, r = log2 p rounded up",
      numbers: `${tree.steps}·${latency} + ${2 * rounds}·${n} ÷ ${bandwidth}`,
      result: timeText(tree.seconds),
      role: "network",
    },
    ...(crossover === 0 ? [] : [{
      label: "as fast as each other",
      formula: "steps more · α·w ÷ parts of n less",
      numbers: `${steps}·${latency}·${bandwidth} ÷ ${number(path)}`,
      result: byteText(crossover),
    }]),
    ...workLines(state, setting, costs),
  ];
}

function workLines(state: AllReduceState, setting: Setting, costs: Costs): Working[] {
  if (state.work === "none") return [];
  const { peak, rate } = setting;
  const rateLine: Working = {
    label: "arithmetic a device reaches, R",
    formula: "peak · efficiency",
    numbers: `${rateText(peak)}·${percentText(state.efficiency)}`,
    result: rateText(rate),
    role: "compute",
  };
  return state.work === "data-parallel"
    ? [rateLine, ...dataLines(state, setting)]
    : [rateLine, ...tensorLines(state, setting, costs)];
}

function dataLines(state: AllReduceState, setting: Setting): Working[] {
  const { devices: p, tokens, bytes } = state;
  const { link, rate } = setting;
  const ratio = 2 * (p - 1) / p * rate / (3 * tokens * link.bandwidth);
  return [
    {
      label: "arithmetic of a step, P = n ÷ 2",
      formula: "6·P·T ÷ R",
      numbers: `6·${countText(Math.round(bytes / 2))}·${countText(tokens)} ÷ ${rateText(rate)}`,
      result: timeText(computeSeconds(state, rate)),
      role: "compute",
    },
    {
      label: "ring ÷ arithmetic without latency: P cancels",
      formula: "2·(p − 1)/p · R ÷ (3·T·w)",
      numbers: `${number(2 * (p - 1) / p)}·${rateText(rate)} ÷ (3·${countText(tokens)}·${
        bandwidthText(link.bandwidth)
      })`,
      result: timesText(ratio),
    },
    {
      label: "tokens a device to break even",
      formula: "time of the faster ÷ (6·P ÷ R)",
      numbers: "",
      result: tokensText(breakEvenTokens(state, setting)),
    },
  ];
}

function tensorLines(state: AllReduceState, setting: Setting, costs: Costs): Working[] {
  const { devices: p, model } = state;
  const { rate } = setting;
  const tokens = tokensIn(state);
  const flops = layerFlops(model);
  const even = breakEvenDevices(state, setting);
  return [
    {
      label: "tokens in work",
      formula: "n ÷ (2·h)",
      numbers: `${byteText(state.bytes)} ÷ ${byteText(state.bytes / tokens)}`,
      result: tokensText(tokens),
    },
    {
      label: `a layer's FLOPs a token, sequences of ${countText(usualTokens(model))}`,
      formula: "6 · weights + 12·s·a·k",
      numbers: "",
      result: flopText(flops),
      role: "compute",
    },
    {
      label: "arithmetic for each all-reduce",
      formula: "FLOPs · tokens ÷ (4·p·R)",
      numbers: `${flopText(flops)}·${number(tokens)} ÷ (${reductionsPerLayer}·${countText(p)}·${
        rateText(rate)
      })`,
      result: timeText(computeSeconds(state, rate)),
      role: "compute",
    },
    {
      label: "all-reduce ÷ arithmetic",
      formula: "the faster ÷ the above",
      numbers: `${timeText(costs.seconds)} ÷ ${timeText(computeSeconds(state, rate))}`,
      result: timesText(costs.seconds / computeSeconds(state, rate)),
    },
    ...(even === undefined ? [] : [{
      label: "devices from which the network decides",
      formula: "least p with all-reduce > arithmetic",
      numbers: "",
      result: countText(even),
    }]),
  ];
}
