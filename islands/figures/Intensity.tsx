import type { JSX } from "preact";
import { IntensityControls } from "@/components/figure/intensity_controls.tsx";
import { LiveFrame } from "@/components/figure/live_frame.tsx";
import { useFigure } from "@/components/figure/use_figure.ts";
import { machines } from "@/lib/course/compiled_machines.ts";
import { intensity } from "@/lib/figures/intensity/mod.ts";
import type { IntensityState } from "@/lib/figures/intensity/state.ts";

/** FLOPs, bytes and intensity, alive. Loaded by `LiveFigure` when it comes near the view. */
export function Intensity(
  { id, number, state }: { id: string; number: number; state: IntensityState },
): JSX.Element {
  const figure = useFigure(intensity, id, state);
  return (
    <LiveFrame
      id={id}
      number={number}
      figure={figure}
      controls={
        <IntensityControls
          id={id}
          state={figure.state.value}
          machines={machines}
          disabled={false}
          onChange={figure.change}
        />
      }
      workingsOpen
    />
  );
}
