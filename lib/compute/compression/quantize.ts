/**
 * What all quantizers share: cutting a tensor into groups, finding each group's scale, packing.
 *
 * @module
 */
import { finiteNumbers } from "../check.ts";
import type { FloatFormat, FloatFormatName } from "./float_format.ts";
import { floatFormat, formatBits } from "./float_format.ts";
import { gather, type Granularity, partition } from "./granularity.ts";
import { packCodes } from "./pack.ts";
import { elementBits, type QuantizedElement, type QuantizedTensor } from "./quantized_tensor.ts";

/** What every quantizer can be told. */
export interface TensorOptions {
  /** Sizes of the tensor, row-major. Default: one row of all values. */
  readonly shape?: readonly number[] | undefined;
  /** Which values share a scale. Default `tensor`. */
  readonly granularity?: Granularity | undefined;
  /** The format of the scales. Default `fp16`. */
  readonly scaleFormat?: FloatFormatName | FloatFormat | undefined;
}

/** The grid of one group. */
export interface GroupGrid {
  /** The code of the scale. */
  readonly scaleCode: number;
  /** The scale. */
  readonly scale: number;
  /** The code of zero, 0 where there are no zero points. */
  readonly zeroPoint: number;
}

/** A quantizer: how a group's grid is chosen and a value put on it. */
export interface GroupQuantizer {
  /** What codes stand for. */
  readonly element: QuantizedElement;
  /** Chooses the grid of a group. */
  fit(group: Float64Array): GroupGrid;
  /** The code of a value. Never called where the scale is 0. */
  encode(value: number, grid: GroupGrid): number;
}

/** Quantizes a tensor group by group. */
export function quantizeGroups(
  values: ArrayLike<number>,
  options: TensorOptions,
  quantizer: GroupQuantizer,
): QuantizedTensor {
  finiteNumbers("values", values);
  const shape = options.shape ?? [values.length];
  const granularity = options.granularity ?? "tensor";
  const scaleFormat = floatFormat(options.scaleFormat ?? "fp16");
  const cut = partition(shape, granularity);
  const group = gather(values, cut);
  const grids = Array.from({ length: cut.groups }, (_, g) => quantizer.fit(group(g)));
  const codes = new Uint32Array(cut.count);
  for (let i = 0; i < cut.count; i++) {
    const grid = grids[cut.groupOf(i)]!; // every value lies in a group
    codes[i] = grid.scale === 0 ? grid.zeroPoint : quantizer.encode(values[i]!, grid); // checked
  }
  const { element } = quantizer;
  const bits = elementBits(element);
  const hasZeroPoints = element.kind === "integer" && !element.symmetric;
  const packed = {
    codes: packCodes(codes, bits),
    scales: packCodes(grids.map(({ scaleCode }) => scaleCode), formatBits(scaleFormat)),
    zeroPoints: packCodes(hasZeroPoints ? grids.map(({ zeroPoint }) => zeroPoint) : [], bits),
  };
  const bytes = packed.codes.length + packed.scales.length + packed.zeroPoints.length;
  return {
    element,
    shape,
    granularity,
    scaleFormat,
    ...packed,
    bytes,
    bitsPerValue: 8 * bytes / cut.count,
  };
}
