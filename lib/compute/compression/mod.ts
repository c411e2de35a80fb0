/**
 * Compression: number formats to the bit, quantization, pruning, and what each saves in bytes.
 *
 * @module
 */
export {
  defineFloatFormat,
  type FloatFormat,
  floatFormat,
  type FloatFormatInput,
  type FloatFormatName,
  floatFormats,
  type Overflow,
  type SpecialCodes,
} from "./float_format.ts";
export { decodeFloat, encodeFloat, type FloatOptions, roundFloat } from "./float_codec.ts";
export { type FloatRange, floatRange, representableValues } from "./float_range.ts";
export type { Rounding, RoundingOptions } from "./rounding.ts";
