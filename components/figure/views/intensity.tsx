import { IntensityControls } from "@/components/figure/intensity_controls.tsx";
import { intensity as definition } from "@/lib/figures/intensity/mod.ts";
import { figureKind } from "./kind.ts";

/** FLOPs, bytes and intensity. */
export const intensity = figureKind({
  definition,
  Controls: IntensityControls,
  workingsOpen: true,
});
