import type { JSX } from "preact";
import {
  annotationLine,
  type ChartLayout,
  layoutChart,
  markSize,
  pixelsOf,
  toPixels,
} from "@/lib/figures/layout/mod.ts";
import {
  areaOpacity,
  dashes,
  isOpen,
  lineWidth,
  round,
  shapePath,
} from "@/lib/figures/layout/style.ts";
import type { Annotation, ChartModel, Place, PointSeries, Series } from "@/lib/figures/model.ts";
import { createPainter, type Painter, type Palette } from "./paint.ts";

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

interface Part {
  layout: ChartLayout;
  paint: Painter;
}

function Axes({ layout, paint }: Part) {
  const { plot, xTicks, yTicks, xTitle, yTitle, fontSize } = layout;
  const grid = [
    ...xTicks.map(({ at }) => `M${round(at)} ${round(plot.top)}V${round(plot.bottom)}`),
    ...yTicks.map(({ at }) => `M${round(plot.left)} ${round(at)}H${round(plot.right)}`),
  ];
  const soft = paint({ fill: "soft" });
  return (
    <>
      <path d={grid.join("")} stroke-width={1} {...paint({ stroke: "rule", fill: "none" })} />
      <g text-anchor="middle" {...soft}>
        {xTicks.map(({ at, label }) =>
          label && (
            <text key={label} x={round(at)} y={round(plot.bottom + fontSize * 1.3)}>{label}</text>
          )
        )}
      </g>
      <g text-anchor="end" {...soft}>
        {yTicks.map(({ at, label }) =>
          label && (
            <text key={label} x={round(plot.left - 7)} y={round(at + fontSize * 0.35)}>
              {label}
            </text>
          )
        )}
      </g>
      <text
        x={round(plot.right)}
        y={round(plot.bottom + fontSize * 2.75)}
        text-anchor="end"
        {...soft}
      >
        {xTitle}
      </text>
      <text x={2} y={round(fontSize)} {...soft}>{yTitle}</text>
    </>
  );
}

function SeriesShape({ series, layout, paint }: Part & { series: Series }) {
  if (series.kind === "points") return null;
  const path = pathOf(pixelsOf(series, layout));
  if (series.kind === "area") {
    return <path d={`${path}Z`} fill-opacity={areaOpacity} {...paint({ fill: series.role })} />;
  }
  return (
    <path
      d={path}
      stroke-width={lineWidth(series)}
      stroke-dasharray={dashes[series.dash].join(" ") || undefined}
      stroke-linejoin="round"
      {...paint({ stroke: series.role, fill: "none" })}
    />
  );
}

function AnnotationLine({ annotation, layout, paint }: Part & { annotation: Annotation }) {
  if (annotation.kind === "region") return null;
  return (
    <path
      d={pathOf(annotationLine(annotation, layout))}
      stroke-width={1.25}
      stroke-dasharray={dashes[annotation.dash].join(" ") || undefined}
      {...paint({ stroke: annotation.role, fill: "none" })}
    />
  );
}

function Points({ series, layout, paint }: Part & { series: PointSeries }) {
  const { role, shape, hollow } = series;
  return (
    <>
      {series.points.map((mark, index) => {
        const { x, y } = toPixels(mark, layout);
        const open = isOpen(shape);
        return (
          <g key={index}>
            {mark.selected && (
              <path
                d={shapePath("circle", x, y, markSize + 5)}
                stroke-width={1.5}
                {...paint({ stroke: role, fill: "none" })}
              />
            )}
            <path
              d={shapePath(shape, x, y, markSize)}
              stroke-width={open ? 2.5 : 1.75}
              {...paint({ stroke: role, fill: hollow || open ? "paper" : role })}
            />
          </g>
        );
      })}
    </>
  );
}

function boxOf({ plot }: ChartLayout) {
  return {
    x: round(plot.left),
    y: round(plot.top),
    width: round(plot.right - plot.left),
    height: round(plot.bottom - plot.top),
  };
}

function pathOf(places: readonly Place[]): string {
  return places.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join(
    "",
  );
}
