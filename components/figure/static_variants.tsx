import type { JSX } from "preact";
import type { ChartModel } from "@/lib/figures/model.ts";
import { StaticChart } from "./static_chart.tsx";

/** The sizes a chart is drawn in on the server; a container query shows the one that fits. */
const variants = [
  { name: "wide", width: 960, height: 460 },
  { name: "middle", width: 640, height: 420 },
  { name: "narrow", width: 350, height: 360 },
] as const;

/** The name of one of these sizes. */
export type ChartSize = typeof variants[number]["name"];

/** Props of {@linkcode StaticVariants}. */
export interface StaticVariantsProps {
  /** Unique in the page. */
  id: string;
  chart: ChartModel;
  /** The chart in a sentence, and in full. */
  title: string;
  description: string;
  /** Default: all. Where the chart never gets wide, the others are only weight. */
  sizes?: readonly ChartSize[] | undefined;
}

/** A chart as the server draws it, in each size that may fit. */
export function StaticVariants(props: StaticVariantsProps): JSX.Element {
  const { id, sizes, ...chart } = props;
  return (
    <>
      {variants.filter(({ name }) => !sizes || sizes.includes(name)).map((
        { name, width, height },
      ) => (
        <StaticChart
          key={name}
          {...chart}
          id={`${id}-${name}`}
          width={width}
          height={height}
          class={`fig-svg fig-svg-${name}`}
        />
      ))}
    </>
  );
}
