/**
 * A drawn curve as a chart.
 *
 * @module
 */
import { axisScale } from "@/lib/figures/layout/scale.ts";
import type { ChartModel, Place, Series } from "@/lib/figures/model.ts";
import type { Vocabulary } from "../expression/mod.ts";
import type { CurveQuestion } from "../types.ts";
import { type CurveHeights, exactHeight } from "./curve.ts";
import { chartAxis, middleOf } from "./curve_axis.ts";
import type { Parameters } from "./variant.ts";

/** In how many parts a computed curve is drawn. */
const PARTS = 96;

/** What is drawn on the axes of a question. */
export interface CurveDrawing {
  /** What the reader has set. */
  readonly heights: CurveHeights;
  /** The computed curve, once it may be seen. */
  readonly computed?: readonly Place[] | undefined;
  /** Whether places that are not set have a hollow mark in the middle. */
  readonly hasHandles?: boolean;
}

/**
 * Computes a curve from its first place to its last, and at every place. Between
 * places there may be no value, as of half a vector: then the nearest whole
 * number is taken.
 *
 * @param curve The curve
 * @param parameters The variant's parameters
 * @param vocabulary What the answer may call
 * @returns Its points, from left to right
 */
export function computeCurve(
  curve: CurveQuestion,
  parameters: Parameters,
  vocabulary: Vocabulary,
): Place[] {
  const { toValue } = axisScale(chartAxis(curve.x), 0, PARTS);
  const even = Array.from({ length: PARTS + 1 }, (_, part) => toValue(part));
  const first = curve.at[0] ?? curve.x.from;
  const last = curve.at.at(-1) ?? curve.x.to;
  // Only between the first place and the last is the answer known to be sound
  const between = even.filter((x) => x > first && x < last)
    .flatMap((x) => pointAt(x) ?? pointAt(Math.round(x)) ?? []);
  const places = curve.at.map((x) => ({ x, y: exactHeight(curve, x, parameters, vocabulary) }));
  const points = new Map([...between, ...places].map((point) => [point.x, point]));
  return [...points.values()].sort((a, b) => a.x - b.x);

  function pointAt(x: number): Place | undefined {
    try {
      return { x, y: exactHeight(curve, x, parameters, vocabulary) };
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }
}

/**
 * The chart of a question: its axes, the reader's line dashed in ink, and the
 * computed curve over it in the colour of actions.
 *
 * @param curve The curve
 * @param drawing What is drawn
 * @returns A chart for any renderer
 */
export function curveChart(
  { x, y, at }: CurveQuestion,
  { heights, computed, hasHandles = false }: CurveDrawing,
): ChartModel {
  const set = [...heights].map(([x, y]) => ({ x, y }));
  const free = hasHandles ? at.filter((place) => !heights.has(place)) : [];
  const series: Series[] = [
    {
      kind: "line",
      id: "drawn",
      label: computed && set.length > 1 ? "your line" : "",
      name: "your line",
      role: "ink",
      dash: "dashed",
      points: set,
    },
    ...(computed
      ? [
        {
          kind: "line",
          id: "computed",
          label: "computed",
          role: "accent",
          dash: "solid",
          points: computed,
        } as const,
      ]
      : []),
    marks("set", set, false),
    marks("free", free.map((x) => ({ x, y: middleOf(y) })), true),
  ];
  return {
    x: { ...chartAxis(x), marks: at },
    y: chartAxis(y),
    series: series.filter(({ points }) => points.length > 0),
    annotations: [],
    handles: [],
  };
}

function marks(id: string, points: readonly Place[], hollow: boolean): Series {
  return {
    kind: "points",
    id,
    label: "your line",
    role: "ink",
    shape: "circle",
    hollow,
    points: points.map((point) => ({ ...point, label: "" })),
  };
}
