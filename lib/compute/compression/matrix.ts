/**
 * Matrices of weights, as pruning and sparse storage take them.
 *
 * @module
 */
import { describe, finiteNumbers, positiveInteger, record } from "../check.ts";

/** A matrix of weights. */
export interface WeightMatrix {
  /** Rows. */
  readonly rows: number;
  /** Columns. */
  readonly columns: number;
  /** `rows` · `columns` values, row by row. */
  readonly values: ArrayLike<number>;
}

/** Checks a matrix and returns how many values it has. */
export function checkMatrix(matrix: WeightMatrix): number {
  const { rows, columns, values } = record("matrix", matrix);
  finiteNumbers("values", values);
  const count = positiveInteger("rows", rows) * positiveInteger("columns", columns);
  if (values.length !== count) {
    throw new RangeError(
      `values has the length ${values.length}: ${rows} rows of ${columns} columns have ${count}`,
    );
  }
  return count;
}

/** Checks that a size divides a side of a matrix. */
export function checkDivides(field: string, size: number, side: string, length: number): number {
  if (length % positiveInteger(field, size) === 0) return size;
  throw new RangeError(`${field} is ${describe(size)}: it must divide the ${length} ${side}`);
}
