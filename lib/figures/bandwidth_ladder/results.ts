import { precisionName } from "../machines.ts";
import type { Readout, TableModel, Working } from "../model.ts";
import {
  bandwidthText,
  byteText,
  capitalised,
  intensityText,
  rateText,
  timeText,
} from "../text.ts";
import { energyRoles, energyRows, energyTable, jouleText, picojoules } from "./energy.ts";
import { ratioText } from "./finding.ts";
import { flopsAByte, type Ladder, levelNames, type Rung } from "./rungs.ts";
import type { LadderState } from "./state.ts";

/** The rungs of the main machine. */
export function ladderReadout(state: LadderState, [main]: readonly Ladder[]): Readout {
  return {
    columns: [
      "one way",
      "than the level before",
      `time of ${byteText(state.bytes)}`,
      `${precisionName(state.precision)} work meanwhile`,
    ],
    rows: (main?.rungs ?? []).map((rung, index) => {
      const near = main?.rungs[index - 1];
      const flops = main && flopsAByte(main, rung, state);
      const role = rung.level === "link" ? "network" : "memory";
      return {
        label: rungText(rung),
        cells: [
          { text: bandwidthText(rung.bandwidth), role },
          { text: near ? ratioText(near.bandwidth / rung.bandwidth) : "–" },
          { text: timeText(state.bytes / rung.bandwidth), role },
          { text: flops === undefined ? "unknown" : intensityText(flops), role: "compute" },
        ],
      };
    }),
  };
}

/** A rung by level and name: `Memory, HBM2e`, `L2 cache`. */
function rungText({ level, name }: Rung): string {
  return /^l\d$/.test(level) ? name : `${capitalised(levelNames[level].short)}, ${name}`;
}

/** The formulas with the numbers of the main machine. */
export function ladderWorkings(state: LadderState, [main]: readonly Ladder[]): Working[] {
  if (!main) return [];
  const { link, peaks } = main.machine;
  const peak = peaks[state.precision];
  const memory = main.rungs.find(({ level }) => level === "memory");
  const flops = memory && flopsAByte(main, memory, state);
  return [
    ...link
      ? [{
        label: "link, one way",
        formula: "both directions together ÷ 2",
        numbers: `${bandwidthText(link.bandwidth)} ÷ 2`,
        result: bandwidthText(link.bandwidth / 2),
        role: "network" as const,
      }]
      : [],
    ...main.rungs.map((rung): Working => ({
      label: `time of ${byteText(state.bytes)}, ${levelNames[rung.level].short}`,
      formula: "bytes ÷ bandwidth",
      numbers: `${byteText(state.bytes)} ÷ ${bandwidthText(rung.bandwidth)}`,
      result: timeText(state.bytes / rung.bandwidth),
      role: rung.level === "link" ? "network" : "memory",
    })),
    ...memory && peak !== undefined && flops !== undefined
      ? [{
        label: "work while a byte comes from memory",
        formula: "peak ÷ bandwidth",
        numbers: `${rateText(peak)} ÷ ${bandwidthText(memory.bandwidth)}`,
        result: intensityText(flops),
        role: "compute" as const,
      }]
      : [],
    ...energyWorkings(state),
  ];
}

function energyWorkings({ energy, bytes }: LadderState): Working[] {
  const table = energyTable(energy);
  if (!table) return [];
  return energyRows(table).filter(({ kind }) => kind !== "arithmetic").map((row): Working => ({
    label: `energy of ${byteText(bytes)}, ${row.name}`,
    formula: "bytes · energy of a byte",
    numbers: `${byteText(bytes)} · ${picojoules(row)}`,
    result: `${jouleText(bytes * row.joules)}${
      row.most === undefined ? "" : ` to ${jouleText(bytes * row.most)}`
    }`,
    role: energyRoles[row.kind],
  }));
}

/** Every rung of every machine. */
export function ladderTable(state: LadderState, ladders: readonly Ladder[]): TableModel {
  return {
    caption: `Bandwidth of each level, and the time of ${byteText(state.bytes)}`,
    columns: [
      { label: "machine", unit: "" },
      { label: "level", unit: "" },
      { label: "what it is", unit: "" },
      { label: "bandwidth, one way", unit: "B/s" },
      { label: "times slower than the level before", unit: "" },
      { label: "time", unit: "s" },
      { label: `${precisionName(state.precision)} work meanwhile`, unit: "FLOP/byte" },
      { label: "source read", unit: "" },
    ],
    rows: ladders.flatMap((ladder) =>
      ladder.rungs.map((rung, index) => {
        const near = ladder.rungs[index - 1];
        return [
          ladder.machine.name,
          levelNames[rung.level].short,
          rung.name,
          rung.bandwidth,
          near ? near.bandwidth / rung.bandwidth : "",
          state.bytes / rung.bandwidth,
          flopsAByte(ladder, rung, state) ?? "",
          rung.uncertain ? "unverified" : "yes",
        ];
      })
    ),
  };
}
