import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import { averageAccessTimeAfter, yearsUntilWall } from "@/lib/compute/trends/mod.ts";
import type { FigureModel } from "@/lib/figures/mod.ts";
import { wulfMckee } from "@/lib/figures/wulf_mckee/mod.ts";
import {
  dragCrossing,
  hitRates,
  isPreset,
  presetsOf,
  setGap,
  setHitRate,
  setMemoryCycles,
} from "@/lib/figures/wulf_mckee/change.ts";
import type { WulfMckeeState } from "@/lib/figures/wulf_mckee/state.ts";
import { context } from "./support.ts";

const state = (attributes: Record<string, string> = {}) =>
  wulfMckee.parseProps(attributes, context);
const draw = (attributes: Record<string, string> = {}) =>
  wulfMckee.draw(state(attributes), context);
const observe = (attributes: Record<string, string> = {}) =>
  wulfMckee.observe(state(attributes), context);
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");
const finding = (attributes: Record<string, string> = {}) => plain(draw(attributes).finding);

/** The formula of the note, written out again. */
function average(p: number, years: number, gap = 1.8 / 1.07, miss = 4): number {
  return p * 1 + (1 - p) * miss * gap ** years;
}

describe("wulf-mckee: finding", () => {
  it("says when memory alone sets the pace, and what more hits would gain", () => {
    expect(finding()).toBe(
      "At a hit rate of 99 %, memory alone sets the pace from 2003 on; " +
        "99.8 % puts that off only until 2006",
    );
    expect(finding({ hit_rate: "99.8 %" })).toBe(
      "At a hit rate of 99.8 %, memory alone sets the pace from 2006 on",
    );
  });

  it("says so where it never does, always did, or does beyond the chart", () => {
    expect(finding({ hit_rate: "100 %" })).toBe(
      "At a hit rate of 100 %, memory never sets the pace alone: the average access takes " +
        "1 cycle in 2010, and the work between two accesses 5 cycles",
    );
    expect(finding({ gap: "1" })).toContain("never sets the pace alone");
    expect(finding({ references: "1" })).toBe(
      "At a hit rate of 99 %, memory alone sets the pace already in 1995; " +
        "99.8 % does not change that",
    );
    expect(finding({ hit_rate: "99.99 %" })).toBe(
      "At a hit rate of 99.99 %, memory alone sets the pace only from 2012 on, beyond this chart",
    );
    expect(finding({ compare: "99 %, 100 %" })).toContain("; 100 % puts that off for good");
  });

  it("stays below the wall when the gap stops growing before it", () => {
    const stopped = { hit_rate: "99.8 %", gap_until: "2005" };
    expect(finding(stopped)).toContain("never sets the pace alone: the average access takes 2.45");
    expect(finding({ ...stopped, gap_until: "2008" })).toContain("from 2006 on");
    expect(observe(stopped).average_until).toBeCloseTo(average(0.998, 10), 9);
  });
});

describe("wulf-mckee: chart", () => {
  it("draws the average access of the formula in every year", () => {
    const line = draw().chart.series.find(({ id }) => id === "hits-0.99");
    if (line?.kind !== "line") throw new Error("No line");
    expect(line.points[0]).toEqual({ x: 1995, y: average(0.99, 0) });
    for (const { x, y } of line.points) expect(y).toBeCloseTo(average(0.99, x - 1995), 8);
    expect(line.points.at(-1)?.y).toBeCloseTo(98.8, 1);
  });

  it("cuts lines at the upper edge, on the line", () => {
    const line = draw().chart.series.find(({ id }) => id === "hits-0.9");
    if (line?.kind !== "line") throw new Error("No line");
    const end = line.points.at(-1);
    expect(end?.y).toBe(100);
    expect(average(0.9, (end?.x ?? 0) - 1995)).toBeCloseTo(100, 0);
  });

  it("puts the handle where the average access is as long as the work between two", () => {
    const [handle] = draw().chart.handles;
    expect(handle?.y).toBe(5);
    expect(average(0.99, (handle?.x ?? 0) - 1995)).toBeCloseTo(5, 9);
    expect((handle?.x ?? 0) - 1995).toBeCloseTo(
      yearsUntilWall({ hitRate: 0.99, memoryCycles: 4 }),
      9,
    );
  });

  it("does not rescale while the hit rate changes", () => {
    for (const rate of hitRates) {
      expect(draw({ hit_rate: String(rate) }).chart.y).toEqual(draw().chart.y);
    }
  });

  it("marks where the other hit rates reach the wall, once each", () => {
    const marks = (attributes: Record<string, string>) =>
      draw(attributes).chart.series.flatMap((series) =>
        series.kind === "points" && series.hollow ? series.points.map(({ label }) => label) : []
      );
    expect(marks({})).toEqual(["1999", "2006"]);
    expect(marks({ hit_rate: "90 %" })).toEqual(["2006"]);
    expect(marks({ compare: "none" })).toEqual([]);
  });
});

describe("wulf-mckee: moving", () => {
  it("finds the hit rate that puts the wall in the year it is dragged to", () => {
    for (const year of [1997, 2000, 2004.5, 2009]) {
      const moved = dragCrossing(state(), { x: year, y: 1 });
      expect(average(moved.hitRate, year - 1995)).toBeGreaterThan(5 * 0.93);
      expect(average(moved.hitRate, year - 1995)).toBeLessThan(5 * 1.07);
    }
    expect(dragCrossing(state(), { x: 1990, y: 5 }).hitRate).toBe(0);
    expect(dragCrossing(state(), { x: 2003.86, y: 5 }).hitRate).toBe(0.99);
  });

  it("follows the pointer up and down where a miss takes the same every year", () => {
    const flat = state({ gap: "1" });
    // p + (1 − p)·4 = 2.5 at p = 0.5
    expect(dragCrossing(flat, { x: 2010, y: 2.5 }).hitRate).toBeCloseTo(0.5, 9);
  });

  it("steps through round hit rates", () => {
    const step = (from: string, by: Parameters<typeof wulfMckee.step>[2]) =>
      wulfMckee.step(state({ hit_rate: from }), "crossing", by, context).hitRate;
    expect(step("90 %", "more")).toBe(0.95);
    expect(step("99 %", "more")).toBe(0.995);
    expect(step("99.7 %", "more")).toBe(0.998);
    expect(step("99.7 %", "less")).toBe(0.995);
    expect(step("99 %", "much-more")).toBe(0.999);
    expect(step("99 %", "much-less")).toBe(0.9);
    expect(step("99 %", "least")).toBe(0);
    expect(step("99 %", "most")).toBe(1);
    expect(step("100 %", "more")).toBe(1);
    expect(step("0 %", "less")).toBe(0);
  });

  it("keeps a miss no faster than a hit, and the gap what was set", () => {
    expect(setMemoryCycles(state({ cache_cycles: "3" }), 2).memoryCycles).toBe(3);
    const set = wulfMckee.observe(setGap(state(), 1.5), context);
    expect(set.gap).toBeCloseTo(1.5, 9);
    expect(setHitRate(state(), 1.2).hitRate).toBe(1);
  });

  it("offers states that differ from each other", () => {
    const presets = presetsOf(state());
    const texts = presets.map(({ change }) =>
      wulfMckee.draw({ ...state(), ...change }, context).finding
    );
    expect(new Set(texts).size).toBe(presets.length);
    expect(presets.filter((preset) => isPreset(state(), preset))).toHaveLength(1);
  });
});

describe("wulf-mckee: numbers", () => {
  it("observes what the computation library says", () => {
    const memory = { hitRate: 0.998, memoryCycles: 16 };
    const growth = { processorPerYear: 1.5, memoryPerYear: 1.1 };
    const seen = observe({
      hit_rate: "0.998",
      memory_cycles: "16",
      processor_growth: "50 %",
      memory_growth: "10 %",
      references: "4",
      until: "2012",
    });
    const years = yearsUntilWall(memory, { ...growth, referencesPerInstruction: 0.25 });
    expect(seen.years).toBeCloseTo(years, 9);
    expect(seen.wall_year).toBeCloseTo(1995 + years, 9);
    expect(seen.average_until).toBeCloseTo(averageAccessTimeAfter(memory, 17, growth), 9);
    expect(seen.gap).toBeCloseTo(1.5 / 1.1, 12);
    expect(seen.reached).toBe("later");
    expect(observe({ hit_rate: "1" })).toMatchObject({ reached: "never", years: 0, wall_year: 0 });
  });

  it("tells a state in a sentence", () => {
    expect(plain(wulfMckee.tell(state(), context))).toBe(
      "Hit rate 99 %: the average access takes 98.8 cycles in 2010; memory alone sets the pace " +
        "from 2003 on.",
    );
  });

  it("puts the numbers into the formula of the wall", () => {
    const { workings } = draw();
    expect(workings.find(({ label }) => label === "years to the wall")).toMatchObject({
      numbers: "ln(4.01 ÷ (0.01·4)) ÷ ln 1.682",
      result: "8.86\u00a0years",
    });
    expect(workings.at(-1)?.result).toBe("4.43\u00a0years");
  });

  it("says what it leaves out, and how sure its source is", () => {
    const { notes, conventions } = draw();
    expect(notes.join(" ")).toContain("only as others quote them");
    expect(notes.join(" ")).toContain("prefetching");
    expect(plain(conventions.join(" "))).toContain("Processors become 80 % faster a year");
    expect(plain(draw({ gap_until: "2005" }).conventions.join(" "))).toContain("until 2005");
    expect(draw({ processor_growth: "0" }).notes[0]).toContain("the gap closes");
  });
});

describe("wulf-mckee: properties", () => {
  const refused: readonly [Record<string, string>, string][] = [
    [{ hit_rate: "101 %" }, "0 % to 100 %"],
    [{ hit_rate: "99" }, "0 % to 100 %"],
    [{ hit_rate: "often" }, "0 % to 100 %"],
    [{ cache_cycles: "0" }, "from 0.1 to 100"],
    [{ memory_cycles: "0.5" }, "from 1 to 10000"],
    [{ processor_growth: "-5 %" }, "from 0 to 200"],
    [{ memory_growth: "fast" }, "from 0 to 200"],
    [{ gap: "0.9" }, "from 1 to"],
    [{ gap: "1.5", processor_growth: "80" }, "gap, processor_growth"],
    [{ references: "2.5" }, "a whole number from 1 to 100"],
    [{ start: "1066" }, "from 1950 to 2100"],
    [{ until: "1995" }, "from 1996 to 2045"],
    [{ gap_until: "1990" }, "from 1995 to 2045"],
    [{ compare: "90 %, 120 %" }, "0 % to 100 %"],
    [{ compare: "10 %, 20 %, 30 %, 40 %, 50 %" }, "at most 4"],
    [{ controls: "volume" }, "presets"],
    [{ speed: "1" }, "no such property"],
  ];
  for (const [attributes, allowed] of refused) {
    const [prop = "", value = ""] = Object.entries(attributes)[0] ?? [];
    it(`refuses ${prop}="${value}" and says what is allowed`, () => {
      expect(() => state(attributes)).toThrow(allowed);
      expect(() => state(attributes)).toThrow(prop);
    });
  }

  it("takes a gap in place of the processor's growth", () => {
    expect(state({ gap: "1.5", memory_growth: "10" }).processorGrowth).toBeCloseTo(65, 9);
  });
});

const states: fc.Arbitrary<WulfMckeeState> = fc.record({
  hit_rate: fc.oneof(fc.constantFrom(...hitRates), fc.double({ min: 0, max: 1, noNaN: true })),
  cache_cycles: fc.integer({ min: 1, max: 1000 }).map((tenths) => tenths / 10),
  extra: fc.double({ min: 0, max: 9900, noNaN: true }),
  processor_growth: fc.integer({ min: 0, max: 200 }),
  memory_growth: fc.integer({ min: 0, max: 200 }),
  references: fc.integer({ min: 1, max: 100 }),
  start: fc.integer({ min: 1950, max: 2100 }),
  years: fc.integer({ min: 1, max: 50 }),
  stop: fc.option(fc.integer({ min: 0, max: 50 })),
  compare: fc.array(fc.constantFrom("0", "0.5", "0.9", "0.998", "1"), { maxLength: 4 }),
}).map(({ extra, years, stop, compare, ...rest }) =>
  state({
    ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)])),
    memory_cycles: String(rest.cache_cycles + extra),
    until: String(rest.start + years),
    gap_until: stop === null ? "never" : String(rest.start + stop),
    compare: compare.join(",") || "none",
  })
);

function numbersOf({ chart, table }: FigureModel): number[] {
  return [
    ...chart.series.flatMap(({ points }) => points.flatMap(({ x, y }) => [x, y])),
    ...chart.annotations.flatMap((each) => "at" in each ? [each.at, each.to ?? 0] : []),
    ...chart.handles.flatMap(({ x, y, min, max }) => [x, y, min, max]),
    ...table.rows.flat().filter((cell) => typeof cell === "number"),
    chart.y.min,
    chart.y.max,
  ];
}

describe("wulf-mckee: any state", () => {
  it("draws finite numbers, words without holes, and handles within the axes", () => {
    fc.assert(fc.property(states, (each) => {
      const model = wulfMckee.draw(each, context);
      expect(numbersOf(model).every(Number.isFinite)).toBe(true);
      expect(JSON.stringify(model)).not.toMatch(/NaN|undefined|Infinity|∞|null/);
      const { x, y, handles } = model.chart;
      for (const handle of handles) {
        expect(handle.x >= x.min && handle.x <= x.max).toBe(true);
        expect(handle.y >= y.min && handle.y <= y.max).toBe(true);
        expect(handle.x >= handle.min && handle.x <= handle.max).toBe(true);
      }
      const labels = model.table.columns.map(({ label }) => label);
      expect(new Set(labels).size).toBe(labels.length);
      for (const row of model.table.rows) expect(row).toHaveLength(labels.length);
      expect(Object.keys(wulfMckee.observe(each, context))).toEqual([...wulfMckee.observes]);
    }));
  });

  it("is read back from its properties", () => {
    fc.assert(fc.property(states, (each) => {
      expect(wulfMckee.parseProps(wulfMckee.formatProps(each), context)).toEqual(each);
    }));
  });

  it("says never exactly where the average access stays below the wall", () => {
    fc.assert(fc.property(states, (each) => {
      const { reached, wall, average_until } = wulfMckee.observe(each, context);
      if (reached === "never") expect(Number(average_until)).toBeLessThan(Number(wall) * 1.000001);
      const text = wulfMckee.draw(each, context).finding;
      expect(text.includes("never sets the pace")).toBe(reached === "never");
    }));
  });

  it("stays a state that can be linked to, however it is moved", () => {
    const places = fc.record({
      x: fc.double({ min: 1900, max: 2200, noNaN: true }),
      y: fc.double({ min: 0.001, max: 1e6, noNaN: true }),
    });
    fc.assert(fc.property(states, places, (each, place) => {
      const moved = wulfMckee.drag(each, "crossing", place, context);
      expect(wulfMckee.parseProps(wulfMckee.formatProps(moved), context)).toEqual(moved);
    }));
  });
});
