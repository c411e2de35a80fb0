import { formatNumber } from "@/lib/compute/mod.ts";
import type { CurveAxis, CurveQuestion } from "@/lib/course/types.ts";

/** A number on an axis, with its unit: `12 TFLOP/s`. */
export function axisText({ unit }: CurveAxis, value: number): string {
  return `${axisNumber(value)}${unit === "" ? "" : `\u00a0${unit}`}`;
}

/** A number on an axis, in a column whose head has the unit. */
export function axisNumber(value: number): string {
  return formatNumber(value, Number.isInteger(value) ? { digits: 9 } : {});
}

/** A place in words: `batch 16`, `an intensity of 2 FLOP/byte`. */
export function placeText(axis: CurveAxis, x: number): string {
  return `${axis.label} ${axisText(axis, x)}`;
}

/** What an axis measures, as the head of a column. */
export function axisName({ label, unit }: CurveAxis): string {
  return unit === "" ? label : `${label} (${unit})`;
}

/** What the fields of a curve take: `rate in TFLOP/s, at batch`. */
export function legendOf({ x, y }: Pick<CurveQuestion, "x" | "y">): string {
  const [height, place] = [y, x].map(({ label, unit }) => unit ? `${label} in ${unit}` : label);
  return `${height}, at ${place}`;
}
