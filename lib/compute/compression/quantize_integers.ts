/**
 * Uniform quantization to integers of two to eight bits.
 *
 * @module
 */
import { describe, record } from "../check.ts";
import { clippedRange, type Clipping, type ValueRange } from "./clipping.ts";
import { floatFormat } from "./float_format.ts";
import {
  type GroupGrid,
  type GroupQuantizer,
  quantizeGroups,
  type TensorOptions,
} from "./quantize.ts";
import { elementDecoder, type QuantizedElement, type QuantizedTensor } from "./quantized_tensor.ts";
import { type RoundingOptions, roundingRule, roundWhole } from "./rounding.ts";
import { scaleCoder } from "./scale.ts";

/** How to quantize to integers. */
export interface IntegerOptions extends TensorOptions, RoundingOptions {
  /** Bits of a code, 2 to 8. */
  readonly bits: number;
  /** Whether zero is the code 0 of a signed integer; otherwise each group has a zero point. Default true. */
  readonly symmetric?: boolean | undefined;
  /**
   * Whether symmetric codes leave out −2^(bits−1), so that they run from −(2^(bits−1) − 1) to
   * 2^(bits−1) − 1. Default true.
   */
  readonly restricted?: boolean | undefined;
  /** Which range the codes cover. Default `min-max`. */
  readonly clipping?: Clipping | undefined;
}

/**
 * Quantizes to integers with evenly spaced values (Jacob et al. 2018, section 2.1; Nagel et al.
 * 2021, section 2.2). A value is (code − zero point) · scale.
 *
 * Symmetric: the scale is the largest magnitude ÷ (2^(bits−1) − 1); with the full range it is the
 * smallest that covers both ends, so the extra code helps only where the negative end is the
 * longer one. Asymmetric: the scale is (high − low) ÷ (2^bits − 1) with the range widened to hold
 * zero, and the zero point −low ÷ scale, rounded: zero stays exact.
 *
 * The scale is rounded to its format, and to the next larger number there where rounding down
 * would clip a value by more than half a step. So without clipping and with rounding to nearest no
 * value is off by more than half its scale (unless the scale's format overflows).
 *
 * @param values The tensor, row-major, all finite.
 * @param options Bits, symmetry, granularity, scales, clipping, rounding.
 * @returns The quantized tensor.
 * @throws {RangeError} If an option is out of range, a value is not finite, or sizes disagree.
 * @throws {TypeError} If stochastic rounding has nothing to draw from.
 *
 * @example
 * ```ts
 * import { dequantize, quantizeIntegers } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const weights = [0, 1, 2, 3, 100, 200, 300, 300];
 * const whole = dequantize(quantizeIntegers(weights, { bits: 4 }));
 * const grouped = dequantize(quantizeIntegers(weights, { bits: 4, granularity: { group: 4 } }));
 * expect(whole[3]).toBe(0);
 * expect(grouped[3]).toBeCloseTo(3, 2);
 * ```
 */
export function quantizeIntegers(
  values: ArrayLike<number>,
  options: IntegerOptions,
): QuantizedTensor {
  record("options", options);
  const { bits, symmetric = true, restricted = true, clipping = "min-max" } = options;
  if (!Number.isInteger(bits) || bits < 2 || bits > 8) {
    throw new RangeError(`bits is ${describe(bits)}: it must be a whole number from 2 to 8`);
  }
  const element: QuantizedElement = { kind: "integer", bits, symmetric };
  const scales = scaleCoder(floatFormat(options.scaleFormat ?? "fp16"));
  const decode = elementDecoder(element);
  const top = symmetric ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  const bottom = symmetric ? (restricted ? -top : -top - 1) : 0;
  const codes = 2 ** bits;

  function grid({ low, high }: ValueRange): GroupGrid {
    if (low === high) return { scaleCode: 0, scale: 0, zeroPoint: 0 };
    const zeroPointOf = (scale: number) =>
      symmetric ? 0 : Math.min(top, roundWhole(-low / scale, nearest));
    const covers = (scale: number) => {
      const zeroPoint = zeroPointOf(scale);
      return high / scale + zeroPoint <= top + 0.5 && low / scale + zeroPoint >= bottom - 0.5;
    };
    const exact = symmetric ? Math.max(high / top, low / bottom) : (high - low) / top;
    const scaleCode = scales.encode(exact, covers);
    const scale = scales.decode(scaleCode);
    return { scaleCode, scale, zeroPoint: zeroPointOf(scale) };
  }

  function encodeWith(up: typeof nearest): GroupQuantizer["encode"] {
    return (value, { scale, zeroPoint }) => {
      const code = Math.min(top, Math.max(bottom, roundWhole(value / scale, up) + zeroPoint));
      return code < 0 ? code + codes : code;
    };
  }
  const encodeNearest = encodeWith(nearest);

  return quantizeGroups(values, options, {
    element,
    fit: (group) =>
      grid(clippedRange(group, clipping, symmetric, (range) => {
        const candidate = grid(range);
        if (candidate.scale === 0) return Infinity;
        let sum = 0;
        for (const value of group) {
          const code = encodeNearest(value, candidate);
          sum += (value - decode(code, candidate.scale, candidate.zeroPoint)) ** 2;
        }
        return sum;
      })),
    encode: encodeWith(roundingRule(options)),
  });
}

const nearest = (part: number, odd: boolean): boolean => part > 0.5 || (part === 0.5 && odd);
