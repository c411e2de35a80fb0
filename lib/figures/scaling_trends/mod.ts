import type { FigureContext, FigureDefinition } from "../definition.ts";
import type { FigureModel } from "../model.ts";
import { growthConvention } from "../trend/text.ts";
import { setYear, stepYear } from "./change.ts";
import { scalingChart } from "./chart.ts";
import { scalingFinding } from "./finding.ts";
import { scaled } from "./fits.ts";
import { scalingNotes } from "./notes.ts";
import { observeScaling, scalingNames, tellScaling } from "./observe.ts";
import { scalingReadout, scalingTable, scalingWorkings } from "./results.ts";
import { type ScalingState, scalingTrendsSchema } from "./state.ts";

/** The paper's twenty years of peak rate, DRAM bandwidth and interconnect, fitted live. */
export const scalingTrends: FigureDefinition<ScalingState> = {
  ...scalingTrendsSchema,
  draw: drawScaling,
  observes: scalingNames,
  observe: observeScaling,
  tell: tellScaling,
  drag: (state, _handle, to) => setYear(state, to.x),
  step: (state, _handle, by) => stepYear(state, by),
};

function drawScaling(state: ScalingState, context: FigureContext): FigureModel {
  const series = scaled(state, context);
  const finding = scalingFinding(series);
  return {
    finding,
    description: `${finding}. Points are devices by date, on a logarithmic axis; the straight ` +
      "lines are fitted to them, dashed beyond the points.",
    chart: scalingChart(state, series),
    diagrams: [],
    readout: scalingReadout(state, series),
    workings: scalingWorkings(state, series),
    table: scalingTable(state, series),
    conventions: [growthConvention],
    notes: scalingNotes(state, series),
  };
}
