/**
 * The replacement that knows the future.
 *
 * @module
 */
import { callable, record } from "../check.ts";
import { type ArrayShape, type CacheOptions, checkCache, layOut } from "./cache_options.ts";
import { type CacheResult, type MemoryTrace, runTrace, summarize } from "./simulate.ts";

/**
 * Runs a program's accesses through a fully associative cache that drops the line whose next use
 * lies furthest ahead (Belady 1966, the rule MIN). No rule has fewer misses (Mattson, Gecsei, Slutz and
 * Traiger 1970), so it bounds what any cache of that size can do with this order of accesses. Its
 * stores are those of this rule; another might store less.
 *
 * @param arrays The arrays, by name.
 * @param trace The program.
 * @param cache The cache; `ways` must be left out. `maxAccesses` is by default 1 million, as every
 * access is kept.
 * @returns Accesses, hits, misses and words, in all and by array.
 * @throws {RangeError} If a size is out of range, `ways` is given, the program accesses an array, row
 * or column that is not there, or it goes on beyond `maxAccesses`.
 *
 * @example Going round a little more than fits: the future helps, the past does not
 * ```ts
 * import { simulateCache, simulateOptimal } from "@/lib/compute/tiling/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const arrays = { a: { rows: 1, columns: 5 } };
 * const round = (memory: { read(array: string, row: number, column: number): void }) => {
 *   for (let time = 0; time < 20; time++) memory.read("a", 0, time % 5);
 * };
 * expect(simulateCache(arrays, round, { words: 4 }).misses).toBe(20);
 * expect(simulateOptimal(arrays, round, { words: 4 }).misses).toBe(8);
 * ```
 */
export function simulateOptimal(
  arrays: Readonly<Record<string, ArrayShape>>,
  trace: MemoryTrace,
  cache: CacheOptions,
): CacheResult {
  callable("trace", trace);
  record("cache", cache);
  const { lines, lineWords, fetchOnWrite, maxAccesses } = checkCache({
    ...cache,
    maxAccesses: cache.maxAccesses ?? 1_000_000,
  });
  if (cache.ways !== undefined) {
    throw new RangeError(`ways is ${cache.ways}: the cache is fully associative, leave it out`);
  }
  const layout = layOut(arrays, lineWords);
  const lineAt: number[] = [];
  const arrayAt: number[] = [];
  const writeAt: boolean[] = [];
  runTrace(layout, trace, maxAccesses, (address, array, write) => {
    lineAt.push(Math.floor(address / lineWords));
    arrayAt.push(array);
    writeAt.push(write);
  });
  const next = nextUses(lineAt, layout.words / lineWords);
  const counter = () => new Float64Array(layout.names.length);
  const counts = {
    reads: counter(),
    writes: counter(),
    misses: counter(),
    loads: counter(),
    stores: counter(),
  };
  const bump = (of: Float64Array, array = 0) => of[array] = (of[array] ?? 0) + 1;
  /** When the lines in the cache are used next. */
  const present = new Map<number, { use: number; array: number; dirty: boolean }>();
  const queue = new LatestFirst();
  lineAt.forEach((line, time) => {
    const array = arrayAt[time] ?? 0;
    const write = writeAt[time] ?? false;
    // A time beyond the end, another for each line, stands for never
    const use = next[time] ?? 0;
    bump(write ? counts.writes : counts.reads, array);
    const found = present.get(line);
    if (found) {
      found.use = use;
      found.dirty ||= write;
    } else {
      bump(counts.misses, array);
      if (!write || fetchOnWrite) bump(counts.loads, array);
      if (present.size === lines) {
        const dropped = latest(queue, present, lineAt);
        if (present.get(dropped)?.dirty) bump(counts.stores, present.get(dropped)?.array);
        present.delete(dropped);
      }
      present.set(line, { use, array, dirty: write });
    }
    queue.push(use);
  });
  for (const { dirty, array } of present.values()) if (dirty) bump(counts.stores, array);
  return summarize(layout.names, counts, lineWords);
}

/** For each access the time of the next one to its line; none: the end plus the line's number. */
function nextUses(lineAt: readonly number[], lines: number): Float64Array {
  const next = new Float64Array(lineAt.length);
  const last = Float64Array.from({ length: lines }, (_, line) => lineAt.length + line);
  for (let time = lineAt.length - 1; time >= 0; time--) {
    const line = lineAt[time] ?? 0;
    next[time] = last[line] ?? 0;
    last[line] = time;
  }
  return next;
}

/** The line in the cache that is used last. Times of uses that have passed are left out of it. */
function latest(
  queue: LatestFirst,
  present: ReadonlyMap<number, { readonly use: number }>,
  lineAt: readonly number[],
): number {
  for (;;) {
    const use = queue.pop();
    const line = use < lineAt.length ? lineAt[use] ?? 0 : use - lineAt.length;
    if (present.get(line)?.use === use) return line;
  }
}

/** A binary heap of times with the latest on top. */
class LatestFirst {
  readonly #times: number[] = [];

  push(time: number): void {
    const times = this.#times;
    let at = times.push(time) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = times[parent] ?? Infinity;
      if (above >= time) break;
      times[at] = above;
      at = parent;
    }
    times[at] = time;
  }

  pop(): number {
    const times = this.#times;
    const top = times[0];
    const last = times.pop();
    if (top === undefined || last === undefined) throw new RangeError("No line is in the cache");
    if (times.length === 0) return top;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= times.length) break;
      const right = left + 1;
      const child = (times[right] ?? -1) > (times[left] ?? -1) ? right : left;
      const below = times[child] ?? -1;
      if (below <= last) break;
      times[at] = below;
      at = child;
    }
    times[at] = last;
    return top;
  }
}
