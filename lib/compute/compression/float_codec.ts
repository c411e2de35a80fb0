/**
 * Numbers to the bit codes of a floating-point format and back, exactly. A
 * number is rounded once, straight from the double it is given as: going through
 * FP32 on the way to FP16 would round twice and may give another result.
 *
 * @module
 */
import { describe, record } from "../check.ts";
import {
  type FloatFormat,
  floatFormat,
  type FloatFormatName,
  type Overflow,
} from "./float_format.ts";
import { formatBits } from "./float_format.ts";
import { type RoundingOptions, roundingRule } from "./rounding.ts";

/** How to round to a format. */
export interface FloatOptions extends RoundingOptions {
  /** What becomes of a number too large. Default: the format's own choice. */
  readonly overflow?: Overflow | undefined;
}

/**
 * The bit code of a number in a format: sign, exponent and mantissa as one whole number.
 *
 * An infinity is treated like any number too large. Too large means that the number would round
 * beyond the largest one if the exponent had no end (IEEE 754-2019, section 7.4). At a tie the
 * even code wins. A format without zero gives its smallest number for what lies below it.
 *
 * @param format The format or its name.
 * @param value Any number; NaN where the format has one.
 * @param options Rounding and overflow.
 * @returns A whole number from 0 to 2^bits − 1.
 * @throws {RangeError} If the format cannot hold the value at all: NaN without a code for it,
 * a negative number without a sign, overflow to an infinity where there is neither infinity nor NaN.
 *
 * @example
 * ```ts
 * import { encodeFloat } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(encodeFloat("fp16", 1)).toBe(0x3c00);
 * expect(encodeFloat("fp8-e4m3", 448)).toBe(0x7e);
 * expect(encodeFloat("fp4-e2m1", 100)).toBe(0b0111);
 * ```
 */
export function encodeFloat(
  format: FloatFormatName | FloatFormat,
  value: number,
  options: FloatOptions = {},
): number {
  record("options", options);
  return floatEncoder(floatFormat(format), options)(value);
}

/**
 * The number that a bit code stands for in a format.
 *
 * @param format The format or its name.
 * @param code A whole number from 0 to 2^bits − 1.
 * @returns The number: exact, since a double holds every one of them.
 * @throws {RangeError} If the code is out of range.
 *
 * @example
 * ```ts
 * import { decodeFloat } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(decodeFloat("fp16", 0x0001)).toBe(2 ** -24);
 * expect(decodeFloat("fp8-e4m3", 0x7f)).toBe(NaN);
 * expect(decodeFloat("e8m0", 127)).toBe(1);
 * ```
 */
export function decodeFloat(format: FloatFormatName | FloatFormat, code: number): number {
  return floatDecoder(floatFormat(format))(code);
}

/**
 * A number rounded to a format, as a double.
 *
 * @param format The format or its name.
 * @param value Any number; NaN where the format has one.
 * @param options Rounding and overflow.
 * @returns The number that the format holds in its place.
 * @throws {RangeError} As `encodeFloat`.
 *
 * @example Stochastic rounding keeps small updates alive on average
 * ```ts
 * import { roundFloat } from "@/lib/compute/compression/mod.ts";
 * import { Random } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(roundFloat("bf16", 1 + 1 / 1024)).toBe(1);
 * const random = new Random(1);
 * let sum = 0;
 * for (let i = 0; i < 4000; i++) {
 *   sum += roundFloat("bf16", 1 + 1 / 1024, { rounding: "stochastic", random });
 * }
 * expect(sum / 4000).toBeCloseTo(1 + 1 / 1024, 3);
 * ```
 */
export function roundFloat(
  format: FloatFormatName | FloatFormat,
  value: number,
  options: FloatOptions = {},
): number {
  record("options", options);
  const found = floatFormat(format);
  return floatDecoder(found)(floatEncoder(found, options)(value));
}

/** The codes at the top of a format's range, without the sign bit. */
export interface TopCodes {
  /** Of the largest finite number. */
  readonly largest: number;
  /** Of infinity. */
  readonly infinity: number | undefined;
  /** Of NaN. */
  readonly nan: number | undefined;
}

/** The codes at the top of a format's range, without the sign bit. */
export function topCodes(format: FloatFormat): TopCodes {
  const all = 2 ** (format.exponentBits + format.mantissaBits) - 1;
  const infinity = all - (2 ** format.mantissaBits - 1);
  switch (format.specials) {
    case "ieee":
      // The quiet NaN, whose highest mantissa bit is set
      return { largest: infinity - 1, infinity, nan: infinity + 2 ** (format.mantissaBits - 1) };
    case "nan-only":
      return { largest: all - 1, infinity: undefined, nan: all };
    case "none":
      return { largest: all, infinity: undefined, nan: undefined };
  }
}

/** The exponent of the smallest normal number. */
export function smallestExponent(format: FloatFormat): number {
  return Number(format.zero) - format.bias;
}

/** `encodeFloat` for many values: the format is looked at once. */
export function floatEncoder(
  format: FloatFormat,
  options: FloatOptions = {},
): (value: number) => number {
  const up = roundingRule(options);
  const { largest, infinity, nan } = topCodes(format);
  const overflow = options.overflow ?? format.overflow;
  if (overflow !== "saturate" && overflow !== "infinity") {
    throw new RangeError(`overflow is ${describe(overflow)}: known are saturate, infinity`);
  }
  const saturates = overflow === "saturate";
  const tooLarge = saturates ? largest : infinity ?? nan;
  const { mantissaBits, signed, zero } = format;
  const signCode = 2 ** (format.exponentBits + mantissaBits);
  const steps = 2 ** mantissaBits;
  const lowest = smallestExponent(format);
  // Where the exponent 0 is a normal number, codes start at its implied one
  const first = zero ? 0 : steps;
  const refuse = (value: number, rule: string): never => {
    throw new RangeError(`value is ${describe(value)}: ${format.name} has ${rule}`);
  };
  return (value) => {
    if (typeof value !== "number") throw new TypeError(`value must be a number: it is ${value}`);
    if (Number.isNaN(value)) return nan ?? refuse(value, "no code for NaN");
    const negative = value < 0 || Object.is(value, -0);
    if (negative && !signed && value !== 0) refuse(value, "no negative numbers");
    const magnitude = Math.abs(value);
    let code = largest + 1;
    // Beyond 2^1000 every format is at its end, and the power of two below could leave its range
    if (magnitude < 2 ** 1000) {
      const exponent = Math.max(exponentOf(magnitude), lowest);
      const scaled = magnitude * powerOfTwo(mantissaBits - exponent);
      const whole = Math.floor(scaled);
      // The mantissa's implied one carries into the exponent, as does rounding up to the next one
      code = (exponent - lowest) * steps + whole - first;
      if (up(scaled - whole, code % 2 !== 0)) code++;
      if (code < 0) code = 0;
    }
    if (code > largest) code = tooLarge ?? refuse(value, "neither infinity nor NaN");
    return negative && signed ? code + signCode : code;
  };
}

/** `decodeFloat` for many codes: the format is looked at once. */
export function floatDecoder(format: FloatFormat): (code: number) => number {
  const { largest, infinity } = topCodes(format);
  const { mantissaBits, signed, zero } = format;
  const signCode = 2 ** (format.exponentBits + mantissaBits);
  const codes = 2 ** formatBits(format);
  const steps = 2 ** mantissaBits;
  const lowest = smallestExponent(format);
  return (code) => {
    if (!Number.isInteger(code) || code < 0 || code >= codes) {
      throw new RangeError(
        `code is ${describe(code)}: it must be a whole number from 0 to ${codes - 1}`,
      );
    }
    const negative = signed && code >= signCode;
    const rest = negative ? code - signCode : code;
    if (rest > largest) {
      return rest !== infinity ? NaN : negative ? -Infinity : Infinity;
    }
    const field = Math.floor(rest / steps);
    const mantissa = rest - field * steps;
    const magnitude = zero && field === 0
      ? mantissa * powerOfTwo(lowest - mantissaBits)
      : (steps + mantissa) * powerOfTwo(field - Number(zero) + lowest - mantissaBits);
    return negative ? -magnitude : magnitude;
  };
}

const word = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8));

/** ⌊log2⌋ of a positive normal double, from its bits; less than any format needs for subnormal ones. */
export function exponentOf(magnitude: number): number {
  word.setFloat64(0, magnitude);
  return ((word.getUint32(0) >>> 20) & 0x7ff) - 1023;
}

/** 2 to a whole exponent from −1022 to 1023, from its bits: exact, and faster than `**`. */
export function powerOfTwo(exponent: number): number {
  word.setUint32(0, (exponent + 1023) << 20);
  word.setUint32(4, 0);
  return word.getFloat64(0);
}
