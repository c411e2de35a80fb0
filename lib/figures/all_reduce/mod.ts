import type { FigureContext, FigureDefinition } from "../definition.ts";
import type { FigureModel } from "../model.ts";
import { dragBytes, stepBytes } from "./change.ts";
import { allReduceChart } from "./chart.ts";
import { ringDiagram, treeDiagram } from "./drawings.ts";
import { allReduceConventions, allReduceNotes } from "./notes.ts";
import { allReduceNames, observeAllReduce, tellAllReduce } from "./observe.ts";
import { allReduceFinding, allReduceReadout, allReduceTable } from "./results.ts";
import { allReduceSchema, type AllReduceState } from "./state.ts";
import { costsOf, settingOf } from "./times.ts";
import { allReduceWorkings } from "./workings.ts";

/** How long it takes to sum a message over many devices, and what is computed meanwhile. */
export const allReduce: FigureDefinition<AllReduceState> = {
  ...allReduceSchema,
  draw: drawAllReduce,
  observes: allReduceNames,
  observe: observeAllReduce,
  tell: tellAllReduce,
  drag: (state, _handle, to) => dragBytes(state, to.x),
  step: (state, _handle, by) => stepBytes(state, by),
};

function drawAllReduce(state: AllReduceState, context: FigureContext): FigureModel {
  const setting = settingOf(state, context);
  const costs = costsOf(state, setting.link);
  const finding = allReduceFinding(state, setting, costs);
  return {
    finding,
    description: `${finding}. Curves show the time of a ring and of a tree against the size of ` +
      `the message, on logarithmic axes: flat where latency decides, rising where bandwidth does.`,
    chart: allReduceChart(state, setting, costs),
    diagrams: [ringDiagram(costs), treeDiagram(costs)],
    readout: allReduceReadout(state, setting, costs),
    workings: allReduceWorkings(state, setting, costs),
    table: allReduceTable(state, setting),
    conventions: allReduceConventions(state, setting),
    notes: allReduceNotes(state, setting),
  };
}
