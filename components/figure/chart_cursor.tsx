import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { type ChartLayout, toPixels } from "@/lib/figures/layout/mod.ts";
import type { ChartModel, Place } from "@/lib/figures/model.ts";
import {
  cursorStops,
  markReading,
  nearestReading,
  readableSeries,
  type Reading,
  readingAt,
} from "@/lib/figures/reading.ts";

/** Props of {@linkcode ChartCursor}. */
export interface ChartCursorProps {
  chart: ChartModel;
  layout: ChartLayout;
  /** What the chart is called. */
  label: string;
}

/** Where the cursor is: a series by its place among the readable ones, and an x. */
interface Position {
  readonly series: number;
  readonly x: number;
}

/**
 * Reads the chart aloud and in small: with the mouse where it points, with the
 * keyboard along a line, left and right, and from line to line, up and down.
 */
export function ChartCursor({ chart, layout, label }: ChartCursorProps): JSX.Element {
  const [keyed, setKeyed] = useState<Position>();
  const [pointed, setPointed] = useState<Reading>();
  const { plot } = layout;
  const series = readableSeries(chart);
  const current = keyed && series[keyed.series];
  const reading = current ? readingAt(chart, current, keyed.x) : pointed;

  const press = (key: string): boolean => {
    const next = key === "Escape" ? undefined : move(chart, keyed, key);
    if (next === keyed && key !== "Escape") return false;
    setKeyed(next);
    return true;
  };
  return (
    <>
      <div
        class="fig-cursor"
        style={{
          left: `${plot.left}px`,
          top: `${plot.top}px`,
          width: `${plot.right - plot.left}px`,
          height: `${plot.bottom - plot.top}px`,
        }}
        role="application"
        tabIndex={0}
        aria-roledescription="chart"
        aria-label={`${label}. Arrow keys read along a line, up and down change lines`}
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey) return;
          if (press(event.key)) event.preventDefault();
        }}
        onBlur={() => setKeyed(undefined)}
        onPointerMove={(event) => {
          if (event.pointerType !== "mouse") return;
          const box = event.currentTarget.getBoundingClientRect();
          const at = {
            x: plot.left + event.clientX - box.left,
            y: plot.top + event.clientY - box.top,
          };
          setPointed(
            namedReading(chart, layout, at) ??
              nearestReading(chart, { x: layout.x.toValue(at.x), y: layout.y.toValue(at.y) }),
          );
        }}
        onPointerLeave={() => setPointed(undefined)}
      />
      {reading && (
        <>
          <span
            class="fig-cursor-dot"
            style={{
              left: `${layout.x.toPixel(reading.x)}px`,
              top: `${layout.y.toPixel(reading.y)}px`,
            }}
          />
          <span class="fig-reading" aria-hidden="true">{reading.short}</span>
        </>
      )}
      <span class="visually-hidden" aria-live="polite" aria-atomic="true">
        {current ? reading?.text : ""}
      </span>
    </>
  );
}

/** How near a named point the mouse must be to read it, in pixels. */
const reach = 12;

/** What is said of the named point under the mouse. */
function namedReading(chart: ChartModel, layout: ChartLayout, at: Place): Reading | undefined {
  const near = chart.series.flatMap((series) =>
    series.kind !== "points" ? [] : series.points.flatMap((mark) => {
      const { x, y } = toPixels(mark, layout);
      const distance = Math.hypot(x - at.x, y - at.y);
      return mark.name && distance <= reach ? [{ series, mark, distance }] : [];
    })
  );
  const [nearest] = near.sort((a, b) => a.distance - b.distance);
  return nearest && markReading(chart, nearest.series, nearest.mark);
}

/** The position after a key; the same one if the key means nothing here. */
function move(chart: ChartModel, from: Position | undefined, key: string): Position | undefined {
  const series = readableSeries(chart);
  const at = from?.series ?? 0;
  const stops = (index: number) => {
    const each = series[index];
    return each ? cursorStops(chart, each) : [];
  };
  const own = stops(at);
  const ends: Record<string, number | undefined> = {
    Home: own[0],
    End: own.at(-1),
    ArrowRight: from ? own.find((x) => x > from.x * (1 + 1e-9)) : own[0],
    ArrowLeft: from ? own.findLast((x) => x < from.x * (1 - 1e-9)) : own.at(-1),
  };
  if (key in ends) {
    const x = ends[key];
    return x === undefined ? from : { series: at, x };
  }
  if (key !== "ArrowUp" && key !== "ArrowDown") return from;
  const to = (at + (key === "ArrowDown" ? 1 : series.length - 1)) % series.length;
  const near = from?.x ?? 0;
  const x = stops(to).reduce<number | undefined>(
    (best, stop) =>
      best === undefined || Math.abs(stop - near) < Math.abs(best - near) ? stop : best,
    undefined,
  );
  return x === undefined ? from : { series: to, x };
}
