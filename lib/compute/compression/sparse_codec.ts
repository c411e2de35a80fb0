/**
 * Sparse matrices to bytes and back.
 *
 * @module
 */
import { made, record } from "../check.ts";
import { floatDecoder, floatEncoder } from "./float_codec.ts";
import { type FloatFormat, floatFormat, type FloatFormatName, formatBits } from "./float_format.ts";
import { checkMatrix, type WeightMatrix } from "./matrix.ts";
import { packCodes, unpackCodes } from "./pack.ts";
import { type SparseStorage, storedParts } from "./sparse_storage.ts";

/** A stored matrix, byte for byte. */
export interface SparseMatrix {
  /** How it is stored. */
  readonly storage: SparseStorage;
  /** Rows. */
  readonly rows: number;
  /** Columns. */
  readonly columns: number;
  /** The format of the values. */
  readonly valueFormat: FloatFormat;
  /** Values that are stored, zeros among them where the format needs them. */
  readonly entries: number;
  /** Packed codes of the values. */
  readonly values: Uint8Array;
  /** Packed indices, offsets or the bitmap. */
  readonly indices: Uint8Array;
  /** Packed pointers, empty where there are none. */
  readonly pointers: Uint8Array;
  /** Bytes of values, indices and pointers. */
  readonly bytes: number;
}

/**
 * Stores a matrix. Values are rounded to their format; what is zero before that is not stored.
 *
 * @param matrix The weights.
 * @param storage How to store them.
 * @param valueFormat The format of the values. Default `fp16`.
 * @returns The stored matrix.
 * @throws {RangeError} If sizes disagree, an index does not fit into its bits, or more than N of M
 * values are not zero.
 *
 * @example
 * ```ts
 * import { decodeSparse, encodeSparse } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const matrix = { rows: 2, columns: 4, values: [0, 0, 5, 0, 1, 0, 0, 2] };
 * const stored = encodeSparse(matrix, { format: "n-of-m", kept: 2, group: 4 });
 * expect([stored.values.length, stored.indices.length]).toEqual([8, 1]);
 * expect([...decodeSparse(stored).values]).toEqual(matrix.values);
 * ```
 */
export function encodeSparse(
  matrix: WeightMatrix,
  storage: SparseStorage,
  valueFormat: FloatFormatName | FloatFormat = "fp16",
): SparseMatrix {
  record("storage", storage);
  checkMatrix(matrix);
  const { rows, columns } = matrix;
  const format = floatFormat(valueFormat);
  // Checks the storage before anything is read with it
  storedParts(storage, { rows, columns, entries: 0, valueBits: formatBits(format) });
  const { places, indices, pointers } = lists(matrix, storage);
  const entries = places.length;
  const parts = storedParts(storage, { rows, columns, entries, valueBits: formatBits(format) });
  const encode = floatEncoder(format);
  const packed = {
    values: packCodes(places.map((at) => encode(matrix.values[at] ?? 0)), parts.values.bits),
    indices: packCodes(indices, parts.indices.bits),
    pointers: packCodes(pointers, parts.pointers.bits),
  };
  const bytes = packed.values.length + packed.indices.length + packed.pointers.length;
  return { storage, rows, columns, valueFormat: format, entries, ...packed, bytes };
}

/**
 * The matrix that was stored, its values as rounded to their format.
 *
 * @param stored What `encodeSparse` gave.
 * @returns The weights.
 * @throws {RangeError} If there are too few bytes.
 *
 * @example
 * ```ts
 * import { decodeSparse, encodeSparse } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const matrix = { rows: 2, columns: 3, values: [0, 0.1, 0, 4, 0, 0] };
 * const stored = encodeSparse(matrix, { format: "csr" });
 * expect([...decodeSparse(stored).values]).toEqual([0, Math.f16round(0.1), 0, 4, 0, 0]);
 * ```
 */
export function decodeSparse(stored: SparseMatrix): WeightMatrix & { values: Float64Array } {
  made("stored", stored, stored?.storage, "encodeSparse");
  const { storage, rows, columns, valueFormat, entries } = stored;
  const parts = storedParts(storage, {
    rows,
    columns,
    entries,
    valueBits: formatBits(valueFormat),
  });
  const indices = unpackCodes(stored.indices, parts.indices.bits, parts.indices.count);
  const pointers = unpackCodes(stored.pointers, parts.pointers.bits, parts.pointers.count);
  const places = placesOf(stored, indices, pointers);
  const values = new Float64Array(rows * columns);
  const decode = floatDecoder(valueFormat);
  unpackCodes(stored.values, parts.values.bits, entries).forEach((code, i) => {
    values[places[i] ?? NaN] = decode(code);
  });
  return { rows, columns, values };
}

/** Which places of a matrix are stored, in order, and the numbers stored beside their values. */
interface Lists {
  readonly places: number[];
  readonly indices: ArrayLike<number>;
  readonly pointers: readonly number[];
}

function lists(matrix: WeightMatrix, storage: SparseStorage): Lists {
  const { columns, values } = matrix;
  const filled: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) filled.push(i);
  switch (storage.format) {
    case "dense":
      return { places: Array.from(values, (_, i) => i), indices: [], pointers: [] };
    case "bitmap":
      return {
        places: filled,
        indices: Uint8Array.from(values, (value) => Number(value !== 0)),
        pointers: [],
      };
    case "csr":
      return {
        places: filled,
        indices: filled.map((at) => at % columns),
        pointers: rowPointers(filled, columns, matrix.rows),
      };
    case "coo":
      return {
        places: filled,
        indices: filled.flatMap((at) => [Math.floor(at / columns), at % columns]),
        pointers: [],
      };
    case "blocked-csr":
      return blockLists(matrix, filled, storage.blockRows, storage.blockColumns);
    case "n-of-m":
      return patternLists(filled, values.length, storage.kept, storage.group);
    case "relative":
      return relativeLists(filled, 2 ** storage.offsetBits);
  }
}

/** How many of ascending places lie before each row, and in all. */
function rowPointers(places: readonly number[], width: number, rows: number): number[] {
  const pointers = [0];
  let at = 0;
  for (let row = 1; row <= rows; row++) {
    while (at < places.length && (places[at] ?? 0) < row * width) at++;
    pointers.push(at);
  }
  return pointers;
}

function blockLists(
  { rows, columns }: WeightMatrix,
  filled: readonly number[],
  blockRows: number,
  blockColumns: number,
): Lists {
  const across = columns / blockColumns;
  const blocks = [
    ...new Set(filled.map((at) => {
      const row = Math.floor(at / columns);
      const blockColumn = Math.floor((at - row * columns) / blockColumns);
      return Math.floor(row / blockRows) * across + blockColumn;
    })),
  ].sort((a, b) => a - b);
  return {
    places: blocks.flatMap((block) => blockPlaces(block, across, blockRows, blockColumns)),
    indices: blocks.map((block) => block % across),
    pointers: rowPointers(blocks, across, rows / blockRows),
  };
}

function blockPlaces(block: number, across: number, blockRows: number, blockColumns: number) {
  const columns = across * blockColumns;
  const start = Math.floor(block / across) * blockRows * columns + block % across * blockColumns;
  return Array.from(
    { length: blockRows * blockColumns },
    (_, i) => start + Math.floor(i / blockColumns) * columns + i % blockColumns,
  );
}

function patternLists(
  filled: readonly number[],
  count: number,
  kept: number,
  group: number,
): Lists {
  const places: number[] = [];
  let next = 0;
  for (let start = 0; start < count; start += group) {
    const held: number[] = [];
    while (next < filled.length && (filled[next] ?? 0) < start + group) {
      held.push(filled[next++] ?? 0);
    }
    if (held.length > kept) {
      throw new RangeError(
        `values has ${held.length} numbers other than zero from ${start} to ${
          start + group - 1
        }: ` +
          `there may be ${kept}`,
      );
    }
    // Groups with fewer values are filled up with zeros from places left over
    for (let at = start; held.length < kept; at++) if (!held.includes(at)) held.push(at);
    places.push(...held.sort((a, b) => a - b));
  }
  return { places, indices: group === 1 ? [] : places.map((at) => at % group), pointers: [] };
}

function relativeLists(filled: readonly number[], reach: number): Lists {
  const places: number[] = [];
  const offsets: number[] = [];
  let next = 0;
  for (const at of filled) {
    while (at - next >= reach) {
      next += reach;
      places.push(next - 1);
      offsets.push(reach - 1);
    }
    places.push(at);
    offsets.push(at - next);
    next = at + 1;
  }
  return { places, indices: offsets, pointers: [] };
}

function placesOf(
  { storage, columns, entries }: SparseMatrix,
  indices: Uint32Array,
  pointers: Uint32Array,
): ArrayLike<number> {
  switch (storage.format) {
    case "dense":
      return Array.from({ length: entries }, (_, i) => i);
    case "bitmap":
      return Array.from(indices.keys()).filter((at) => indices[at] === 1);
    case "csr":
      return rowsOf(pointers).map((row, i) => row * columns + (indices[i] ?? NaN));
    case "coo":
      return Array.from(
        { length: entries },
        (_, i) => (indices[2 * i] ?? NaN) * columns + (indices[2 * i + 1] ?? NaN),
      );
    case "blocked-csr": {
      const across = columns / storage.blockColumns;
      return rowsOf(pointers).flatMap((row, i) =>
        blockPlaces(
          row * across + (indices[i] ?? NaN),
          across,
          storage.blockRows,
          storage.blockColumns,
        )
      );
    }
    case "n-of-m": {
      const { kept, group } = storage;
      return Array.from(
        { length: entries },
        (_, i) => Math.floor(i / kept) * group + (indices[i] ?? 0),
      );
    }
    case "relative": {
      let next = 0;
      return Array.from(indices, (offset) => (next += offset + 1) - 1);
    }
  }
}

/** The row of each entry, from where rows start. */
function rowsOf(pointers: Uint32Array): number[] {
  const rows: number[] = [];
  for (let row = 0; row + 1 < pointers.length; row++) {
    while (rows.length < (pointers[row + 1] ?? 0)) rows.push(row);
  }
  return rows;
}
