import type { JSX } from "preact";
import { LiveFrame } from "@/components/figure/live_frame.tsx";
import { RooflineControls } from "@/components/figure/roofline_controls.tsx";
import { useFigure } from "@/components/figure/use_figure.ts";
import { machines } from "@/lib/course/compiled_machines.ts";
import { roofline } from "@/lib/figures/roofline/mod.ts";
import type { RooflineState } from "@/lib/figures/roofline/state.ts";

/** The roofline, alive. Loaded by `LiveFigure` when it comes near the view. */
export function Roofline(
  { id, number, state }: { id: string; number: number; state: RooflineState },
): JSX.Element {
  const figure = useFigure(roofline, id, state);
  return (
    <LiveFrame
      id={id}
      number={number}
      figure={figure}
      controls={
        <RooflineControls
          id={id}
          state={figure.state.value}
          machines={machines}
          disabled={false}
          onChange={figure.change}
        />
      }
      workingsOpen={false}
    />
  );
}
