import type { ComponentChildren, JSX } from "preact";
import type { FigureModel } from "@/lib/figures/model.ts";
import { Diagram } from "./diagram.tsx";
import { DataTable, ReadoutTable, Workings } from "./results.tsx";

/** Props of {@linkcode FigureFrame}. */
export interface FigureFrameProps {
  /** The figure's id in the course. */
  id: string;
  /** Its number in the lesson; 0 outside of one, where it has none. */
  number: number;
  model: FigureModel;
  /** The controls, in lines. */
  controls: ComponentChildren;
  /** The chart, drawn by either renderer. */
  chart: ComponentChildren;
  /** What can be done with the figure. */
  tools: ComponentChildren;
  /** Whether the formulas are there from the start. */
  workingsOpen: boolean;
  /** Whether rows of the data table are drawn only once it is open. */
  lazyTable: boolean;
}

/**
 * What surrounds every figure: the finding as its title, controls, the drawing
 * in the space it is to fill, numbers, formulas, conventions, tools and table.
 * The server and the browser draw the same frame, so that nothing moves when a
 * figure comes alive.
 */
export function FigureFrame(props: FigureFrameProps): JSX.Element {
  const { id, number, model, controls, chart, tools, workingsOpen, lazyTable } = props;
  const { finding, diagrams, readout, workings, table, conventions, notes } = model;
  return (
    <>
      <p class="fig-title" id={`figure-${id}-finding`}>
        {number > 0 && <span class="fig-number">Figure {number}</span>} {finding}.
      </p>
      <div class="fig-controls">{controls}</div>
      <div class={diagrams.length > 0 ? "fig-stage fig-stage-drawn" : "fig-stage"}>
        {diagrams.map((diagram) => (
          <div key={diagram.id} class={`fig-drawing fig-drawing-${diagram.id}`}>
            <p class="fig-drawing-title">{diagram.title}</p>
            <Diagram diagram={diagram} id={`figure-${id}-${diagram.id}`} />
          </div>
        ))}
        <div class="fig-chart">{chart}</div>
      </div>
      <ReadoutTable readout={readout} />
      {workings.length > 0 && (
        <details class="fig-details" id={`figure-${id}-workings`} open={workingsOpen}>
          <summary id={`figure-${id}-workings-summary`}>Formulas with these numbers</summary>
          <Workings workings={workings} />
        </details>
      )}
      <p class="fig-conventions">{[...conventions, ...notes].join(" ")}</p>
      <div class="fig-tools">{tools}</div>
      <details class="fig-details" id={`figure-${id}-table`}>
        <summary id={`figure-${id}-table-summary`}>Data table</summary>
        <DataTable
          table={table}
          label={number > 0 ? `Data of figure ${number}` : "Data of the figure"}
          lazy={lazyTable}
        />
      </details>
    </>
  );
}
