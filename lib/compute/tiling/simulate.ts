/**
 * Running the accesses of a loop nest through a cache.
 *
 * @module
 */
import { callable, describe } from "../check.ts";
import { byDistance } from "../nearest.ts";
import {
  type ArrayShape,
  type CacheOptions,
  checkCache,
  type Layout,
  layOut,
} from "./cache_options.ts";
import { type CacheCounts, LruCache } from "./lru_cache.ts";

/** Memory as a traced program sees it. An array goes by its name, or faster by its number. */
export interface TracedMemory {
  /** Reads a value. Rows and columns count from 0. */
  read(array: string | number, row: number, column: number): void;
  /** Writes a value. */
  write(array: string | number, row: number, column: number): void;
  /** Reads a value; what `read` does, under the name that exercises use. */
  touch(array: string | number, row: number, column: number): void;
  /** The number of an array, from its name. */
  array(name: string): number;
}

/** A program that accesses memory. It does no arithmetic: only its accesses count. */
export type MemoryTrace = (memory: TracedMemory) => void;

/** What one array, or all of them, cost. */
export interface ArrayTraffic {
  /** Values read and written. */
  readonly accesses: number;
  /** Values read. */
  readonly reads: number;
  /** Values written. */
  readonly writes: number;
  /** Accesses that found their line in the cache. */
  readonly hits: number;
  /** Accesses that did not. */
  readonly misses: number;
  /** Words from memory to the cache, in whole lines. */
  readonly loads: number;
  /** Words from the cache to memory: dirty lines, when dropped and at the end. */
  readonly stores: number;
  /** Loads and stores. */
  readonly words: number;
}

/** What a simulated program cost. */
export interface CacheResult extends ArrayTraffic {
  /** Misses ÷ accesses; 0 without accesses. */
  readonly missRate: number;
  /** Each array by itself, by name. */
  readonly arrays: Readonly<Record<string, ArrayTraffic>>;
}

/**
 * Runs a program's accesses through a cache and counts what moves. The cache drops the line used
 * least recently in its set, loads a line on every miss, and stores lines that were written when
 * they are dropped or, if they are still there, at the end. It starts empty. Arrays lie one after
 * the other, each from the start of a line.
 *
 * @param arrays The arrays, by name.
 * @param trace The program.
 * @param cache The cache.
 * @returns Accesses, hits, misses and words, in all and by array.
 * @throws {RangeError} If a size is out of range, the program accesses an array, row or column that
 * is not there, or it goes on beyond `maxAccesses`.
 *
 * @example A column of a matrix that lies in rows
 * ```ts
 * import { simulateCache } from "@/lib/compute/tiling/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const arrays = { a: { rows: 64, columns: 64 } };
 * const cache = { words: 256, lineWords: 8 };
 * const byRow = simulateCache(arrays, (memory) => {
 *   for (let i = 0; i < 64; i++) for (let j = 0; j < 64; j++) memory.read("a", i, j);
 * }, cache);
 * const byColumn = simulateCache(arrays, (memory) => {
 *   for (let j = 0; j < 64; j++) for (let i = 0; i < 64; i++) memory.read("a", i, j);
 * }, cache);
 * expect(byRow.loads).toBe(64 * 64);
 * expect(byColumn.loads).toBe(8 * 64 * 64);
 * ```
 */
export function simulateCache(
  arrays: Readonly<Record<string, ArrayShape>>,
  trace: MemoryTrace,
  cache: CacheOptions,
): CacheResult {
  callable("trace", trace);
  const checked = checkCache(cache);
  const layout = layOut(arrays, checked.lineWords);
  if (layout.names.length > 256) {
    throw new RangeError(`arrays has ${layout.names.length} arrays: it must have at most 256`);
  }
  const lru = new LruCache(checked, layout.words / checked.lineWords, layout.names.length);
  const { lineWords } = checked;
  // Addresses have fewer than 32 bits, and a shift takes a fraction of a division's time
  const shift = Math.log2(lineWords);
  runTrace(
    layout,
    trace,
    checked.maxAccesses,
    Number.isInteger(shift)
      ? (address, array, write) => lru.access(address >> shift, array, write)
      : (address, array, write) => lru.access(Math.floor(address / lineWords), array, write),
  );
  lru.flush();
  return summarize(layout.names, lru.counts, lineWords);
}

/** Runs a program and hands each access on, checked, with its address in words. */
export function runTrace(
  layout: Layout,
  trace: MemoryTrace,
  maxAccesses: number,
  access: (address: number, array: number, write: boolean) => void,
): void {
  const { names, rows, columns, rowStep, columnStep, start } = layout;
  const numbers = new Map(names.map((name, index) => [name, index]));
  let left = maxAccesses;
  const go = (array: string | number, row: number, column: number, write: boolean) => {
    const index = typeof array === "number" ? array : find(array);
    const height = rows[index];
    const width = columns[index];
    if (height === undefined || width === undefined) {
      throw new RangeError(`There is no array ${describe(array)}: there are ${names.length}`);
    }
    // Indices that are no whole numbers from 0 differ from their 32 bits
    if (row >>> 0 !== row || row >= height) throw outside(names[index], "row", row, height);
    if (column >>> 0 !== column || column >= width) {
      throw outside(names[index], "column", column, width);
    }
    if (--left < 0) {
      throw new RangeError(
        `The program makes more than ${maxAccesses} accesses: simulate a smaller case, or raise ` +
          "maxAccesses",
      );
    }
    const address = (start[index] ?? 0) + row * (rowStep[index] ?? 0) +
      column * (columnStep[index] ?? 0);
    access(address, index, write);
  };
  const find = (name: string) => {
    const found = numbers.get(name);
    if (found !== undefined) return found;
    const known = byDistance(String(name), names).join(", ");
    throw new RangeError(`Unknown array ${describe(name)}: known are ${known}`);
  };
  trace({
    read: (array, row, column) => go(array, row, column, false),
    write: (array, row, column) => go(array, row, column, true),
    touch: (array, row, column) => go(array, row, column, false),
    array: find,
  });
}

function outside(array: string | undefined, field: string, value: number, size: number) {
  return new RangeError(
    `${field} is ${describe(value)}: in array ${
      describe(array)
    } it must be a whole number from 0 ` +
      `to ${size - 1}`,
  );
}

/** Puts counts together. */
export function summarize(
  names: readonly string[],
  counts: CacheCounts,
  lineWords: number,
): CacheResult {
  const of = (pick: (counter: Float64Array) => number): ArrayTraffic => {
    const reads = pick(counts.reads);
    const writes = pick(counts.writes);
    const misses = pick(counts.misses);
    const loads = pick(counts.loads) * lineWords;
    const stores = pick(counts.stores) * lineWords;
    return {
      accesses: reads + writes,
      reads,
      writes,
      hits: reads + writes - misses,
      misses,
      loads,
      stores,
      words: loads + stores,
    };
  };
  const total = of((counter) => counter.reduce((sum, count) => sum + count, 0));
  return {
    ...total,
    missRate: total.accesses === 0 ? 0 : total.misses / total.accesses,
    arrays: Object.fromEntries(
      names.map((name, index) => [name, of((counter) => counter[index] ?? 0)]),
    ),
  };
}
