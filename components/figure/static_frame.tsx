import type { ComponentChildren, JSX } from "preact";
import type { ChartModel, FigureModel } from "@/lib/figures/model.ts";
import { FigureFrame } from "./figure_frame.tsx";
import { StaticChart } from "./static_chart.tsx";
import { Tools } from "./tools.tsx";

/** The sizes a chart is drawn in on the server; a container query shows the one that fits. */
const variants = [
  { name: "wide", width: 960, height: 460 },
  { name: "middle", width: 640, height: 420 },
  { name: "narrow", width: 350, height: 360 },
] as const;

/** Props of {@linkcode StaticFrame}. */
export interface StaticFrameProps {
  id: string;
  number: number;
  model: FigureModel;
  controls: ComponentChildren;
  workingsOpen: boolean;
}

/** The frame of a figure as the server draws it: for no script, for print, and until it is live. */
export function StaticFrame(props: StaticFrameProps): JSX.Element {
  const { id, model } = props;
  return (
    <FigureFrame
      {...props}
      chart={<StaticVariants id={id} chart={model.chart} model={model} />}
      tools={<Tools disabled status="" onUse={() => {}} />}
      lazyTable={false}
    />
  );
}

function StaticVariants(
  { id, chart, model }: { id: string; chart: ChartModel; model: FigureModel },
) {
  return (
    <>
      {variants.map(({ name, width, height }) => (
        <StaticChart
          key={name}
          chart={chart}
          title={model.finding}
          description={model.description}
          id={`figure-${id}-${name}`}
          width={width}
          height={height}
          class={`fig-svg fig-svg-${name}`}
        />
      ))}
    </>
  );
}
