/**
 * Heights on the axis of a curve: where a handle may be, and where a key takes it.
 *
 * @module
 */
import type { HandleStep } from "@/lib/figures/definition.ts";
import { axisScale } from "@/lib/figures/layout/scale.ts";
import type { Axis } from "@/lib/figures/model.ts";
import type { CurveAxis } from "../types.ts";

/** How many small and large steps a decade has, and a linear axis from end to end. */
const STEPS = { log: { small: 20, large: 2 }, linear: { small: 50, large: 10 } } as const;

/** Two digits on a logarithmic axis: an eye reads no more. */
const DIGITS = 2;

/** The parts in which a linear axis is read. */
const PARTS = 200;

/**
 * An axis as charts have it.
 *
 * @param axis The axis of a question
 * @returns The axis of a chart
 */
export function chartAxis(axis: CurveAxis): Axis {
  const { label, unit, scale, base, from, to, calendar } = axis;
  // "1 k" before a unit that has a prefix, such as TFLOP/s, would be two prefixes
  const plain = /^[kMGTPE](?!$|\/)/.test(unit);
  return {
    label,
    unit,
    scale,
    base,
    min: from,
    max: to,
    ...(plain ? { plain } : {}),
    ...(calendar ? { calendar } : {}),
  };
}

/**
 * The middle of an axis, where a handle is before it is set.
 *
 * @param axis The axis
 * @returns The value, rounded as a dragged one
 */
export function middleOf(axis: CurveAxis): number {
  return roundHeight(axis, axisScale(chartAxis(axis), 0, 1).toValue(0.5));
}

/**
 * Rounds a height to what can be told apart on the axis, and holds it there.
 *
 * @param axis The axis
 * @param height Any number
 * @returns A number on the axis
 *
 * @example
 * ```ts
 * import { roundHeight } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const axis = { label: "rate", unit: "", from: 0.1, to: 1000, scale: "log", base: 10 } as const;
 * expect(roundHeight(axis, 12.34)).toBe(12);
 * expect(roundHeight(axis, 4321)).toBe(1000);
 * ```
 */
export function roundHeight(axis: CurveAxis, height: number): number {
  const { from, to, scale } = axis;
  const part = (to - from) / PARTS;
  const rounded = scale === "log"
    ? Number(height.toPrecision(DIGITS))
    : Number((from + Math.round((height - from) / part) * part).toPrecision(12));
  return Math.min(Math.max(rounded, from), to);
}

/**
 * The height after a key.
 *
 * @param axis The axis
 * @param height The height before
 * @param by What the key asks for
 * @returns The height; it differs from the one before unless that was at the end
 */
export function stepHeight(axis: CurveAxis, height: number, by: HandleStep): number {
  if (by === "least") return axis.from;
  if (by === "most") return axis.to;
  const { small, large } = STEPS[axis.scale];
  const steps = by === "much-less" || by === "much-more" ? large : small;
  const sign = by === "less" || by === "much-less" ? -1 : 1;
  return roundHeight(
    axis,
    axis.scale === "log"
      ? height * 10 ** (sign / steps)
      : height + sign * (axis.to - axis.from) / steps,
  );
}
