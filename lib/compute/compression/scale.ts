/**
 * Scales: from the range of a group to a step that its format can hold.
 *
 * @module
 */
import { floatDecoder, floatEncoder, topCodes } from "./float_codec.ts";
import type { FloatFormat } from "./float_format.ts";

/** Scales of one format. */
export interface ScaleCoder {
  /**
   * The code of the scale nearest to `exact`, or of the next larger one where the nearest is zero
   * or does not cover the group. For a group of zeros, whose scale does not matter, use 0: it is
   * the code of zero or of the smallest scale.
   */
  encode(exact: number, covers: (scale: number) => boolean): number;
  /** The scale of a code. */
  decode(code: number): number;
}

/** Encodes and decodes scales in a format; too large a scale becomes the largest. */
export function scaleCoder(format: FloatFormat): ScaleCoder {
  const encode = floatEncoder(format, { overflow: "saturate" });
  const decode = floatDecoder(format);
  const { largest } = topCodes(format);
  return {
    encode(exact, covers) {
      const code = encode(exact);
      if (code === largest) return code;
      const scale = decode(code);
      return scale > 0 && covers(scale) ? code : code + 1;
    },
    decode,
  };
}
