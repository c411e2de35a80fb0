import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { layoutChart } from "@/lib/figures/layout/mod.ts";
import type { ChartModel } from "@/lib/figures/model.ts";
import { ChartCursor } from "./chart_cursor.tsx";
import { loadChartLibrary, loadedChartLibrary } from "./chart_library.ts";
import { type HandleActions, Handles } from "./handles.tsx";
import { Plot } from "./plot.ts";
import { onThemeChange } from "./theme.ts";

/** Props of {@linkcode LiveChart}. */
export interface LiveChartProps extends HandleActions {
  chart: ChartModel;
  /** What the chart is called, for those who do not see it. */
  label: string;
}

/** A chart that can be read with a cursor and whose points can be moved. */
export function LiveChart({ chart, label, onDrag, onStep }: LiveChartProps): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot>();
  const [library, setLibrary] = useState(loadedChartLibrary);
  const size = useSize(host);
  const layout = useMemo(() => size && layoutChart(chart, size), [chart, size]);

  useEffect(() => {
    if (!library) loadChartLibrary().then((loaded) => setLibrary(() => loaded));
  }, []);

  useLayoutEffect(() => {
    if (!library || !layout || !canvas.current) return;
    if (plot.current) plot.current.show(chart, layout);
    else plot.current = new Plot(library, canvas.current, chart, layout);
  }, [library, chart, layout]);

  useEffect(() => {
    const recolor = () => plot.current?.recolor();
    // Text drawn before the course's own font has come is drawn again.
    document.fonts?.ready.then(recolor);
    const stop = onThemeChange(recolor);
    return () => {
      stop();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, []);

  return (
    <div class="fig-live" ref={host}>
      <div class="fig-canvas" ref={canvas} aria-hidden="true" />
      {layout && (
        <>
          <ChartCursor chart={chart} layout={layout} label={label} />
          <Handles handles={chart.handles} layout={layout} onDrag={onDrag} onStep={onStep} />
        </>
      )}
    </div>
  );
}

/** An element's size, measured before it is painted and whenever it changes. */
function useSize(element: { readonly current: HTMLElement | null }) {
  const [size, setSize] = useState<{ width: number; height: number }>();
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = current;
      if (width === 0) return;
      setSize((old) => old?.width === width && old.height === height ? old : { width, height });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return size;
}
