import type { Axis } from "../model.ts";

/** Turns values of an axis into pixels, and back. */
export interface Scale {
  /** The pixel of a value; values far beyond the axis are held a little beyond it. */
  toPixel(value: number): number;
  /** The value of a pixel, held within the axis. */
  toValue(pixel: number): number;
}

/** The scale of an axis between two pixels; `from` may be the larger. */
export function axisScale(axis: Axis, from: number, to: number): Scale {
  const log = axis.scale === "log";
  const read = (value: number) => log ? Math.log(Math.max(value, Number.MIN_VALUE)) : value;
  const [low, high] = [read(axis.min), read(axis.max)];
  const hold = (part: number, by = 0) => Math.min(Math.max(part, -by), 1 + by);
  return {
    toPixel: (value) => from + hold((read(value) - low) / (high - low), 2) * (to - from),
    toValue: (pixel) => {
      const at = low + hold((pixel - from) / (to - from)) * (high - low);
      return log ? Math.exp(at) : at;
    },
  };
}
