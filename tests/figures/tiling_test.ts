import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import { bytesPerValue } from "@/lib/compute/mod.ts";
import {
  blockedTraffic,
  type LoopOrder,
  simulateMatrixProduct,
  trafficBounds,
} from "@/lib/compute/tiling/mod.ts";
import type { DiagramModel, FigureModel, HandleStep } from "@/lib/figures/mod.ts";
import { presets, setCache, setLine, setSide } from "@/lib/figures/tiling/change.ts";
import { tiling } from "@/lib/figures/tiling/mod.ts";
import { lastStep, lines, orders, type TilingState } from "@/lib/figures/tiling/state.ts";
import { tilesOf } from "@/lib/figures/tiling/traffic.ts";
import { walkOf } from "@/lib/figures/tiling/walk.ts";
import { context } from "./support.ts";

const state = (attributes: Record<string, string> = {}): TilingState =>
  tiling.parseProps(attributes, context);
const draw = (attributes: Record<string, string> = {}): FigureModel =>
  tiling.draw(state(attributes), context);
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

/** The product in the computation library's own terms. */
function simulate({ m, n, k, cache, line, order, tile }: TilingState) {
  return simulateMatrixProduct({ m, n, k }, {
    order: order.replace("i", "m").replace("j", "n") as LoopOrder,
    tiles: { m: tile, n: tile, k: tile },
    cache: { words: cache, lineWords: line },
  });
}

const side = fc.integer({ min: 1, max: 12 });
const states: fc.Arbitrary<TilingState> = fc.record({
  m: side,
  n: side,
  k: side,
  line: fc.constantFrom(...lines),
  linesHeld: fc.integer({ min: 4, max: 60 }),
  order: fc.constantFrom(...orders),
  tile: fc.double({ min: 0, max: 1, noNaN: true }),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  precision: fc.constantFrom("fp64" as const, "fp32" as const, "fp16" as const, "int4" as const),
}).map(({ linesHeld, tile, at, ...rest }) => ({
  ...rest,
  cache: linesHeld * rest.line,
  tile: 1 + Math.floor(tile * (Math.max(rest.m, rest.n, rest.k) - 1)),
  at: Math.floor(at * rest.m * rest.n * rest.k),
  controls: ["tile", "walk"],
}));

/** Every number and text of a model. */
function leaves(value: unknown): (number | string)[] {
  if (typeof value === "number" || typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [];
}

describe("tiling: any state", () => {
  it("draws finite numbers and whole sentences, handles on their axes, even tables", () => {
    fc.assert(
      fc.property(states, (any) => {
        const model = tiling.draw(any, context);
        for (const leaf of leaves(model)) {
          if (typeof leaf === "number") expect(Number.isFinite(leaf)).toBe(true);
          else expect(leaf).not.toMatch(/NaN|undefined|Infinity|null/);
        }
        expect(model.finding).toMatch(/^[A-Z].* the product moves .*lower bound$/s);
        const { x, y } = model.chart;
        expect(x.min < x.max && y.min < y.max).toBe(true);
        for (const series of model.chart.series) {
          for (const point of series.points) {
            expect(point.x >= x.min && point.x <= x.max).toBe(true);
            expect(point.y >= y.min * 0.999 && point.y <= y.max * 1.001).toBe(true);
          }
        }
        const [handle] = model.chart.handles;
        expect(handle?.x).toBe(any.tile);
        for (const row of model.table.rows) expect(row).toHaveLength(model.table.columns.length);
        expect(tiling.tell(any, context)).toMatch(/times the bound\.$/);
      }),
      { numRuns: 150 },
    );
  });

  it("reads back what it writes", () => {
    fc.assert(fc.property(states, (any) => {
      expect(tiling.parseProps(tiling.formatProps(any), context)).toEqual(any);
    }));
  });

  it("observes every name, as what the computation library counts", () => {
    fc.assert(
      fc.property(states, (any) => {
        const seen = tiling.observe(any, context);
        expect(Object.keys(seen).sort()).toEqual([...tiling.observes].sort());
        const { misses, words, loads, stores } = simulate(any);
        const bound = trafficBounds(any, any.cache);
        const bytes = (values: number) => ({
          value: values * bytesPerValue(any.precision),
          dimension: { byte: 1 },
        });
        expect(seen).toMatchObject({
          misses,
          bytes: bytes(words),
          bytes_loaded: bytes(loads),
          bytes_stored: bytes(stores),
          bound: bytes(bound.words),
          compulsory: bytes(bound.compulsory),
          over_bound: words / bound.words,
          untiled_bytes: bytes(simulate({ ...any, tile: 1 }).words),
          fits: 3 * any.tile ** 2 <= any.cache,
        });
        expect(words).toBeGreaterThanOrEqual(bound.words);
      }),
      { numRuns: 100 },
    );
  });

  it("keeps its drawing within its frame", () => {
    fc.assert(fc.property(states, (any) => {
      const [diagram] = tiling.draw(any, context).diagrams;
      for (const shape of diagram?.shapes ?? []) {
        if (shape.kind !== "rects") continue;
        for (const { x, y, width, height } of shape.rects) {
          expect(Math.min(x, y, width, height)).toBeGreaterThanOrEqual(0);
          expect(x + width).toBeLessThanOrEqual(diagram?.width ?? 0);
          expect(y + height).toBeLessThanOrEqual(diagram?.height ?? 0);
        }
      }
    }));
  });
});

describe("tiling: finding", () => {
  it("says what moves, and how far that is from the bound", () => {
    expect(plain(draw().finding)).toBe(
      "Without tiles, in the order i j k, the product moves 84 kB, 23.4 times the lower bound",
    );
    expect(plain(draw({ tile: "4" }).finding)).toBe(
      "With tiles of 4 × 4 the product moves 10.2 kB, 2.86 times the lower bound",
    );
    expect(plain(draw({ tile: "8" }).finding)).toBe(
      "With tiles of 8 × 8, too large for three to fit, the product moves 22.5 kB, " +
        "6.29 times the lower bound",
    );
    expect(plain(draw({ tile: "16" }).finding)).toContain(
      "In a single tile, which is the order i j k without tiles,",
    );
  });

  it("says where nothing could move less", () => {
    const all = { size: "4", cache: "64", line: "1" };
    // Everything fits: each value is loaded once, and C is loaded before it is written
    expect(simulate(state(all)).words).toBe(4 * 16);
    expect(plain(draw(all).finding)).toContain("1.33 times the lower bound");
  });

  it("is the same at every step of the walk", () => {
    expect(draw({ at: "0" }).finding).toBe(draw({ at: "4096" }).finding);
    expect(draw({ at: "0" }).chart).toBe(draw({ at: "4096" }).chart);
  });
});

describe("tiling: chart", () => {
  const series = (attributes: Record<string, string>, id: string) =>
    draw(attributes).chart.series.find((each) => each.id === id)?.points ?? [];

  it("runs through the tiles that divide the matrices, with rings for the others", () => {
    const whole = [1, 2, 4, 8, 16];
    expect(series({}, "simulated").map(({ x }) => x)).toEqual(whole);
    expect(series({}, "ragged").map(({ x }) => x)).toEqual(
      Array.from({ length: 16 }, (_, i) => i + 1).filter((tile) => !whole.includes(tile)),
    );
    for (const id of ["simulated", "ragged"]) {
      for (const { x, y } of series({ precision: "fp16" }, id)) {
        expect(y).toBe(2 * simulate({ ...state(), tile: x }).words);
      }
    }
  });

  it("falls until the tiles fit no more, then rises: too small reload, too large thrash", () => {
    const traffic = series({}, "simulated").map(({ y }) => y);
    const least = traffic.indexOf(Math.min(...traffic));
    expect(series({}, "simulated")[least]?.x).toBe(4);
    traffic.forEach((value, index) => {
      if (index > 0) expect(value < (traffic[index - 1] ?? 0)).toBe(index <= least);
    });
    // A tile of everything is the loops without tiles
    expect(traffic.at(-1)).toBe(traffic[0]);
  });

  it("draws the formula of a tile of each matrix kept", () => {
    for (const { x, y } of series({ order: "kij" }, "formula")) {
      const options = { order: "kmn", tiles: { m: x, n: x, k: x } } as const;
      expect(y).toBe(4 * blockedTraffic({ m: 16, n: 16, k: 16 }, options).words);
    }
  });

  it("draws both bounds, and names the larger one the lower bound", () => {
    const bounds = (attributes: Record<string, string>) =>
      draw(attributes).chart.annotations.flatMap((note) =>
        note.kind === "horizontal" ? [[plain(note.label), note.at]] : []
      );
    const shape = { m: 16, n: 16, k: 16 };
    expect(bounds({})).toEqual([
      ["each value once", 4 * 3 * 16 ** 2],
      ["lower bound, 2mnk ÷ √M − 2M: 3.58 kB", 4 * trafficBounds(shape, 64).capacity],
    ]);
    expect(bounds({ cache: "512" })).toEqual([
      ["lower bound, each value once: 3.07 kB", 4 * 3 * 16 ** 2],
    ]);
  });

  it("marks where three tiles fit no more, if they ever do", () => {
    const marks = (cache: string) =>
      draw({ cache }).chart.annotations.flatMap((note) =>
        note.kind === "vertical" ? [note.at] : []
      );
    expect(marks("48")).toEqual([4]);
    expect(marks("768")).toEqual([]);
  });

  it("tries fewer tiles where all would take too long", () => {
    expect(tilesOf(state({ size: "24" }))).toHaveLength(24);
    const tried = tilesOf(state({ size: "64", cache: "108" }));
    expect(tried).toEqual([1, 2, 4, 6, 8, 16, 32, 64]);
  });
});

describe("tiling: walk", () => {
  const held = (diagram: DiagramModel | undefined) =>
    (diagram?.shapes ?? []).flatMap((shape) =>
      shape.kind === "rects" && shape.paint === "fill" && shape.rects.length > 1 ? shape.rects : []
    );

  it("counts what has moved so far, and ends at the total but for what is still to be stored", () => {
    fc.assert(
      fc.property(states, (any) => {
        const walk = walkOf(any);
        expect(walk.last).toBe(lastStep(any));
        const { misses, loaded, stored, place } = walk.moment(walk.last);
        const { misses: total, loads, stores } = simulate(any);
        expect(misses).toBe(total);
        expect(loaded).toBe(loads);
        expect(stored).toBeLessThanOrEqual(stores);
        expect(place).toEqual({ i: any.m - 1, j: any.n - 1, k: any.k - 1 });
        const now = walk.moment(any.at);
        expect(now.misses).toBeLessThanOrEqual(misses);
        expect(now.place === undefined).toBe(any.at === 0);
        const sum = Object.values(now.held()).flatMap((flags) => [...flags])
          .reduce((sum, flag) => sum + flag, 0);
        expect(sum).toBeLessThanOrEqual(any.cache);
        // What was used last is there
        if (now.place) {
          const { i, j, k } = now.place;
          const { a, b, c } = now.held();
          expect([a?.[i * any.k + k], b?.[k * any.n + j], c?.[i * any.n + j]]).toEqual([1, 1, 1]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("does each multiply-add once, in the order of its loops", () => {
    const walk = walkOf(state({ size: "3,2,4", order: "kij", line: "1" }));
    const places = Array.from({ length: walk.last }, (_, at) => walk.moment(at + 1).place);
    const expected = [];
    for (let k = 0; k < 4; k++) {
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 2; j++) expected.push({ i, j, k });
      }
    }
    expect(places).toEqual(expected);
  });

  it("goes by multiply-adds, inner loops and tiles, and stops at the end", () => {
    const tiles = walkOf(state({ tile: "4" }));
    expect([tiles.next(0, "step"), tiles.next(0, "row"), tiles.next(0, "tile")]).toEqual([
      1,
      4,
      64,
    ]);
    expect(tiles.next(70, "tile")).toBe(128);
    const untiled = walkOf(state());
    expect([untiled.next(0, "row"), untiled.next(0, "tile")]).toEqual([16, 256]);
    for (const pace of ["step", "row", "tile"] as const) {
      expect(untiled.next(4096, pace)).toBe(4096);
    }
  });

  it("draws the cache's lines, as wide as they are", () => {
    const [diagram] = draw({ tile: "4" }).diagrams;
    const bars = held(diagram);
    const widths = new Set(bars.map(({ width }) => Math.round(width)));
    expect(widths.size).toBe(1);
    expect(bars.length).toBeLessThanOrEqual(16);
    // One value a line: narrower by three values of four
    const [single] = held(draw({ tile: "4", line: "1" }).diagrams[0]);
    expect((single?.width ?? 0) + 1).toBeCloseTo(((bars[0]?.width ?? 0) + 1) / 4, 6);
  });

  it("begins with an empty cache", () => {
    const [diagram] = draw({ at: "0" }).diagrams;
    expect(plain(diagram?.title ?? "")).toBe("Before the first of 4096 multiply-adds");
    expect(diagram?.description).toContain("The cache is empty");
    expect(held(diagram)).toEqual([]);
    const moment = plain(draw({ at: "1" }).diagrams[0]?.description ?? "");
    expect(moment).toContain("A[0, 0] times B[0, 0] into C[0, 0]; 3 misses so far, 48 B loaded");
  });
});

describe("tiling: numbers", () => {
  it("sets these loops beside the same without tiles, the best tile and the bound", () => {
    const rows = (attributes: Record<string, string>) =>
      draw(attributes).readout.rows.map(({ label, cells }) =>
        plain([label, ...cells.map(({ text }) => text)].join("; "))
      );
    expect(rows({ tile: "8" })).toEqual([
      "Here: tiles of 8 × 8; 8.19 kFLOP; 1280; 22.5 kB; 0.364 FLOP/byte; 6.29",
      "No tiles: i j k; 8.19 kFLOP; 5184; 84 kB; 0.0976 FLOP/byte; 23.4",
      "Best tile: 4 × 4; 8.19 kFLOP; 576; 10.2 kB; 0.8 FLOP/byte; 2.86",
      "Lower bound; 8.19 kFLOP; –; 3.58 kB; 2.29 FLOP/byte; 1",
    ]);
    // Without tiles the second row is the best order
    expect(rows({})[1]).toContain("Best order: i k j; 8.19 kFLOP; 1152; 19.5 kB");
    // A reader who is to find the best is not told
    expect(rows({ controls: "tile" }).map((row) => row.split(":")[0])).toEqual([
      "Here",
      "Lower bound; 8.19 kFLOP; –; 3.58 kB; 2.29 FLOP/byte; 1",
    ]);
  });

  it("puts the numbers into the formula", () => {
    const { workings } = draw({ tile: "4" });
    const found = Object.fromEntries(workings.map(({ label, numbers, result }) => [label, [
      plain(numbers),
      plain(result),
    ]]));
    expect(found["A, a tile kept"]).toEqual(["16·16 × 4", "4.1 kB"]);
    expect(found["C, a tile kept"]).toEqual(["16·16 × 1", "1.02 kB"]);
    expect(found["largest tile of which three fit"]).toEqual(["⌊√(64/3)⌋", "4"]);
    expect(found["lower bound"]?.[1]).toBe("3.58 kB");
  });
});

describe("tiling: changes", () => {
  it("drags to the nearest tile that was tried", () => {
    const drag = (x: number) => tiling.drag(state(), "tile", { x, y: 1 }, context).tile;
    expect([drag(3.9), drag(5.6), drag(99), drag(0.01)]).toEqual([4, 6, 16, 1]);
    const large = tiling.drag(state({ size: "64" }), "tile", { x: 11, y: 1 }, context).tile;
    expect(large).toBe(8);
  });

  it("steps from tile to tile", () => {
    const step = (by: HandleStep) => tiling.step(state({ tile: "6" }), "tile", by, context).tile;
    expect([step("less"), step("more"), step("much-less"), step("much-more")]).toEqual([
      5,
      7,
      3,
      12,
    ]);
    expect([step("least"), step("most")]).toEqual([1, 16]);
  });

  it("offers the story as presets, each better than the last but one", () => {
    const traffic = presets.map(({ apply }) => simulate(apply(state({ tile: "3" }))).words);
    const [column = 0, order = 0, fit = 0, large = 0] = traffic;
    expect(order).toBeLessThan(column / 4);
    expect(fit).toBeLessThan(order);
    expect(large).toBeGreaterThan(fit);
  });

  it("keeps what it can: whole lines, the share of the walk that is done", () => {
    expect(setCache(state(), 50).cache).toBe(52);
    expect(setCache(state(), 1).cache).toBe(16);
    expect(setLine(state(), 16)).toMatchObject({ line: 16, cache: 64 });
    expect(setSide(state({ tile: "12", at: "2048" }), 8)).toMatchObject({
      m: 8,
      n: 8,
      k: 8,
      tile: 8,
      at: 256,
    });
  });
});

describe("tiling: properties", () => {
  it("reads sides, and a cache in values or in bytes", () => {
    expect(state({ size: "8, 12, 6" })).toMatchObject({ m: 8, n: 12, k: 6 });
    expect(state({ size: "8" })).toMatchObject({ m: 8, n: 8, k: 8, at: 307 });
    expect(state({ cache: "512 B", precision: "fp16" }).cache).toBe(256);
    expect(state({ cache: "96 values" }).cache).toBe(96);
    expect(state({ line: "16" }).cache).toBe(64);
  });

  for (
    const [prop, value, allowed, others = {}] of [
      ["size", "65", "a whole number from 1 to 64"],
      ["size", "8,8", "three of them: m, n, k"],
      ["size", "4,,4", "a whole number from 1 to 64"],
      ["cache", "62", "whole lines of 4"],
      ["cache", "12", "values from 16 to 16384"],
      ["cache", "64 kB", "as many bytes"],
      ["line", "3", "one of 1, 2, 4, 8, 16"],
      ["order", "mnk", "one of ijk, ikj"],
      ["tile", "17", "a whole number from 1 to 16"],
      ["tile", "9", "a whole number from 1 to 8", { size: "8" }],
      ["precision", "fp12", "fp32"],
      ["at", "4097", "a whole number from 0 to 4096"],
      ["controls", "speed", "presets"],
      ["loops", "ijk", "this figure has no such property"],
    ] as const
  ) {
    it(`refuses ${prop}="${value}"`, () => {
      expect(() => state({ ...others, [prop]: value })).toThrow(`${prop}="${value}"`);
      expect(() => state({ ...others, [prop]: value })).toThrow(allowed);
    });
  }
});
