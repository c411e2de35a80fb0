/**
 * A quantized tensor: packed codes, scales and zero points, and the values they stand for.
 *
 * @module
 */
import { made, record } from "../check.ts";
import { conventionSentence } from "../conventions.ts";
import { floatDecoder } from "./float_codec.ts";
import type { FloatFormat } from "./float_format.ts";
import { formatBits } from "./float_format.ts";
import { type Granularity, partition } from "./granularity.ts";
import { nf4Levels } from "./normal_float.ts";
import { packedBytes, unpackCodes } from "./pack.ts";

/** What a code stands for before it is scaled. */
export type QuantizedElement =
  | {
    readonly kind: "integer";
    /** Bits of a code; with `symmetric` in two's complement, else unsigned. */
    readonly bits: number;
    /** Whether zero is the code 0; otherwise each group has a zero point. */
    readonly symmetric: boolean;
  }
  | {
    readonly kind: "float";
    /** The format of the codes. */
    readonly format: FloatFormat;
  }
  | {
    /** The 16 levels of NF4. */
    readonly kind: "normal-float";
  };

/** A quantized tensor, byte for byte. */
export interface QuantizedTensor {
  /** What a code stands for. */
  readonly element: QuantizedElement;
  /** Sizes of the tensor, row-major. */
  readonly shape: readonly number[];
  /** Which values share a scale. */
  readonly granularity: Granularity;
  /** The format of the scales. */
  readonly scaleFormat: FloatFormat;
  /** Packed codes, one a value. */
  readonly codes: Uint8Array;
  /** Packed codes of the scales, one a group. */
  readonly scales: Uint8Array;
  /** Packed zero points, one a group, as wide as a code; empty where there are none. */
  readonly zeroPoints: Uint8Array;
  /** Bytes of codes, scales and zero points. */
  readonly bytes: number;
  /** 8 · `bytes` ÷ values. */
  readonly bitsPerValue: number;
}

/** Bits of a code. */
export function elementBits(element: QuantizedElement): number {
  switch (element.kind) {
    case "integer":
      return element.bits;
    case "float":
      return formatBits(element.format);
    case "normal-float":
      return 4;
  }
}

/** What a code stands for, times the scale. */
export function elementDecoder(
  element: QuantizedElement,
): (code: number, scale: number, zeroPoint: number) => number {
  switch (element.kind) {
    case "integer": {
      if (!element.symmetric) return (code, scale, zeroPoint) => (code - zeroPoint) * scale;
      const sign = 2 ** (element.bits - 1);
      return (code, scale) => (code < sign ? code : code - 2 * sign) * scale;
    }
    case "float": {
      const decode = floatDecoder(element.format);
      return (code, scale) => decode(code) * scale;
    }
    case "normal-float":
      return (code, scale) => (nf4Levels[code] ?? NaN) * scale;
  }
}

/**
 * The values that a quantized tensor stands for: (code − zero point) · scale, each an exact product
 * in double precision. A kernel that multiplies in FP16 rounds once more.
 *
 * @param quantized What a quantizer gave.
 * @returns The values, row-major.
 * @throws {RangeError} If the tensor has too few bytes for its shape.
 *
 * @example
 * ```ts
 * import { dequantize, quantizeIntegers } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const quantized = quantizeIntegers([-7, 0.4, 3.6, 7], { bits: 4 });
 * expect([...dequantize(quantized)]).toEqual([-7, 0, 4, 7]);
 * ```
 */
export function dequantize(quantized: QuantizedTensor): Float64Array {
  made("quantized", quantized, quantized?.codes, "quantizeIntegers");
  const { groups, groupOf, count } = partition(quantized.shape, quantized.granularity);
  const bits = elementBits(quantized.element);
  const codes = unpackCodes(quantized.codes, bits, count);
  const scale = Float64Array.from(
    unpackCodes(quantized.scales, formatBits(quantized.scaleFormat), groups),
    floatDecoder(quantized.scaleFormat),
  );
  const zeroPoints = quantized.zeroPoints.length === 0
    ? new Uint32Array(groups)
    : unpackCodes(quantized.zeroPoints, bits, groups);
  const decode = elementDecoder(quantized.element);
  return Float64Array.from(codes, (code, i) => {
    const group = groupOf(i);
    return decode(code, scale[group] ?? NaN, zeroPoints[group] ?? NaN);
  });
}

/**
 * The scale of each group of a quantized tensor: for integers, the step between neighbours.
 *
 * @param quantized What a quantizer gave.
 * @returns One scale a group.
 *
 * @example
 * ```ts
 * import { quantizedScales, quantizeMicroscaling } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const quantized = quantizeMicroscaling([1, 5, 100, 9], { element: "fp4-e2m1", block: 2 });
 * expect([...quantizedScales(quantized)]).toEqual([1, 16]);
 * ```
 */
export function quantizedScales(quantized: QuantizedTensor): Float64Array {
  made("quantized", quantized, quantized?.codes, "quantizeIntegers");
  const { groups } = partition(quantized.shape, quantized.granularity);
  return Float64Array.from(
    unpackCodes(quantized.scales, formatBits(quantized.scaleFormat), groups),
    floatDecoder(quantized.scaleFormat),
  );
}

/** What a quantized tensor is made of, as far as its size goes. */
export interface QuantizedShape {
  /** Sizes of the tensor. */
  readonly shape: readonly number[];
  /** Bits of a code. */
  readonly bits: number;
  /** Which values share a scale. Default `tensor`. */
  readonly granularity?: Granularity | undefined;
  /** Bits of a scale. Default 16. */
  readonly scaleBits?: number | undefined;
  /** Bits of a zero point. Default 0: none. */
  readonly zeroPointBits?: number | undefined;
}

/** Bytes of a quantized tensor. */
export interface QuantizedSize {
  /** Bytes of the codes. */
  readonly codes: number;
  /** Bytes of the scales. */
  readonly scales: number;
  /** Bytes of the zero points. */
  readonly zeroPoints: number;
  /** Bytes in all. */
  readonly bytes: number;
  /** 8 · `bytes` ÷ values. */
  readonly bitsPerValue: number;
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/**
 * The bytes of a quantized tensor without quantizing one: codes, scales and zero points, each
 * packed and rounded up to whole bytes. With groups of g values this is bits + (scaleBits +
 * zeroPointBits) ÷ g bits a value, where g divides the rows.
 *
 * @param shape Sizes, bits, granularity.
 * @returns Bytes, and bits a value.
 * @throws {RangeError} If a size or a number of bits is out of range.
 *
 * @example Four bits in groups of 128 are 4.125 bits with FP16 scales, 4.156 with zero points
 * ```ts
 * import { quantizedBytes } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const groups = { shape: [4096, 4096], bits: 4, granularity: { group: 128 } };
 * expect(quantizedBytes(groups).bitsPerValue).toBe(4.125);
 * expect(quantizedBytes({ ...groups, zeroPointBits: 4 }).bitsPerValue).toBe(4.15625);
 * ```
 */
export function quantizedBytes(shape: QuantizedShape): QuantizedSize {
  record("shape", shape);
  const { groups, count } = partition(shape.shape, shape.granularity ?? "tensor");
  const bits = positiveBits("bits", shape.bits);
  const scaleBits = wholeBits("scaleBits", shape.scaleBits ?? 16);
  const zeroPointBits = wholeBits("zeroPointBits", shape.zeroPointBits ?? 0);
  const codes = packedBytes(count, bits);
  const scales = packedBytes(groups, scaleBits);
  const zeroPoints = packedBytes(groups, zeroPointBits);
  const bytes = codes + scales + zeroPoints;
  return {
    codes,
    scales,
    zeroPoints,
    bytes,
    bitsPerValue: 8 * bytes / count,
    conventions: [conventionSentence("packing", "with-scales")],
  };
}

function positiveBits(field: string, bits: number): number {
  if (Number.isInteger(bits) && bits >= 1 && bits <= 32) return bits;
  throw new RangeError(`${field} is ${bits}: it must be a whole number from 1 to 32`);
}

function wholeBits(field: string, bits: number): number {
  return bits === 0 ? 0 : positiveBits(field, bits);
}
