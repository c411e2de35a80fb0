/**
 * Lines of a cache, the least recently used of which goes first. Only typed
 * arrays by index and arithmetic: fast, and out of the reach of code that
 * replaces methods. The library's cache (`lib/compute/tiling`) counts the same,
 * but must know its arrays beforehand and fills them by a method when it starts,
 * after the reader's code was loaded.
 *
 * @module
 */

const refuse = RangeError;
const { imul, floor } = Math;
const Ints = Int32Array;
const Floats = Float64Array;

/** The most lines a cache may have. */
const MOST = 2 ** 20;

/** A cache of lines. */
export interface Lru {
  /** Uses a line, known by a whole number from 0. */
  touch(line: number, writes: boolean): void;
  misses(): number;
  /** Changed lines that had to make room. */
  evictedDirty(): number;
  /** Changed lines that are still there. */
  dirty(): number;
}

/**
 * Makes an empty cache.
 *
 * @param size How many lines it holds
 * @returns The cache
 */
export function startLru(size: number): Lru {
  if (!(size >= 1 && size <= MOST)) throw new refuse(`A cache cannot hold ${size} lines`);
  let buckets = 4;
  while (buckets < 2 * size) buckets *= 2;
  const mask = buckets - 1;
  // Slots from 1; slot 0 is both ends of the list of slots in order of use
  const lines = new Floats(size + 1);
  const isDirty = new Ints(size + 1);
  const newer = new Ints(size + 1);
  const older = new Ints(size + 1);
  const chain = new Ints(size + 1);
  const heads = new Ints(buckets);
  let used = 0;
  let misses = 0;
  let evicted = 0;

  const bucketOf = (line: number): number =>
    (imul(line | 0, 0x9e3779b1) ^ imul(floor(line / 4294967296) | 0, 0x85ebca6b)) >>> 7 & mask;

  const find = (line: number, bucket: number): number => {
    let slot = heads[bucket] as number;
    while (slot !== 0 && lines[slot] !== line) slot = chain[slot] as number;
    return slot;
  };

  const unlink = (slot: number): void => {
    const next = newer[slot] as number;
    const previous = older[slot] as number;
    older[next] = previous;
    newer[previous] = next;
  };

  const freeOldest = (): number => {
    const slot = newer[0] as number;
    unlink(slot);
    evicted += isDirty[slot] as number;
    const bucket = bucketOf(lines[slot] as number);
    let at = heads[bucket] as number;
    if (at === slot) heads[bucket] = chain[slot] as number;
    else {
      while (chain[at] !== slot) at = chain[at] as number;
      chain[at] = chain[slot] as number;
    }
    return slot;
  };

  const insert = (line: number, bucket: number): number => {
    misses++;
    const slot = used < size ? ++used : freeOldest();
    lines[slot] = line;
    isDirty[slot] = 0;
    chain[slot] = heads[bucket] as number;
    heads[bucket] = slot;
    return slot;
  };

  return {
    touch(line, writes) {
      const bucket = bucketOf(line);
      let slot = find(line, bucket);
      if (slot === 0) slot = insert(line, bucket);
      else if (older[0] !== slot) unlink(slot);
      if (older[0] !== slot) {
        const newest = older[0] as number;
        older[slot] = newest;
        newer[newest] = slot;
        newer[slot] = 0;
        older[0] = slot;
      }
      if (writes) isDirty[slot] = 1;
    },
    misses: () => misses,
    evictedDirty: () => evicted,
    dirty() {
      let count = 0;
      for (let slot = 1; slot <= used; slot++) count += isDirty[slot] as number;
      return count;
    },
  };
}
