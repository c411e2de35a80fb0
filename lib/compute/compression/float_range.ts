/**
 * What a floating-point format can hold.
 *
 * @module
 */
import { floatDecoder, smallestExponent, topCodes } from "./float_codec.ts";
import { type FloatFormat, floatFormat, type FloatFormatName, formatBits } from "./float_format.ts";

/** The range and the step of a format. */
export interface FloatRange {
  /** Bits a value takes. */
  readonly bits: number;
  /** The largest finite number. */
  readonly largest: number;
  /** The smallest positive number with a full mantissa. */
  readonly smallestNormal: number;
  /** The smallest positive number. */
  readonly smallest: number;
  /** The step from 1 to the next number, 2^−mantissaBits. */
  readonly epsilon: number;
  /** The exponent of `largest`: ⌊log2(largest)⌋. */
  readonly largestExponent: number;
  /** `largest` ÷ `smallestNormal`, in powers of two. */
  readonly binades: number;
}

/**
 * The range and the step of a format (Micikevicius et al. 2022, table 1, for FP8).
 *
 * @param format The format or its name.
 * @returns Range and step.
 * @throws {RangeError} If the name is not known.
 *
 * @example
 * ```ts
 * import { floatRange } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(floatRange("fp8-e4m3").largest).toBe(448);
 * expect(floatRange("fp8-e5m2").largest).toBe(57344);
 * expect(floatRange("fp16").smallestNormal).toBe(2 ** -14);
 * ```
 */
export function floatRange(format: FloatFormatName | FloatFormat): FloatRange {
  const found = floatFormat(format);
  const largest = floatDecoder(found)(topCodes(found).largest);
  const lowest = smallestExponent(found);
  const largestExponent = Math.floor(topCodes(found).largest / 2 ** found.mantissaBits) -
    Number(found.zero) + lowest;
  return {
    bits: formatBits(found),
    largest,
    smallestNormal: 2 ** lowest,
    smallest: found.zero ? 2 ** (lowest - found.mantissaBits) : 2 ** lowest,
    epsilon: 2 ** -found.mantissaBits,
    largestExponent,
    binades: Math.log2(largest / 2 ** lowest),
  };
}

/**
 * Every finite number of a format, ascending, zero once: what a figure of number formats draws.
 *
 * @param format The format or its name, of at most 16 bits.
 * @returns The numbers: at most 65,279 of them.
 * @throws {RangeError} If the format has more than 16 bits or its name is not known.
 *
 * @example
 * ```ts
 * import { representableValues } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const values = representableValues("fp4-e2m1");
 * expect([...values.filter((value) => value >= 0)]).toEqual([0, 0.5, 1, 1.5, 2, 3, 4, 6]);
 * expect(values.length).toBe(15);
 * ```
 */
export function representableValues(format: FloatFormatName | FloatFormat): Float64Array {
  const found = floatFormat(format);
  if (formatBits(found) > 16) {
    throw new RangeError(
      `format is ${found.name} with ${formatBits(found)} bits: it must have at most 16, since ` +
        "every number is listed",
    );
  }
  const decode = floatDecoder(found);
  const count = topCodes(found).largest + 1;
  const magnitudes = Float64Array.from({ length: count }, (_, code) => decode(code));
  if (!found.signed) return magnitudes;
  const negative = magnitudes.subarray(found.zero ? 1 : 0).map((value) => -value).reverse();
  const values = new Float64Array(negative.length + count);
  values.set(negative);
  values.set(magnitudes, negative.length);
  return values;
}
