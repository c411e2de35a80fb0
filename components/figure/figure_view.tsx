import type { JSX } from "preact";
import { machines } from "@/lib/course/compiled_machines.ts";
import { LiveFrame } from "./live_frame.tsx";
import { useFigure } from "./use_figure.ts";
import type { FigureKind } from "./views/kind.ts";

/** Props of {@linkcode FigureView}. */
export interface FigureViewProps {
  kind: FigureKind;
  id: string;
  number: number;
  /** Its initial state, read by the schema of its own kind. */
  state: unknown;
}

/** A figure of a lesson, alive: its state may come from the address, and can be linked to. */
export function FigureView({ kind, id, number, state }: FigureViewProps): JSX.Element {
  const figure = useFigure(kind.definition, id, state);
  return (
    <LiveFrame
      id={id}
      number={number}
      figure={figure}
      controls={
        <kind.Controls
          id={id}
          state={figure.state.value}
          machines={machines}
          disabled={false}
          onChange={figure.change}
        />
      }
      workingsOpen={kind.workingsOpen}
    />
  );
}
