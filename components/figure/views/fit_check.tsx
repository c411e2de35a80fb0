import { FitCheckControls } from "@/components/figure/fit_check_controls.tsx";
import { fitCheck as definition } from "@/lib/figures/fit_check/mod.ts";
import { figureKind } from "./kind.ts";

/** What a model takes of memory, and how many devices hold it. */
export const fitCheck = figureKind({
  definition,
  Controls: FitCheckControls,
  workingsOpen: false,
});
