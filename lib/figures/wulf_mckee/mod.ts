import type { FigureContext, FigureDefinition } from "../definition.ts";
import type { FigureModel } from "../model.ts";
import { gapOf, wallOf } from "./access.ts";
import { dragCrossing, stepHitRate } from "./change.ts";
import { wulfMckeeChart } from "./chart.ts";
import { observeWulfMckee, tellWulfMckee, wulfMckeeNames } from "./observe.ts";
import {
  wulfMckeeFinding,
  wulfMckeeReadout,
  wulfMckeeTable,
  wulfMckeeWorkings,
} from "./results.ts";
import { wulfMckeeSchema, type WulfMckeeState } from "./state.ts";
import { cyclesText } from "./text.ts";

/** The average memory access as processor and memory drift apart, after Wulf and McKee 1995. */
export const wulfMckee: FigureDefinition<WulfMckeeState> = {
  ...wulfMckeeSchema,
  draw: drawWulfMckee,
  observes: wulfMckeeNames,
  observe: observeWulfMckee,
  tell: tellWulfMckee,
  drag: (state, _handle, to) => dragCrossing(state, to),
  step: (state, _handle, by) => stepHitRate(state, by),
};

function drawWulfMckee(state: WulfMckeeState, _context: FigureContext): FigureModel {
  const finding = wulfMckeeFinding(state);
  return {
    finding,
    description: `${finding}. The line shows the processor cycles of an average memory access by ` +
      `year, on a logarithmic axis; the wall is a horizontal line at ${
        cyclesText(wallOf(state))
      }. Fainter lines show other hit rates.`,
    chart: wulfMckeeChart(state),
    diagrams: [],
    readout: wulfMckeeReadout(state),
    workings: wulfMckeeWorkings(state),
    table: wulfMckeeTable(state),
    conventions: conventionsOf(state),
    notes: notesOf(state),
  };
}

function conventionsOf(state: WulfMckeeState): string[] {
  return [
    `Processors become ${growthText(state.processorGrowth)} and memory ${
      growthText(state.memoryGrowth)
    }${pastOf(state)}; a hit keeps pace with the processor.`,
    `One instruction takes a cycle, and ${every(state.references)} refers to memory.`,
  ];
}

function growthText(percent: number): string {
  return percent === 0 ? "no faster" : `${percent}\u00a0% faster a year`;
}

function pastOf({ gapUntil, until }: WulfMckeeState): string {
  return gapUntil === undefined || gapUntil >= until
    ? ""
    : ` until ${gapUntil}, and both alike after that`;
}

function every(references: number): string {
  return references === 1 ? "every instruction" : `one in ${references}`;
}

function notesOf(state: WulfMckeeState): string[] {
  const shrinks = gapOf(state) < 1;
  return [
    ...shrinks ? ["Here memory gains on the processor: the gap closes."] : [],
    "After Wulf and McKee 1995, whose formula and assumptions were read in a copy of the note; its " +
    "forecasts are known only as others quote them.",
    "The hit rate stays the same for good, which is the part most disputed. Left out are several " +
    "accesses under way at once, prefetching, and bandwidth.",
  ];
}
