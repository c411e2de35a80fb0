/**
 * The smallest value with at least a part of all values at or below it.
 *
 * @param sorted Values in ascending order.
 * @param part From 0 to 1.
 * @returns The value; `undefined` of none.
 */
export function nearestRank(sorted: Float64Array, part: number): number | undefined {
  const rank = Math.min(sorted.length, Math.max(1, Math.ceil(part * sorted.length)));
  return sorted[rank - 1];
}
