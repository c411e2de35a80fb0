/**
 * What every single access of a program did in a cache, to watch it at work.
 *
 * @module
 */
import { callable, positiveInteger } from "../check.ts";
import { type ArrayShape, type CacheOptions, checkCache, layOut } from "./cache_options.ts";
import { LruCache } from "./lru_cache.ts";
import { type CacheResult, type MemoryTrace, runTrace, summarize } from "./simulate.ts";

/** A program's accesses, one by one. Each list has an entry for every access. */
export interface CacheRecord {
  /** The totals, as `simulateCache` counts them: with the lines that are stored at the end. */
  readonly result: CacheResult;
  /** Names of the arrays; accesses go by their place in this list. */
  readonly names: readonly string[];
  /** The array that was accessed. */
  readonly array: Uint8Array;
  /** The row, from 0. */
  readonly row: Int32Array;
  /** The column, from 0. */
  readonly column: Int32Array;
  /** 1 where the access wrote, 0 where it read. */
  readonly wrote: Uint8Array;
  /** 1 where a line was loaded. */
  readonly loaded: Uint8Array;
  /** 1 where a line had to be stored to make room. */
  readonly stored: Uint8Array;
  /**
   * What the cache holds after a number of accesses: for each array, by name, 1 for every value
   * that is there, row by row.
   *
   * @throws {RangeError} If there are not that many accesses.
   */
  held(accesses: number): Readonly<Record<string, Uint8Array>>;
}

/** Accesses that are recorded at most: each takes 12 bytes. */
const mostRecorded = 5_000_000;

/**
 * Runs a program's accesses through a cache, as `simulateCache` does, and records what each did.
 *
 * @param arrays The arrays, by name.
 * @param trace The program.
 * @param cache The cache; at most 5 million accesses are recorded, whatever `maxAccesses` says.
 * @returns The totals and every access.
 * @throws {RangeError} If a size is out of range, the program accesses an array, row or column that
 * is not there, or it makes too many accesses.
 *
 * @example The first value of a line brings the others
 * ```ts
 * import { recordCache } from "@/lib/compute/tiling/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const { loaded, held } = recordCache({ a: { rows: 2, columns: 4 } }, (memory) => {
 *   for (let column = 0; column < 3; column++) memory.read("a", 0, column);
 * }, { words: 4, lineWords: 2 });
 * expect([...loaded]).toEqual([1, 0, 1]);
 * expect(Array.from(held(1).a ?? [])).toEqual([1, 1, 0, 0, 0, 0, 0, 0]);
 * ```
 */
export function recordCache(
  arrays: Readonly<Record<string, ArrayShape>>,
  trace: MemoryTrace,
  cache: CacheOptions,
): CacheRecord {
  callable("trace", trace);
  const checked = checkCache(cache);
  const { lineWords, sets, ways } = checked;
  const layout = layOut(arrays, lineWords);
  const { names, start, rowStep, columnStep, rows, columns } = layout;
  if (names.length > 256) {
    throw new RangeError(`arrays has ${names.length} arrays: it must have at most 256`);
  }
  const lru = new LruCache(checked, layout.words / lineWords, names.length);
  const counts = () => {
    let [loads, stores] = [0, 0];
    for (const count of lru.counts.loads) loads += count;
    for (const count of lru.counts.stores) stores += count;
    return { loads, stores };
  };
  const list = new Accesses();
  let before = counts();
  runTrace(
    layout,
    trace,
    Math.min(checked.maxAccesses, mostRecorded),
    (address, array, write) => {
      lru.access(Math.floor(address / lineWords), array, write);
      const after = counts();
      list.add(address, array, [write, after.loads > before.loads, after.stores > before.stores]);
      before = after;
    },
  );
  lru.flush();
  const { address, array, wrote, loaded, stored } = list.take();
  const row = new Int32Array(address.length);
  const column = new Int32Array(address.length);
  address.forEach((word, index) => {
    const of = array[index] ?? 0;
    const [down = 1, along = 1] = [rowStep[of], columnStep[of]];
    const offset = word - (start[of] ?? 0);
    // One of the steps is 1, and the other is what a whole row or column takes
    const inRows = down > along || columns[of] === 1;
    row[index] = inRows ? Math.floor(offset / down) : offset % along;
    column[index] = inRows ? offset % down : Math.floor(offset / along);
    if (columns[of] === 1) column[index] = 0;
  });
  const held = (accesses: number) => {
    const until = accesses === 0 ? 0 : positiveInteger("accesses", accesses);
    if (until > array.length) {
      throw new RangeError(`accesses is ${accesses}: there are ${array.length}`);
    }
    const lines = lastLines(address.subarray(0, until), {
      lineWords,
      sets,
      ways,
      lines: layout.words / lineWords,
    });
    return Object.fromEntries(names.map((name, index) => {
      const [height = 0, width = 0] = [rows[index], columns[index]];
      const [from = 0, down = 0, along = 0] = [start[index], rowStep[index], columnStep[index]];
      const flags = new Uint8Array(height * width);
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const word = from + row * down + column * along;
          flags[row * width + column] = lines[Math.floor(word / lineWords)] ?? 0;
        }
      }
      return [name, flags];
    }));
  };
  return {
    result: summarize(names, lru.counts, lineWords),
    names,
    array,
    row,
    column,
    wrote,
    loaded,
    stored,
    held,
  };
}

/**
 * The lines in a cache that drops what was used least recently: in each set those used last, as
 * many as it has ways.
 */
function lastLines(
  addresses: Int32Array,
  cache: { lineWords: number; sets: number; ways: number; lines: number },
): Uint8Array {
  const there = new Uint8Array(cache.lines);
  const used = new Int32Array(cache.sets);
  let full = 0;
  for (let index = addresses.length - 1; index >= 0 && full < cache.sets; index--) {
    const line = Math.floor((addresses[index] ?? 0) / cache.lineWords);
    const set = line % cache.sets;
    const ways = used[set] ?? 0;
    if (there[line] === 1 || ways === cache.ways) continue;
    there[line] = 1;
    used[set] = ways + 1;
    if (ways + 1 === cache.ways) full++;
  }
  return there;
}

/** A list of accesses that grows. */
class Accesses {
  #size = 0;
  #address = new Int32Array(1024);
  #array = new Uint8Array(1024);
  #flags = new Uint8Array(1024);

  add(address: number, array: number, flags: readonly [boolean, boolean, boolean]): void {
    if (this.#size === this.#address.length) this.#grow();
    this.#address[this.#size] = address;
    this.#array[this.#size] = array;
    this.#flags[this.#size] = (flags[0] ? 1 : 0) | (flags[1] ? 2 : 0) | (flags[2] ? 4 : 0);
    this.#size++;
  }

  #grow(): void {
    const [address, array, flags] = [this.#address, this.#array, this.#flags];
    this.#address = new Int32Array(2 * this.#size);
    this.#array = new Uint8Array(2 * this.#size);
    this.#flags = new Uint8Array(2 * this.#size);
    this.#address.set(address);
    this.#array.set(array);
    this.#flags.set(flags);
  }

  take() {
    const flags = this.#flags.subarray(0, this.#size);
    return {
      address: this.#address.slice(0, this.#size),
      array: this.#array.slice(0, this.#size),
      wrote: flags.map((bits) => bits & 1),
      loaded: flags.map((bits) => bits >> 1 & 1),
      stored: flags.map((bits) => bits >> 2 & 1),
    };
  }
}
