import { BandwidthLadderControls } from "@/components/figure/bandwidth_ladder_controls.tsx";
import { bandwidthLadder as definition } from "@/lib/figures/bandwidth_ladder/mod.ts";
import { figureKind } from "./kind.ts";

/** Three bandwidths and their price. */
export const bandwidthLadder = figureKind({
  definition,
  Controls: BandwidthLadderControls,
  workingsOpen: false,
});
