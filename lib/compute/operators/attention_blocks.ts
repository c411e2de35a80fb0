/**
 * Fused attention on a chip of finite memory: which blocks fit, and what is read again.
 *
 * @module
 */
import { describe, record } from "../check.ts";
import { bytesPerValue } from "../precision.ts";
import { attentionConventions, attentionFlops } from "./attention.ts";
import {
  attentionPairs,
  type AttentionPrecision,
  attentionPrecisions,
  type AttentionShape,
  type CausalCount,
  checkAttention,
  checkCausal,
} from "./attention_shape.ts";
import { type AttentionLoop, blockBytes, chooseBlocks, onChip } from "./attention_block_sizes.ts";
import { keyRowsRead, queryRowsRead } from "./attention_reach.ts";
import { type OperatorCost, operatorCost, type TermInput } from "./cost.ts";

/** What blocked attention can be told. */
export interface FusedAttentionOptions {
  /** Bytes on the chip for one head of keys and values with the query heads that share it. */
  readonly onChipBytes: number;
  /** Which blocks the outer loop goes over. Default `queries`. */
  readonly outer?: AttentionLoop | undefined;
  /**
   * Rows of a block of queries; a row is one query of one head. Default: with `outer` `queries`
   * the most that fit, otherwise 1.
   */
  readonly queryBlock?: number | undefined;
  /** Rows of a block of keys and values. Default: with `outer` `keys` the most that fit, otherwise 1. */
  readonly keyBlock?: number | undefined;
  /** The precision of every tensor, or of each kind. Default `fp16`, on the chip `fp32`. */
  readonly precision?: AttentionPrecision | undefined;
  /** How causal attention is counted; with `half`, blocks after the last query are skipped. Default `full`. */
  readonly causal?: CausalCount | undefined;
}

/** The cost of a blocked attention, and its blocks. */
export interface FusedAttentionTraffic extends OperatorCost {
  /** Rows of a block of queries. */
  readonly queryBlock: number;
  /** Rows of a block of keys and values. */
  readonly keyBlock: number;
  /** Blocks of queries for each head of keys and values. */
  readonly queryBlocks: number;
  /** Blocks of keys. */
  readonly keyBlocks: number;
  /** Bytes that the blocks take on the chip. */
  readonly onChipBytes: number;
  /** Bytes with a chip that holds everything: those of `attention` fused. */
  readonly compulsoryBytes: number;
}

/**
 * The bytes a fused attention moves when the chip holds only blocks (Dao et al. 2022). The query
 * heads that share a head of keys and values are worked on together, so that a block of queries has
 * rows of one token after the other, heads ÷ keyValueHeads rows each.
 *
 * On the chip lie, for r rows of queries and c of keys: r·headSize queries, c·(headSize + valueSize)
 * keys and values, and as accumulators r·valueSize outputs, r·c scores and 2·r row maxima and sums.
 *
 * - Outer loop over queries (Dao 2023): queries read once, outputs written once, keys and values
 *   read once for each block of queries.
 * - Outer loop over keys (Dao et al. 2022, algorithm 1): keys and values read once, queries read
 *   once for each block of keys; unfinished outputs with their maxima and sums go to memory and
 *   back between two blocks.
 *
 * With N tokens both move Θ(N²·d²/M) values where M values on the chip hold a block of about M/d rows
 * (theorem 2 there). FLOPs are those of `attention`.
 *
 * @param shape Sequences, tokens, heads and their sizes.
 * @param options The chip's memory, blocks, loop order, precision, causal attention.
 * @returns The cost, with its blocks.
 * @throws {RangeError} If a size, block or option is out of range, or the blocks do not fit.
 *
 * @example 100 kB on the chip hold 4096 queries in 32 blocks, so keys are read 32 times
 * ```ts
 * import { fusedAttentionTraffic } from "@/lib/compute/operators/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const shape = {
 *   batch: 1,
 *   queryTokens: 4096,
 *   keyTokens: 4096,
 *   heads: 1,
 *   keyValueHeads: 1,
 *   headSize: 64,
 * };
 * const cost = fusedAttentionTraffic(shape, { onChipBytes: 100_000, keyBlock: 64 });
 * expect(cost.queryBlock).toBe(129);
 * expect(cost.queryBlocks).toBe(32);
 * expect(cost.bytes).toBe(2 * 4096 * 64 * (2 + 2 * 32));
 * ```
 */
export function fusedAttentionTraffic(
  shape: AttentionShape,
  options: FusedAttentionOptions,
): FusedAttentionTraffic {
  record("options", options);
  const sizes = checkAttention(shape);
  const causal = checkCausal(options.causal, sizes);
  const precisions = attentionPrecisions(options.precision);
  const { outer = "queries" } = options;
  if (outer !== "queries" && outer !== "keys") {
    throw new RangeError(`outer is ${describe(outer)}: known are queries, keys`);
  }
  const group = sizes.heads / sizes.keyValueHeads;
  const rows = sizes.queryTokens * group;
  const bytes = blockBytes(sizes, precisions);
  const { queryBlock, keyBlock } = chooseBlocks(bytes, rows, sizes.keyTokens, outer, options);
  const blocks = {
    queryBlock,
    keyBlock,
    queryBlocks: Math.ceil(rows / queryBlock),
    keyBlocks: Math.ceil(sizes.keyTokens / keyBlock),
  };
  const reach = { ...sizes, ...blocks, rows, group, half: causal === "half" };
  const { activations, keyValues, output, accumulator } = precisions;
  const variables: Record<string, number> = causal === "half"
    ? { ...sizes, pairs: attentionPairs(sizes, causal) }
    : { ...sizes };
  const own = ["batch", "keyValueHeads"];
  const keys = ["batch", "keyTokens", "keyValueHeads"];
  const queries = ["batch", "queryTokens", "heads"];
  let traffic: TermInput[];
  if (outer === "queries") {
    variables.keyRowsRead = keyRowsRead(reach);
    const again = [...own, "keyRowsRead"];
    traffic = [
      { kind: "read", label: "queries", product: [...queries, "headSize"], precision: activations },
      { kind: "read", label: "keys", product: [...again, "headSize"], precision: keyValues },
      { kind: "read", label: "values", product: [...again, "valueSize"], precision: keyValues },
    ];
  } else {
    const visits = queryRowsRead(reach);
    variables.queryRowsRead = visits;
    variables.unfinishedRows = visits - rows;
    const again = [...own, "queryRowsRead"];
    const unfinished = [...own, "unfinishedRows"];
    traffic = [
      { kind: "read", label: "queries", product: [...again, "headSize"], precision: activations },
      { kind: "read", label: "keys", product: [...keys, "headSize"], precision: keyValues },
      { kind: "read", label: "values", product: [...keys, "valueSize"], precision: keyValues },
      ...(["written", "read"] as const).flatMap((kind) => [
        {
          kind,
          label: "unfinished outputs",
          product: [...unfinished, "valueSize"],
          precision: accumulator,
        },
        {
          kind,
          label: "maxima and sums",
          product: unfinished,
          precision: accumulator,
          times: 2,
        },
      ]),
    ];
  }
  const cost = operatorCost(
    "fusedAttention",
    variables,
    [...attentionFlops(causal, false), ...traffic, {
      kind: "written",
      label: "output",
      product: [...queries, "valueSize"],
      precision: output,
    }],
    attentionConventions(causal, "fused", "blocked"),
  );
  const { batch, keyTokens, headSize, valueSize } = sizes;
  const compulsoryBytes = batch * (
    rows * sizes.keyValueHeads *
      (headSize * bytesPerValue(activations) + valueSize * bytesPerValue(output)) +
    keyTokens * sizes.keyValueHeads * (headSize + valueSize) * bytesPerValue(keyValues)
  );
  return {
    ...cost,
    footprint: compulsoryBytes,
    ...blocks,
    onChipBytes: onChip(bytes, queryBlock, keyBlock),
    compulsoryBytes,
  };
}
