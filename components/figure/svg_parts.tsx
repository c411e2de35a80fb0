/**
 * The parts of a chart as SVG.
 *
 * @module
 */
import { annotationLine, type ChartLayout, pixelsOf, toPixels } from "@/lib/figures/layout/mod.ts";
import {
  areaOpacity,
  dashes,
  isOpen,
  lineWidth,
  markRadius,
  round,
  shapePath,
} from "@/lib/figures/layout/style.ts";
import type { Annotation, Place, PointSeries, Series } from "@/lib/figures/model.ts";
import type { Painter } from "./paint.ts";

/** What every part is drawn from. */
export interface Part {
  layout: ChartLayout;
  paint: Painter;
}

/** Grid, numbers and titles. */
export function Axes({ layout, paint }: Part) {
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

/** A line or an area; points are drawn over everything, by {@linkcode Points}. */
export function SeriesShape({ series, layout, paint }: Part & { series: Series }) {
  if (series.kind === "points") return null;
  const path = pathOf(pixelsOf(series, layout));
  if (series.kind === "area") {
    return (
      <path d={`${path}Z`} fill-opacity={areaOpacity(series)} {...paint({ fill: series.role })} />
    );
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

/** The line of an annotation. */
export function AnnotationLine({ annotation, layout, paint }: Part & { annotation: Annotation }) {
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

/** Marked points. */
export function Points({ series, layout, paint }: Part & { series: PointSeries }) {
  const { role, shape, hollow } = series;
  const radius = markRadius(series);
  return (
    <>
      {series.points.map((mark, index) => {
        const { x, y } = toPixels(mark, layout);
        const open = isOpen(shape);
        return (
          <g key={index}>
            {mark.selected && (
              <path
                d={shapePath("circle", x, y, radius + 5)}
                stroke-width={1.5}
                {...paint({ stroke: role, fill: "none" })}
              />
            )}
            <path
              d={shapePath(shape, x, y, radius)}
              stroke-width={open ? 2.5 : 1.75}
              {...paint({ stroke: role, fill: hollow || open ? "paper" : role })}
            />
          </g>
        );
      })}
    </>
  );
}

/** The rectangle of the data, as attributes. */
export function boxOf({ plot }: ChartLayout) {
  return {
    x: round(plot.left),
    y: round(plot.top),
    width: round(plot.right - plot.left),
    height: round(plot.bottom - plot.top),
  };
}

/** Places as an SVG path. */
export function pathOf(places: readonly Place[]): string {
  return places.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join(
    "",
  );
}
