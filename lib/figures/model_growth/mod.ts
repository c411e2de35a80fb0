import type { FigureContext, FigureDefinition } from "../definition.ts";
import type { FigureModel } from "../model.ts";
import { growthConvention } from "../trend/text.ts";
import { dragMonth, stepMonth } from "./change.ts";
import { growthChart } from "./chart.ts";
import { growthFinding } from "./finding.ts";
import { growthOf } from "./fits.ts";
import { growthNotes } from "./notes.ts";
import { growthNames, observeGrowth, tellGrowth } from "./observe.ts";
import { growthReadout, growthTable } from "./results.ts";
import { type GrowthState, modelGrowthSchema } from "./state.ts";
import { growthWorkingsOf } from "./workings.ts";

/** Models by date, fitted, with the memory of accelerators or Moore's law laid over. */
export const modelGrowth: FigureDefinition<GrowthState> = {
  ...modelGrowthSchema,
  draw: drawGrowth,
  observes: growthNames,
  observe: observeGrowth,
  tell: tellGrowth,
  drag: (state, _handle, to) => dragMonth(state, to.x),
  step: (state, _handle, by) => stepMonth(state, by),
};

function drawGrowth(state: GrowthState, context: FigureContext): FigureModel {
  const growth = growthOf(state);
  const finding = growthFinding(state, growth, context);
  return {
    finding,
    description: `${finding}. Points are models and accelerators by date, on a logarithmic axis; ` +
      "the straight lines are fitted to them, dashed beyond the points.",
    chart: growthChart(state, growth),
    diagrams: [],
    readout: growthReadout(state, growth),
    workings: growthWorkingsOf(state, growth, context),
    table: growthTable(state, growth),
    conventions: [growthConvention],
    notes: growthNotes(state, growth),
  };
}
