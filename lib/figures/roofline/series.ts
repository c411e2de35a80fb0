import { type Machine, type MemoryLevel, peakRate, ridgePoint, roofs } from "@/lib/compute/mod.ts";
import { precisionName } from "../machines.ts";
import type { Annotation, Axis, Dash, LineSeries, Mark, PointSeries, Series } from "../model.ts";
import { bandwidthText, intensityText, rateText, shortestName, shortName } from "../text.ts";
import type { Placed } from "./place.ts";
import type { RooflineState } from "./state.ts";

const machineDashes: readonly Dash[] = ["solid", "dashed", "dotted"];

/** Where a label may stand on a slope and on a ceiling, best first. */
const alongSlope = [0.55, 0.4, 0.7, 0.25, 0.85, 0.15];
const alongCeiling = [0.97, 0.7, 0.5, 0.3, 0.12];

/** The roofs of every machine, the fainter roofs asked for, and the operators. */
export function rooflineSeries(
  state: RooflineState,
  machines: readonly Machine[],
  placed: readonly Placed[],
  x: Axis,
): Series[] {
  const several = machines.length > 1;
  return [
    ...(several ? [] : machines.slice(0, 1).flatMap((machine) => regions(machine, state, x))),
    ...machines.slice(0, 1).flatMap((machine) => [
      ...(state.levels === "all" ? fainterLevels(machine, state, x) : []),
      ...(state.ceilings === "all" ? fainterCeilings(machine, state, x) : []),
    ]),
    ...machines.flatMap((machine, index) =>
      mainRoof(machine, state, x, machineDashes[index] ?? "solid", several)
    ),
    ...placed.flatMap((operator) => operatorPoints(operator)),
  ];
}

function mainRoof(
  machine: Machine,
  { precision }: RooflineState,
  x: Axis,
  dash: Dash,
  several: boolean,
): LineSeries[] {
  const peak = peakRate(machine, precision);
  const level = machine.levels[0];
  if (!level) return [];
  const ridge = { x: peak / level.bandwidth, y: peak };
  const start = { x: x.min, y: x.min * level.bandwidth };
  return [{
    kind: "line",
    id: `${machine.id}-slope`,
    label: several
      ? bandwidthText(level.bandwidth)
      : `${level.name} ${bandwidthText(level.bandwidth)}`,
    name: `${shortName(machine)}, ${level.name}`,
    role: "memory",
    dash,
    points: [start, ridge],
    labelAt: alongSlope,
  }, {
    kind: "line",
    id: `${machine.id}-peak`,
    label: several
      ? `${shortName(machine)} ${rateText(peak)}`
      : `${precisionName(precision)} peak ${rateText(peak)}`,
    shorter: several ? [shortName(machine), shortestName(machine)] : [rateText(peak)],
    name: `${shortName(machine)}, ${precisionName(precision)} peak`,
    role: "compute",
    dash,
    points: [ridge, { x: x.max, y: peak }],
    labelAt: alongCeiling,
  }];
}

function fainterLevels(machine: Machine, { precision }: RooflineState, x: Axis): LineSeries[] {
  const peak = peakRate(machine, precision);
  return roofs(machine, { precision }).memory.slice(1).flatMap(({ level, ridge }) =>
    ridge <= x.min ? [] : [{
      kind: "line" as const,
      id: `${machine.id}-${level.id}`,
      label: `${levelLabel(level)} ${bandwidthText(level.bandwidth)}`,
      name: `${shortName(machine)}, ${level.name}`,
      role: "memory" as const,
      dash: "dashdot" as const,
      faint: true,
      points: [
        { x: x.min, y: x.min * level.bandwidth },
        { x: ridge, y: peak },
        // Down to the main memory's ridge the peak is this level's ceiling too.
        { x: Math.max(ridge, ridgePoint(machine, { precision })), y: peak },
      ],
      labelAt: alongSlope.map((at) => at * 0.8),
    }]
  );
}

/** Caches by their short ids, `L2`; other memories by name. */
function levelLabel({ id, name }: MemoryLevel): string {
  return /^l\d$/.test(id) ? id.toUpperCase() : name;
}

function fainterCeilings(machine: Machine, { precision }: RooflineState, x: Axis): LineSeries[] {
  const { ceilings } = roofs(machine, { precision });
  const slope = machine.levels[0]?.bandwidth ?? 1;
  const main = peakRate(machine, precision);
  return byRate(ceilings.filter(({ id }) => id !== precision)).flatMap(({ rate, names }) => {
    if (rate === main) return [];
    const ridge = { x: rate / slope, y: rate };
    // A higher roof needs the slope's continuation to stand on.
    const from = rate > main ? [{ x: main / slope, y: main }] : [];
    return [{
      kind: "line" as const,
      id: `${machine.id}-${names.join("-")}`,
      label: `${names.join(", ")} ${rateText(rate)}`,
      name: `${shortName(machine)}, ${names.join(", ")}`,
      role: "compute" as const,
      dash: "dashdot" as const,
      faint: true,
      points: [...from, ridge, { x: x.max, y: rate }],
      labelAt: alongCeiling.map((at) => rate > main ? 0.3 + 0.7 * at : at),
    }];
  });
}

/** Precisions that share a rate share a line: FP8 and INT8 usually do. */
function byRate(ceilings: readonly { name: string; rate: number }[]) {
  const rates = [...new Set(ceilings.map(({ rate }) => rate))];
  return rates.map((rate) => ({
    rate,
    names: ceilings.filter((ceiling) => ceiling.rate === rate).map(({ name }) => name),
  }));
}

function regions(machine: Machine, { precision }: RooflineState, x: Axis): Series[] {
  const peak = peakRate(machine, precision);
  const slope = machine.levels[0]?.bandwidth ?? 1;
  const ridge = peak / slope;
  return [{
    kind: "area",
    id: "memory-bound",
    label: "memory-bound",
    role: "memory",
    points: [{ x: x.min, y: 0 }, { x: x.min, y: x.min * slope }, { x: ridge, y: peak }, {
      x: ridge,
      y: 0,
    }],
  }, {
    kind: "area",
    id: "compute-bound",
    label: "compute-bound",
    role: "compute",
    points: [{ x: ridge, y: 0 }, { x: ridge, y: peak }, { x: x.max, y: peak }, { x: x.max, y: 0 }],
  }];
}

/** Filled on the main machine, hollow on others; and hollow where a measurement lies beneath. */
function operatorPoints(operator: Placed): Series[] {
  const { id, text, shape, selected, intensity, on, measured } = operator;
  const series = (suffix: string, points: readonly Mark[], hollow: boolean): PointSeries => ({
    kind: "points",
    id: id + suffix,
    label: text,
    role: "ink",
    shape,
    hollow,
    points,
  });
  const [here, ...others] = on.map(({ rate }) => ({ x: intensity, y: rate, label: "" }));
  if (!here) return [];
  return [
    ...(others.length > 0 ? [series("-others", others, true)] : []),
    ...(measured
      ? [
        series("-bound", [here], true),
        series("", [{ ...here, y: measured.rate, label: text, selected }], false),
      ]
      : [series("", [{ ...here, label: text, selected }], false)]),
  ];
}

/** The ridge, the regions' names, and what ties points to each other and to the axis. */
export function rooflineAnnotations(
  state: RooflineState,
  machines: readonly Machine[],
  placed: readonly Placed[],
  { x, y }: { x: Axis; y: Axis },
): Annotation[] {
  const chosen = placed.find(({ selected }) => selected);
  const ridges = machines.map((machine) => ({
    at: ridgePoint(machine, { precision: state.precision }),
    to: peakRate(machine, state.precision),
  }));
  const [main] = ridges;
  return [
    ...(main && machines.length === 1
      ? [
        region("memory-bound", "memory", Math.sqrt(x.min * main.at), y),
        region("compute-bound", "compute", Math.sqrt(x.max * main.at), y),
      ]
      : []),
    ...ridges.map(({ at, to }): Annotation => ({
      kind: "vertical",
      at,
      to,
      label: machines.length === 1 ? `ridge point ${intensityText(at)}` : intensityText(at),
      role: "soft",
      dash: "dotted",
    })),
    ...(chosen ? [drop(chosen, y)] : []),
    ...placed.flatMap((operator) => gap(operator)),
  ];
}

function region(label: string, role: "memory" | "compute", at: number, y: Axis): Annotation {
  return { kind: "region", x: at, y: y.min * (y.max / y.min) ** 0.06, label, role };
}

function drop({ intensity, on }: Placed, y: Axis): Annotation {
  const top = Math.max(...on.map(({ rate }) => rate));
  return {
    kind: "segment",
    from: { x: intensity, y: y.min },
    to: { x: intensity, y: top },
    label: "",
    role: "ink",
    dash: "dotted",
  };
}

function gap({ intensity, measured, on }: Placed): Annotation[] {
  const bound = on[0]?.rate;
  if (!measured || bound === undefined) return [];
  return [{
    kind: "segment",
    from: { x: intensity, y: measured.rate },
    to: { x: intensity, y: bound },
    label: "",
    role: "accent",
    dash: "dashed",
  }];
}
