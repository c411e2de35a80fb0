/**
 * Number formats and the bytes they take.
 *
 * @module
 */
import { describe, isRecord, wrongType } from "./check.ts";
import { suggest } from "./nearest.ts";

/** Number formats, widest first. */
export const precisions = [
  "fp64",
  "fp32",
  "tf32",
  "bf16",
  "fp16",
  "fp8",
  "int8",
  "fp4",
  "int4",
] as const;

/** A number format. */
export type Precision = typeof precisions[number];

const bits: Readonly<Record<Precision, number>> = {
  fp64: 64,
  fp32: 32,
  // 19 bits take part in the arithmetic; in memory a TF32 value is an FP32 value.
  tf32: 32,
  bf16: 16,
  fp16: 16,
  fp8: 8,
  int8: 8,
  fp4: 4,
  int4: 4,
};

/**
 * The bytes one value takes in memory. Four-bit values are counted as packed,
 * two to a byte; scales and zero points of quantized tensors are not included.
 *
 * @param precision The number format.
 * @returns Bytes a value: 8, 4, 2, 1 or 0.5.
 * @throws {RangeError} If the format is not known.
 *
 * @example
 * ```ts
 * import { bytesPerValue } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(bytesPerValue("fp16")).toBe(2);
 * expect(bytesPerValue("int4")).toBe(0.5);
 * ```
 */
export function bytesPerValue(precision: Precision): number {
  return bits[checkPrecision("precision", precision)] / 8;
}

/**
 * Whether a text names a number format.
 *
 * @param text The text.
 * @returns `true` if it is one of `precisions`.
 *
 * @example
 * ```ts
 * import { isPrecision } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(isPrecision("bf16")).toBe(true);
 * expect(isPrecision("half")).toBe(false);
 * ```
 */
export function isPrecision(text: string): text is Precision {
  return Object.hasOwn(bits, text);
}

/** Returns the precision if it is one; `field` names it in the message. */
export function checkPrecision(field: string, precision: Precision): Precision {
  if (isPrecision(precision)) return precision;
  const near = suggest(String(precision), precisions, 1).map((name) => `did you mean "${name}"? `);
  throw new RangeError(
    `${field} is ${describe(precision)}: ${near.join("")}known are ${precisions.join(", ")}`,
  );
}

/** What a tensor is for. Its precision may be chosen by that. */
export type TensorKind = "weights" | "activations" | "output";

/**
 * One precision for every tensor, or one for each kind of tensor. Kinds left
 * out: `weights` and `activations` are `fp16`, `output` is as `activations`.
 */
export type TensorPrecision = Precision | Readonly<Partial<Record<TensorKind, Precision>>>;

/** The format used where none is named. */
export const defaultPrecision: Precision = "fp16";

/** Fills in the precision of every kind of tensor. */
export function tensorPrecisions(
  precision: TensorPrecision = defaultPrecision,
): Readonly<Record<TensorKind, Precision>> {
  if (typeof precision === "string") {
    const one = checkPrecision("precision", precision);
    return { weights: one, activations: one, output: one };
  }
  if (!isRecord(precision)) {
    return wrongType("precision", precision, "a name or one name for each kind of tensor");
  }
  const { weights = defaultPrecision, activations = defaultPrecision } = precision;
  return {
    weights: checkPrecision("precision.weights", weights),
    activations: checkPrecision("precision.activations", activations),
    output: checkPrecision("precision.output", precision.output ?? activations),
  };
}
