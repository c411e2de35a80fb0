import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import { fittedPoints, growthPoints } from "@/lib/compute/data/mod.ts";
import { dateInYears } from "@/lib/compute/trends/mod.ts";
import { FigurePropError } from "@/lib/figures/mod.ts";
import type { LineSeries, PointSeries } from "@/lib/figures/mod.ts";
import * as change from "@/lib/figures/scaling_trends/change.ts";
import { groups, laterDots, pointIds, scalingSeries } from "@/lib/figures/scaling_trends/data.ts";
import { scalingTrends } from "@/lib/figures/scaling_trends/mod.ts";
import type { ScalingState } from "@/lib/figures/scaling_trends/state.ts";
import { context } from "./support.ts";
import { expectSoundModel } from "./trend_support.ts";

const state = (attributes: Record<string, string> = {}) =>
  scalingTrends.parseProps(attributes, context);
const draw = (attributes: Record<string, string> = {}) =>
  scalingTrends.draw(state(attributes), context);
const observe = (attributes: Record<string, string> = {}) =>
  scalingTrends.observe(state(attributes), context);
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

/** Growth every two years by a regression of our own, with the uncentred sums of a textbook. */
function regression(points: readonly { date: number; value: number }[]) {
  const n = points.length;
  const sum = (of: (x: number, y: number) => number) =>
    points.reduce((total, { date, value }) => total + of(date - 2010, Math.log10(value)), 0);
  const [x, y, xx, xy] = [
    sum((x) => x),
    sum((_x, y) => y),
    sum((x) => x * x),
    sum((x, y) => x * y),
  ];
  const slope = (n * xy - x * y) / (n * xx - x * x);
  return { slope, at: (date: number) => 10 ** (y / n + slope * (date - 2010 - x / n)) };
}

const paper = (series: Parameters<typeof fittedPoints>[0], but: RegExp = /^$/) =>
  regression(
    fittedPoints(series).filter(({ label }) => !but.test(label))
      .map(({ date, value }) => ({ date: dateInYears(date), value })),
  );
const [peak, dram, link] = scalingSeries.map((series) => paper(series));
if (!peak || !dram || !link) throw new Error("No regressions");

describe("scaling-trends: the paper's chart", () => {
  it("states the three rates and what follows for the ridge point", () => {
    expect(plain(draw().finding)).toBe(
      "Peak rate grows 3.03 times every two years, DRAM bandwidth 1.59 times and interconnect " +
        "1.42 times: the ridge point doubles every 2.2 years",
    );
    expect(plain(scalingTrends.tell(state(), context))).toBe(`${plain(draw().finding)}.`);
  });

  it("fits what an independent regression fits", () => {
    const seen = observe();
    expect(seen.peak_growth as number / 10 ** (2 * peak.slope)).toBeCloseTo(1, 9);
    expect(seen.dram_growth as number / 10 ** (2 * dram.slope)).toBeCloseTo(1, 9);
    expect(seen.interconnect_growth as number / 10 ** (2 * link.slope)).toBeCloseTo(1, 9);
    expect(seen.ridge_doubling).toBeCloseTo(Math.log10(2) / (peak.slope - dram.slope), 9);
    expect([seen.peak_points, seen.dram_points, seen.interconnect_points]).toEqual([37, 12, 10]);
  });

  it("draws the points where the paper's axis has them", () => {
    for (const series of scalingSeries) {
      const drawn = draw().chart.series.find((each) =>
        each.id === series && each.kind === "points"
      );
      const marks = (drawn as PointSeries).points;
      const paper = growthPoints.filter((point) => point.series === series);
      expect(marks).toHaveLength(paper.length);
      for (const [index, { plotted, date }] of paper.entries()) {
        expect((marks[index]?.y ?? 0) / (plotted ?? NaN)).toBeCloseTo(1, 3);
        expect(marks[index]?.x).toBe(dateInYears(date));
      }
    }
  });

  it("reads growth with intervals, doubling and what is printed", () => {
    const { readout } = draw();
    expect(readout.columns.at(-1)).toBe("Oct\u00a02003 to 2022");
    const rows = readout.rows.map(({ label, cells }) =>
      [label, ...cells.map(({ text }) => text)].map(plain)
    );
    expect(rows[0]?.slice(0, 7)).toEqual([
      "Peak rate",
      "3.03 times",
      "2.68 to 3.41",
      "64 300 times",
      "1.3 years",
      "3.0 times",
      "37",
    ]);
    expect(rows[3]?.slice(0, 5)).toEqual([
      "Ridge point: peak rate ÷ DRAM bandwidth",
      "1.90 times",
      "1.64 to 2.20",
      "617 times",
      "2.2 years",
    ]);
    for (const { cells } of readout.rows) expect(cells).toHaveLength(readout.columns.length);
  });

  it("says that the lines lie further apart than they have grown apart", () => {
    const since = dateInYears("2003-10-01");
    const gap = 10 ** ((peak.slope - dram.slope) * (2022 - since));
    expect(observe().gap).toBeCloseTo(gap, 6);
    const apart = peak.at(2022) / 3.39e8 / (dram.at(2022) / 1.52e10);
    expect(apart / gap).toBeGreaterThan(20);
    const note = plain(draw().notes.join(" "));
    expect(note).toContain(`${Math.round(apart)}× apart on the chart`);
    expect(note).toContain(`grown apart ${Math.round(gap)}×`);
  });
});

describe("scaling-trends: base", () => {
  const heights = (base: string) => {
    const lines = draw({ base }).chart.series.filter((each) =>
      each.kind === "line"
    ) as LineSeries[];
    return lines.filter(({ dash }) => dash === "solid").map(({ id, points: [from, to] }) => ({
      id,
      decades: Math.log10((to?.y ?? 0) / (from?.y ?? 1)),
      from: from?.y ?? 0,
    }));
  };

  it("moves lines up and down and leaves their slopes", () => {
    const [first, other, absolute] = [heights("first"), heights("2012"), heights("absolute")];
    for (const [index, { decades, from }] of first.entries()) {
      expect(other[index]?.decades).toBeCloseTo(decades, 9);
      expect(absolute[index]?.decades).toBeCloseTo(decades, 9);
      expect(other[index]?.from).not.toBeCloseTo(from, 6);
    }
    expect(draw({ base: "2012" }).finding).toBe(draw().finding);
  });

  it("makes every line 1 in the base year", () => {
    const marks = draw({ base: "2012", year: "2012" }).chart.series
      .filter(({ id }) => id.endsWith("-year")) as PointSeries[];
    expect(marks).toHaveLength(3);
    for (const { points } of marks) expect(points[0]?.y).toBeCloseTo(1, 12);
  });

  it("draws the distance between the lines where it means something", () => {
    const label = (attributes: Record<string, string>) =>
      draw(attributes).chart.annotations.flatMap((each) =>
        each.kind === "segment" ? [plain(each.label)] : []
      );
    expect(label({})).toEqual([]);
    const gap = 10 ** ((peak.slope - dram.slope) * 10);
    expect(label({ base: "2012" })).toEqual([`${gap.toPrecision(3)}× apart`]);
    expect(observe({ base: "2012" }).gap).toBeCloseTo(gap, 9);
    const ridge = peak.at(2022) / dram.at(2022);
    expect(label({ base: "absolute" })).toEqual([`ridge point ${ridge.toFixed(0)} FLOP/byte`]);
    expect(observe().ridge).toMatchObject({ dimension: { flop: 1, byte: -1 } });
  });
});

describe("scaling-trends: points left out", () => {
  it("fits the rest, and says how many are missing", () => {
    const rest = paper("peak-rate", /FP16|bf16/);
    const without = { without: "low-precision" };
    expect(observe(without).peak_growth).toBeCloseTo(10 ** (2 * rest.slope), 9);
    expect(observe(without)).toMatchObject({ left_out: 7, peak_points: 30 });
    expect(draw(without).finding).toMatch(/^Without 7 of 59 points, peak rate grows 2\.82/);
    expect(draw(without).chart.series.find(({ id }) => id === "left-out")?.points).toHaveLength(7);
  });

  it("goes by the labels of the data: processors, and names that the paper does not print", () => {
    expect(groups().cpus).toHaveLength(15);
    expect(groups().cpus).toContain("xeon-phi-knl");
    expect(groups().cpus).not.toContain("k40");
    const inferred = growthPoints.filter(({ series, labelBasis }) =>
      scalingSeries.some((each) => each === series) && /^(inferred|unknown)$/.test(labelBasis)
    );
    expect(groups().unnamed).toHaveLength(inferred.length);
  });

  it("has no line for fewer than three points, and says so", () => {
    const but = (count: number) => pointIds().slice(0, 37 - count).join(",");
    const model = draw({ series: "peak-rate", without: but(2) });
    expect(model.finding).toBe(
      "Peak rate has too few points left for a line: it takes 3 points, not all of one date",
    );
    expect(model.chart.handles).toEqual([]);
    expect(model.readout.rows[0]?.cells[0]?.text).toBe("needs 3 points");
    expect(observe({ series: "peak-rate", without: but(2) })).toMatchObject({
      peak_growth: 0,
      ridge_growth: 0,
    });
    expect(draw({ series: "peak-rate", without: but(3) }).chart.handles).toHaveLength(1);
  });
});

describe("scaling-trends: later machines", () => {
  it("are those of the paper's kind that came after it, with their dense half-precision peak", () => {
    const dots = laterDots("peak-rate", context);
    const b200 = dots.find(({ id }) => id === "b200");
    expect(b200).toMatchObject({ value: 2.25e15, date: 2024.5 });
    expect(laterDots("dram-bandwidth", context).map(({ id }) => id)).toEqual(
      dots.map(({ id }) => id),
    );
    const ids = dots.map(({ id }) => id);
    for (const id of ["h100-sxm", "m4-max", "wse-3", "jetson-orin-nano"]) {
      expect(ids).not.toContain(id);
    }
    expect(laterDots("interconnect-rate", context)).toEqual([]);
  });

  it("lie over the chart, and count in the fit only if asked to", () => {
    expect(observe({ later: "on" }).peak_growth).toBe(observe().peak_growth);
    const dots = laterDots("peak-rate", context);
    const all = regression([
      ...fittedPoints("peak-rate").map(({ date, value }) => ({ date: dateInYears(date), value })),
      ...dots,
    ]);
    expect(observe({ later: "fit" }).peak_growth).toBeCloseTo(10 ** (2 * all.slope), 9);
    expect(draw({ later: "fit" }).finding).toContain(`With ${dots.length} later machines, `);
    const notes = draw({ later: "on" }).notes.join(" ");
    expect(notes).toContain("they do not count in the fit");
    expect(notes).toContain("Unverified: ");
  });
});

describe("scaling-trends: the year", () => {
  const drag = (x: number, attributes: Record<string, string> = {}) =>
    scalingTrends.drag(state(attributes), "year", { x, y: 1 }, context).year;
  const step = (by: Parameters<typeof scalingTrends.step>[2], year = "2010") =>
    scalingTrends.step(state({ year }), "year", by, context).year;

  it("is moved by whole years, as far as the lines are drawn", () => {
    expect(drag(2011.4)).toBe(2011);
    expect(drag(2200)).toBe(2024);
    expect(drag(2200, { until: "2031" })).toBe(2031);
    expect(drag(100)).toBe(1997);
    expect([step("less"), step("more"), step("much-less"), step("much-more")])
      .toEqual([2009, 2011, 2005, 2015]);
    expect([step("least"), step("most")]).toEqual([1997, 2024]);
  });

  it("stays where lines are when they are drawn less far", () => {
    const far = state({ until: "2035", year: "2033" });
    expect(change.setUntil(far, 2026)).toMatchObject({ until: 2026, year: 2026 });
  });

  it("is read at the lines that have begun by then", () => {
    const marks = (year: string) =>
      draw({ year }).chart.series.filter(({ id }) => id.endsWith("-year")).map(({ id }) => id);
    expect(marks("2000")).toEqual(["peak-rate-year"]);
    expect(marks("2003")).toEqual(["peak-rate-year"]);
    expect(marks("2004")).toHaveLength(3);
    expect(draw({ series: "dram-bandwidth", year: "1999" }).chart.handles[0]?.x).toBe(2004);
  });
});

describe("scaling-trends: properties", () => {
  const cases: [string, string, string][] = [
    ["series", "latency", "peak-rate"],
    ["series", "none", "peak-rate"],
    ["base", "2041", "first"],
    ["base", "second", "absolute"],
    ["band", "wide", "point"],
    ["until", "2022", "2040"],
    ["year", "1990", "1997"],
    ["later", "yes", "fit"],
    ["paper", "yes", "on"],
    ["without", "h200", "none"],
    ["controls", "zoom", "series"],
    ["colour", "red", "series"],
  ];
  for (const [prop, value, allowed] of cases) {
    it(`refuses ${prop}="${value}" and says what is allowed`, () => {
      expect(() => state({ [prop]: value })).toThrow(FigurePropError);
      expect(() => state({ [prop]: value })).toThrow(`${prop}="${value}"`);
      expect(() => state({ [prop]: value })).toThrow(allowed);
    });
  }

  it("refuses a year beyond the lines, and draws them as far as the year otherwise", () => {
    expect(() => state({ year: "2030", until: "2025" })).toThrow("a year up to 2025");
    expect(state({ year: "2030" }).until).toBe(2030);
  });
});

const anyState: fc.Arbitrary<ScalingState> = fc.record({
  series: fc.subarray([...scalingSeries], { minLength: 1 }),
  base: fc.oneof(
    fc.constantFrom("first" as const, "absolute" as const),
    fc.integer({ min: 1997, max: 2040 }),
  ),
  band: fc.constantFrom("none", "line", "point"),
  until: fc.integer({ min: 2023, max: 2040 }),
  year: fc.integer({ min: 1997, max: 2023 }),
  later: fc.constantFrom("off", "on", "fit"),
  paper: fc.constantFrom("on", "off"),
  without: fc.oneof(
    fc.subarray(pointIds()),
    // Few are left: where lines are steep, and where there is none
    fc.subarray(pointIds(), { maxLength: 9 }).map((kept) =>
      pointIds().filter((id) => !kept.includes(id))
    ),
  ),
  controls: fc.constant(["series"]),
});

describe("scaling-trends: any state", () => {
  it("is drawn, with numbers that are numbers and handles on the chart", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expectSoundModel(scalingTrends.draw(state, context));
        for (const value of Object.values(scalingTrends.observe(state, context))) {
          if (typeof value === "number") expect(Number.isFinite(value)).toBe(true);
        }
      }),
      {
        examples: [[{
          series: ["dram-bandwidth"],
          base: 1997,
          band: "none",
          until: 2023,
          year: 1997,
          later: "fit",
          paper: "on",
          without: pointIds(),
          controls: ["series"],
        }]],
      },
    );
  });

  it("is written as properties and read back", () => {
    fc.assert(fc.property(anyState, (state) => {
      expect(scalingTrends.parseProps(scalingTrends.formatProps(state), context)).toEqual(state);
    }));
  });

  it("goes to a preset and is then that preset's", () => {
    fc.assert(fc.property(anyState, fc.constantFrom(...change.scalingPresets), (state, preset) => {
      const next = preset.apply(state);
      expect(change.isPreset(next, preset)).toBe(true);
      expect(scalingTrends.parseProps(scalingTrends.formatProps(next), context)).toEqual(next);
    }));
  });
});
