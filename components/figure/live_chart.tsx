import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { layoutChart } from "@/lib/figures/layout/mod.ts";
import type { ChartModel } from "@/lib/figures/model.ts";
import { ChartCursor } from "./chart_cursor.tsx";
import { type HandleActions, Handles } from "./handles.tsx";
import type { Plot } from "./plot.ts";
import { StaticChart } from "./static_chart.tsx";
import { onThemeChange } from "./theme.ts";
import { useSize } from "./use_size.ts";

/** Props of {@linkcode LiveChart}. */
export interface LiveChartProps extends HandleActions {
  chart: ChartModel;
  /** The figure's id. */
  id: string;
  /** What the chart is called, for those who do not see it. */
  label: string;
  /** What it shows, in one sentence and in full. */
  title: string;
  description: string;
  /** Whether the reader has begun to use the figure: time to load the chart library. */
  used: boolean;
}

/**
 * A chart that can be read with a cursor and whose points can be moved. It is
 * SVG until the reader begins to use it, and from then on a canvas of the chart
 * library, drawn from the same layout: a page that is only read loads no
 * library, and where the library cannot be had the SVG goes on working.
 */
export function LiveChart(props: LiveChartProps): JSX.Element {
  const { chart, id, label, title, description, used, onDrag, onStep } = props;
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot>();
  const [plotClass, setPlotClass] = useState<typeof Plot>();
  const size = useSize(host);
  const printing = usePrinting();
  const layout = useMemo(() => size && layoutChart(chart, size), [chart, size]);

  useEffect(() => {
    if (!used || plotClass) return;
    import("./plot.ts").then((module) => setPlotClass(() => module.Plot)).catch(() => {
      // Without the library the SVG stays.
    });
  }, [used]);

  useLayoutEffect(() => {
    if (!plotClass || !layout || !canvas.current) return;
    if (plot.current) plot.current.show(chart, layout);
    else plot.current = new plotClass(canvas.current, chart, layout);
  }, [plotClass, chart, layout]);

  useEffect(() => {
    const stop = onThemeChange(() => plot.current?.recolor());
    return () => {
      stop();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, []);

  return (
    <div class="fig-live" ref={host}>
      {(!plotClass || printing) && size && (
        <StaticChart
          chart={chart}
          title={title}
          description={description}
          id={`figure-${id}-live`}
          {...size}
          class="fig-canvas fig-svg-live"
        />
      )}
      <div class="fig-canvas" ref={canvas} hidden={printing} aria-hidden="true" />
      {layout && (
        <>
          <ChartCursor chart={chart} layout={layout} label={label} />
          <Handles handles={chart.handles} layout={layout} onDrag={onDrag} onStep={onStep} />
        </>
      )}
    </div>
  );
}

/** Whether the page is being printed: on paper the SVG takes the paper's colours and is sharp. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => setPrinting(true);
    const end = () => setPrinting(false);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, []);
  return printing;
}
