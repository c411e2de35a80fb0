import { WulfMckeeControls } from "@/components/figure/wulf_mckee_controls.tsx";
import { wulfMckee as definition } from "@/lib/figures/wulf_mckee/mod.ts";
import { figureKind } from "./kind.ts";

/** The average access over the years. */
export const wulfMckee = figureKind({
  definition,
  Controls: WulfMckeeControls,
  workingsOpen: false,
});
