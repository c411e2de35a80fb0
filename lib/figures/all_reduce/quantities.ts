/**
 * Quantities with units, as properties.
 *
 * @module
 */
import { FigurePropError } from "../error.ts";
import type { OperatorSize } from "../operator_kinds.ts";
import type { Attributes } from "../props.ts";
import { describeSize, readSize } from "../sizes.ts";
import { gradientBytes, modelIds } from "./models.ts";

const quantity = (label: string, unit: string, min: number, max: number): OperatorSize => ({
  name: label,
  label,
  unit,
  min,
  max,
  whole: false,
  initial: min,
});

/** What the quantities may be. A bandwidth is written in bytes, the seconds being understood. */
export const spans = {
  bytes: quantity("message", "B", 1e3, 2e12),
  latency: quantity("latency", "s", 1e-7, 1e-2),
  bandwidth: quantity("bandwidth", "B", 1e6, 1e14),
  efficiency: quantity("of the peak", "%", 1, 100),
} as const;

/** Reads a quantity such as `5 µs` or `50 GB/s`. */
export function readQuantity(
  attributes: Attributes,
  prop: "bytes" | "latency" | "bandwidth",
  size: OperatorSize,
  fallback: number,
): number {
  const text = attributes[prop]?.trim();
  if (!text) return fallback;
  const rate = prop === "bandwidth";
  const value = readSize(rate ? text.replace(/\s*\/\s*s$/, "") : text, size);
  // A prefix may cost the last digit: 2.5 µs is read as 2.4999999999999998e-6
  if (value !== undefined) return Number(value.toPrecision(15));
  const unit = rate ? "B/s, one way" : size.unit;
  throw new FigurePropError(prop, text, [describeSize({ ...size, unit })]);
}

/** Reads a number of bytes, or a model's id for its gradients. */
export function readBytes(attributes: Attributes, fallback: number): number {
  const text = attributes.bytes?.trim() ?? "";
  if (modelIds().includes(text)) return gradientBytes(text);
  try {
    return readQuantity(attributes, "bytes", spans.bytes, fallback);
  } catch (error) {
    if (!(error instanceof FigurePropError)) throw error;
    throw new FigurePropError("bytes", text, [...error.allowed, ...modelIds()]);
  }
}

/** Reads a part of the peak: `0.5`, `50 %`. */
export function readEfficiency(attributes: Attributes): number {
  const text = attributes.efficiency?.trim();
  if (!text) return 1;
  const [, number = "", percent = ""] = /^([\d.]+)\s*(%?)$/.exec(text) ?? [];
  const value = Number(number || NaN) / (percent ? 100 : 1);
  if (!(value >= 0.01 && value <= 1)) {
    throw new FigurePropError("efficiency", text, ["a number from 0.01 to 1", "1 % to 100 %"]);
  }
  return value;
}
