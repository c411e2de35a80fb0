import type { Machine } from "@/lib/compute/mod.ts";
import type { Axis } from "../model.ts";
import { reachOf } from "./lever.ts";
import type { Placed } from "./place.ts";
import type { RooflineState } from "./state.ts";

/**
 * The axes of a roofline. They depend on machines and only grow by whole
 * decades for operators that would fall outside, so that nothing jumps while a
 * point is dragged.
 */
export function rooflineAxes(
  state: RooflineState,
  machines: readonly Machine[],
  placed: readonly Placed[],
): { x: Axis; y: Axis } {
  const peaks = machines.map((machine) => machine.peaks[state.precision] ?? 1);
  const drawn = state.ceilings === "all"
    ? [...peaks, ...Object.values(machines[0]?.peaks ?? {})]
    : peaks;
  const slopes = machines.flatMap(({ levels }) =>
    (state.levels === "all" ? levels : levels.slice(0, 1)).map(({ bandwidth }) => bandwidth)
  );
  const ridges = machines.map((machine, index) =>
    (peaks[index] ?? 1) / (machine.levels[0]?.bandwidth ?? 1)
  );
  // Where operators can be dragged to, not where they are: else the axis would move with them.
  const reaches = placed.map(({ spec, intensity: at }) =>
    reachOf(spec, state.precision, { min: at, max: at }) ?? { min: at, max: at }
  );
  // A free point may be dragged to the very edge; room beyond it would be a new edge to drag to.
  const margins = placed.map(({ spec }) => spec.kind === "intensity" ? 1 : 1.2);
  const minX = decadeBelow(
    Math.min(0.1, ...reaches.map(({ min }, index) => min / (margins[index] ?? 1))),
  );
  const maxX = decadeAbove(
    Math.max(1e4, ...ridges.map((at) => at * 8), ...reaches.map(({ max }) => max)),
  );
  const measured = placed.flatMap((each) => each.measured?.rate ?? []);
  const lowest = Math.min(...slopes) * minX;
  return {
    x: { label: "arithmetic intensity", unit: "FLOP/byte", scale: "log", min: minX, max: maxX },
    y: {
      label: "attainable rate",
      unit: "FLOP/s",
      scale: "log",
      min: niceBelow(Math.min(lowest, ...measured.map((rate) => rate / 1.5))),
      max: Math.max(...drawn, ...measured) * 4,
    },
  };
}

function decadeBelow(value: number): number {
  return 10 ** Math.floor(Math.log10(value) + 1e-9);
}

function decadeAbove(value: number): number {
  return 10 ** Math.ceil(Math.log10(value) - 1e-9);
}

/** The nearest 1, 2 or 5 times a power of ten below. */
function niceBelow(value: number): number {
  const power = decadeBelow(value);
  return power * (value >= 5 * power ? 5 : value >= 2 * power ? 2 : 1);
}
