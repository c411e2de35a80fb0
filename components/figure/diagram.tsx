import type { JSX } from "preact";
import { dashes, paintOpacity, round } from "@/lib/figures/layout/style.ts";
import type { DiagramModel, DiagramShape, Rect } from "@/lib/figures/model.ts";
import { createPainter, type Painter, type Palette } from "./paint.ts";
import { pathOf } from "./svg_parts.tsx";

/** Props of {@linkcode Diagram}. */
export interface DiagramProps {
  diagram: DiagramModel;
  /** Unique in the page. */
  id: string;
  /** Colours of a drawing that must stand by itself. */
  palette?: Palette;
}

/** A drawing to scale, as SVG, on the server and in the browser alike. */
export function Diagram({ diagram, id, palette }: DiagramProps): JSX.Element {
  const { width, height, title, description, shapes } = diagram;
  const paint = createPainter(palette);
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      class={`fig-diagram fig-diagram-${diagram.id}`}
      role="img"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-desc`}
      font-size={13}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{description}</desc>
      {shapes.map((shape, index) => <Shape key={index} shape={shape} paint={paint} />)}
    </svg>
  );
}

function Shape({ shape, paint }: { shape: DiagramShape; paint: Painter }) {
  switch (shape.kind) {
    case "polygon":
      return (
        <path
          d={`${pathOf(shape.points)}Z`}
          stroke-width={shape.paint === "outline" ? 2 : 1}
          stroke-linejoin="round"
          fill-opacity={paintOpacity[shape.paint]}
          {...paint({
            stroke: shape.role,
            fill: shape.paint === "outline" ? "none" : shape.role,
          })}
        />
      );
    case "rects":
      return <Rects shape={shape} paint={paint} />;
    case "line":
      return (
        <path
          d={pathOf(shape.points)}
          stroke-width={1.5}
          stroke-dasharray={dashes[shape.dash].join(" ") || undefined}
          {...paint({ stroke: shape.role, fill: "none" })}
        />
      );
    case "text":
      return (
        <text
          x={round(shape.at.x)}
          y={round(shape.at.y)}
          text-anchor={shape.anchor}
          font-weight={shape.strong ? 600 : 400}
          {...paint({ fill: shape.role, halo: true })}
        >
          {shape.text}
        </text>
      );
  }
}

function Rects({ shape, paint }: { shape: DiagramShape & { kind: "rects" }; paint: Painter }) {
  const path = shape.rects.map(rectPath).join("");
  if (path === "") return null;
  switch (shape.paint) {
    case "outline":
      return <path d={path} stroke-width={2} {...paint({ stroke: shape.role, fill: "none" })} />;
    case "hairline":
      return <path d={path} stroke-width={1} {...paint({ stroke: "rule", fill: "none" })} />;
    case "solid":
      return <path d={path} {...paint({ fill: shape.role })} />;
    default:
      return (
        <path d={path} fill-opacity={paintOpacity[shape.paint]} {...paint({ fill: shape.role })} />
      );
  }
}

function rectPath({ x, y, width, height }: Rect): string {
  const wide = round(width);
  return `M${round(x)} ${round(y)}h${wide}v${round(height)}h${-wide}z`;
}
