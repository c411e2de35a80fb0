import { RooflineControls } from "@/components/figure/roofline_controls.tsx";
import { roofline as definition } from "@/lib/figures/roofline/mod.ts";
import { figureKind } from "./kind.ts";

/** The roofline. */
export const roofline = figureKind({
  definition,
  Controls: RooflineControls,
  workingsOpen: false,
});
