/**
 * From which sparsity on sparse storage takes fewer bytes.
 *
 * @module
 */
import { positiveInteger, record } from "../check.ts";
import { expectedBits, type SparseStorage, type StoredCounts } from "./sparse_storage.ts";

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
  record("storage", storage);
  record("counts", counts);
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

/** Where a falling function on [0, 1] reaches zero; `undefined` if it never does. */
export function firstBelow(value: (sparsity: number) => number): number | undefined {
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
