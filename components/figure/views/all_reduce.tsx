import { AllReduceControls } from "@/components/figure/all_reduce_controls.tsx";
import { allReduce as definition } from "@/lib/figures/all_reduce/mod.ts";
import { figureKind } from "./kind.ts";

/** The time of an all-reduce, and when it is longer than the arithmetic. */
export const allReduce = figureKind({
  definition,
  Controls: AllReduceControls,
  workingsOpen: false,
});
