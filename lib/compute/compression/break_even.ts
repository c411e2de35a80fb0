/**
 * From which sparsity on sparse storage and sparse arithmetic pay.
 *
 * @module
 */
import { positiveInteger } from "../check.ts";
import type { Machine } from "../machine_types.ts";
import { type OperatorTime, operatorTime, type TimeOptions } from "../operator_time.ts";
import { gemm, type GemmShape } from "../operators/mod.ts";
import { bytesPerValue } from "../precision.ts";
import { checkSparsity } from "./prune.ts";
import {
  expectedBits,
  expectedEntries,
  type SparseStorage,
  type StoredCounts,
} from "./sparse_storage.ts";

/**
 * The sparsity from which a storage takes no more than the dense matrix. With v bits a value, i
 * bits an index, p bits a pointer, R rows and n values:
 *
 * - `bitmap`: 1 ÷ v
 * - `csr`: (i + p·(R + 1) ÷ n) ÷ (v + i)
 * - `coo`: 2·i ÷ (v + 2·i)
 * - `blocked-csr`, b values a block of r rows, zeros in whole blocks: (i + p·(R/r + 1)·b ÷ n) ÷
 *   (b·v + i)
 * - `n-of-m`: its own sparsity 1 − N ÷ M, if N·(v + ⌈log2 M⌉) ≤ M·v
 * - `relative`, k bits an offset: k ÷ (v + k) if no run of zeros is too long; for zeros at random
 *   places a little more, found by bisection
 *
 * The derivation sets values · (1 − sparsity) · (v + i) + pointers equal to values · v; rounding
 * to whole bytes is left out.
 *
 * @param storage How the matrix is stored.
 * @param counts Rows, columns, bits of a value.
 * @returns The sparsity, from 0 to 1; `undefined` where the storage never pays.
 * @throws {RangeError} If a size is out of range.
 *
 * @example
 * ```ts
 * import { breakEvenSparsity } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const fp16 = { rows: 4096, columns: 4096, valueBits: 16 };
 * expect(breakEvenSparsity({ format: "csr" }, fp16)).toBeCloseTo(0.5, 3);
 * expect(breakEvenSparsity({ format: "bitmap" }, fp16)).toBe(1 / 16);
 * ```
 */
export function breakEvenSparsity(
  storage: SparseStorage,
  counts: Omit<StoredCounts, "entries">,
): number | undefined {
  const size = positiveInteger("rows", counts.rows) * positiveInteger("columns", counts.columns);
  const dense = size * positiveInteger("valueBits", counts.valueBits);
  const bits = (sparsity: number) => expectedBits(storage, counts, sparsity);
  switch (storage.format) {
    case "dense":
      return 0;
    case "n-of-m":
      return bits(0) <= dense ? 1 - storage.kept / storage.group : undefined;
    case "relative":
      return firstBelow((sparsity) => bits(sparsity) - dense);
    default: {
      // Linear in the sparsity: from full to empty
      const full = bits(0);
      const empty = bits(1);
      if (empty > dense) return undefined;
      return Math.max(0, (full - dense) / (full - empty));
    }
  }
}

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
  const { storage, precision } = options;
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
  const excess = (sparsity: number) => {
    const { dense, sparse } = sparseProductTime(machine, shape, { ...options, sparsity });
    return sparse.seconds - dense.seconds;
  };
  if (options.storage.format === "n-of-m") {
    return excess(0) <= 0 ? 1 - options.storage.kept / options.storage.group : undefined;
  }
  return firstBelow(excess);
}

/** Where a falling function on [0, 1] reaches zero; `undefined` if it never does. */
function firstBelow(value: (sparsity: number) => number): number | undefined {
  if (value(0) <= 0) return 0;
  if (value(1) > 0) return undefined;
  let low = 0;
  let high = 1;
  // A double has no more than 53 bits to halve
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (value(middle) > 0) low = middle;
    else high = middle;
  }
  return high;
}
