/**
 * From which sparsity on sparse arithmetic is faster.
 *
 * @module
 */
import { record } from "../check.ts";
import type { Machine } from "../machine_types.ts";
import {
  efficiencies,
  type OperatorTime,
  operatorTime,
  type TimeOptions,
} from "../operator_time.ts";
import { gemm, type GemmShape } from "../operators/mod.ts";
import { bytesPerValue } from "../precision.ts";
import { firstBelow } from "./break_even.ts";
import { checkSparsity } from "./prune.ts";
import { expectedBits, expectedEntries, type SparseStorage } from "./sparse_storage.ts";

/** A sparse product and how well it runs. */
export interface SparseProductOptions extends TimeOptions {
  /** How the weights are stored. */
  readonly storage: SparseStorage;
  /** The part of the weights that is zero. `n-of-m` has its own, `dense` has none to use. */
  readonly sparsity?: number | undefined;
  /**
   * The part of peak and bandwidth that the sparse kernel reaches. Default 1. The dense kernel
   * reaches `efficiency`.
   */
  readonly sparseEfficiency?: TimeOptions["efficiency"];
}

/** A product with dense and with sparse weights. */
export interface SparseProductTime {
  /** With dense weights. */
  readonly dense: OperatorTime;
  /** With sparse weights. */
  readonly sparse: OperatorTime;
  /** Dense time ÷ sparse time. */
  readonly speedUp: number;
}

/**
 * The time of C[m×n] = A[m×k]·B[k×n] with sparse weights A against dense ones, on the roofline. The
 * sparse product does 2·n FLOPs for each stored entry of A and reads A as it is stored, with zeros
 * at random places; B and C are dense. For `n-of-m` the FLOPs fall to N ÷ M at the dense peak, which
 * is the same as doubling the peak for 2:4 as data sheets do.
 *
 * @param machine The machine.
 * @param shape Sizes of the product.
 * @param options Storage, sparsity, precision of values and arithmetic, efficiencies.
 * @returns Both times and the speed-up.
 * @throws {RangeError} If a size or option is out of range, or the machine has no such peak.
 *
 * @example Reading fewer bytes pays in decoding even if the kernel computes badly
 * ```ts
 * import { sparseProductTime } from "@/lib/compute/compression/mod.ts";
 * import { defineMachine } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const machine = defineMachine({
 *   id: "m",
 *   name: "M",
 *   year: 2020,
 *   peaks: { fp16: 100e12 },
 *   levels: [{ id: "memory", name: "HBM", bandwidth: 1e12 }],
 *   source: "made up",
 * });
 * const options = {
 *   precision: "fp16",
 *   storage: { format: "csr" },
 *   sparsity: 0.75,
 *   sparseEfficiency: { compute: 0.1 },
 * } as const;
 * const one = sparseProductTime(machine, { m: 4096, n: 1, k: 4096 }, options);
 * expect(one.speedUp).toBeCloseTo(2, 2);
 * const many = sparseProductTime(machine, { m: 4096, n: 4096, k: 4096 }, options);
 * expect(many.speedUp).toBeCloseTo(0.4, 2);
 * ```
 */
export function sparseProductTime(
  machine: Machine,
  shape: GemmShape,
  options: SparseProductOptions,
): SparseProductTime {
  record("options", options);
  const { storage, precision } = options;
  record("storage", storage);
  efficiencies(options.sparseEfficiency, "sparseEfficiency");
  const sparsity = checkSparsity(options.sparsity ?? 0);
  const cost = gemm(shape, { precision });
  const { m, n, k } = shape;
  const valueBits = 8 * bytesPerValue(precision);
  const stored = expectedBits(storage, { rows: m, columns: k, valueBits }, sparsity) / 8;
  const sparseCost = {
    flops: 2 * n * expectedEntries(storage, m * k, sparsity),
    bytes: cost.bytes - m * k * valueBits / 8 + stored,
  };
  const dense = operatorTime(machine, cost, options);
  const sparse = operatorTime(machine, sparseCost, {
    ...options,
    efficiency: options.sparseEfficiency,
  });
  return { dense, sparse, speedUp: dense.seconds / sparse.seconds };
}

/**
 * The sparsity from which a product with sparse weights is no slower than with dense ones. Both its
 * FLOPs and its bytes fall as the sparsity grows, so there is one such point, found by bisection.
 *
 * @param machine The machine.
 * @param shape Sizes of the product.
 * @param options Storage, precision, efficiencies.
 * @returns The sparsity, from 0 to 1; `undefined` where the sparse product never wins.
 * @throws {RangeError} If a size or option is out of range, or the machine has no such peak.
 *
 * @example A kernel that reaches a tenth of the peak needs nine tenths of zeros at a large batch
 * ```ts
 * import { breakEvenTimeSparsity } from "@/lib/compute/compression/mod.ts";
 * import { defineMachine } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const machine = defineMachine({
 *   id: "m",
 *   name: "M",
 *   year: 2020,
 *   peaks: { fp16: 100e12 },
 *   levels: [{ id: "memory", name: "HBM", bandwidth: 1e12 }],
 *   source: "made up",
 * });
 * const sparsity = breakEvenTimeSparsity(machine, { m: 4096, n: 4096, k: 4096 }, {
 *   precision: "fp16",
 *   storage: { format: "csr" },
 *   sparseEfficiency: 0.1,
 * });
 * expect(sparsity).toBeCloseTo(0.9, 6);
 * ```
 */
export function breakEvenTimeSparsity(
  machine: Machine,
  shape: GemmShape,
  options: Omit<SparseProductOptions, "sparsity">,
): number | undefined {
  record("options", options);
  const { storage } = options;
  record("storage", storage);
  const excess = (sparsity: number) => {
    const { dense, sparse } = sparseProductTime(machine, shape, { ...options, sparsity });
    return sparse.seconds - dense.seconds;
  };
  if (storage.format === "n-of-m") {
    return excess(0) <= 0 ? 1 - storage.kept / storage.group : undefined;
  }
  return firstBelow(excess);
}
