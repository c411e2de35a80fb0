import { formatNumber } from "@/lib/compute/mod.ts";
import type { FigureContext } from "../definition.ts";
import { byteRateOf, bytesOf, type Observed, perByteOf, secondsOf } from "../observed.ts";
import { bandwidthText, shortName } from "../text.ts";
import { energyRows, energyTable } from "./energy.ts";
import { flopsAByte, laddersOf, type LevelId, levelNames, needOf } from "./rungs.ts";
import type { LadderState } from "./state.ts";

/** The names of what the ladder shows. */
export const ladderNames = [
  "machine",
  "machines",
  "bytes",
  "precision",
  "intensity",
  "energy",
  "l1",
  "l2",
  "l3",
  "memory",
  "link",
  "memory_step",
  "link_step",
  "memory_time",
  "link_time",
  "memory_work",
  "link_work",
  "need",
  "fed_by",
  "byte_energy",
] as const;

/**
 * What the ladder shows of the main machine; docs/figures.md says what each name is. What is not
 * known is 0.
 */
export function observeLadder(
  state: LadderState,
  context: FigureContext,
): Observed<typeof ladderNames[number]> {
  const ladders = laddersOf(state, context);
  const [main] = ladders;
  const rungs = main?.rungs ?? [];
  const rung = (level: LevelId) => rungs.find((each) => each.level === level);
  const bandwidth = (level: LevelId) => rung(level)?.bandwidth ?? 0;
  const step = (level: LevelId) => {
    const near = rungs[rungs.findIndex((each) => each.level === level) - 1];
    return near ? near.bandwidth / bandwidth(level) : 0;
  };
  const time = (level: LevelId) => bandwidth(level) > 0 ? state.bytes / bandwidth(level) : 0;
  const work = (level: LevelId) => {
    const found = rung(level);
    return main && found ? flopsAByte(main, found, state) ?? 0 : 0;
  };
  const need = needOf(state, ladders) ?? 0;
  return {
    machine: main?.machine.id ?? "",
    machines: ladders.length,
    bytes: bytesOf(state.bytes),
    precision: state.precision,
    intensity: perByteOf(state.intensity),
    energy: state.energy,
    l1: byteRateOf(bandwidth("l1")),
    l2: byteRateOf(bandwidth("l2")),
    l3: byteRateOf(bandwidth("l3")),
    memory: byteRateOf(bandwidth("memory")),
    link: byteRateOf(bandwidth("link")),
    memory_step: step("memory"),
    link_step: step("link"),
    memory_time: secondsOf(time("memory")),
    link_time: secondsOf(time("link")),
    memory_work: perByteOf(work("memory")),
    link_work: perByteOf(work("link")),
    need: byteRateOf(need),
    fed_by: need > 0 ? rungs.filter((each) => each.bandwidth >= need).length : 0,
    byte_energy: { value: dearest(state), dimension: { joule: 1, byte: -1 } },
  };
}

/** Joules of a byte from the table's first main memory; 0 without a table. */
function dearest({ energy }: LadderState): number {
  const table = energyTable(energy);
  const memory = table?.accesses.find(({ level }) => level === "memory");
  const row = table && memory && energyRows(table).find(({ name }) => name === memory.name);
  return row?.joules ?? 0;
}

/** The state in one sentence. */
export function tellLadder(state: LadderState, context: FigureContext): string {
  const ladders = laddersOf(state, context);
  const [main] = ladders;
  if (!main) return "There is no machine.";
  const rungs = main.rungs.map(({ level, bandwidth }) =>
    `${levelNames[level].short} ${bandwidthText(bandwidth)}`
  );
  const need = needOf(state, ladders);
  return `${shortName(main.machine)}, one way: ${rungs.join(", ")}${
    need === undefined
      ? ""
      : `; ${formatNumber(state.intensity)} FLOPs with each byte need ${bandwidthText(need)}`
  }.`;
}
