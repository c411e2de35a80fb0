/**
 * Which blocks of queries and keys meet, and the rows that are read for it.
 *
 * @module
 */

/** What decides which blocks meet. */
export interface Reach {
  readonly rows: number;
  readonly group: number;
  readonly queryTokens: number;
  readonly keyTokens: number;
  readonly queryBlock: number;
  readonly keyBlock: number;
  readonly queryBlocks: number;
  readonly keyBlocks: number;
  readonly half: boolean;
}

/** Rows of keys that all blocks of queries read, whole blocks but for the ragged last one. */
export function keyRowsRead(reach: Reach): number {
  const { rows, group, queryTokens, keyTokens, queryBlock, keyBlock, queryBlocks, half } = reach;
  if (!half) return queryBlocks * keyTokens;
  let sum = 0;
  for (let block = 0; block < queryBlocks; block++) {
    const lastRow = Math.min(rows, (block + 1) * queryBlock) - 1;
    const lastKey = keyTokens - queryTokens + Math.floor(lastRow / group);
    sum += Math.min(keyTokens, (Math.floor(lastKey / keyBlock) + 1) * keyBlock);
  }
  return sum;
}

/** Rows of queries that all blocks of keys read, whole blocks but for the ragged last one. */
export function queryRowsRead(reach: Reach): number {
  const { rows, group, queryTokens, keyTokens, queryBlock, keyBlock, keyBlocks, half } = reach;
  if (!half) return keyBlocks * rows;
  let sum = 0;
  for (let block = 0; block < keyBlocks; block++) {
    const firstToken = block * keyBlock - (keyTokens - queryTokens);
    const firstRow = Math.max(0, firstToken) * group;
    sum += rows - Math.floor(firstRow / queryBlock) * queryBlock;
  }
  return sum;
}
