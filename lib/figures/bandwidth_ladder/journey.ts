import type { ColourRole, DiagramModel, DiagramShape } from "../model.ts";
import { byteText, timeText } from "../text.ts";
import { energyRoles, energyRows, energyTable, picojoules } from "./energy.ts";
import { type Ladder, levelNames, levelsOf } from "./rungs.ts";
import type { LadderState } from "./state.ts";

const width = 350;
/** Where bars begin, and how long the longest is. */
const left = 84;
const longest = 160;
const bar = 10;
const line = 16;

/** How the bars of each machine are filled. */
const paints = ["solid", "fill", "tint"] as const;

/** One bar with its words. */
interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
  readonly role: ColourRole;
  readonly paint: typeof paints[number];
}

/** Times and energies as bars to a linear scale: what a logarithmic axis hides. */
export function journeyDiagram(state: LadderState, ladders: readonly Ladder[]): DiagramModel {
  const times = timeBars(state, ladders);
  const table = energyTable(state.energy);
  const energies = table ? energyBars(state) : [];
  const shapes: DiagramShape[] = [];
  const first = drawBars(times, 8, shapes);
  let bottom = first;
  if (table) {
    shapes.push({
      kind: "text",
      at: { x: 0, y: first + 26 },
      text: `Energy of a byte${table.operations.length > 0 ? " beside arithmetic" : ""}, ${
        processOf(table.name, table.year)
      }`,
      role: "soft",
      anchor: "start",
    });
    bottom = drawBars(energies.map((each) => [each]), first + 36, shapes);
  }
  return {
    id: "journey",
    title: `Time of ${byteText(state.bytes)}, to scale`,
    description: `Bars to a linear scale. Time: ${sentence(times.flat())}.${
      table ? ` Energy of a byte, ${table.name}: ${sentence(energies)}.` : ""
    }`,
    width,
    height: bottom + 4,
    shapes,
  };
}

/** For each level the bars of the machines that have it. */
function timeBars(state: LadderState, ladders: readonly Ladder[]): Bar[][] {
  return levelsOf(ladders).map((level) => {
    const bars = ladders.flatMap(({ name, rungs }, index): Bar[] => {
      const rung = rungs.find((each) => each.level === level);
      if (!rung) return [];
      const seconds = state.bytes / rung.bandwidth;
      return [{
        label: "",
        value: seconds,
        text: `${timeText(seconds)}${ladders.length > 1 ? ` ${name}` : ""}`,
        role: level === "link" ? "network" : "memory",
        paint: paints[index] ?? "tint",
      }];
    });
    return bars.map((each, index) =>
      index > 0 ? each : { ...each, label: levelNames[level].short }
    );
  });
}

function energyBars({ energy }: LadderState): Bar[] {
  const table = energyTable(energy);
  return table
    ? energyRows(table).map((row): Bar => ({
      label: row.name,
      value: row.most ?? row.joules,
      text: picojoules(row),
      role: energyRoles[row.kind],
      paint: "solid",
    }))
    : [];
}

/** Draws groups of bars below each other; returns where they end. */
function drawBars(groups: readonly (readonly Bar[])[], top: number, into: DiagramShape[]): number {
  const most = Math.max(...groups.flat().map(({ value }) => value));
  let y = top;
  for (const group of groups) {
    for (const { label, value, text, role, paint } of group) {
      const long = Math.max(longest * value / most, 0.5);
      const base = y + bar - 0.5;
      into.push(
        { kind: "rects", rects: [{ x: left, y, width: long, height: bar }], role, paint },
        { kind: "text", at: { x: left + long + 6, y: base }, text, role, anchor: "start" },
      );
      if (label !== "") {
        into.push({
          kind: "text",
          at: { x: left - 8, y: base },
          text: label,
          role: "ink",
          anchor: "end",
        });
      }
      y += line;
    }
    y += 5;
  }
  return y - 5;
}

/** `45 nm` where the table's name says so, else its year. */
function processOf(name: string, year: number): string {
  return /\d+ nm/.exec(name)?.[0] ?? `as of ${year}`;
}

function sentence(bars: readonly Bar[]): string {
  return bars.map(({ label, text }) => `${label} ${text}`.trim()).join("; ");
}
