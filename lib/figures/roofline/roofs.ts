/**
 * The lines of a roofline: slopes, ceilings, and the fainter ones.
 *
 * @module
 */
import {
  type Machine,
  type MemoryLevel,
  peakRate,
  type Precision,
  ridgePoint,
  roofs,
} from "@/lib/compute/mod.ts";
import { precisionName, precisions } from "../machines.ts";
import type { Axis, Dash, LineSeries } from "../model.ts";
import { bandwidthText, rateText, shortestName, shortName } from "../text.ts";
import { levelLabel } from "../unverified.ts";
import type { RooflineState } from "./state.ts";

/** Where a label may stand on a slope and on a ceiling, best first. */
const alongSlope = [0.55, 0.4, 0.7, 0.25, 0.85, 0.15];
const alongCeiling = [0.97, 0.7, 0.5, 0.3, 0.12];

/** A machine's own roof: the slope of its memory and the peak of the precision. */
export function mainRoof(
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

/** The slopes of caches. */
export function fainterLevels(
  machine: Machine,
  { precision }: RooflineState,
  x: Axis,
): LineSeries[] {
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

/** The levels and precisions whose roofs are drawn; only the main machine has fainter ones. */
export function drawnRoofs(
  machine: Machine,
  { precision, levels, ceilings }: RooflineState,
  main: boolean,
): { levels: readonly MemoryLevel[]; precisions: readonly Precision[] } {
  const peak = peakRate(machine, precision);
  const others = precisions.filter((other) =>
    machine.peaks[other] !== undefined && machine.peaks[other] !== peak
  );
  return {
    levels: main && levels === "all" ? machine.levels : machine.levels.slice(0, 1),
    precisions: [precision, ...(main && ceilings === "all" ? others : [])],
  };
}

/** The peaks of other precisions, on the continued slope where they are higher. */
export function fainterCeilings(
  machine: Machine,
  { precision }: RooflineState,
  x: Axis,
): LineSeries[] {
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
