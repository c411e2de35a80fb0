/**
 * A cache that drops what was used least recently.
 *
 * @module
 */
import type { CheckedCache } from "./cache_options.ts";

/** What a cache counts for each array. Sizes of counts are accesses or lines. */
export interface CacheCounts {
  readonly reads: Float64Array;
  readonly writes: Float64Array;
  readonly misses: Float64Array;
  /** Lines loaded. */
  readonly loads: Float64Array;
  /** Lines stored: dirty ones that were dropped, and at the end those still there. */
  readonly stores: Float64Array;
}

const none = -1;

/**
 * A write-back, write-allocate cache with least recently used replacement in each set. A line lies
 * in the set of its number modulo the sets. Each set is a list from its newest slot to its oldest,
 * kept in typed arrays; a table of all lines says where each is, so that an access takes the same
 * time whatever the ways.
 */
export class LruCache {
  readonly counts: CacheCounts;
  readonly #ways: number;
  readonly #sets: number;
  readonly #fetchOnWrite: boolean;
  /** The bits of a line that name its set, where sets are a power of two; otherwise none. */
  readonly #mask: number;
  /** The slot of a line, or none. */
  readonly #slotOf: Int32Array;
  readonly #lineOf: Int32Array;
  readonly #arrayOf: Uint8Array;
  readonly #dirty: Uint8Array;
  readonly #newer: Int32Array;
  readonly #older: Int32Array;
  readonly #newest: Int32Array;
  readonly #oldest: Int32Array;
  readonly #used: Int32Array;

  constructor(cache: CheckedCache, lines: number, arrays: number) {
    this.#ways = cache.ways;
    this.#sets = cache.sets;
    this.#fetchOnWrite = cache.fetchOnWrite;
    this.#mask = (cache.sets & (cache.sets - 1)) === 0 ? cache.sets - 1 : none;
    this.#slotOf = new Int32Array(lines).fill(none);
    this.#lineOf = new Int32Array(cache.lines);
    this.#arrayOf = new Uint8Array(cache.lines);
    this.#dirty = new Uint8Array(cache.lines);
    this.#newer = new Int32Array(cache.lines).fill(none);
    this.#older = new Int32Array(cache.lines).fill(none);
    this.#newest = new Int32Array(cache.sets).fill(none);
    this.#oldest = new Int32Array(cache.sets).fill(none);
    this.#used = new Int32Array(cache.sets);
    const counter = () => new Float64Array(arrays);
    this.counts = {
      reads: counter(),
      writes: counter(),
      misses: counter(),
      loads: counter(),
      stores: counter(),
    };
  }

  /** Reads or writes a word of a line of an array. Indices are in range, hence no checks here. */
  access(line: number, array: number, write: boolean): void {
    const { counts } = this;
    bump(write ? counts.writes : counts.reads, array);
    const set = this.#mask < 0 ? line % this.#sets : line & this.#mask;
    let slot = this.#slotOf[line] ?? none;
    if (slot === none) {
      bump(counts.misses, array);
      if (!write || this.#fetchOnWrite) bump(counts.loads, array);
      slot = this.#place(line, array, set);
    } else if (slot !== this.#newest[set]) {
      this.#unlink(slot, set);
      this.#link(slot, set);
    }
    if (write) this.#dirty[slot] = 1;
  }

  /** Stores every dirty line that is still there. */
  flush(): void {
    for (let slot = 0; slot < this.#dirty.length; slot++) {
      if (this.#dirty[slot] !== 1) continue;
      this.#dirty[slot] = 0;
      bump(this.counts.stores, this.#arrayOf[slot] ?? 0);
    }
  }

  #place(line: number, array: number, set: number): number {
    const used = this.#used[set] ?? 0;
    let slot: number;
    if (used < this.#ways) {
      slot = set * this.#ways + used;
      this.#used[set] = used + 1;
    } else {
      slot = this.#oldest[set] ?? none;
      this.#unlink(slot, set);
      this.#slotOf[this.#lineOf[slot] ?? 0] = none;
      if (this.#dirty[slot] === 1) bump(this.counts.stores, this.#arrayOf[slot] ?? 0);
    }
    this.#slotOf[line] = slot;
    this.#lineOf[slot] = line;
    this.#arrayOf[slot] = array;
    this.#dirty[slot] = 0;
    this.#link(slot, set);
    return slot;
  }

  #unlink(slot: number, set: number): void {
    const newer = this.#newer[slot] ?? none;
    const older = this.#older[slot] ?? none;
    if (newer === none) this.#newest[set] = older;
    else this.#older[newer] = older;
    if (older === none) this.#oldest[set] = newer;
    else this.#newer[older] = newer;
  }

  #link(slot: number, set: number): void {
    const newest = this.#newest[set] ?? none;
    this.#older[slot] = newest;
    this.#newer[slot] = none;
    if (newest === none) this.#oldest[set] = slot;
    else this.#newer[newest] = slot;
    this.#newest[set] = slot;
  }
}

function bump(counter: Float64Array, index: number): void {
  counter[index] = (counter[index] ?? 0) + 1;
}
