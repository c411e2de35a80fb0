import type { FigureContext, FigureDefinition } from "../definition.ts";
import type { FigureModel } from "../model.ts";
import { dragDevices, stepDevices } from "./change.ts";
import { fitChart } from "./chart.ts";
import { fitGrid } from "./grid.ts";
import { holdingOf } from "./memory.ts";
import { fitConventions, fitNotes } from "./notes.ts";
import { fitCheckNames, observeFit, tellFitCheck } from "./observe.ts";
import { fitFinding, fitReadout, fitTable } from "./results.ts";
import { fitCheckSchema, type FitCheckState } from "./state.ts";
import { fitWorkings } from "./workings.ts";

/** What training or running a model holds, and how many devices hold it. */
export const fitCheck: FigureDefinition<FitCheckState> = {
  ...fitCheckSchema,
  draw: drawFit,
  observes: fitCheckNames,
  observe: observeFit,
  tell: tellFitCheck,
  drag: (state, _handle, to, context) => dragDevices(state, to.x, context),
  step: (state, _handle, by, context) => stepDevices(state, by, context),
};

function drawFit(state: FitCheckState, context: FigureContext): FigureModel {
  const holding = holdingOf(state, context);
  const finding = fitFinding(state, holding);
  return {
    finding,
    description: `${finding}. Levels show what is to be held, one kind on top of the other; a ` +
      `slope shows the memory of more and more devices together, on logarithmic axes. Where it ` +
      `passes the highest level, they are enough.`,
    chart: fitChart(state, holding),
    diagrams: [fitGrid(state, holding)],
    readout: fitReadout(state, holding),
    workings: fitWorkings(state, holding),
    table: fitTable(state, holding),
    conventions: fitConventions(state),
    notes: fitNotes(state, holding),
  };
}
