import type uPlot from "uplot";
import { dashes, lineWidth } from "@/lib/figures/layout/style.ts";
import type { ChartModel, ColourRole, LineSeries } from "@/lib/figures/model.ts";

/** The lines of a chart. */
export function linesOf({ series }: ChartModel): LineSeries[] {
  return series.filter((each) => each.kind === "line");
}

/**
 * The lines as the chart library takes them: one list of x for all, and for
 * each line its y there or nothing. A line passes over what it lacks.
 */
export function alignLines(chart: ChartModel): uPlot.AlignedData {
  const lines = linesOf(chart);
  const xs = [...new Set(lines.flatMap(({ points }) => points.map(({ x }) => x)))]
    .sort((a, b) => a - b);
  const place = new Map(xs.map((x, index) => [x, index]));
  const columns = lines.map(({ points }) => {
    const column = new Array<number | undefined>(xs.length).fill(undefined);
    for (const { x, y } of points) column[place.get(x) ?? 0] = y;
    return column;
  });
  return [xs, ...columns];
}

/** How the library draws a line. */
export function lineOptions(
  line: LineSeries,
  color: (role: ColourRole) => string,
): uPlot.Series {
  return {
    scale: "y",
    stroke: () => color(line.role),
    width: lineWidth(line),
    dash: [...dashes[line.dash]],
    spanGaps: true,
    pxAlign: 0,
    points: { show: false },
  };
}

/** What makes a new drawing necessary, beyond new data: other lines, or other scales. */
export function structureOf(chart: ChartModel): string {
  const lines = linesOf(chart).map(({ id, role, dash, faint }) => [id, role, dash, faint]);
  return JSON.stringify([chart.x.scale, chart.y.scale, lines]);
}
