import { startLru } from "./lru.ts";
import type { Simulation, Simulator } from "./mod.ts";

const { floor } = Math;
const { isInteger } = Number;
const { create } = Object;
const refuse = RangeError;

/** Lines that one array may have, so that arrays never share a line. */
const LINES = 2 ** 32;

/**
 * A fully associative cache with the least recently used line going first,
 * written back and allocated on writes. `cache.read("a", i)` and
 * `cache.write("c", i)` touch a value of an array; nothing is stored.
 */
export const cache: Simulator = {
  settings: { bytes: undefined, line: 64, value: 4 },
  measures: {
    traffic: "byte",
    loaded: "byte",
    stored: "byte",
    reads: "",
    writes: "",
    misses: "",
  },
  usage: 'cache.read("a", i) and cache.write("c", i) touch value i of an array',
  start({ bytes = 0, line = 64, value = 4 }): Simulation {
    const perLine = line / value;
    if (!isInteger(perLine) || perLine < 1) {
      throw new refuse(`A line of ${line} bytes holds no whole number of values of ${value}`);
    }
    const lru = startLru(floor(bytes / line));
    // Without a prototype: a name such as "constructor" is a name like any other
    const arrays: Record<string, number> = create(null);
    let known = 0;
    let reads = 0;
    let writes = 0;
    const lineOf = (array: unknown, index: unknown): number => {
      if (typeof array !== "string") throw new refuse("The first argument is an array's name");
      if (typeof index !== "number" || !isInteger(index) || index < 0 || index >= LINES) {
        throw new refuse("The second argument is an index: a whole number from 0");
      }
      const place = arrays[array] ??= known++;
      return place * LINES + floor(index / perLine);
    };
    return {
      given: {
        read(array: unknown, index: unknown): void {
          lru.touch(lineOf(array, index), false);
          reads++;
        },
        write(array: unknown, index: unknown): void {
          lru.touch(lineOf(array, index), true);
          writes++;
        },
      },
      measure() {
        const loaded = lru.misses() * line;
        // What is still in the cache and changed has to go back as well
        const stored = (lru.evictedDirty() + lru.dirty()) * line;
        return { traffic: loaded + stored, loaded, stored, reads, writes, misses: lru.misses() };
      },
    };
  },
};
