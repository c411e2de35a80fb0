import type { JSX } from "preact";
import { layoutChart } from "@/lib/figures/layout/mod.ts";
import { round } from "@/lib/figures/layout/style.ts";
import type { ChartModel } from "@/lib/figures/model.ts";
import { createPainter, type Palette } from "./paint.ts";
import { AnnotationLine, Axes, boxOf, Points, SeriesShape } from "./svg_parts.tsx";

/** Props of {@linkcode StaticChart}. */
export interface StaticChartProps {
  chart: ChartModel;
  /** The figure's finding, for those who do not see it. */
  title: string;
  /** The chart in words. */
  description: string;
  /** Unique in the page. */
  id: string;
  width: number;
  height: number;
  class?: string;
  /** Colours of a drawing that must stand by itself. */
  palette?: Palette;
}

/** A chart as SVG: for the server, for print, and for a picture to keep. */
export function StaticChart(props: StaticChartProps): JSX.Element {
  const { chart, title, description, id, width, height, palette } = props;
  const layout = layoutChart(chart, { width, height });
  const paint = createPainter(palette);
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      class={props.class}
      role="img"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-desc`}
      font-size={layout.fontSize}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{description}</desc>
      <clipPath id={`${id}-clip`}>
        <rect {...boxOf(layout)} />
      </clipPath>
      <Axes layout={layout} paint={paint} />
      <g clip-path={`url(#${id}-clip)`}>
        {chart.series.map((series) => (
          <SeriesShape key={series.id} series={series} layout={layout} paint={paint} />
        ))}
        {chart.annotations.map((annotation, index) => (
          <AnnotationLine key={index} annotation={annotation} layout={layout} paint={paint} />
        ))}
      </g>
      {chart.series.map((series) =>
        series.kind === "points" && (
          <Points key={series.id} series={series} layout={layout} paint={paint} />
        )
      )}
      {layout.labels.map(({ text, x, y, anchor, role, strong }, index) => (
        <text
          key={index}
          x={round(x)}
          y={round(y)}
          text-anchor={anchor}
          font-weight={strong ? 600 : 400}
          {...paint({ fill: role, halo: true })}
        >
          {text}
        </text>
      ))}
    </svg>
  );
}
