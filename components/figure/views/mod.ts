/**
 * The kinds of figures in the browser, each loaded when one of its kind comes near. Nothing here
 * may be imported otherwise by an island, or every page would carry every figure.
 *
 * @module
 */
import type { FigureName } from "@/lib/figures/schemas.ts";
import type { FigureKind } from "./kind.ts";

const kinds: Readonly<Record<FigureName, () => Promise<FigureKind>>> = {
  roofline: async () => (await import("./roofline.tsx")).roofline,
  intensity: async () => (await import("./intensity.tsx")).intensity,
  tiling: async () => (await import("./tiling.tsx")).tiling,
  "scaling-trends": async () => (await import("./scaling_trends.tsx")).scalingTrends,
  "wulf-mckee": async () => (await import("./wulf_mckee.tsx")).wulfMckee,
  "model-growth": async () => (await import("./model_growth.tsx")).modelGrowth,
  "fit-check": async () => (await import("./fit_check.tsx")).fitCheck,
  "all-reduce": async () => (await import("./all_reduce.tsx")).allReduce,
  "bandwidth-ladder": async () => (await import("./bandwidth_ladder.tsx")).bandwidthLadder,
};

/**
 * Loads a kind of figure.
 *
 * @param name The name an author wrote, checked at build.
 * @returns The kind.
 */
export function loadFigure(name: string): Promise<FigureKind> {
  return kinds[name as FigureName]();
}

/**
 * Loads a kind of figure and the view that runs it by itself.
 *
 * @param name The name an author wrote, checked at build.
 * @returns Both.
 */
export async function loadFigureView(name: string) {
  const [kind, { FigureView }] = await Promise.all([
    loadFigure(name),
    import("@/components/figure/figure_view.tsx"),
  ]);
  return { kind, FigureView };
}
