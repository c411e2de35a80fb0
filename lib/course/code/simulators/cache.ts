import { LIMITS } from "../types.ts";
import { startLru } from "./lru.ts";
import type { Simulation, Simulator } from "./mod.ts";
import { type Elements, startTouched } from "./touched.ts";

const { floor } = Math;
const { isInteger } = Number;
const { create } = Object;
const refuse = RangeError;

/** Lines that one array may have, so that arrays never share a line. */
const LINES = 2 ** 32;

/** The most arrays: what is counted of each is told, and there must be an end. */
const ARRAYS = 12;

/** One array, and what became of it. */
interface Counted {
  readonly place: number;
  readonly elements: Elements;
  reads: number;
  writes: number;
}

/**
 * A fully associative cache with the least recently used line going first,
 * written back and allocated on writes. `cache.read("a", i)` and
 * `cache.write("c", i)` touch a value of an array; nothing is stored. What it
 * counts by array it tells as `reads.a`.
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
    touched: "",
  },
  byArray: ["reads", "writes", "touched"],
  usage: 'cache.read("a", i) and cache.write("c", i) touch value i of an array',
  start({ bytes = 0, line = 64, value = 4 }): Simulation {
    const perLine = line / value;
    if (!isInteger(perLine) || perLine < 1) {
      throw new refuse(`A line of ${line} bytes holds no whole number of values of ${value}`);
    }
    const lru = startLru(floor(bytes / line));
    // Without a prototype: a name such as "constructor" is a name like any other
    const arrays: Record<string, Counted> = create(null);
    const addArray = startTouched();
    let known = 0;
    const add = (name: string): Counted => {
      if (known === ARRAYS) throw new refuse(`The cache counts at most ${ARRAYS} arrays`);
      if (name.length > LIMITS.line) throw new refuse("The array's name is too long");
      return arrays[name] = { place: known++, elements: addArray(), reads: 0, writes: 0 };
    };
    const touch = (name: unknown, index: unknown, writes: boolean): Counted => {
      if (typeof name !== "string") throw new refuse("The first argument is an array's name");
      if (typeof index !== "number" || !isInteger(index) || index < 0 || index >= LINES) {
        throw new refuse("The second argument is an index: a whole number from 0");
      }
      const array = arrays[name] ?? add(name);
      lru.touch(array.place * LINES + floor(index / perLine), writes);
      array.elements.mark(index);
      return array;
    };
    return {
      given: {
        read(array: unknown, index: unknown): void {
          touch(array, index, false).reads++;
        },
        write(array: unknown, index: unknown): void {
          touch(array, index, true).writes++;
        },
      },
      measure() {
        const loaded = lru.misses() * line;
        // What is still in the cache and changed has to go back as well
        const stored = (lru.evictedDirty() + lru.dirty()) * line;
        const counts: Record<string, number> = create(null);
        let reads = 0;
        let writes = 0;
        let touched = 0;
        for (const name in arrays) {
          const array = arrays[name] as Counted;
          const elements = array.elements.count();
          counts[`reads.${name}`] = array.reads;
          counts[`writes.${name}`] = array.writes;
          counts[`touched.${name}`] = elements;
          reads += array.reads;
          writes += array.writes;
          touched += elements;
        }
        counts.traffic = loaded + stored;
        counts.loaded = loaded;
        counts.stored = stored;
        counts.reads = reads;
        counts.writes = writes;
        counts.misses = lru.misses();
        counts.touched = touched;
        return counts;
      },
    };
  },
};
