/**
 * Operators and what they cost.
 *
 * @module
 */
export {
  arithmeticIntensity,
  type CostTerm,
  type OperatorCost,
  type OperatorOptions,
} from "./cost.ts";
export {
  batchedGemm,
  type BatchedGemmShape,
  dot,
  gemm,
  type GemmShape,
  gemv,
  type GemvShape,
} from "./matrix.ts";
export { elementwise, type ElementwiseOptions } from "./elementwise.ts";
export { type Passes, type RowsOptions, type RowsShape, softmax } from "./softmax.ts";
export { layerNorm, type LayerNormOptions } from "./layer_norm.ts";
export {
  attentionPairs,
  type AttentionPrecision,
  type AttentionShape,
  type AttentionTensor,
  type CausalCount,
} from "./attention_shape.ts";
export { attention, type AttentionOptions } from "./attention.ts";
export type { AttentionLoop } from "./attention_block_sizes.ts";
export {
  type FusedAttentionOptions,
  type FusedAttentionTraffic,
  fusedAttentionTraffic,
} from "./attention_blocks.ts";
export { fuse, type Intermediate } from "./fuse.ts";
