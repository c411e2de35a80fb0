import type { JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { StaticChart } from "@/components/figure/static_chart.tsx";
import { useSize } from "@/components/figure/use_size.ts";
import { curveChart, type CurveHeights, middleOf } from "@/lib/course/exercise/mod.ts";
import type { CurveQuestion } from "@/lib/course/types.ts";
import { layoutChart } from "@/lib/figures/layout/mod.ts";
import type { Place } from "@/lib/figures/model.ts";
import { CurveHandle } from "./curve_handle.tsx";

/** Props of {@linkcode CurvePlot}. */
export interface CurvePlotProps {
  curve: CurveQuestion;
  /** Unique in the page. */
  id: string;
  heights: CurveHeights;
  /** The computed curve, once the line is committed; from then on nothing moves. */
  computed?: readonly Place[] | undefined;
  /** What there is to see, in a sentence. */
  title: string;
  onSet: (x: number, height: number) => void;
}

/** The chart in which a line is drawn, and later compared. */
export function CurvePlot(props: CurvePlotProps): JSX.Element {
  const { curve, id, heights, computed, title, onSet } = props;
  const host = useRef<HTMLDivElement>(null);
  const size = useSize(host);
  const isDrawing = useRef(false);
  const chart = useMemo(
    () => curveChart(curve, { heights, computed, hasHandles: !computed }),
    [curve, heights, computed],
  );
  const layout = useMemo(() => size && layoutChart(chart, size), [chart, size]);

  /** Sets the nearest place to where the pointer is: a stroke over the chart draws the whole line. */
  function drawTo(event: MouseEvent): void {
    if (!layout || !host.current) return;
    const { left, top } = host.current.getBoundingClientRect();
    const distance = (x: number) => Math.abs(layout.x.toPixel(x) - (event.clientX - left));
    const nearest = curve.at.reduce((a, b) => distance(b) < distance(a) ? b : a);
    onSet(nearest, layout.y.toValue(event.clientY - top));
  }

  const canDraw = layout && !computed;
  return (
    <div
      class="ex-curve-plot"
      data-open={computed ? undefined : "true"}
      ref={host}
      // A finger on the chart scrolls the page; only the handles take it for themselves
      onPointerDown={(event) => {
        if (!canDraw || event.pointerType === "touch" || event.button !== 0) return;
        isDrawing.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        drawTo(event);
      }}
      onPointerMove={(event) => isDrawing.current && drawTo(event)}
      onPointerUp={() => isDrawing.current = false}
      onPointerCancel={() => isDrawing.current = false}
    >
      {size && (
        <StaticChart
          chart={chart}
          title={title}
          description={`${curve.y.label} against ${curve.x.label}`}
          id={id}
          {...size}
          class="fig-svg-live"
        />
      )}
      {canDraw && curve.at.map((x) => (
        <CurveHandle
          key={x}
          curve={curve}
          layout={layout}
          x={x}
          height={heights.get(x) ?? middleOf(curve.y)}
          isSet={heights.has(x)}
          onSet={(height) => onSet(x, height)}
        />
      ))}
    </div>
  );
}
