import type { JSX } from "preact";
import { textWidth } from "@/lib/figures/layout/mod.ts";
import type { FigureModel } from "@/lib/figures/model.ts";
import { Diagram } from "./diagram.tsx";
import type { Palette } from "./paint.ts";
import { StaticChart } from "./static_chart.tsx";

/** The width of a picture to keep. */
export const pictureWidth = 1000;

const margin = 24;
const inner = pictureWidth - 2 * margin;

/** Props of {@linkcode Picture}. */
export interface PictureProps {
  id: string;
  model: FigureModel;
  palette: Palette & { readonly font: string };
}

/** A figure that can stand by itself: title, drawings, chart and conventions in one SVG. */
export function Picture({ id, model, palette }: PictureProps): JSX.Element {
  const { finding, description, diagrams, chart, conventions, notes } = model;
  const title = wrapped(`${finding}.`, 20, inner);
  const small = wrapped([...conventions, ...notes].join(" "), 12, inner);
  const top = margin + title.length * 26 + 10;
  const tall = diagrams.length > 0 ? 360 : 480;
  const used = diagrams.reduce((sum, { width }) => sum + width + 12, 0);
  const height = top + tall + 20 + small.length * 17 + margin;
  let left = margin;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={pictureWidth}
      height={height}
      viewBox={`0 0 ${pictureWidth} ${height}`}
      font-family={palette.font}
    >
      <rect width={pictureWidth} height={height} fill={palette.paper} />
      <Lines
        lines={title}
        x={margin}
        y={margin + 20}
        step={26}
        size={20}
        color={palette.ink}
        strong
      />
      {diagrams.map((diagram) => {
        const x = left;
        left += diagram.width + 12;
        return (
          <g key={diagram.id} transform={`translate(${x} ${top})`}>
            <text x={0} y={13} font-size={13} fill={palette.soft}>{diagram.title}</text>
            <g transform="translate(0 30)">
              <Diagram diagram={diagram} id={`${id}-${diagram.id}-picture`} palette={palette} />
            </g>
          </g>
        );
      })}
      <g transform={`translate(${margin + used} ${top})`}>
        <StaticChart
          chart={chart}
          title={finding}
          description={description}
          id={`${id}-picture`}
          width={inner - used}
          height={tall}
          palette={palette}
        />
      </g>
      <Lines
        lines={small}
        x={margin}
        y={top + tall + 30}
        step={17}
        size={12}
        color={palette.soft}
      />
    </svg>
  );
}

function Lines(
  props: {
    lines: readonly string[];
    x: number;
    y: number;
    step: number;
    size: number;
    color: string;
    strong?: boolean;
  },
) {
  const { lines, x, y, step, size, color, strong } = props;
  return (
    <text font-size={size} fill={color} font-weight={strong ? 600 : 400}>
      {lines.map((line, index) => <tspan key={index} x={x} y={y + index * step}>{line}</tspan>)}
    </text>
  );
}

/** Breaks a text into lines no wider than `most`. */
function wrapped(text: string, size: number, most: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer, size, true) > most) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}
