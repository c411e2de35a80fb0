/**
 * Ways to store a sparse matrix, and the bytes of each.
 *
 * @module
 */
import { describe, positiveInteger, record } from "../check.ts";
import { checkDivides } from "./matrix.ts";
import { packedBytes } from "./pack.ts";
import { checkPattern, checkSparsity } from "./prune.ts";

/** A way to store a matrix. Indices and pointers are whole numbers of the given bits, packed. */
export type SparseStorage =
  | {
    /** Every value. */
    readonly format: "dense";
  }
  | {
    /** One bit a position, and the values that are not zero. */
    readonly format: "bitmap";
  }
  | {
    /** Compressed sparse rows: where each row starts, and column and value of each entry. */
    readonly format: "csr";
    /** Bits of a column index. Default 16. */
    readonly indexBits?: number | undefined;
    /** Bits of a row pointer. Default 32. */
    readonly pointerBits?: number | undefined;
  }
  | {
    /** Coordinates: row, column and value of each entry. */
    readonly format: "coo";
    /** Bits of a row or column index. Default 16. */
    readonly indexBits?: number | undefined;
  }
  | {
    /** Compressed sparse rows of blocks: a block with any value is stored whole. */
    readonly format: "blocked-csr";
    /** Rows of a block; they divide those of the matrix. */
    readonly blockRows: number;
    /** Columns of a block; they divide those of the matrix. */
    readonly blockColumns: number;
    /** Bits of a block's column index. Default 16. */
    readonly indexBits?: number | undefined;
    /** Bits of a pointer. Default 32. */
    readonly pointerBits?: number | undefined;
  }
  | {
    /** N values of every M in a row, each with its place in ⌈log2 M⌉ bits: 2:4 takes two bits. */
    readonly format: "n-of-m";
    /** N. */
    readonly kept: number;
    /** M; it divides the columns. */
    readonly group: number;
  }
  | {
    /**
     * Each value with the number of zeros before it (Han, Mao and Dally 2016, section 2). A run of
     * zeros too long for the offset takes a stored zero as a stepping stone.
     */
    readonly format: "relative";
    /** Bits of an offset, 1 to 16. */
    readonly offsetBits: number;
  };

/** The name of a way to store a matrix. */
export type SparseFormat = SparseStorage["format"];

/** How much a matrix stores. */
export interface StoredCounts {
  /** Rows of the matrix. */
  readonly rows: number;
  /** Columns of the matrix. */
  readonly columns: number;
  /** Values that are stored: those that are not zero, and zeros that the format stores besides. */
  readonly entries: number;
  /** Bits of a value. */
  readonly valueBits: number;
}

/** The numbers stored beside values: how many, and of how many bits. */
export interface StoredParts {
  /** Values: entries of `valueBits`. */
  readonly values: { readonly count: number; readonly bits: number };
  /** Indices, offsets or the bitmap. */
  readonly indices: { readonly count: number; readonly bits: number };
  /** Row pointers. */
  readonly pointers: { readonly count: number; readonly bits: number };
}

/** What a storage keeps of a matrix, part by part; counts may be fractions for expectations. */
export function storedParts(storage: SparseStorage, counts: StoredCounts): StoredParts {
  const { rows, columns, entries, valueBits } = counts;
  const values = { count: entries, bits: valueBits };
  const none = { count: 0, bits: 1 };
  switch (storage.format) {
    case "dense":
      return { values, indices: none, pointers: none };
    case "bitmap":
      return { values, indices: { count: rows * columns, bits: 1 }, pointers: none };
    case "csr":
      return {
        values,
        indices: { count: entries, bits: indexBits(storage, columns) },
        pointers: { count: rows + 1, bits: pointerBits(storage) },
      };
    case "coo":
      return {
        values,
        indices: { count: 2 * entries, bits: indexBits(storage, Math.max(rows, columns)) },
        pointers: none,
      };
    case "blocked-csr": {
      const blockRows = checkDivides("blockRows", storage.blockRows, "rows", rows);
      const blockColumns = checkDivides("blockColumns", storage.blockColumns, "columns", columns);
      return {
        values,
        indices: {
          count: entries / (blockRows * blockColumns),
          bits: indexBits(storage, columns / blockColumns),
        },
        pointers: { count: rows / blockRows + 1, bits: pointerBits(storage) },
      };
    }
    case "n-of-m": {
      const { group } = checkPattern(storage);
      checkDivides("group", group, "columns", columns);
      return {
        values,
        // A group of one needs no place, but codes have at least one bit
        indices: group === 1 ? none : { count: entries, bits: Math.ceil(Math.log2(group)) },
        pointers: none,
      };
    }
    case "relative":
      return { values, indices: { count: entries, bits: offsetBits(storage) }, pointers: none };
    default:
      throw new RangeError(
        `format is ${describe((storage as { format: unknown }).format)}: known are dense, ` +
          "bitmap, csr, coo, blocked-csr, n-of-m, relative",
      );
  }
}

/**
 * The bytes of a stored matrix: values, indices and pointers, each packed and rounded up to whole
 * bytes. The shape and the number of entries are not counted.
 *
 * @param storage How it is stored.
 * @param counts Rows, columns, stored entries, bits of a value.
 * @returns Bytes.
 * @throws {RangeError} If a size is out of range or an index does not fit into its bits.
 *
 * @example CSR with two-byte values and two-byte indices: nothing is won at half zeros
 * ```ts
 * import { sparseBytes } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const counts = { rows: 4096, columns: 4096, valueBits: 16 };
 * const dense = sparseBytes({ format: "dense" }, { ...counts, entries: 4096 * 4096 });
 * const csr = sparseBytes({ format: "csr" }, { ...counts, entries: 4096 * 2048 });
 * expect(csr - dense).toBe(4 * 4097);
 * ```
 */
export function sparseBytes(storage: SparseStorage, counts: StoredCounts): number {
  record("storage", storage);
  record("counts", counts);
  positiveInteger("rows", counts.rows);
  positiveInteger("columns", counts.columns);
  positiveInteger("valueBits", counts.valueBits);
  if (!Number.isSafeInteger(counts.entries) || counts.entries < 0) {
    throw new RangeError(
      `entries is ${describe(counts.entries)}: it must be a whole number of at least 0`,
    );
  }
  const parts = storedParts(storage, counts);
  return packedBytes(parts.values.count, parts.values.bits) +
    packedBytes(parts.indices.count, parts.indices.bits) +
    packedBytes(parts.pointers.count, parts.pointers.bits);
}

/**
 * The entries that a storage of a random matrix of a given sparsity is expected to hold. In
 * `blocked-csr` the zeros are taken to fill whole blocks, in `n-of-m` the pattern sets the sparsity.
 *
 * For `relative` the run of zeros before a value is geometric, and each 2^offsetBits zeros in it
 * take one more entry: 1 ÷ (1 − sparsity^(2^offsetBits)) entries a value.
 */
export function expectedEntries(storage: SparseStorage, count: number, sparsity: number): number {
  const nonzero = count * (1 - checkSparsity(sparsity));
  switch (storage.format) {
    case "dense":
      return count;
    case "n-of-m":
      return count * storage.kept / storage.group;
    case "relative": {
      const reach = 2 ** offsetBits(storage);
      return sparsity === 1 ? count / reach : nonzero / (1 - sparsity ** reach);
    }
    default:
      return nonzero;
  }
}

/** Bits of a stored matrix of a given sparsity, expected and not rounded to bytes. */
export function expectedBits(
  storage: SparseStorage,
  { rows, columns, valueBits }: Omit<StoredCounts, "entries">,
  sparsity: number,
): number {
  const entries = expectedEntries(storage, rows * columns, sparsity);
  const { values, indices, pointers } = storedParts(storage, { rows, columns, entries, valueBits });
  return values.count * values.bits + indices.count * indices.bits + pointers.count * pointers.bits;
}

function indexBits(storage: { readonly indexBits?: number | undefined }, size: number): number {
  const bits = positiveInteger("indexBits", storage.indexBits ?? 16);
  if (bits <= 32 && size <= 2 ** bits) return bits;
  throw new RangeError(`indexBits is ${bits}: it must be at most 32 and count to ${size}`);
}

function pointerBits(storage: { readonly pointerBits?: number | undefined }): number {
  const bits = positiveInteger("pointerBits", storage.pointerBits ?? 32);
  if (bits <= 32) return bits;
  throw new RangeError(`pointerBits is ${bits}: it must be at most 32`);
}

function offsetBits(storage: { readonly offsetBits: number }): number {
  const bits = positiveInteger("offsetBits", storage.offsetBits);
  if (bits <= 16) return bits;
  throw new RangeError(`offsetBits is ${bits}: it must be at most 16`);
}
