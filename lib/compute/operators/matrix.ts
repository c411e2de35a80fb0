/**
 * Products of vectors and matrices.
 *
 * @module
 */
import { positiveInteger, record } from "../check.ts";
import { basicSentence } from "../basic_conventions.ts";
import { type OperatorCost, operatorCost, type OperatorOptions, optionPrecisions } from "./cost.ts";

const conventions = [
  /* @__PURE__ */ basicSentence("multiplyAccumulate"),
  /* @__PURE__ */ basicSentence("traffic"),
  /* @__PURE__ */ basicSentence("packing"),
];

/**
 * The dot product of two vectors of n values.
 *
 * FLOPs: 2·n, counting n multiply-accumulates (strictly there are n − 1
 * additions). Bytes: both vectors read, one value written; the vectors are
 * activations.
 *
 * @param n Values in each vector.
 * @param options Precision.
 * @returns The cost.
 * @throws {RangeError} If `n` is not a positive whole number, or a precision is not known.
 *
 * @example
 * ```ts
 * import { dot } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const { flops, bytes } = dot(1000);
 * expect(flops).toBe(2000);
 * expect(bytes).toBe(2 * (2 * 1000 + 1));
 * ```
 */
export function dot(n: number, options: OperatorOptions = {}): OperatorCost {
  const { activations, output } = optionPrecisions(options);
  return operatorCost(
    "dot",
    { n: positiveInteger("n", n) },
    [
      { kind: "flops", label: "multiply-accumulates", product: ["n"], times: 2 },
      { kind: "read", label: "vector x", product: ["n"], precision: activations },
      { kind: "read", label: "vector y", product: ["n"], precision: activations },
      { kind: "written", label: "result", product: [], precision: output },
    ],
    conventions,
  );
}

/** Sizes of a matrix-vector product. */
export interface GemvShape {
  /** Rows of W, values of y. */
  readonly m: number;
  /** Columns of W, values of x. */
  readonly n: number;
}

/**
 * The matrix-vector product y[m] = W[m×n]·x[n]. W are weights, x activations,
 * y output.
 *
 * FLOPs: 2·m·n. Bytes: W and x read, y written. With s bytes a value the
 * intensity tends to 2/s for large m and n: 1 FLOP/byte at two bytes a value.
 *
 * @param shape Rows and columns of W.
 * @param options Precision.
 * @returns The cost.
 * @throws {RangeError} If a size is not a positive whole number, or a precision is not known.
 *
 * @example Weights in four bits halve and halve again what is read
 * ```ts
 * import { gemv } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const cost = gemv({ m: 4096, n: 4096 }, { precision: { weights: "int4" } });
 * expect(cost.flops).toBe(2 * 4096 * 4096);
 * expect(cost.bytesRead).toBe(0.5 * 4096 * 4096 + 2 * 4096);
 * ```
 */
export function gemv(shape: GemvShape, options: OperatorOptions = {}): OperatorCost {
  const { m, n } = record("shape", shape);
  const { weights, activations, output } = optionPrecisions(options);
  return operatorCost(
    "gemv",
    { m: positiveInteger("m", m), n: positiveInteger("n", n) },
    [
      { kind: "flops", label: "multiply-accumulates", product: ["m", "n"], times: 2 },
      { kind: "read", label: "matrix W", product: ["m", "n"], precision: weights },
      { kind: "read", label: "vector x", product: ["n"], precision: activations },
      { kind: "written", label: "vector y", product: ["m"], precision: output },
    ],
    conventions,
  );
}

/** Sizes of a matrix product. */
export interface GemmShape {
  /** Rows of A and of C. */
  readonly m: number;
  /** Columns of B and of C. */
  readonly n: number;
  /** Columns of A, rows of B. */
  readonly k: number;
}

/**
 * The matrix product C[m×n] = A[m×k]·B[k×n]. A are weights, B activations (one
 * column a token), C output, so that n = 1 is the matrix-vector product.
 *
 * FLOPs: 2·m·n·k. Bytes: A and B read once, C written once, which holds only
 * where the chip's memory is large enough for the reuse. Square with two bytes
 * a value, the intensity is n/3.
 *
 * @param shape The sizes.
 * @param options Precision.
 * @returns The cost.
 * @throws {RangeError} If a size is not a positive whole number, or a precision is not known.
 *
 * @example
 * ```ts
 * import { arithmeticIntensity, gemm } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const cost = gemm({ m: 512, n: 512, k: 512 });
 * expect(cost.flops).toBe(2 * 512 ** 3);
 * expect(arithmeticIntensity(cost)).toBeCloseTo(512 / 3);
 * ```
 */
export function gemm(shape: GemmShape, options: OperatorOptions = {}): OperatorCost {
  return matrixProduct("gemm", [], checkGemm(shape), options);
}

/** Sizes of several matrix products of one shape. */
export interface BatchedGemmShape extends GemmShape {
  /** How many products, each with matrices of its own. */
  readonly batch: number;
}

/**
 * `batch` matrix products of one shape with nothing in common, such as the
 * attention scores of every head. Costs are `batch` times those of `gemm`.
 *
 * @param shape How many products, and the sizes of each.
 * @param options Precision; A are weights, B activations, as in `gemm`.
 * @returns The cost.
 * @throws {RangeError} If a size is not a positive whole number, or a precision is not known.
 *
 * @example Scores of 12 heads of 64 values over 128 tokens
 * ```ts
 * import { batchedGemm } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const scores = batchedGemm({ batch: 12, m: 128, n: 128, k: 64 });
 * expect(scores.flops).toBe(2 * 12 * 128 * 128 * 64);
 * ```
 */
export function batchedGemm(shape: BatchedGemmShape, options: OperatorOptions = {}): OperatorCost {
  const batch = positiveInteger("batch", record("shape", shape).batch);
  return matrixProduct("batchedGemm", ["batch"], { batch, ...checkGemm(shape) }, options);
}

function checkGemm(shape: GemmShape) {
  const { m, n, k } = record("shape", shape);
  return {
    m: positiveInteger("m", m),
    n: positiveInteger("n", n),
    k: positiveInteger("k", k),
  };
}

function matrixProduct(
  family: string,
  outer: readonly string[],
  variables: Readonly<Record<string, number>>,
  options: OperatorOptions,
): OperatorCost {
  const { weights, activations, output } = optionPrecisions(options);
  return operatorCost(
    family,
    variables,
    [
      {
        kind: "flops",
        label: "multiply-accumulates",
        product: [...outer, "m", "n", "k"],
        times: 2,
      },
      { kind: "read", label: "matrix A", product: [...outer, "m", "k"], precision: weights },
      { kind: "read", label: "matrix B", product: [...outer, "k", "n"], precision: activations },
      { kind: "written", label: "matrix C", product: [...outer, "m", "n"], precision: output },
    ],
    conventions,
  );
}
