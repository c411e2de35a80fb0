/**
 * The loops of a blocked matrix product: their order, their tiles, what is kept.
 *
 * @module
 */
import { describe, positiveInteger, record } from "../check.ts";
import type { GemmShape } from "../operators/matrix.ts";

/** A dimension of the product C[m×n] = A[m×k]·B[k×n], and the loop over it. */
export type LoopDimension = "m" | "n" | "k";

/** The order of the three loops over tiles, outermost first. */
export type LoopOrder = "mnk" | "mkn" | "nmk" | "nkm" | "kmn" | "knm";

/** A matrix of the product. */
export type MatrixName = "a" | "b" | "c";

/** Words of a tile in each dimension; at most the dimension itself counts. */
export type TileSizes = Readonly<Record<LoopDimension, number>>;

/**
 * How much of a matrix stays on the chip: one `tile`; the `panel` that a run of the innermost loop
 * over tiles goes through; the `slab` of the two inner loops; the whole `matrix`.
 */
export type Residency = "tile" | "panel" | "slab" | "matrix";

/** The six orders of the loops, outermost first. */
export const loopOrders: readonly LoopOrder[] = ["mnk", "mkn", "nmk", "nkm", "kmn", "knm"];

/** The dimensions of each matrix. */
export const dimensionsOf: Readonly<Record<MatrixName, readonly [LoopDimension, LoopDimension]>> = {
  a: ["m", "k"],
  b: ["k", "n"],
  c: ["m", "n"],
};

const residencies: readonly Residency[] = ["tile", "panel", "slab", "matrix"];

/** Checks the sizes of a product. */
export function checkShape(shape: GemmShape): GemmShape {
  const { m, n, k } = record("shape", shape);
  return {
    m: positiveInteger("m", m),
    n: positiveInteger("n", n),
    k: positiveInteger("k", k),
  };
}

/** Checks tiles, and cuts them to the product. */
export function checkTiles(shape: GemmShape, tiles: TileSizes): TileSizes {
  return {
    m: Math.min(shape.m, positiveInteger("tiles.m", record("tiles", tiles).m)),
    n: Math.min(shape.n, positiveInteger("tiles.n", tiles.n)),
    k: Math.min(shape.k, positiveInteger("tiles.k", tiles.k)),
  };
}

/** The loops of an order, outermost first. */
export function loopsOf(order: LoopOrder): readonly LoopDimension[] {
  if (loopOrders.includes(order)) return order.split("") as LoopDimension[];
  throw new RangeError(`order is ${describe(order)}: known are ${loopOrders.join(", ")}`);
}

/** How many of the loops, counted from the innermost, a residency spans. */
export function residencyDepth(matrix: MatrixName, residency: Residency = "tile"): number {
  const depth = residencies.indexOf(residency);
  if (depth >= 0) return depth;
  throw new RangeError(
    `resident.${matrix} is ${describe(residency)}: known are ${residencies.join(", ")}`,
  );
}
