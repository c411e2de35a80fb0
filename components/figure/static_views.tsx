import type { ComponentChildren } from "preact";
import type { Machine } from "@/lib/compute/mod.ts";
import type { JsonObject } from "@/lib/course/types.ts";
import type { FigureName } from "@/lib/figures/mod.ts";
import { intensity } from "./views/intensity.tsx";
import type { FigureKind } from "./views/kind.ts";
import { roofline } from "./views/roofline.tsx";
import { tiling } from "./views/tiling.tsx";
import { scalingTrends } from "./views/scaling_trends.tsx";
import { wulfMckee } from "./views/wulf_mckee.tsx";
import { modelGrowth } from "./views/model_growth.tsx";
import { fitCheck } from "./views/fit_check.tsx";
import { allReduce } from "./views/all_reduce.tsx";
import { bandwidthLadder } from "./views/bandwidth_ladder.tsx";

/** What the server draws of a kind of figure besides its model. */
export interface StaticView {
  /** Its controls, which do nothing yet. */
  readonly controls: ComponentChildren;
  /** Whether its formulas are open from the start. */
  readonly workingsOpen: boolean;
}

const kinds: Readonly<Record<FigureName, FigureKind>> = {
  roofline,
  intensity,
  tiling,
  "scaling-trends": scalingTrends,
  "wulf-mckee": wulfMckee,
  "model-growth": modelGrowth,
  "fit-check": fitCheck,
  "all-reduce": allReduce,
  "bandwidth-ladder": bandwidthLadder,
};

/** What the server draws of a figure besides its model; the name was checked at build. */
export function figureViews(
  name: string,
  id: string,
  state: JsonObject,
  machines: readonly Machine[],
): StaticView {
  const { Controls, workingsOpen } = kinds[name as FigureName];
  return {
    controls: <Controls id={id} state={state} machines={machines} disabled onChange={() => {}} />,
    workingsOpen,
  };
}
