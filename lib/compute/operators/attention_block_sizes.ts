/**
 * The blocks of a fused attention that fit on the chip.
 *
 * @module
 */
import { positive, positiveInteger } from "../check.ts";
import { bytesPerValue } from "../precision.ts";
import type { attentionPrecisions } from "./attention_shape.ts";

/**
 * Which blocks the outer loop goes over. `queries`: a block of queries and its output stay on the
 * chip while keys and values stream by. `keys`: a block of keys and values stays while queries and
 * unfinished outputs stream by.
 */
export type AttentionLoop = "queries" | "keys";

/** The chip's memory, and blocks if they are given. */
interface BlockOptions {
  readonly onChipBytes: number;
  readonly queryBlock?: number | undefined;
  readonly keyBlock?: number | undefined;
}

/** Bytes on the chip of a row of queries, a row of keys, and a score. */
export interface BlockBytes {
  readonly query: number;
  readonly key: number;
  readonly score: number;
}

/** Works out what lies on the chip. */
export function blockBytes(
  { headSize, valueSize }: { readonly headSize: number; readonly valueSize: number },
  precisions: ReturnType<typeof attentionPrecisions>,
): BlockBytes {
  const accumulator = bytesPerValue(precisions.accumulator);
  return {
    query: headSize * bytesPerValue(precisions.activations) + (valueSize + 2) * accumulator,
    key: (headSize + valueSize) * bytesPerValue(precisions.keyValues),
    score: accumulator,
  };
}

/** Bytes that two blocks and their scores take on the chip. */
export function onChip(
  { query, key, score }: BlockBytes,
  queryBlock: number,
  keyBlock: number,
): number {
  return queryBlock * query + keyBlock * key + queryBlock * keyBlock * score;
}

/** Takes the blocks given, and makes the one that stays as large as fits. */
export function chooseBlocks(
  bytes: BlockBytes,
  rows: number,
  keyTokens: number,
  outer: AttentionLoop,
  options: BlockOptions,
) {
  const limit = positive("onChipBytes", options.onChipBytes);
  const given = {
    query: options.queryBlock === undefined
      ? undefined
      : Math.min(rows, positiveInteger("queryBlock", options.queryBlock)),
    key: options.keyBlock === undefined
      ? undefined
      : Math.min(keyTokens, positiveInteger("keyBlock", options.keyBlock)),
  };
  const most = (total: number, fixed: number, each: number) =>
    Math.max(1, Math.min(total, Math.floor((limit - fixed) / each)));
  let { query: queryBlock, key: keyBlock } = given;
  if (outer === "queries") {
    keyBlock ??= 1;
    queryBlock ??= most(rows, keyBlock * bytes.key, bytes.query + keyBlock * bytes.score);
  } else {
    queryBlock ??= 1;
    keyBlock ??= most(keyTokens, queryBlock * bytes.query, bytes.key + queryBlock * bytes.score);
  }
  const needed = onChip(bytes, queryBlock, keyBlock);
  if (needed > limit) {
    throw new RangeError(
      `onChipBytes is ${limit}: blocks of ${queryBlock} rows of queries and ${keyBlock} of keys ` +
        `take ${needed}`,
    );
  }
  return { queryBlock, keyBlock };
}
