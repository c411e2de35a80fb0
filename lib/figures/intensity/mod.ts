import { basicSentence, bytesPerValue, formatNumber } from "@/lib/compute/mod.ts";
import { conventionsOf } from "../cost.ts";
import type { FigureContext, FigureDefinition, HandleStep } from "../definition.ts";
import { machinesById, precisionName } from "../machines.ts";
import type { FigureModel } from "../model.ts";
import { unverifiedNote } from "../unverified.ts";
import { areasDiagram } from "./areas.ts";
import { boxDiagram, solidOf } from "./box.ts";
import { countState, variedSize, withSize } from "./count.ts";
import { intensityChart } from "./curve.ts";
import { intensityNames, observeIntensity, tellIntensity } from "./observe.ts";
import { platesDiagram } from "./plates.ts";
import {
  intensityFinding,
  intensityReadout,
  intensityTable,
  intensityWorkings,
} from "./results.ts";
import { intensitySchema, type IntensityState, largestSize, ridgePrecision } from "./state.ts";

/** FLOPs, bytes and their quotient for one operation, counted and drawn to scale. */
export const intensity: FigureDefinition<IntensityState> = {
  ...intensitySchema,
  draw: drawIntensity,
  observes: intensityNames,
  observe: observeIntensity,
  tell: tellIntensity,
  drag: (state, _handle, to) => withSize(state, roundSize(to.x)),
  step: (state, _handle, by) => withSize(state, stepSize(variedSize(state), by)),
};

function drawIntensity(state: IntensityState, context: FigureContext): FigureModel {
  const cost = countState(state);
  const solid = solidOf(state);
  const chart = intensityChart(state, context);
  const diagram = solid ? boxDiagram(solid, cost) : platesDiagram(state, cost);
  const finding = intensityFinding(state, cost);
  return {
    finding,
    description: `${finding}. The curve shows intensity against the size that varies, on ` +
      `logarithmic axes; the machine's ridge point is a horizontal line.`,
    chart,
    diagrams: [diagram, areasDiagram(cost)],
    readout: intensityReadout(state, cost, context),
    workings: intensityWorkings(cost),
    table: intensityTable(state),
    conventions: [
      ...conventionsOf(cost, [state.precision, state.weights]),
      basicSentence("peak"),
    ],
    notes: [...weightNote(state), ...ridgeNote(state, context)],
  };
}

/** The ridge line rests on a peak and on the main memory's bandwidth. */
function ridgeNote(state: IntensityState, context: FigureContext): string[] {
  return machinesById([state.machine], context).flatMap((machine) =>
    unverifiedNote(machine, {
      levels: machine.levels.slice(0, 1),
      precisions: [ridgePrecision(state, context)],
    })
  );
}

/** Faces are drawn in values; where a weight takes other bytes than a value, that must be said. */
function weightNote({ operation, precision, weights }: IntensityState): string[] {
  if (weights === precision || (operation !== "gemm" && operation !== "gemv")) return [];
  return [
    `The solid is to scale in values. A weight takes ${
      formatNumber(bytesPerValue(weights))
    } bytes (${precisionName(weights)}), every other value ${
      formatNumber(bytesPerValue(precision))
    } (${precisionName(precision)}).`,
  ];
}

/** A dragged size: a power of two when close to one, else two digits. */
function roundSize(value: number): number {
  const power = 2 ** Math.round(Math.log2(Math.max(value, 1)));
  const near = Math.abs(Math.log2(value / power)) < 0.06;
  const rounded = near ? power : Math.round(Number(value.toPrecision(2)));
  return Math.min(Math.max(rounded, 1), largestSize);
}

function stepSize(size: number, by: HandleStep): number {
  const power = Math.log2(size);
  const powers = {
    less: Math.ceil(power) - 1,
    more: Math.floor(power) + 1,
    "much-less": Math.ceil(power) - 4,
    "much-more": Math.floor(power) + 4,
    least: 0,
    most: Math.log2(largestSize),
  };
  return Math.min(Math.max(2 ** powers[by], 1), largestSize);
}
