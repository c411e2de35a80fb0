import { type Machine, peakRate } from "@/lib/compute/mod.ts";
import type { Axis, Dash, Mark, PointSeries, Series } from "../model.ts";
import type { Placed } from "./place.ts";
import { fainterCeilings, fainterLevels, mainRoof } from "./roofs.ts";
import type { RooflineState } from "./state.ts";

const machineDashes: readonly Dash[] = ["solid", "dashed", "dotted"];

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

/** Filled on the main machine, hollow on others, where it does not fit, and above a measurement. */
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
  const [here, ...others] = on.map(({ roof }) => ({ x: intensity, y: roof, label: "" }));
  if (!here) return [];
  return [
    ...(others.length > 0 ? [series("-others", others, true)] : []),
    ...(measured
      ? [
        series("-bound", [here], true),
        series("", [{ ...here, y: measured.rate, label: text, selected }], false),
      ]
      : [series("", [{ ...here, label: text, selected }], on[0]?.best === undefined)]),
  ];
}
