import type { ComponentChildren, JSX } from "preact";
import type { FigureModel } from "@/lib/figures/model.ts";
import { FigureFrame } from "./figure_frame.tsx";
import { type ChartSize, StaticVariants } from "./static_variants.tsx";
import { type Tool, Tools } from "./tools.tsx";

/** Props of {@linkcode StaticFrame}. */
export interface StaticFrameProps {
  id: string;
  number: number;
  model: FigureModel;
  controls: ComponentChildren;
  workingsOpen: boolean;
  /** Which tools it has. Default: all. */
  tools?: readonly Tool[];
  /** The sizes in which its chart is drawn. Default: all. */
  sizes?: readonly ChartSize[];
}

/** The frame of a figure as the server draws it: for no script, for print, and until it is live. */
export function StaticFrame(props: StaticFrameProps): JSX.Element {
  const { id, model, tools, sizes } = props;
  return (
    <FigureFrame
      {...props}
      chart={
        <StaticVariants
          id={`figure-${id}`}
          chart={model.chart}
          title={model.finding}
          description={model.description}
          sizes={sizes}
        />
      }
      tools={<Tools disabled status="" tools={tools} onUse={() => {}} />}
      lazyTable={false}
    />
  );
}
