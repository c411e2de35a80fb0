import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  type ArrayShape,
  blockedTraffic,
  type CacheOptions,
  type LoopOrder,
  loopOrders,
  matrixArrays,
  matrixTrace,
  type MemoryTrace,
  recordCache,
  simulateCache,
  simulateMatrixProduct,
  simulateOptimal,
  trafficBounds,
} from "@/lib/compute/tiling/mod.ts";

interface Access {
  readonly array: "x" | "y";
  readonly row: number;
  readonly column: number;
  readonly write: boolean;
}

const arrays = {
  x: { rows: 5, columns: 7 },
  y: { rows: 6, columns: 4, layout: "column", stride: 9 },
} as const satisfies Record<string, ArrayShape>;

const accesses: fc.Arbitrary<Access[]> = fc.array(
  fc.record({
    array: fc.constantFrom("x" as const, "y" as const),
    row: fc.nat(4),
    column: fc.nat(3),
    write: fc.boolean(),
  }),
  { maxLength: 300 },
);

const caches: fc.Arbitrary<CacheOptions> = fc.record({
  lineWords: fc.constantFrom(1, 2, 4),
  sets: fc.integer({ min: 1, max: 4 }),
  ways: fc.integer({ min: 1, max: 5 }),
  fetch: fc.boolean(),
}).map(({ lineWords, sets, ways, fetch }) => ({
  words: lineWords * sets * ways,
  lineWords,
  ways,
  fetchOnWrite: fetch || lineWords > 1,
}));

function play(list: readonly Access[]): MemoryTrace {
  return (memory) => {
    for (const { array, row, column, write } of list) {
      memory[write ? "write" : "read"](array, row, column);
    }
  };
}

/** The cache as a list for each set, newest first. */
function listModel(list: readonly Access[], cache: CacheOptions) {
  const { words, lineWords = 1, ways = words / lineWords, fetchOnWrite = true } = cache;
  const sets: { line: number; array: "x" | "y"; dirty: boolean }[][] = Array.from(
    { length: words / lineWords / ways },
    () => [],
  );
  const counter = () => ({ accesses: 0, misses: 0, loads: 0, stores: 0 });
  const counts = { x: counter(), y: counter() };
  const startOfY = Math.ceil(35 / lineWords) * lineWords;
  for (const { array, row, column, write } of list) {
    const word = array === "x" ? row * 7 + column : startOfY + column * 9 + row;
    const line = Math.floor(word / lineWords);
    const set = sets[line % sets.length] ?? [];
    counts[array].accesses++;
    const at = set.findIndex((entry) => entry.line === line);
    const entry = at >= 0 ? set.splice(at, 1)[0] : undefined;
    if (!entry) {
      counts[array].misses++;
      if (!write || fetchOnWrite) counts[array].loads += lineWords;
    }
    set.unshift({ line, array, dirty: write || (entry?.dirty ?? false) });
    const dropped = set.length > ways ? set.pop() : undefined;
    if (dropped?.dirty) counts[dropped.array].stores += lineWords;
  }
  for (const { array, dirty } of sets.flat()) if (dirty) counts[array].stores += lineWords;
  return counts;
}

/** The fewest misses of any choice of what is dropped, by trying all. */
function fewestMisses(lines: readonly number[], capacity: number): number {
  let states = new Map<string, number>([["", 0]]);
  for (const line of lines) {
    const next = new Map<string, number>();
    const keep = (content: number[], misses: number) => {
      const key = content.sort((a, b) => a - b).join();
      next.set(key, Math.min(next.get(key) ?? Infinity, misses));
    };
    for (const [key, misses] of states) {
      const content = key === "" ? [] : key.split(",").map(Number);
      if (content.includes(line)) keep(content, misses);
      else if (content.length < capacity) keep([...content, line], misses + 1);
      else {
        content.forEach((_, drop) =>
          keep([...content.filter((_, i) => i !== drop), line], misses + 1)
        );
      }
    }
    states = next;
  }
  return Math.min(...states.values());
}

const size = fc.integer({ min: 1, max: 8 });
const shapes = fc.record({ m: size, n: size, k: size });
const orders = fc.constantFrom<LoopOrder>(...loopOrders);

describe("simulateCache", () => {
  it("counts what a list for each set counts", () => {
    fc.assert(
      fc.property(accesses, caches, (list, cache) => {
        const result = simulateCache(arrays, play(list), cache);
        const expected = listModel(list, cache);
        for (const array of ["x", "y"] as const) {
          const { accesses, misses, loads, stores, words, hits } = result.arrays[array] ?? result;
          expect({ accesses, misses, loads, stores }).toEqual(expected[array]);
          expect(words).toBe(loads + stores);
          expect(hits).toBe(accesses - misses);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("adds its arrays up", () => {
    fc.assert(fc.property(accesses, caches, (list, cache) => {
      const result = simulateCache(arrays, play(list), cache);
      for (const field of ["accesses", "reads", "writes", "hits", "misses", "words"] as const) {
        const sum = Object.values(result.arrays).reduce((total, array) => total + array[field], 0);
        expect(result[field]).toBe(sum);
      }
      expect(result.accesses).toBe(list.length);
      expect(result.missRate).toBe(list.length === 0 ? 0 : result.misses / list.length);
    }));
  });

  it("never misses more often with more words, if fully associative", () => {
    fc.assert(fc.property(accesses, fc.integer({ min: 1, max: 40 }), (list, words) => {
      const misses = (words: number) => simulateCache(arrays, play(list), { words }).misses;
      expect(misses(words + 1)).toBeLessThanOrEqual(misses(words));
    }));
  });

  it("loads and stores a stream that is written, or only stores it", () => {
    const one = { a: { rows: 100, columns: 10 } };
    const fill: MemoryTrace = (memory) => {
      for (let i = 0; i < 100; i++) for (let j = 0; j < 10; j++) memory.write("a", i, j);
    };
    const fetched = simulateCache(one, fill, { words: 8 });
    expect([fetched.loads, fetched.stores]).toEqual([1000, 1000]);
    const direct = simulateCache(one, fill, { words: 8, fetchOnWrite: false });
    expect([direct.loads, direct.stores]).toEqual([0, 1000]);
    const lines = simulateCache(one, fill, { words: 64, lineWords: 8 });
    expect([lines.misses, lines.loads, lines.stores]).toEqual([125, 1000, 1000]);
  });

  it("shows conflicts of a column whose stride is a power of two, and padding against them", () => {
    const column: MemoryTrace = (memory) => {
      for (let time = 0; time < 10; time++) {
        for (let i = 0; i < 32; i++) memory.touch("a", i, 0);
      }
    };
    const cache = { words: 1024, lineWords: 4, ways: 2 };
    const run = (stride: number) =>
      simulateCache({ a: { rows: 32, columns: 512, stride } }, column, cache).misses;
    expect(run(512)).toBe(320);
    expect(run(516)).toBe(32);
  });

  it("takes arrays by number as by name", () => {
    const byName: MemoryTrace = (memory) => memory.read("y", 1, 1);
    const byNumber: MemoryTrace = (memory) => memory.read(memory.array("y"), 1, 1);
    const cache = { words: 8 };
    expect(simulateCache(arrays, byNumber, cache)).toEqual(simulateCache(arrays, byName, cache));
  });

  it("stops programs that go wrong or on and on", () => {
    const run = (trace: MemoryTrace, cache: Partial<CacheOptions> = {}) => () =>
      simulateCache(arrays, trace, { words: 8, ...cache });
    expect(run((memory) => memory.read("x", 5, 0))).toThrow(
      'row is 5: in array "x" it must be a whole number from 0 to 4',
    );
    expect(run((memory) => memory.read("x", 0, -1))).toThrow("column is -1");
    expect(run((memory) => memory.write("x", 0.5, 0))).toThrow("row is 0.5");
    expect(run((memory) => memory.write("x", NaN, 0))).toThrow("row is NaN");
    expect(run((memory) => memory.read("z", 0, 0))).toThrow('Unknown array "z": known are');
    expect(run((memory) => memory.read(2, 0, 0))).toThrow("There is no array 2");
    const forever: MemoryTrace = (memory) => {
      for (;;) memory.read("x", 0, 0);
    };
    expect(run(forever, { maxAccesses: 1000 })).toThrow(
      "The program makes more than 1000 accesses: simulate a smaller case, or raise maxAccesses",
    );
    expect(run((memory) => {
      for (let i = 0; i < 1000; i++) memory.read("x", 0, 0);
    }, { maxAccesses: 1000 })).not.toThrow();
  });

  it("refuses caches and arrays that make no sense", () => {
    const run = (cache: CacheOptions, of: Record<string, ArrayShape> = arrays) => () =>
      simulateCache(of, () => {}, cache);
    expect(run({ words: 0 })).toThrow("words is 0");
    expect(run({ words: 10, lineWords: 4 })).toThrow(
      "words is 10: it must be a multiple of a line",
    );
    expect(run({ words: 32, lineWords: 4, ways: 3 })).toThrow("ways is 3: it must divide");
    expect(run({ words: 32, lineWords: 4, fetchOnWrite: false })).toThrow("fetchOnWrite is false");
    expect(run({ words: 8 }, {})).toThrow("arrays is empty");
    expect(run({ words: 8 }, { a: { rows: 2, columns: 8, stride: 7 } })).toThrow("stride is 7");
    expect(run({ words: 8 }, { a: { rows: 1e5, columns: 1e5 } })).toThrow(
      "more than 67108864 words",
    );
    // @ts-expect-error: not a layout
    expect(run({ words: 8 }, { a: { rows: 1, columns: 1, layout: "z" } })).toThrow('layout is "z"');
  });
});

describe("recordCache", () => {
  it("counts what simulateCache counts, access by access", () => {
    fc.assert(fc.property(accesses, caches, (list, cache) => {
      const { result, names, array, row, column, wrote, loaded, stored } = recordCache(
        arrays,
        play(list),
        cache,
      );
      expect(result).toEqual(simulateCache(arrays, play(list), cache));
      const seen = list.map((_, at) => ({
        array: names[array[at] ?? NaN],
        row: row[at],
        column: column[at],
        write: wrote[at] === 1,
      }));
      expect(seen).toEqual(list);
      for (const end of [0, 1, list.length >> 1, list.length]) {
        if (end > list.length) continue;
        const sum = (flags: Uint8Array) => flags.slice(0, end).reduce((a, b) => a + b, 0);
        const part = simulateCache(arrays, play(list.slice(0, end)), cache);
        const { lineWords = 1 } = cache;
        expect(sum(loaded) * lineWords).toBe(part.loads);
        expect(sum(stored) * lineWords).toBeLessThanOrEqual(part.stores);
      }
    }));
  });

  it("knows what the cache holds: what would be found there", () => {
    fc.assert(
      fc.property(accesses, caches, (list, cache) => {
        const { held } = recordCache(arrays, play(list), cache);
        const flags = held(list.length);
        for (const [name, { rows, columns }] of Object.entries(arrays)) {
          for (let row = 0; row < rows; row++) {
            for (let column = 0; column < columns; column++) {
              const one = { array: name as "x" | "y", row, column, write: false };
              const before = simulateCache(arrays, play(list), cache).misses;
              const after = simulateCache(arrays, play([...list, one]), cache).misses;
              expect(flags[name]?.[row * columns + column]).toBe(after > before ? 0 : 1);
            }
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it("knows rows and columns of arrays of one row or one column", () => {
    for (const layout of ["row", "column"] as const) {
      const thin = { x: { rows: 1, columns: 5, layout }, y: { rows: 5, columns: 1, layout } };
      const { row, column } = recordCache(thin, (memory) => {
        memory.read("x", 0, 3);
        memory.read("y", 3, 0);
      }, { words: 8 });
      expect([...row]).toEqual([0, 3]);
      expect([...column]).toEqual([3, 0]);
    }
  });

  it("refuses to tell of accesses that were not made, and to record without end", () => {
    const { held } = recordCache(arrays, play([]), { words: 8 });
    expect(() => held(1)).toThrow("accesses is 1: there are 0");
    expect(() => held(-1)).toThrow("accesses is -1");
    const forever: MemoryTrace = (memory) => {
      for (;;) memory.read(0, 0, 0);
    };
    expect(() => recordCache(arrays, forever, { words: 8 })).toThrow("more than 5000000 accesses");
  });
});

describe("matrixTrace", () => {
  it("does every multiply-accumulate once, and begins each value of C by writing it", () => {
    fc.assert(
      fc.property(
        shapes,
        shapes,
        orders,
        orders,
        fc.boolean(),
        (shape, tiles, order, within, accumulate) => {
          const read = new Map<string, number>();
          const begun = new Set<string>();
          const names = ["a", "b", "c"];
          let last = "";
          matrixTrace(shape, { order, within, tiles, accumulate })({
            array: (name) => names.indexOf(name),
            touch: () => {
              throw new Error("nothing is touched");
            },
            read: (array, row, column) => {
              if (array === 0) last = `${row} ${column}`;
              if (array === 1) {
                const [i, p] = last.split(" ");
                expect(row).toBe(Number(p));
                last = `${i} ${column} ${p}`;
                read.set(last, (read.get(last) ?? 0) + 1);
              }
              if (array === 2) expect(accumulate || begun.has(`${row} ${column}`)).toBe(true);
            },
            write: (array, row, column) => {
              expect(array).toBe(2);
              expect(last.startsWith(`${row} ${column} `)).toBe(true);
              begun.add(`${row} ${column}`);
            },
          });
          expect(read.size).toBe(shape.m * shape.n * shape.k);
          expect(new Set(read.values())).toEqual(new Set([1]));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a blocked product in a cache", () => {
  const cached = (words: number) => ({ words, fetchOnWrite: false });

  /** Square tiles, in matrices of at least six of them or with sides of 3·t² + 2·t and more. */
  const inRegime = fc.integer({ min: 1, max: 3 }).chain((tile) => {
    const whole = fc.integer({ min: 6, max: 7 }).map((trips) => trips * tile);
    const ragged = fc.integer({ min: 0, max: 4 }).map((more) => 3 * tile ** 2 + 2 * tile + more);
    return fc.oneof(
      fc.record({ m: whole, n: whole, k: whole }),
      fc.record({ m: ragged, n: ragged, k: ragged }),
    ).map((shape) => ({ shape, tiles: { m: tile, n: tile, k: tile } }));
  });

  it("moves what the formula says, where tiles are square and small beside the matrices", () => {
    fc.assert(
      fc.property(
        inRegime,
        orders,
        orders,
        fc.boolean(),
        ({ shape, tiles }, order, within, accumulate) => {
          const options = { order, tiles, accumulate };
          const { cacheWords = NaN, matrices } = blockedTraffic(shape, options);
          const cache = cached(cacheWords);
          const result = simulateMatrixProduct(shape, { ...options, within, cache });
          for (const matrix of ["a", "b", "c"] as const) {
            const { loads, stores } = result.arrays[matrix] ?? result;
            expect({ matrix, loads, stores }).toEqual({
              matrix,
              loads: matrices[matrix].loads,
              stores: matrices[matrix].stores,
            });
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("never moves more than the formula in a cache of the words it names, or more words", () => {
    fc.assert(
      fc.property(
        shapes,
        shapes,
        orders,
        orders,
        fc.nat(60),
        fc.boolean(),
        (shape, tiles, order, within, more, accumulate) => {
          const options = { order, tiles, accumulate };
          const { cacheWords = NaN, matrices } = blockedTraffic(shape, options);
          const cache = cached(cacheWords + more);
          const result = simulateMatrixProduct(shape, { ...options, within, cache });
          for (const matrix of ["a", "b", "c"] as const) {
            const { loads, stores } = result.arrays[matrix] ?? result;
            expect(loads).toBeLessThanOrEqual(matrices[matrix].loads);
            expect(stores).toBeLessThanOrEqual(matrices[matrix].stores);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it("never moves less than the lower bound, whatever the cache and the rule", () => {
    fc.assert(
      fc.property(
        fc.record({
          m: fc.integer({ min: 1, max: 14 }),
          n: fc.integer({ min: 1, max: 14 }),
          k: fc.integer({ min: 1, max: 14 }),
        }),
        shapes,
        orders,
        fc.integer({ min: 3, max: 60 }),
        fc.boolean(),
        (shape, tiles, order, words, accumulate) => {
          const options = { order, tiles, accumulate };
          const bound = trafficBounds(shape, words, { accumulate }).words;
          const cache = cached(words);
          const lru = simulateMatrixProduct(shape, { ...options, cache });
          const trace = matrixTrace(shape, options);
          const optimal = simulateOptimal(matrixArrays(shape), trace, cache);
          expect(lru.words).toBeGreaterThanOrEqual(bound);
          expect(optimal.words).toBeGreaterThanOrEqual(bound);
          expect(optimal.misses).toBeLessThanOrEqual(lru.misses);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("reaches the bound's neighbourhood with thin tiles, far from it without", () => {
    const shape = { m: 90, n: 90, k: 90 };
    const words = 15 * 15 + 2 * 15;
    const bound = trafficBounds(shape, words).words;
    const run = (tiles: { m: number; n: number; k: number }) =>
      simulateOptimal(
        matrixArrays(shape),
        matrixTrace(shape, { order: "mnk", tiles, within: "kmn" }),
        { ...cached(words), maxAccesses: 3e6 },
      ).words;
    const thin = run({ m: 15, n: 15, k: 1 });
    expect(thin / bound).toBeLessThan(1.2);
    expect(run({ m: 1, n: 1, k: 1 }) / thin).toBeGreaterThan(4);
  });

  it("gains a line's length from rows read along, in every loop order that has them", () => {
    const shape = { m: 40, n: 40, k: 40 };
    const run = (order: LoopOrder, lineWords: number) =>
      simulateMatrixProduct(shape, { order, cache: { words: 64, lineWords } }).misses;
    // Innermost n: B and C are read along their rows
    expect(run("mkn", 1) / run("mkn", 8)).toBeGreaterThan(7);
    // Innermost m: A and C are read across them, and a line of 8 holds one word that is used
    expect(run("nkm", 8)).toBeGreaterThan(6 * run("mkn", 8));
  });

  it("is refused before it starts if it would take too long", () => {
    const shape = { m: 2000, n: 2000, k: 2000 };
    expect(() => simulateMatrixProduct(shape, { order: "mnk", cache: { words: 8 } })).toThrow(
      "The product makes 31996000000 accesses, more than 50000000",
    );
  });
});

describe("simulateOptimal", () => {
  it("has the fewest misses of all choices", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(5), { maxLength: 14 }),
        fc.integer({ min: 1, max: 4 }),
        (lines, words) => {
          const trace: MemoryTrace = (memory) => {
            for (const line of lines) memory.read("a", 0, line);
          };
          const { misses } = simulateOptimal({ a: { rows: 1, columns: 6 } }, trace, { words });
          expect(misses).toBe(lines.length === 0 ? 0 : fewestMisses(lines, words));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("never misses more often than dropping the oldest, lines and writes included", () => {
    fc.assert(fc.property(accesses, caches, (list, { words, lineWords, fetchOnWrite }) => {
      const cache = { words, lineWords, fetchOnWrite };
      const optimal = simulateOptimal(arrays, play(list), cache);
      const lru = simulateCache(arrays, play(list), cache);
      expect(optimal.misses).toBeLessThanOrEqual(lru.misses);
      expect(optimal.accesses).toBe(lru.accesses);
      const room = { ...cache, words: 128 };
      expect(simulateOptimal(arrays, play(list), room)).toEqual(
        simulateCache(arrays, play(list), room),
      );
    }));
  });

  it("refuses sets and traces that are too long", () => {
    expect(() => simulateOptimal(arrays, () => {}, { words: 8, ways: 2 })).toThrow("ways is 2");
    const long: MemoryTrace = (memory) => {
      for (let i = 0; i < 1_000_001; i++) memory.read("x", 0, 0);
    };
    expect(() => simulateOptimal(arrays, long, { words: 8 })).toThrow("more than 1000000 accesses");
  });
});
