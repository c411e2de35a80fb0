import type uPlot from "uplot";

/** The chart library's class. */
export type ChartLibrary = typeof uPlot;

let loaded: ChartLibrary | undefined;

/** Loads the chart library, a chunk of its own, once. */
export async function loadChartLibrary(): Promise<ChartLibrary> {
  loaded ??= (await import("uplot")).default;
  return loaded;
}

/** The chart library if it is there already, so that a chart can be drawn at once. */
export function loadedChartLibrary(): ChartLibrary | undefined {
  return loaded;
}
