import { formatNumber } from "@/lib/compute/mod.ts";
import type {
  Annotation,
  Axis,
  ChartModel,
  ColourRole,
  Dash,
  Handle,
  LineSeries,
  Place,
  PointSeries,
} from "../model.ts";
import { bandwidthText, intensityText } from "../text.ts";
import { ratioText } from "./finding.ts";
import { type Ladder, laddersOf, levelNames, levelsOf, needOf, type Rung } from "./rungs.ts";
import type { FigureContext } from "../definition.ts";
import type { LadderState } from "./state.ts";

/** Half the width of a rung, where the next one is 1 away. */
const half = 0.3;

const dashes: readonly Dash[] = ["solid", "dashed", "dotted"];

/** Every level a rung, its height the bandwidth; the steps between say how much slower it gets. */
export function ladderChart(state: LadderState, context: FigureContext): ChartModel {
  const ladders = laddersOf(state, context);
  const levels = levelsOf(ladders);
  const need = needOf(state, ladders);
  const x: Axis = {
    label: "where the byte comes from",
    unit: "",
    scale: "linear",
    marks: levels.map((_, index) => index + 1),
    names: levels.map((level) => levelNames[level].short),
    min: 0.5,
    max: levels.length + 0.5,
  };
  const y = bandwidthAxis(ladders);
  const at = ({ level }: Rung) => levels.indexOf(level) + 1;
  const [main, ...others] = ladders;
  return {
    x,
    y,
    series: [
      ...others.flatMap((ladder, index) => lines(ladder, at, dashes[index + 1] ?? "dotted")),
      // Its name stands beside its last rung.
      ...(main ? lines(main, at, "solid").map((line) => ({ ...line, label: "" })) : []),
      ...(need === undefined ? [] : [needPoint(need, state, x, y)]),
    ],
    annotations: [
      ...(need === undefined ? [] : needLine(need, y)),
      ...(main ? rungLabels(main, at, others) : []),
      ...(main ? stepLabels(main, at) : []),
    ],
    handles: need === undefined ? [] : [needHandle(need, state, x, y)],
  };
}

/** Whole powers of ten, with room for the labels. */
function bandwidthAxis(ladders: readonly Ladder[]): Axis {
  const all = ladders.flatMap(({ rungs }) => rungs.map(({ bandwidth }) => bandwidth));
  return {
    label: "bandwidth, one way",
    unit: "B/s",
    scale: "log",
    min: 10 ** (Math.floor(Math.log10(Math.min(...all) * 0.8))),
    max: 10 ** (Math.ceil(Math.log10(Math.max(...all) * 1.25))),
  };
}

/** The rungs inside a machine as one line, and the one beyond it as another. */
function lines({ machine, name, rungs }: Ladder, at: (rung: Rung) => number, dash: Dash) {
  const flat = (rung: Rung): Place[] =>
    [-half, 0, half].map((off) => ({ x: at(rung) + off, y: rung.bandwidth }));
  const inside = rungs.filter(({ level }) => level !== "link");
  const link = rungs.find(({ level }) => level === "link");
  const last = inside.at(-1);
  const line = (id: string, label: string, part: Partial<LineSeries>): LineSeries => ({
    kind: "line",
    id,
    label,
    name,
    role: "memory",
    dash,
    points: [],
    ...part,
  });
  return [
    line(machine.id, name, { points: inside.flatMap(flat), labelAt: [0, 0.06, 0.3] }),
    ...(link
      ? [line(`${machine.id}-link`, "", {
        role: "network",
        points: [
          ...(last ? [{ x: at(last) + half, y: last.bandwidth }] : []),
          ...flat(link),
        ],
      })]
      : []),
  ];
}

/** What each rung of the main machine brings; with others beside it, its name on the last. */
function rungLabels(
  { name, rungs }: Ladder,
  at: (rung: Rung) => number,
  others: readonly Ladder[],
): Annotation[] {
  return rungs.map((rung, index) => {
    const text = bandwidthText(rung.bandwidth);
    const label = others.length > 0 && index === rungs.length - 1 ? `${name} ${text}` : text;
    // With another rung close above the first, the next best place is under its left end.
    const crowded = index === 0 && others.some((other) => isCloseAbove(other, rung));
    const x = crowded ? at(rung) - half - 0.1 : at(rung);
    return wordsAt({ x, y: rung.bandwidth }, label, roleOf(rung));
  });
}

function isCloseAbove({ rungs }: Ladder, { level, bandwidth }: Rung): boolean {
  const above = rungs.find((rung) => rung.level === level)?.bandwidth ?? 0;
  return above > bandwidth && above < 2.5 * bandwidth;
}

/** How many times slower each step of the main machine is. */
function stepLabels({ rungs }: Ladder, at: (rung: Rung) => number): Annotation[] {
  return rungs.slice(1).flatMap((rung, index): Annotation[] => {
    const near = rungs[index];
    if (!near) return [];
    const ratio = near.bandwidth / rung.bandwidth;
    // Under the step, where no machine above it is meant.
    const under = {
      x: (at(near) + at(rung)) / 2 - 0.05,
      y: near.bandwidth / ratio ** 0.65,
    };
    return [wordsAt(under, ratio > 1 ? `÷\u202f${formatNumber(ratio)}` : ratioText(ratio), "ink")];
  });
}

/** Words about a place on a line that is drawn already. */
function wordsAt(place: Place, label: string, role: ColourRole): Annotation {
  return { kind: "segment", from: place, to: place, label, role, dash: "solid" };
}

function roleOf({ level }: Rung): ColourRole {
  return level === "link" ? "network" : "memory";
}

function needLine(need: number, y: Axis): Annotation[] {
  if (need < y.min || need > y.max) return [];
  return [{ kind: "horizontal", at: need, label: "", role: "compute", dash: "dashed" }];
}

/** Where the handle is: at the right end of its line, held within the chart. */
function needPlace(need: number, x: Axis, y: Axis): Place {
  return { x: x.max - 0.12, y: Math.min(Math.max(need, y.min), y.max) };
}

function needPoint(need: number, state: LadderState, x: Axis, y: Axis): PointSeries {
  return {
    kind: "points",
    id: "need",
    label: "what the work needs",
    role: "compute",
    shape: "diamond",
    points: [{
      ...needPlace(need, x, y),
      label: `${intensityText(state.intensity)} needs this`,
      selected: true,
    }],
  };
}

function needHandle(need: number, state: LadderState, x: Axis, y: Axis): Handle {
  return {
    id: "need",
    label: "Bandwidth that the work needs, moved by the work with each byte",
    valueText: `${intensityText(state.intensity)} needs ${bandwidthText(need)}`,
    ...needPlace(need, x, y),
    vertical: true,
    min: y.min,
    max: y.max,
    selected: true,
  };
}
