import { ModelGrowthControls } from "@/components/figure/model_growth_controls.tsx";
import { modelGrowth as definition } from "@/lib/figures/model_growth/mod.ts";
import { figureKind } from "./kind.ts";

/** Models, and the memory that is to hold them. */
export const modelGrowth = figureKind({
  definition,
  Controls: ModelGrowthControls,
  workingsOpen: false,
});
