/**
 * Quantization to codes that are not evenly spaced: small floats with a scale, the microscaling
 * formats, and NF4.
 *
 * @module
 */
import { positiveInteger, record } from "../check.ts";
import { clippedRange, type Clipping, type ValueRange } from "./clipping.ts";
import { exponentOf, floatDecoder, floatEncoder } from "./float_codec.ts";
import {
  type FloatFormat,
  floatFormat,
  type FloatFormatName,
  floatFormats,
} from "./float_format.ts";
import { floatRange } from "./float_range.ts";
import { nearestNf4 } from "./normal_float.ts";
import { quantizeGroups, type TensorOptions } from "./quantize.ts";
import type { QuantizedTensor } from "./quantized_tensor.ts";
import type { RoundingOptions } from "./rounding.ts";
import { scaleCoder } from "./scale.ts";

/** How to quantize to a small float with a scale. */
export interface ScaledFloatOptions extends TensorOptions, RoundingOptions {
  /** The format of the codes: `fp8-e4m3`, `fp8-e5m2`, `fp4-e2m1`, or one of your own. */
  readonly format: FloatFormatName | FloatFormat;
  /** Which range the codes cover. Default `min-max`. */
  readonly clipping?: Clipping | undefined;
}

/**
 * Quantizes to a small float with a scale for each group: the scale is the largest magnitude ÷ the
 * format's largest number (Micikevicius et al. 2022, for FP8). Values saturate.
 *
 * @param values The tensor, row-major, all finite.
 * @param options Format, granularity, scales, clipping, rounding.
 * @returns The quantized tensor.
 * @throws {RangeError} If an option is out of range, a value is not finite, or sizes disagree.
 * @throws {TypeError} If stochastic rounding has nothing to draw from.
 *
 * @example
 * ```ts
 * import { dequantize, quantizeFloats } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const quantized = quantizeFloats([0.1, -3, 12], { format: "fp4-e2m1" });
 * expect([...dequantize(quantized)]).toEqual([0, -3, 12]);
 * ```
 */
export function quantizeFloats(
  values: ArrayLike<number>,
  options: ScaledFloatOptions,
): QuantizedTensor {
  record("options", options);
  const format = floatFormat(options.format);
  const { largest, largestExponent } = floatRange(format);
  const scales = scaleCoder(floatFormat(options.scaleFormat ?? "fp16"));
  const round = { rounding: options.rounding, random: options.random };
  const encode = floatEncoder(format, { ...round, overflow: "saturate" });
  const encodeNearest = floatEncoder(format, { overflow: "saturate" });
  const decode = floatDecoder(format);
  const halfStep = 2 ** (largestExponent - format.mantissaBits - 1);

  function grid({ low, high }: ValueRange) {
    const limit = Math.max(-low, high);
    if (limit === 0) return { scaleCode: 0, scale: 0, zeroPoint: 0 };
    const scaleCode = scales.encode(
      limit / largest,
      (scale) => limit / scale <= largest + halfStep,
    );
    return { scaleCode, scale: scales.decode(scaleCode), zeroPoint: 0 };
  }

  return quantizeGroups(values, options, {
    element: { kind: "float", format },
    fit: (group) =>
      grid(clippedRange(group, options.clipping ?? "min-max", true, (range) => {
        const { scale } = grid(range);
        if (scale === 0) return Infinity;
        let sum = 0;
        for (const value of group) {
          sum += (value - decode(encodeNearest(value / scale)) * scale) ** 2;
        }
        return sum;
      })),
    encode: (value, { scale }) => encode(value / scale),
  });
}

/** The element formats of the microscaling specification that are floats. */
export type MicroscalingElement = "fp8-e5m2" | "fp8-e4m3" | "fp6-e3m2" | "fp6-e2m3" | "fp4-e2m1";

/** How to quantize to a microscaling format. */
export interface MicroscalingOptions extends RoundingOptions, Pick<TensorOptions, "shape"> {
  /** The format of the codes: `fp4-e2m1` makes MXFP4, `fp8-e4m3` MXFP8. */
  readonly element: MicroscalingElement;
  /** Values that share a scale, along the last axis. Default 32. */
  readonly block?: number | undefined;
}

/**
 * Quantizes to MXFP4, MXFP6 or MXFP8: blocks of 32 values share a power of two, stored as E8M0,
 * whose exponent is ⌊log2(largest magnitude)⌋ less the exponent of the element format's largest
 * number (OCP Microscaling Formats Specification 1.0, 2023, section 6.3). Elements saturate: since
 * the exponent is rounded down, the largest value of a block may be cut off, in MXFP4 by up to a
 * quarter.
 *
 * @param values The tensor, row-major, all finite.
 * @param options Element format, block, rounding.
 * @returns The quantized tensor.
 * @throws {RangeError} If an option is out of range, a value is not finite, or sizes disagree.
 * @throws {TypeError} If stochastic rounding has nothing to draw from.
 *
 * @example
 * ```ts
 * import { dequantize, quantizeMicroscaling } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const values = Array.from({ length: 64 }, (_, i) => i);
 * const mxfp4 = quantizeMicroscaling(values, { element: "fp4-e2m1" });
 * expect(mxfp4.bitsPerValue).toBe(4.25);
 * expect([...dequantize(mxfp4).slice(56)]).toEqual([48, 48, 48, 48, 48, 48, 48, 48]);
 * ```
 */
export function quantizeMicroscaling(
  values: ArrayLike<number>,
  options: MicroscalingOptions,
): QuantizedTensor {
  record("options", options);
  const format = floatFormat(options.element);
  const { largestExponent } = floatRange(format);
  const { bias } = floatFormats.e8m0;
  const round = { rounding: options.rounding, random: options.random };
  const encode = floatEncoder(format, { ...round, overflow: "saturate" });
  const decodeScale = floatDecoder(floatFormats.e8m0);
  const tensor = {
    shape: options.shape,
    granularity: { group: positiveInteger("block", options.block ?? 32) },
    scaleFormat: "e8m0",
  } as const;
  return quantizeGroups(values, tensor, {
    element: { kind: "float", format },
    fit: (group) => {
      const limit = largestMagnitude(group);
      const exponent = limit === 0 ? -bias : exponentOf(limit) - largestExponent;
      const scaleCode = Math.min(2 * bias, Math.max(0, exponent + bias));
      return { scaleCode, scale: decodeScale(scaleCode), zeroPoint: 0 };
    },
    encode: (value, { scale }) => encode(value / scale),
  });
}

/** How to quantize to NF4. */
export interface Nf4Options extends Pick<TensorOptions, "shape" | "scaleFormat"> {
  /** Values that share a scale, along the last axis. Default 64. */
  readonly block?: number | undefined;
}

/**
 * Quantizes to NF4: each block of 64 values is divided by its largest magnitude and each value put
 * at the nearest of 16 quantiles of the normal distribution (Dettmers et al. 2023, section 3).
 * The scales are kept in `scaleFormat`, FP32 unless told otherwise; the second quantization of the
 * scales (double quantization) is not modelled.
 *
 * @param values The tensor, row-major, all finite.
 * @param options Shape, block, format of the scales.
 * @returns The quantized tensor.
 * @throws {RangeError} If an option is out of range, a value is not finite, or sizes disagree.
 *
 * @example
 * ```ts
 * import { dequantize, nf4Levels, quantizeNf4 } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const quantized = quantizeNf4([2, 1.4, 0, -2], { block: 4 });
 * expect([...dequantize(quantized)]).toEqual([2, 2 * (nf4Levels[14] ?? NaN), 0, -2]);
 * ```
 */
export function quantizeNf4(values: ArrayLike<number>, options: Nf4Options = {}): QuantizedTensor {
  record("options", options);
  const scaleFormat = floatFormat(options.scaleFormat ?? "fp32");
  const scales = scaleCoder(scaleFormat);
  const tensor = {
    shape: options.shape,
    granularity: { group: positiveInteger("block", options.block ?? 64) },
    scaleFormat,
  };
  return quantizeGroups(values, tensor, {
    element: { kind: "normal-float" },
    fit: (group) => {
      const limit = largestMagnitude(group);
      // A block of zeros: 7 is the code of zero
      if (limit === 0) return { scaleCode: 0, scale: 0, zeroPoint: 7 };
      const scaleCode = scales.encode(limit, () => true);
      return { scaleCode, scale: scales.decode(scaleCode), zeroPoint: 0 };
    },
    encode: (value, { scale }) => nearestNf4(value / scale),
  });
}

function largestMagnitude(group: Float64Array): number {
  let largest = 0;
  for (const value of group) largest = Math.max(largest, Math.abs(value));
  return largest;
}
