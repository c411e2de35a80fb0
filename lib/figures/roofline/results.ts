import { type Machine, peakRate, ridgePoint } from "@/lib/compute/mod.ts";
import { precisionName } from "../machines.ts";
import type { Readout, TableModel, Working } from "../model.ts";
import {
  bandwidthText,
  byteText,
  capitalised,
  flopText,
  intensityText,
  percentText,
  rateText,
  shortName,
  timeText,
} from "../text.ts";
import { type Best, limitText, misfitText, type Placed } from "./place.ts";
import type { RooflineState } from "./state.ts";

/** One machine: a row an operator. Several: a row a machine, for the chosen operator. */
export function rooflineReadout(machines: readonly Machine[], placed: readonly Placed[]): Readout {
  const several = machines.length > 1;
  const chosen = several ? placed.filter(({ selected }) => selected) : placed;
  const measured = chosen.some((operator) => operator.measured);
  return {
    columns: [
      "intensity",
      "limited by",
      "at most",
      "of peak",
      "time, at least",
      ...(measured ? ["measured", "of the bound"] : []),
    ],
    rows: chosen.flatMap((operator) =>
      operator.on.map((here) => ({
        label: several ? shortName(here.machine) : capitalised(operator.text),
        cells: [
          { text: intensityText(operator.intensity) },
          ...(here.best
            ? bestCells(here.best)
            : [{ text: misfitText(here) }, { text: "–" }, { text: "–" }, { text: "–" }]),
          ...(measured ? measuredCells(operator, here.best) : []),
        ],
      }))
    ),
  };
}

function bestCells({ bound, rate, share, seconds }: Best) {
  return [
    { text: limitText[bound], role: bound },
    { text: rateText(rate) },
    { text: percentText(share) },
    { text: seconds === undefined ? "–" : timeText(seconds) },
  ];
}

function measuredCells({ measured }: Placed, best: Best | undefined) {
  return measured && best
    ? [{ text: rateText(measured.rate) }, { text: percentText(measured.rate / best.rate) }]
    : [{ text: "–" }, { text: "–" }];
}

/** The roofline's formulas with the numbers of the chosen operator on the main machine. */
export function rooflineWorkings(
  { precision }: RooflineState,
  machines: readonly Machine[],
  placed: readonly Placed[],
): Working[] {
  const [machine] = machines;
  const bandwidth = machine?.levels[0]?.bandwidth;
  if (!machine || bandwidth === undefined) return [];
  const peak = peakRate(machine, precision);
  const chosen = placed.find(({ selected }) => selected);
  const [here] = chosen?.on ?? [];
  return [
    {
      label: "ridge point",
      formula: "peak ÷ bandwidth",
      numbers: `${rateText(peak)} ÷ ${bandwidthText(bandwidth)}`,
      result: intensityText(peak / bandwidth),
    },
    ...(chosen?.cost
      ? [{
        label: "intensity",
        formula: "FLOPs ÷ bytes",
        numbers: `${flopText(chosen.cost.flops)} ÷ ${byteText(chosen.cost.bytes)}`,
        result: intensityText(chosen.intensity),
      }]
      : []),
    ...(chosen && here?.best
      ? [{
        label: "attainable rate",
        formula: "min(peak, intensity × bandwidth)",
        numbers: `min(${rateText(peak)}, ${intensityText(chosen.intensity)} × ${
          bandwidthText(bandwidth)
        })`,
        result: rateText(here.best.rate),
        role: here.best.bound,
      }]
      : []),
  ];
}

/** Every operator on every machine, in base units. */
export function rooflineTable(
  { precision }: RooflineState,
  machines: readonly Machine[],
  placed: readonly Placed[],
): TableModel {
  const measured = placed.some((operator) => operator.measured);
  const ofMachine = (machine: Machine) => [
    machine.name,
    peakRate(machine, precision),
    machine.levels[0]?.bandwidth ?? "",
    ridgePoint(machine, { precision }),
  ];
  return {
    caption: "Machines and operators of this figure",
    columns: [
      { label: "machine", unit: "" },
      { label: `${precisionName(precision)} peak`, unit: "FLOP/s" },
      { label: "memory bandwidth", unit: "B/s" },
      { label: "ridge point", unit: "FLOP/byte" },
      { label: "operator", unit: "" },
      { label: "FLOPs", unit: "FLOP" },
      { label: "bytes", unit: "B" },
      { label: "intensity", unit: "FLOP/byte" },
      { label: "attainable rate", unit: "FLOP/s" },
      { label: "limited by", unit: "" },
      { label: "time at least", unit: "s" },
      ...(measured
        ? [{ label: "measured time", unit: "s" }, { label: "measured rate", unit: "FLOP/s" }]
        : []),
    ],
    rows: placed.length === 0
      ? machines.map((machine) => [...ofMachine(machine), "", "", "", "", "", "", ""])
      : placed.flatMap((operator) =>
        operator.on.map((here) => [
          ...ofMachine(here.machine),
          capitalised(operator.text),
          operator.cost?.flops ?? "",
          operator.cost?.bytes ?? "",
          operator.intensity,
          here.best?.rate ?? "",
          here.best ? limitText[here.best.bound] : misfitText(here),
          here.best?.seconds ?? "",
          ...(measured ? [operator.measured?.seconds ?? "", operator.measured?.rate ?? ""] : []),
        ])
      ),
  };
}
