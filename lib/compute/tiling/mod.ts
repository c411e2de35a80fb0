/**
 * Blocked matrix products: what they move with tiles of a size, the least that any loops move, and
 * caches to run loops through.
 *
 * @module
 */
export {
  type LoopDimension,
  type LoopOrder,
  loopOrders,
  type MatrixName,
  type Residency,
  type TileSizes,
} from "./loops.ts";
export {
  type BlockedOptions,
  type BlockedTraffic,
  blockedTraffic,
  type MatrixTraffic,
} from "./traffic.ts";
export { type TrafficBounds, trafficBounds } from "./bounds.ts";
export { type BestTile, bestTile, type BestTileOptions, squareTile } from "./best_tile.ts";
export type { ArrayShape, CacheOptions } from "./cache_options.ts";
export {
  type ArrayTraffic,
  type CacheResult,
  type MemoryTrace,
  simulateCache,
  type TracedMemory,
} from "./simulate.ts";
export {
  matrixArrays,
  matrixTrace,
  type MatrixTraceOptions,
  simulateMatrixProduct,
} from "./matrix_trace.ts";
export { type CacheRecord, recordCache } from "./record.ts";
export { simulateOptimal } from "./optimal.ts";
