/**
 * Layer normalisation of the rows of a matrix.
 *
 * @module
 */
import { type OperatorCost, operatorCost, optionPrecisions } from "./cost.ts";
import {
  checkRows,
  isThreePass,
  rowConventions,
  type RowsOptions,
  type RowsShape,
} from "./softmax.ts";

/** What layer normalisation can be told. */
export interface LayerNormOptions extends RowsOptions {
  /** Whether a learned scale and shift follow. Default `true`. */
  readonly affine?: boolean | undefined;
}

/**
 * Layer normalisation: each row minus its mean, over its standard deviation,
 * then, unless `affine` is `false`, times a learned scale plus a learned shift.
 *
 * FLOPs, fused: 5 an element (addition to the sum for the mean; subtraction of
 * the mean; square and its addition for the variance; multiplication by the
 * inverse deviation), and 2 more for scale and shift. With three passes (mean;
 * variance; result) the last repeats the subtraction. The four operations a row
 * that turn sums into mean and inverse deviation are not counted. Bytes: the
 * input read once, or three times; scale and shift, which are weights of one
 * row, read once; the output written once.
 *
 * @param shape Rows and columns.
 * @param options Precision, passes, scale and shift.
 * @returns The cost.
 * @throws {RangeError} If a size is not a positive whole number, or an option is not known.
 *
 * @example
 * ```ts
 * import { layerNorm } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const cost = layerNorm({ rows: 128, columns: 768 });
 * expect(cost.flops).toBe(7 * 128 * 768);
 * expect(cost.bytesRead).toBe(2 * 128 * 768 + 2 * 2 * 768);
 * ```
 */
export function layerNorm(shape: RowsShape, options: LayerNormOptions = {}): OperatorCost {
  const { weights, activations, output } = optionPrecisions(options);
  const threePass = isThreePass(options.passes);
  const affine = options.affine ?? true;
  const product = ["rows", "columns"];
  return operatorCost(
    "layerNorm",
    checkRows(shape),
    [
      { kind: "flops", label: "sum for the mean", product },
      { kind: "flops", label: "subtraction of the mean", product, times: threePass ? 2 : 1 },
      { kind: "flops", label: "squares and their sum", product, times: 2 },
      { kind: "flops", label: "division by the deviation", product },
      ...(affine ? [{ kind: "flops" as const, label: "scale and shift", product, times: 2 }] : []),
      { kind: "read", label: "input", product, precision: activations, times: threePass ? 3 : 1 },
      ...(affine
        ? ["scale", "shift"].map((label) => ({
          kind: "read" as const,
          label,
          product: ["columns"],
          precision: weights,
        }))
        : []),
      { kind: "written", label: "output", product, precision: output },
    ],
    rowConventions(threePass),
  );
}
