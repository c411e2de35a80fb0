import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  bestTile,
  type BlockedOptions,
  blockedTraffic,
  type LoopDimension,
  type LoopOrder,
  loopOrders,
  type MatrixName,
  type Residency,
  squareTile,
  type TileSizes,
  trafficBounds,
} from "@/lib/compute/tiling/mod.ts";
import { gemm, type GemmShape } from "@/lib/compute/mod.ts";

const small = fc.integer({ min: 1, max: 9 });
const triple = fc.record({ m: small, n: small, k: small });
const orders = fc.constantFrom<LoopOrder>(...loopOrders);
const residency = fc.constantFrom<Residency>("tile", "panel", "slab", "matrix");
const blocked: fc.Arbitrary<BlockedOptions> = fc.record({
  order: orders,
  tiles: triple,
  resident: fc.record({ a: residency, b: residency, c: residency }, { requiredKeys: [] }),
  accumulate: fc.boolean(),
});

const dimensions: Record<MatrixName, [LoopDimension, LoopDimension]> = {
  a: ["m", "k"],
  b: ["k", "n"],
  c: ["m", "n"],
};

/** Goes through the tiles with a buffer for each matrix, and counts the words that move. */
function runTiles(shape: GemmShape, { order, tiles, resident = {}, accumulate }: BlockedOptions) {
  const loops = order.split("") as LoopDimension[];
  const [first = "m", second = "n", third = "k"] = loops;
  const moved = {
    a: { loads: 0, stores: 0 },
    b: { loads: 0, stores: 0 },
    c: { loads: 0, stores: 0 },
  };
  const held: Partial<Record<MatrixName, Set<string>>> = {};
  const written = new Set<string>();
  let most = 0;
  const range = (d: LoopDimension, begin: number, whole: boolean) =>
    Array.from({ length: shape[d] }, (_, i) => i)
      .filter((i) => whole || (i >= begin && i < begin + tiles[d]));
  const visit = (begin: Record<LoopDimension, number>) => {
    for (const matrix of ["a", "b", "c"] as const) {
      const [rows, columns] = dimensions[matrix];
      const depth = ["tile", "panel", "slab", "matrix"].indexOf(resident[matrix] ?? "tile");
      const inside = loops.slice(3 - depth);
      const wanted = new Set<string>();
      for (const row of range(rows, begin[rows], inside.includes(rows))) {
        for (const column of range(columns, begin[columns], inside.includes(columns))) {
          wanted.add(`${row},${column}`);
        }
      }
      const now = held[matrix];
      if (now && now.size === wanted.size && [...wanted].every((word) => now.has(word))) continue;
      if (matrix === "c") {
        moved.c.stores += now?.size ?? 0;
        for (const word of now ?? []) written.add(word);
        for (const word of wanted) if (accumulate || written.has(word)) moved.c.loads++;
      } else moved[matrix].loads += wanted.size;
      held[matrix] = wanted;
    }
    most = Math.max(most, (held.a?.size ?? 0) + (held.b?.size ?? 0) + (held.c?.size ?? 0));
  };
  const begin = { m: 0, n: 0, k: 0 };
  for (begin[first] = 0; begin[first] < shape[first]; begin[first] += tiles[first]) {
    for (begin[second] = 0; begin[second] < shape[second]; begin[second] += tiles[second]) {
      for (begin[third] = 0; begin[third] < shape[third]; begin[third] += tiles[third]) {
        visit(begin);
      }
    }
  }
  moved.c.stores += held.c?.size ?? 0;
  return { moved, most };
}

describe("blockedTraffic", () => {
  it("is what a program with a buffer for each matrix moves, ragged edges included", () => {
    fc.assert(
      fc.property(triple, blocked, (shape, options) => {
        const { matrices, bufferWords } = blockedTraffic(shape, options);
        const { moved, most } = runTiles(shape, options);
        for (const matrix of ["a", "b", "c"] as const) {
          const { loads, stores } = matrices[matrix];
          expect({ loads, stores }).toEqual(moved[matrix]);
        }
        expect(bufferWords).toBe(most);
      }),
      { numRuns: 400 },
    );
  });

  it("gives the table of loop orders", () => {
    const shape = { m: 60, n: 70, k: 80 };
    const tiles = { m: 20, n: 10, k: 16 };
    const [a, b, c] = [60 * 80, 80 * 70, 60 * 70];
    const expected: Record<LoopOrder, [number, number, number]> = {
      mnk: [a * 7, b * 3, c],
      nmk: [a * 7, b * 3, c],
      mkn: [a, b * 3, c * 5],
      kmn: [a, b * 3, c * 5],
      nkm: [a * 7, b, c * 5],
      knm: [a * 7, b, c * 5],
    };
    for (const order of loopOrders) {
      const { matrices } = blockedTraffic(shape, { order, tiles });
      const { a: left, b: right, c: out } = matrices;
      expect([left.loads, right.loads, out.stores]).toEqual(expected[order]);
      expect(out.loads).toBe(out.stores - c);
    }
  });

  it("is the compulsory traffic of gemm when one tile holds everything", () => {
    fc.assert(fc.property(triple, orders, (shape, order) => {
      const { bytes, flops, cacheWords } = blockedTraffic(shape, { order, tiles: shape });
      expect(bytes).toBe(gemm(shape).bytes);
      expect(flops).toBe(gemm(shape).flops);
      expect(cacheWords).toBe(2 * (shape.m * shape.k + shape.k * shape.n + shape.m * shape.n));
    }));
  });

  it("is the same for the transposed product, with A and B exchanged", () => {
    const swap = ({ m, n, k }: TileSizes) => ({ m: n, n: m, k });
    fc.assert(
      fc.property(triple, triple, orders, fc.boolean(), (shape, tiles, order, accumulate) => {
        const turned = order.replace(/[mn]/g, (d) => d === "m" ? "n" : "m") as LoopOrder;
        const one = blockedTraffic(shape, { order, tiles, accumulate });
        const other = blockedTraffic(swap(shape), {
          order: turned,
          tiles: swap(tiles),
          accumulate,
        });
        expect(other.matrices).toEqual({
          a: one.matrices.b,
          b: one.matrices.a,
          c: one.matrices.c,
        });
      }),
    );
  });

  it("keeps a panel of A: it is read once, and needs the room", () => {
    const shape = { m: 512, n: 512, k: 512 };
    const options = { order: "mnk", tiles: { m: 32, n: 32, k: 32 } } as const;
    const plain = blockedTraffic(shape, options);
    const panel = blockedTraffic(shape, { ...options, resident: { a: "slab" } });
    expect(plain.matrices.a.loads).toBe(512 ** 2 * 16);
    expect(panel.matrices.a.loads).toBe(512 ** 2);
    expect(panel.bufferWords - plain.bufferWords).toBe(32 * 512 - 32 ** 2);
    expect(panel.cacheWords).toBeUndefined();
  });

  it("never moves fewer words than the lower bounds for its buffer", () => {
    const sizes = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(
        fc.record({ m: sizes, n: sizes, k: sizes }),
        fc.record({ m: sizes, n: sizes, k: sizes }),
        blocked,
        (shape, tiles, options) => {
          const { words, bufferWords } = blockedTraffic(shape, { ...options, tiles });
          const bounds = trafficBounds(shape, bufferWords, { accumulate: options.accumulate });
          expect(words).toBeGreaterThanOrEqual(bounds.words);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("counts bytes in the given precision", () => {
    const options = { order: "mnk", tiles: { m: 2, n: 2, k: 2 } } as const;
    const shape = { m: 8, n: 8, k: 8 };
    const { words, bytes } = blockedTraffic(shape, { ...options, precision: "fp32" });
    expect(bytes).toBe(4 * words);
    expect(blockedTraffic(shape, options).bytes).toBe(2 * words);
  });

  it("refuses unknown names and sizes out of range", () => {
    const shape = { m: 8, n: 8, k: 8 };
    const tiles = { m: 2, n: 2, k: 2 };
    // @ts-expect-error: not an order
    expect(() => blockedTraffic(shape, { order: "mmk", tiles })).toThrow(
      'order is "mmk": known are mnk, mkn, nmk, nkm, kmn, knm',
    );
    expect(() => blockedTraffic(shape, { order: "mnk", tiles: { ...tiles, k: 0 } })).toThrow(
      "tiles.k is 0",
    );
    expect(() => blockedTraffic({ ...shape, m: 2.5 }, { order: "mnk", tiles })).toThrow("m is 2.5");
    // @ts-expect-error: not a residency
    expect(() => blockedTraffic(shape, { order: "mnk", tiles, resident: { a: "row" } })).toThrow(
      'resident.a is "row": known are tile, panel, slab, matrix',
    );
  });
});

describe("trafficBounds", () => {
  it("is compulsory on a chip that holds all, and of a matrix-vector product", () => {
    const shape = { m: 100, n: 100, k: 100 };
    expect(trafficBounds(shape, 30_000).words).toBe(30_000);
    const { words, capacity } = trafficBounds({ m: 4096, n: 1, k: 4096 }, 65_536);
    expect(capacity).toBe(0);
    expect(words).toBe(4096 ** 2 + 2 * 4096);
  });

  it("halves, but for twice the memory, when the memory grows fourfold", () => {
    const shape = { m: 2000, n: 3000, k: 4000 };
    const [one, four] = [trafficBounds(shape, 10_000), trafficBounds(shape, 40_000)];
    expect(one.capacity).toBe(2 * 24e9 / 100 - 20_000);
    expect(four.capacity + 80_000).toBe((one.capacity + 20_000) / 2);
    expect(one.order / four.order).toBe(2);
  });

  it("reads C too where it is added to", () => {
    const shape = { m: 1000, n: 1000, k: 1000 };
    const [plain, added] = [false, true].map((accumulate) =>
      trafficBounds(shape, 1024, { accumulate })
    );
    expect(added?.compulsory).toBe((plain?.compulsory ?? NaN) + 1e6);
    expect(added?.capacity).toBe((plain?.capacity ?? NaN) + 1e6);
  });

  it("refuses a chip that cannot hold a value of each matrix", () => {
    const shape = { m: 2, n: 2, k: 2 };
    expect(() => trafficBounds(shape, 2)).toThrow(
      "words is 2: it must be a whole number of at least 3, one for each matrix",
    );
    expect(() => trafficBounds(shape, 100.5)).toThrow(RangeError);
    expect(() => trafficBounds(shape, NaN)).toThrow(RangeError);
    // @ts-expect-error: not a number
    expect(() => trafficBounds(shape, "8")).toThrow(TypeError);
  });
});

describe("squareTile", () => {
  it("is the largest that fits", () => {
    fc.assert(fc.property(fc.integer({ min: 3, max: 1 << 30 }), (words) => {
      const side = squareTile(words);
      expect(3 * side ** 2).toBeLessThanOrEqual(words);
      expect(3 * (side + 1) ** 2).toBeGreaterThan(words);
      const thin = squareTile(words, { thin: true });
      expect(thin ** 2 + 2 * thin).toBeLessThanOrEqual(words);
      expect((thin + 1) ** 2 + 2 * (thin + 1)).toBeGreaterThan(words);
      expect(thin).toBeGreaterThanOrEqual(side);
    }));
  });
});

describe("bestTile", () => {
  it("finds what trying every tile and order finds", () => {
    fc.assert(
      fc.property(
        triple,
        fc.integer({ min: 3, max: 250 }),
        fc.boolean(),
        (shape, words, accumulate) => {
          let best = { words: Infinity, held: Infinity };
          for (const order of loopOrders) {
            for (let m = 1; m <= shape.m; m++) {
              for (let n = 1; n <= shape.n; n++) {
                for (let k = 1; k <= shape.k; k++) {
                  const held = m * k + k * n + m * n;
                  if (held > words) continue;
                  const { moved } = count(shape, { order, tiles: { m, n, k }, accumulate });
                  if (moved < best.words || (moved === best.words && held < best.held)) {
                    best = { words: moved, held };
                  }
                }
              }
            }
          }
          const { traffic } = bestTile(shape, words, { accumulate });
          expect({ words: traffic.words, held: traffic.bufferWords }).toEqual(best);
        },
      ),
      { numRuns: 40 },
    );
  });

  /** Words from the trips alone: which loop, of more than one trip, turns inside of which. */
  function count(shape: GemmShape, { order, tiles, accumulate }: BlockedOptions) {
    const { loads, stores } = blockedTraffic(shape, { order, tiles, accumulate });
    return { moved: loads + stores };
  }

  it("comes close to the bound, as thin tiles of √M do", () => {
    const shape = { m: 4096, n: 4096, k: 4096 };
    for (const words of [4096, 65_536]) {
      const { traffic, tiles, order } = bestTile(shape, words);
      const bound = trafficBounds(shape, words).words;
      expect(traffic.words).toBeGreaterThanOrEqual(bound);
      expect(traffic.words / bound).toBeLessThan(1.07);
      expect(order.endsWith("k")).toBe(true);
      expect(tiles.k).toBe(1);
      const side = squareTile(words);
      const square = blockedTraffic(shape, {
        order: "mnk",
        tiles: { m: side, n: side, k: side },
      });
      expect(square.words / traffic.words).toBeGreaterThan(1.6);
    }
  });

  it("never moves more on a larger chip, and moves only what it must when all fits", () => {
    const size = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(
        fc.record({ m: size, n: size, k: size }),
        fc.integer({ min: 3, max: 100_000 }),
        fc.integer({ min: 0, max: 100_000 }),
        (shape, words, more) => {
          const here = bestTile(shape, words).traffic;
          expect(here.bufferWords).toBeLessThanOrEqual(words);
          expect(here.words).toBeGreaterThanOrEqual(trafficBounds(shape, words).words);
          expect(bestTile(shape, words + more).traffic.words).toBeLessThanOrEqual(here.words);
        },
      ),
      { numRuns: 60 },
    );
    const shape = { m: 64, n: 64, k: 64 };
    expect(bestTile(shape, 3 * 64 ** 2).traffic.words).toBe(3 * 64 ** 2);
    // One row of A and of C at a time beside the whole of B is enough
    expect(bestTile(shape, 64 ** 2 + 128).traffic.words).toBe(3 * 64 ** 2);
    expect(bestTile(shape, 64 ** 2 - 1).traffic.words).toBeGreaterThan(3 * 64 ** 2);
  });

  it("keeps to the orders it is given", () => {
    const shape = { m: 100, n: 100, k: 100 };
    const { order, traffic } = bestTile(shape, 300, { orders: ["kmn", "knm"] });
    expect(["kmn", "knm"]).toContain(order);
    expect(traffic.words).toBeGreaterThan(bestTile(shape, 300).traffic.words);
    expect(() => bestTile(shape, 300, { orders: [] })).toThrow("orders is empty");
    expect(() => bestTile(shape, 2)).toThrow("words is 2");
  });
});
