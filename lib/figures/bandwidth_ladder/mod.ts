import type { FigureContext, FigureDefinition } from "../definition.ts";
import type { FigureModel } from "../model.ts";
import { dragNeed, stepNeed } from "./change.ts";
import { ladderChart } from "./chart.ts";
import { ladderFinding } from "./finding.ts";
import { journeyDiagram } from "./journey.ts";
import { ladderConventions, ladderNotes } from "./notes.ts";
import { ladderNames, observeLadder, tellLadder } from "./observe.ts";
import { ladderReadout, ladderTable, ladderWorkings } from "./results.ts";
import { laddersOf } from "./rungs.ts";
import { bandwidthLadderSchema, type LadderState } from "./state.ts";

/** Where a byte may come from, how fast, and what it costs: on chip, from memory, from elsewhere. */
export const bandwidthLadder: FigureDefinition<LadderState> = {
  ...bandwidthLadderSchema,
  draw: drawLadder,
  observes: ladderNames,
  observe: observeLadder,
  tell: tellLadder,
  drag: (state, _handle, to, context) => dragNeed(state, to, context),
  step: (state, _handle, by) => stepNeed(state, by),
};

function drawLadder(state: LadderState, context: FigureContext): FigureModel {
  const ladders = laddersOf(state, context);
  const finding = ladderFinding(state, ladders);
  return {
    finding,
    description: `${finding}. Each level is a rung, from on chip to another chip; its height is ` +
      "the bandwidth, on a logarithmic axis.",
    chart: ladderChart(state, context),
    diagrams: [journeyDiagram(state, ladders)],
    readout: ladderReadout(state, ladders),
    workings: ladderWorkings(state, ladders),
    table: ladderTable(state, ladders),
    conventions: ladderConventions(ladders),
    notes: ladderNotes(state, ladders),
  };
}
