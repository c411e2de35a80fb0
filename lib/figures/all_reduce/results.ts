import type { Readout, TableModel } from "../model.ts";
import { bandwidthText, byteText, capitalised, timesText, timeText } from "../text.ts";
import { spans } from "./quantities.ts";
import type { AllReduceState } from "./state.ts";
import {
  breakEvenDevices,
  breakEvenTokens,
  computeSeconds,
  type Costs,
  costsOf,
  crossoverOf,
  type Setting,
  wallOf,
} from "./times.ts";
import { countText, devicesText, modelName, partText, tokensText, wordsInWork } from "./words.ts";

/** What there is to see, in one sentence. */
export function allReduceFinding(state: AllReduceState, setting: Setting, costs: Costs): string {
  switch (state.work) {
    case "none":
      return aloneFinding(state, setting, costs);
    case "data-parallel":
      return dataFinding(state, setting, costs);
    case "tensor-parallel":
      return tensorFinding(state, setting, costs);
  }
}

function aloneFinding(state: AllReduceState, setting: Setting, costs: Costs): string {
  const crossover = crossoverOf(state.devices, setting.link);
  const else_ = crossover === 0
    ? "among so few devices a tree is never faster"
    : costs.fastest === "ring"
    ? `below ${byteText(crossover)} a tree is faster`
    : `from ${byteText(crossover)} on a ring is faster`;
  return `All-reducing ${byteText(state.bytes)} over ${devicesText(state, setting)} takes ${
    timeText(costs.seconds)
  } by ${costs.fastest}, ${partText(costs)}; ${else_}`;
}

function dataFinding(state: AllReduceState, setting: Setting, costs: Costs): string {
  const even = tokensText(breakEvenTokens(state, setting));
  const wall = wallOf(state, setting) === "network"
    ? `the network is the wall, as it is below ${even} each`
    : `the network is the wall only below ${even} each`;
  return `With ${tokensText(state.tokens)} on each of ${
    devicesText(state, setting)
  }, arithmetic takes ${timeText(computeSeconds(state, setting.rate))} and all-reducing ${
    byteText(state.bytes)
  } of gradients ${timeText(costs.seconds)}: ${wall}`;
}

function tensorFinding(state: AllReduceState, setting: Setting, costs: Costs): string {
  const even = breakEvenDevices(state, setting);
  const beyond = even === undefined ? "" : ` from ${countText(even)} devices on`;
  const wall = wallOf(state, setting) === "network"
    ? `the network is the wall${beyond}`
    : even === undefined
    ? "arithmetic is the wall, however many devices there are"
    : `the network is the wall only${beyond}`;
  return `Split over ${devicesText(state, setting)}, layers of ${modelName(state)} need ${
    timeText(computeSeconds(state, setting.rate))
  } of arithmetic for ${wordsInWork(state)}, and ${
    timeText(costs.seconds)
  } for the all-reduce that follows: ${wall}`;
}

/** Both algorithms, and the arithmetic. */
export function allReduceReadout(state: AllReduceState, setting: Setting, costs: Costs): Readout {
  const works = state.work !== "none";
  const arithmetic = computeSeconds(state, setting.rate);
  const row = (name: "ring" | "tree") => {
    const { seconds, latencySeconds, steps, bytesSent, bandwidthSeconds } = costs[name];
    return {
      label: capitalised(name),
      cells: [
        { text: timeText(seconds), role: "network" as const },
        { text: timeText(latencySeconds) },
        { text: timeText(bandwidthSeconds) },
        { text: countText(steps) },
        { text: byteText(bytesSent) },
        {
          text: works ? timesText(seconds / arithmetic) : bandwidthText(state.bytes / seconds),
        },
      ],
    };
  };
  return {
    columns: [
      "time",
      "latency",
      "bandwidth",
      "steps",
      "busiest sends",
      works ? "÷ arithmetic" : "message ÷ time",
    ],
    rows: [
      row("ring"),
      row("tree"),
      ...(!works ? [] : [{
        label: "Arithmetic",
        cells: [
          { text: timeText(arithmetic), role: "compute" as const },
          ...Array.from({ length: 5 }, () => ({ text: "" })),
        ],
      }]),
    ],
  };
}

/** Times for messages of 1, 2 and 5 times each power of ten. */
export function allReduceTable(state: AllReduceState, setting: Setting): TableModel {
  const works = state.work !== "none";
  const sizes: number[] = [];
  for (let power = 3; power <= 12; power++) {
    for (const digit of [1, 2, 5]) sizes.push(Number(`${digit}e${power}`));
  }
  return {
    caption: `All-reduce over ${devicesText(state, setting)}`,
    columns: [
      { label: "message", unit: "B" },
      { label: "ring", unit: "s" },
      { label: "tree", unit: "s" },
      ...(works ? [{ label: "arithmetic", unit: "s" }] : []),
    ],
    rows: sizes.filter((bytes) => bytes <= spans.bytes.max).map((bytes) => {
      const { ring, tree } = costsOf({ ...state, bytes }, setting.link);
      return [
        bytes,
        ring.seconds,
        tree.seconds,
        ...(works ? [computeSeconds({ ...state, bytes }, setting.rate)] : []),
      ];
    }),
  };
}
