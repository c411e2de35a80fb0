import type { FigureDefinition } from "../definition.ts";
import type { FigureModel } from "../model.ts";
import { dragTile, stepTile } from "./change.ts";
import { tilingChart } from "./curve.ts";
import { matricesDiagram } from "./matrices.ts";
import { observeTiling, tellTiling, tilingNames } from "./observe.ts";
import { remember } from "./remember.ts";
import {
  tilingConventions,
  tilingFinding,
  tilingNotes,
  tilingReadout,
  tilingTable,
  tilingWorkings,
} from "./results.ts";
import { tilingSchema, type TilingState } from "./state.ts";

/** A matrix product on a small cache: what each tile moves, and the walk that moves it. */
export const tiling: FigureDefinition<TilingState> = {
  ...tilingSchema,
  draw: drawTiling,
  observes: tilingNames,
  observe: observeTiling,
  tell: tellTiling,
  drag: (state, _handle, to) => dragTile(state, to.x),
  step: (state, _handle, by) => stepTile(state, by),
};

function drawTiling(state: TilingState): FigureModel {
  // Nothing but the drawing depends on the step: the rest is drawn once for a whole walk
  const controls = state.controls.filter((group) => group === "presets");
  return { ...drawRest({ ...state, at: 0, controls }), diagrams: [matricesDiagram(state)] };
}

const drawRest = remember(4, (state: TilingState): Omit<FigureModel, "diagrams"> => {
  const finding = tilingFinding(state);
  return {
    finding,
    description: `${finding}. The curve shows what the product moves against the edge of its ` +
      `tiles, on logarithmic axes; lower bounds are horizontal lines, and beyond the vertical ` +
      `line three tiles do not fit the cache.`,
    chart: tilingChart(state),
    readout: tilingReadout(state),
    workings: tilingWorkings(state),
    table: tilingTable(state),
    conventions: tilingConventions(state),
    notes: tilingNotes(state),
  };
});
