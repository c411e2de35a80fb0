/**
 * Pruning: which weights stay. Each function gives a mask with 1 for a weight
 * that is kept and 0 for one that becomes zero.
 *
 * @module
 */
import { describe, finiteNumbers, positiveInteger, record, share } from "../check.ts";
import { checkDivides, checkMatrix, type WeightMatrix } from "./matrix.ts";

/**
 * Keeps the weights of largest magnitude and removes round(sparsity · values) of them (Han et al.
 * 2015). Of equal magnitudes the later ones are removed first.
 *
 * @param values The weights.
 * @param sparsity The part to be removed, from 0 to 1.
 * @returns A mask as long as the weights.
 * @throws {RangeError} If the sparsity is out of range.
 *
 * @example
 * ```ts
 * import { magnitudeMask } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect([...magnitudeMask([0.1, -3, 0.2, 1], 0.5)]).toEqual([0, 1, 0, 1]);
 * ```
 */
export function magnitudeMask(values: ArrayLike<number>, sparsity: number): Uint8Array {
  return keepLargest(
    Float64Array.from(finiteNumbers("values", values), Math.abs),
    checkSparsity(sparsity),
  );
}

/**
 * Keeps N weights of every M neighbours in a row, those of largest magnitude (Mishra et al. 2021
 * for 2:4). Of equal magnitudes the earlier stays.
 *
 * @param matrix The weights; M divides its columns.
 * @param pattern N and M.
 * @returns A mask as long as the weights, with exactly N ones in every M.
 * @throws {RangeError} If M does not divide the columns or N is more than M.
 *
 * @example
 * ```ts
 * import { patternMask } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const values = [1, -5, 3, 2, 9, 8, 7, 6];
 * const mask = patternMask({ rows: 1, columns: 8, values }, { kept: 2, group: 4 });
 * expect([...mask]).toEqual([0, 1, 1, 0, 1, 1, 0, 0]);
 * ```
 */
export function patternMask(
  matrix: WeightMatrix,
  pattern: { readonly kept: number; readonly group: number },
): Uint8Array {
  record("pattern", pattern);
  const count = checkMatrix(matrix);
  const { kept, group } = checkPattern(pattern);
  checkDivides("group", group, "columns", matrix.columns);
  const magnitudes = Float64Array.from(matrix.values, Math.abs);
  const mask = new Uint8Array(count);
  for (let at = 0; at < count; at += group) {
    for (let i = at; i < at + group; i++) mask[i] = Number(rank(magnitudes, i, at, group) < kept);
  }
  return mask;
}

/**
 * Keeps the blocks with the largest sums of squares and removes round(sparsity · blocks) of them
 * (Narang, Undersander and Diamos 2017 use the largest magnitude of a block instead).
 *
 * @param matrix The weights.
 * @param block Rows and columns of a block; they divide those of the matrix.
 * @param sparsity The part of the blocks to be removed, from 0 to 1.
 * @returns A mask as long as the weights.
 * @throws {RangeError} If the block does not divide the matrix or the sparsity is out of range.
 *
 * @example
 * ```ts
 * import { blockMask } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const matrix = { rows: 2, columns: 4, values: [1, 1, 0, 3, 1, 1, 0, 0] };
 * expect([...blockMask(matrix, { rows: 2, columns: 2 }, 0.5)]).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
 * ```
 */
export function blockMask(
  matrix: WeightMatrix,
  block: { readonly rows: number; readonly columns: number },
  sparsity: number,
): Uint8Array {
  record("block", block);
  const count = checkMatrix(matrix);
  checkSparsity(sparsity);
  checkDivides("block.rows", block.rows, "rows", matrix.rows);
  checkDivides("block.columns", block.columns, "columns", matrix.columns);
  const across = matrix.columns / block.columns;
  const blockOf = (i: number) => {
    const row = Math.floor(i / matrix.columns);
    return Math.floor(row / block.rows) * across +
      Math.floor((i - row * matrix.columns) / block.columns);
  };
  const squares = new Float64Array(count / (block.rows * block.columns));
  for (let i = 0; i < count; i++) squares[blockOf(i)]! += matrix.values[i]! ** 2; // lengths checked
  const kept = keepLargest(squares, sparsity);
  return Uint8Array.from({ length: count }, (_, i) => kept[blockOf(i)] ?? 0);
}

/**
 * Removes whole rows or columns, those with the smallest sums of squares (Li et al. 2017 rank
 * filters by their sum of magnitudes): what is left is a smaller dense matrix.
 *
 * @param matrix The weights.
 * @param axis What is removed.
 * @param sparsity The part of the rows or columns to be removed, from 0 to 1.
 * @returns A mask as long as the weights.
 * @throws {RangeError} If the axis is not known or the sparsity is out of range.
 *
 * @example
 * ```ts
 * import { structuredMask } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const matrix = { rows: 2, columns: 3, values: [1, 5, 2, 1, 0, 2] };
 * expect([...structuredMask(matrix, "columns", 1 / 3)]).toEqual([0, 1, 1, 0, 1, 1]);
 * ```
 */
export function structuredMask(
  matrix: WeightMatrix,
  axis: "rows" | "columns",
  sparsity: number,
): Uint8Array {
  checkMatrix(matrix);
  if (axis !== "rows" && axis !== "columns") {
    throw new RangeError(`axis is ${describe(axis)}: known are rows, columns`);
  }
  const block = axis === "rows"
    ? { rows: 1, columns: matrix.columns }
    : { rows: matrix.rows, columns: 1 };
  return blockMask(matrix, block, sparsity);
}

/**
 * The weights with those that a mask removes set to zero.
 *
 * @param values The weights.
 * @param mask 1 for what stays, 0 for what becomes zero.
 * @returns The weights left.
 * @throws {RangeError} If the lengths differ.
 *
 * @example
 * ```ts
 * import { applyMask } from "@/lib/compute/compression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect([...applyMask([3, -4], [0, 1])]).toEqual([0, -4]);
 * ```
 */
export function applyMask(values: ArrayLike<number>, mask: ArrayLike<number>): Float64Array {
  finiteNumbers("values", values);
  finiteNumbers("mask", mask);
  if (mask.length !== values.length) {
    throw new RangeError(
      `mask has the length ${mask.length} and values ${values.length}: they must be equal`,
    );
  }
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 0 || mask[i] === 1) continue;
    throw new RangeError(`mask[${i}] is ${describe(mask[i])}: it must be 0 or 1`);
  }
  return Float64Array.from(values, (value, i) => mask[i] === 0 ? 0 : value);
}

/** Returns the sparsity if it lies in [0, 1]. */
export function checkSparsity(sparsity: number): number {
  return share("sparsity", sparsity);
}

/** Returns N and M if N of M can be kept. */
export function checkPattern<Pattern extends { readonly kept: number; readonly group: number }>(
  pattern: Pattern,
): Pattern {
  const group = positiveInteger("group", pattern.group);
  if (positiveInteger("kept", pattern.kept) <= group) return pattern;
  throw new RangeError(`kept is ${pattern.kept}: it must be at most the group, ${group}`);
}

/** How many of a group come before one of it: larger ones, and earlier ones as large. */
function rank(magnitudes: Float64Array, i: number, start: number, group: number): number {
  const own = magnitudes[i] ?? NaN;
  let before = 0;
  for (let other = start; other < start + group; other++) {
    const magnitude = magnitudes[other] ?? NaN;
    if (magnitude > own || (magnitude === own && other < i)) before++;
  }
  return before;
}

function keepLargest(scores: Float64Array, sparsity: number): Uint8Array {
  const kept = scores.length - Math.round(sparsity * scores.length);
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i)
    .sort((a, b) => (scores[b] ?? NaN) - (scores[a] ?? NaN) || a - b);
  const mask = new Uint8Array(scores.length);
  for (const index of order.subarray(0, kept)) mask[index] = 1;
  return mask;
}
