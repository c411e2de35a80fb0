import { TilingControls } from "@/components/figure/tiling_controls.tsx";
import { tiling as definition } from "@/lib/figures/tiling/mod.ts";
import { figureKind } from "./kind.ts";

/** A matrix product on a small cache. */
export const tiling = figureKind({
  definition,
  Controls: TilingControls,
  workingsOpen: false,
});
