/**
 * Properties that are numbers, percents and hit rates.
 *
 * @module
 */
import { FigurePropError } from "../error.ts";
import type { Attributes } from "../props.ts";
import { describeSize, readSize } from "../sizes.ts";

/** Reads a number within bounds. */
export function readAmount(
  attributes: Attributes,
  prop: string,
  { min, max }: { min: number; max: number },
  fallback: number,
): number {
  const text = attributes[prop]?.trim();
  if (!text) return fallback;
  const size = { name: prop, label: prop, unit: "", min, max, whole: false, initial: fallback };
  const value = readSize(text, size);
  if (value === undefined) throw new FigurePropError(prop, text, [describeSize(size)]);
  return value;
}

/** Reads percent a year, with or without their sign. */
export function readPercent(
  attributes: Attributes,
  prop: string,
  bounds: { min: number; max: number },
  fallback: number,
): number {
  const text = attributes[prop]?.trim().replace(/\s*%$/, "");
  return readAmount(text ? { [prop]: text } : {}, prop, bounds, fallback);
}

/** Reads `99 %`, or a share as `0.99`. */
export function readHitRate(prop: string, text: string | undefined, fallback: number): number {
  const tidy = text?.trim();
  if (!tidy) return fallback;
  const percent = /^(.*?)\s*%$/.exec(tidy)?.[1];
  const value = /^[\d.]+(?:e-?\d+)?$/i.test(percent ?? tidy) ? Number(percent ?? tidy) : NaN;
  const share = percent === undefined ? value : value / 100;
  if (!(share >= 0 && share <= 1)) {
    throw new FigurePropError(prop, tidy, ["a share from 0 to 1", "0 % to 100 %"]);
  }
  return tidyShare(share);
}

/** A share without the dust of binary arithmetic. */
export function tidyShare(share: number): number {
  return Number(share.toPrecision(10));
}
