import { basicSentence, type Machine, ridgePoint } from "@/lib/compute/mod.ts";
import { conventionsOf } from "../cost.ts";
import type { FigureContext, FigureDefinition } from "../definition.ts";
import { machinesById, precisionName } from "../machines.ts";
import type { FigureModel, Handle } from "../model.ts";
import type { OperatorSpec } from "../operator_kinds.ts";
import { intensityText, rateText, shortName } from "../text.ts";
import { unverifiedNote } from "../unverified.ts";
import { rooflineAnnotations } from "./annotations.ts";
import { rooflineAxes } from "./domain.ts";
import { rooflineFinding } from "./finding.ts";
import { leverText, moveTo, reachOf, stepBy } from "./lever.ts";
import { observeRoofline, rooflineNames, tellRoofline } from "./observe.ts";
import { bestText, type Placed, placeOperators } from "./place.ts";
import { rooflineReadout, rooflineTable, rooflineWorkings } from "./results.ts";
import { rooflineSeries } from "./series.ts";
import { drawnRoofs } from "./roofs.ts";
import { rooflineSchema, type RooflineState } from "./state.ts";

/**
 * The roofline (Williams, Waterman and Patterson 2009): what a machine allows a
 * program of a given arithmetic intensity, with operators placed beneath it.
 */
export const roofline: FigureDefinition<RooflineState> = {
  ...rooflineSchema,
  draw: drawRoofline,
  observes: rooflineNames,
  observe: observeRoofline,
  tell: tellRoofline,
  drag(state, handle, to, context) {
    const axis = axesOf(state, context).x;
    return replace(state, handle, (spec) => moveTo(spec, to.x, state.precision, axis));
  },
  step(state, handle, by, context) {
    const axis = axesOf(state, context).x;
    return replace(state, handle, (spec) => stepBy(spec, by, axis));
  },
};

function drawRoofline(state: RooflineState, context: FigureContext): FigureModel {
  const machines = machinesById(state.machine, context);
  const placed = placeOperators(state, context);
  const axes = rooflineAxes(state, machines, placed);
  return {
    finding: rooflineFinding(state, machines, placed),
    description: describe(state, machines, placed),
    chart: {
      ...axes,
      series: rooflineSeries(state, machines, placed, axes.x),
      annotations: rooflineAnnotations(state, machines, placed, axes),
      handles: placed.map((operator) => handleOf(operator, state, axes.x)),
    },
    diagrams: [],
    readout: rooflineReadout(machines, placed),
    workings: rooflineWorkings(state, machines, placed),
    table: rooflineTable(state, machines, placed),
    conventions: [
      ...new Set([
        ...placed.flatMap(({ cost }) => conventionsOf(cost, [state.precision])),
        basicSentence("peak"),
        basicSentence("timeBound"),
      ]),
    ],
    notes: machines.flatMap((machine, index) =>
      unverifiedNote(machine, drawnRoofs(machine, state, index === 0))
    ),
  };
}

function describe(
  { precision }: RooflineState,
  machines: readonly Machine[],
  placed: readonly Placed[],
): string {
  const roofs = machines.map((machine) =>
    `The roof of the ${shortName(machine)} at ${
      precisionName(precision)
    } rises with intensity up ` +
    `to its ridge point at ${intensityText(ridgePoint(machine, { precision }))} and is flat at ${
      rateText(machine.peaks[precision] ?? 0)
    } beyond it.`
  );
  const points = placed.flatMap(({ text, intensity, on }) => {
    const [here] = on;
    return here ? [`${text}: ${intensityText(intensity)}, ${bestText(here)}.`] : [];
  });
  return [
    "Attainable rate against arithmetic intensity, both on logarithmic axes.",
    ...roofs,
    ...points,
  ].join(" ");
}

function handleOf(operator: Placed, state: RooflineState, x: { min: number; max: number }): Handle {
  const { id, spec, text, intensity, on, selected } = operator;
  const [here] = on;
  const reach = reachOf(spec, state.precision, x);
  return {
    id,
    label: `${text}, ${leverText(spec)}`,
    valueText: here ? `${intensityText(intensity)}, ${bestText(here)}` : "",
    x: intensity,
    y: operator.measured?.rate ?? here?.roof ?? 1,
    min: reach?.min ?? intensity,
    max: reach?.max ?? intensity,
    selected,
  };
}

function axesOf(state: RooflineState, context: FigureContext) {
  const machines = machinesById(state.machine, context);
  return rooflineAxes(state, machines, placeOperators(state, context));
}

function replace(
  state: RooflineState,
  handle: string,
  change: (spec: OperatorSpec) => OperatorSpec,
): RooflineState {
  const index = Number(handle.replace("operator-", "")) - 1;
  if (!state.operators[index]) return state;
  return {
    ...state,
    selected: index + 1,
    operators: state.operators.map((spec, at) => at === index ? change(spec) : spec),
  };
}
