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
export { packCodes, unpackCodes } from "./pack.ts";
export type { Granularity } from "./granularity.ts";
export type { Clipping } from "./clipping.ts";
export type { TensorOptions } from "./quantize.ts";
export { type IntegerOptions, quantizeIntegers } from "./quantize_integers.ts";
export {
  type MicroscalingElement,
  type MicroscalingOptions,
  type Nf4Options,
  quantizeFloats,
  quantizeMicroscaling,
  quantizeNf4,
  type ScaledFloatOptions,
} from "./quantize_floats.ts";
export {
  dequantize,
  quantizedBytes,
  type QuantizedElement,
  quantizedScales,
  type QuantizedShape,
  type QuantizedSize,
  type QuantizedTensor,
} from "./quantized_tensor.ts";
export { nf4Levels, normalFloatLevels, type NormalFloatOptions } from "./normal_float.ts";
export { type TensorError, tensorError } from "./error.ts";
export type { WeightMatrix } from "./matrix.ts";
export { applyMask, blockMask, magnitudeMask, patternMask, structuredMask } from "./prune.ts";
export {
  sparseBytes,
  type SparseFormat,
  type SparseStorage,
  type StoredCounts,
} from "./sparse_storage.ts";
export { decodeSparse, encodeSparse, type SparseMatrix } from "./sparse_codec.ts";
export { breakEvenSparsity } from "./break_even.ts";
export {
  breakEvenTimeSparsity,
  type SparseProductOptions,
  type SparseProductTime,
  sparseProductTime,
} from "./sparse_time.ts";
