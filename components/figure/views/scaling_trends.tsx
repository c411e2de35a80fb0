import { ScalingTrendsControls } from "@/components/figure/scaling_trends_controls.tsx";
import { scalingTrends as definition } from "@/lib/figures/scaling_trends/mod.ts";
import { figureKind } from "./kind.ts";

/** Twenty years of peak rate, DRAM bandwidth and interconnect. */
export const scalingTrends = figureKind({
  definition,
  Controls: ScalingTrendsControls,
  workingsOpen: false,
});
