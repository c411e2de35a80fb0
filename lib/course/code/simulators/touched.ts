/**
 * Which elements of arrays have been touched, a bit for each. Bits stand in
 * pages that are taken when they are first needed, so that a few far apart
 * cost little. Only typed arrays by index, as for the lines of the cache: out
 * of the reach of code that replaces methods.
 *
 * @module
 */

const refuse = RangeError;
const Ints = Int32Array;

/** Elements of a page, as a power of two, and the numbers of 32 bits that it takes. */
const PAGE = 15;
const WORDS = 2 ** (PAGE - 5);
/** Pages of one array: with these, an index goes up to 2³². */
const DIRECTORY = 2 ** (32 - PAGE);
/** Pages of all arrays together: 64 MiB, half a billion elements side by side. */
const MOST = 2 ** 14;

/** Marks for the elements of one array. */
export interface Elements {
  /** Marks an element, known by a whole number from 0 and below 2³². */
  mark(index: number): void;
  /** How many different ones have been marked. */
  count(): number;
}

/**
 * Makes the pages that the arrays of one run share.
 *
 * @returns A function that gives the marks of one more array
 */
export function startTouched(): () => Elements {
  let room = 8;
  let bits = new Ints(room * WORDS);
  // Page 0 is none: an empty entry of a directory
  let pages = 1;

  const takePage = (): number => {
    if (pages === MOST) throw new refuse("The code touches elements that lie too far apart");
    if (pages === room) {
      room *= 2;
      const larger = new Ints(room * WORDS);
      for (let i = 0; i < pages * WORDS; i++) larger[i] = bits[i] as number;
      bits = larger;
    }
    return pages++;
  };

  return () => {
    const directory = new Ints(DIRECTORY);
    let count = 0;
    return {
      mark(index) {
        const entry = index >>> PAGE;
        let page = directory[entry] as number;
        if (page === 0) page = directory[entry] = takePage();
        const word = page * WORDS + ((index >>> 5) & (WORDS - 1));
        const before = bits[word] as number;
        const after = before | (1 << (index & 31));
        if (after === before) return;
        bits[word] = after;
        count++;
      },
      count: () => count,
    };
  };
}
