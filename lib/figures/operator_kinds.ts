/**
 * The kinds of operators that figures know, and their sizes.
 *
 * @module
 */

/** The most operators one chart shows. */
export const mostOperators = 6;

/** An operator placed on a chart. */
export interface OperatorSpec {
  /** The reader's or author's name for it; empty for a generated one. */
  readonly name: string;
  readonly kind: OperatorKind;
  /** Sizes in the order of {@linkcode operatorKinds}. */
  readonly sizes: readonly number[];
}

/** A size of an operator. */
export interface OperatorSize {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** Whole numbers only. */
  readonly whole: boolean;
  readonly initial: number;
  readonly optional?: boolean;
}

/** Every way to place an operator. */
export type OperatorKind =
  | "intensity"
  | "gemv"
  | "gemm"
  | "batched_gemm"
  | "dot"
  | "elementwise"
  | "softmax"
  | "layer_norm"
  | "kernel";

const size = (name: string, label: string, initial = 4096, max = 2 ** 17): OperatorSize => (
  { name, label, unit: "", min: 1, max, whole: true, initial }
);
const matrix = [size("m", "rows m"), size("n", "columns n"), size("k", "inner size k")];
const table = [size("rows", "rows"), size("columns", "columns")];

/** What each kind is called, and its sizes. */
export const operatorKinds: Readonly<
  Record<OperatorKind, { readonly label: string; readonly sizes: readonly OperatorSize[] }>
> = {
  intensity: {
    label: "Any intensity",
    sizes: [{
      name: "intensity",
      label: "intensity",
      unit: "FLOP/byte",
      min: 1e-3,
      max: 1e6,
      whole: false,
      initial: 1,
    }],
  },
  gemv: { label: "Matrix × vector", sizes: [size("m", "rows m"), size("n", "columns n")] },
  gemm: { label: "Matrix × matrix", sizes: matrix },
  batched_gemm: { label: "Batch of products", sizes: [size("batch", "batch", 16), ...matrix] },
  dot: { label: "Dot product", sizes: [size("n", "length n", 2 ** 20, 2 ** 30)] },
  elementwise: { label: "Elementwise", sizes: [size("n", "values n", 2 ** 20, 2 ** 30)] },
  softmax: { label: "Softmax", sizes: table },
  layer_norm: { label: "Layer norm", sizes: table },
  kernel: {
    label: "Your own kernel",
    sizes: [
      {
        name: "flops",
        label: "FLOPs",
        unit: "FLOP",
        min: 1,
        max: 1e24,
        whole: false,
        initial: 1e9,
      },
      {
        name: "bytes",
        label: "bytes moved",
        unit: "B",
        min: 1,
        max: 1e24,
        whole: false,
        initial: 1e9,
      },
      {
        name: "seconds",
        label: "measured time",
        unit: "s",
        min: 1e-12,
        max: 1e9,
        whole: false,
        initial: 0,
        optional: true,
      },
    ],
  },
};
