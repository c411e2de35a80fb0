import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { conventionSentence } from "@/lib/compute/mod.ts";
import { growthSeries } from "@/lib/compute/data/mod.ts";
import { dateInYears, fitTrend, growthOver, valueAt } from "@/lib/compute/trends/mod.ts";
import type { Axis, FigurePropError } from "@/lib/figures/mod.ts";
import { dotsOf, shortLabel } from "@/lib/figures/trend/dots.ts";
import { factorOver, fitOf } from "@/lib/figures/trend/fit.ts";
import { bandArea, decades, straight, trendLines } from "@/lib/figures/trend/lines.ts";
import {
  holdMonth,
  monthIndex,
  monthInYears,
  monthOf,
  nearestMonth,
} from "@/lib/figures/trend/months.ts";
import { readLeftOut, toggled, writeLeftOut } from "@/lib/figures/trend/props.ts";
import {
  counted,
  dateText,
  doublingCell,
  doublingText,
  factorText,
  growthConvention,
  listed,
  spanText,
} from "@/lib/figures/trend/text.ts";
import { growthWorkings } from "@/lib/figures/trend/workings.ts";

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");
const look = { id: "a", name: "a", role: "compute", shape: "circle" } as const;
const trend = fitTrend([
  { date: 2010, value: 1 },
  { date: 2012, value: 5 },
  { date: 2014, value: 15 },
  { date: 2016, value: 60 },
]);
const axis = (min: number, max: number): Axis => ({
  label: "",
  unit: "",
  scale: "log",
  min,
  max,
});

describe("points of a trend", () => {
  it("have ids that differ, that can be written in a link, and keep what the data says", () => {
    for (const { id } of growthSeries) {
      const dots = dotsOf(id);
      expect(new Set(dots.map((dot) => dot.id)).size).toBe(dots.length);
      for (const dot of dots) {
        expect(dot.id).toMatch(/^[a-z0-9][a-z0-9.-]*$/);
        expect(dot.date).toBe(dateInYears(dot.day));
      }
    }
    expect(dotsOf("peak-rate").filter(({ id }) => id === "server-cpu-2012")).toHaveLength(1);
  });

  it("are written short in a chart", () => {
    const short = (label: string) => shortLabel({ label });
    expect(short("H100 SXM FP16 dense (989.5 TF)")).toBe("H100");
    expect(short("HBM2E / H100 PCIe class 2039 GB/s")).toBe("HBM2E");
    expect(short("PCIe 1.0a")).toBe("PCIe 1.0a");
  });
});

describe("the line of a trend", () => {
  it("needs three points of two dates", () => {
    const at = (...dates: number[]) => fitOf(dates.map((date) => ({ date, value: date })));
    expect(at(2010, 2012)).toBeUndefined();
    expect(at(2010, 2010, 2010)).toBeUndefined();
    expect(at(2010, 2010, 2012)?.points).toHaveLength(3);
  });

  it("is solid within its points and dashed beyond", () => {
    const lines = trendLines(look, trend, {
      until: 2020,
      y: axis(0.1, 1e4),
      label: { label: "a" },
    });
    expect(lines.map(({ dash }) => dash)).toEqual(["solid", "dashed"]);
    expect(lines.map(({ points }) => points.map(({ x }) => x))).toEqual([[2010, 2016], [
      2016,
      2020,
    ]]);
    for (const { points } of lines) {
      for (const { x, y } of points) expect(y / valueAt(trend, x)).toBeCloseTo(1, 9);
    }
  });

  it("is cut where it leaves the chart, and not drawn outside", () => {
    const [from, to] = straight(trend, [2010, 2030], axis(1, 100));
    expect(to?.y).toBeCloseTo(100, 9);
    expect(valueAt(trend, to?.x ?? 0)).toBeCloseTo(100, 9);
    expect((from?.y ?? 0) >= 1).toBe(true);
    expect(straight(trend, [2010, 2012], axis(1e6, 1e9))).toEqual([]);
    expect(straight({ slope: 0, meanDate: 2010, meanLog: 0 }, [2010, 2012], axis(0.1, 10)))
      .toEqual([{ x: 2010, y: 1 }, { x: 2012, y: 1 }]);
  });

  it("lies within its band, and that within the chart", () => {
    const band = (of: "line" | "point") =>
      bandArea(look, trend, { of, until: 2020, y: axis(0.1, 1e3) }).points;
    const half = band("line").length / 2;
    const [upper, lower] = [band("line").slice(0, half), band("line").slice(half).toReversed()];
    for (const [index, { x, y }] of upper.entries()) {
      expect(y).toBeGreaterThanOrEqual(Math.min(valueAt(trend, x), 1e3) * (1 - 1e-9));
      expect(lower[index]?.y ?? Infinity).toBeLessThanOrEqual(valueAt(trend, x) * (1 + 1e-9));
      expect(y).toBeLessThanOrEqual(1e3);
    }
    expect(band("point")[0]?.y ?? 0).toBeGreaterThan(band("line")[0]?.y ?? 0);
  });

  it("has an axis of whole decades about all its values", () => {
    expect(decades([3, 40, 700], { least: -9, most: 15 })).toEqual({ min: 1, max: 1000 });
    expect(decades([1e-30, 1e30], { least: -9, most: 15 })).toEqual({ min: 1e-9, max: 1e15 });
    expect(decades([], { least: 0, most: 3 })).toEqual({ min: 1, max: 1000 });
  });

  it("is worked out with the numbers of the fit", () => {
    const [slope, growth, interval] = growthWorkings("A", "compute", trend);
    const number = (text = "") => Number(text.match(/[\d.]+/)?.[0]);
    const [xy = 0, xx = 1] = slope?.numbers.split(" ÷ ").map(number) ?? [];
    expect(xy / xx).toBeCloseTo(trend.slope, 3);
    expect(number(growth?.result)).toBeCloseTo(trend.perTwoYears, 1);
    // The formula, taken at its word
    const [b = 0, t = 0, s = 0, spread = 1] = interval?.numbers.slice(3).match(/(?<!\d)\d+\.?\d*/g)
      ?.slice(1).map(Number) ?? [];
    const { lower, upper } = growthOver(trend, 2);
    expect(10 ** (2 * (b - t * s / Math.sqrt(spread))) / lower).toBeCloseTo(1, 2);
    expect(10 ** (2 * (b + t * s / Math.sqrt(spread))) / upper).toBeCloseTo(1, 2);
  });
});

describe("growth in words", () => {
  it("has three digits, the last even where it is 0, and ends where a trend says nothing", () => {
    expect([1.9, 3.0257, 104.26, 64_313, 0.5].map((each) => plain(factorText(each))))
      .toEqual(["1.90", "3.03", "104", "64 300", "0.500"]);
    expect(plain(factorText(Infinity))).toBe("over 1×10¹⁵");
    expect(plain(factorText(0))).toBe("under 1×10⁻¹⁵");
    expect(factorOver(40, 20)).toBe(1e300);
  });

  it("says how long doubling takes", () => {
    expect(plain(doublingText(Math.log10(2) / 2.16))).toBe("doubles every 2.2 years");
    expect(plain(doublingText(-Math.log10(2) / 3))).toBe("halves every 3.0 years");
    expect(plain(doublingText(Math.log10(2) * 4))).toBe("doubles every 3.0 months");
    expect(doublingText(0)).toBe("hardly changes");
    expect(doublingCell(0)).toBe("never");
    expect(plain(doublingCell(-Math.log10(2)))).toBe("halves in 1.0 years");
    expect(plain(spanText(5000))).toBe("5000 years");
  });

  it("joins lists and counts, and keeps far dates short", () => {
    expect(listed(["a", "b", "c"])).toBe("a, b and c");
    expect(listed(["a"])).toBe("a");
    expect([counted(1, "point"), counted(3, "point")]).toEqual(["1 point", "3 points"]);
    expect(plain(dateText(1e6))).toBe("after 2200");
    expect(plain(dateText(-5))).toBe("before 1950");
  });

  it("states the convention of the computation library", () => {
    expect(growthConvention).toBe(conventionSentence("growth"));
  });
});

describe("months", () => {
  it("are counted, dated and held", () => {
    for (let index = monthIndex("2016-07"); index <= monthIndex("2030-01"); index++) {
      const month = monthOf(index);
      expect(monthIndex(month)).toBe(index);
      expect(nearestMonth(monthInYears(month))).toBe(month);
    }
    expect(nearestMonth(dateInYears("2020-12-20"))).toBe("2021-01");
    expect(holdMonth("2015-02", ["2016-07", "2023-01"])).toBe("2016-07");
    expect(holdMonth("2025-02", ["2016-07", "2023-01"])).toBe("2023-01");
  });
});

describe("points left out", () => {
  const ids = ["alpha", "beta", "gamma"];
  const groups = { greek: ["alpha", "gamma"] };
  const read = (without: string) => readLeftOut({ without }, "without", ids, groups);

  it("are read by id or by a word for several, in the order of the points", () => {
    expect(read("gamma, alpha")).toEqual(["alpha", "gamma"]);
    expect(read("greek, beta")).toEqual(ids);
    expect(read("none")).toEqual([]);
    for (const without of [[], ["beta"], ["alpha", "gamma"], ids]) {
      expect(read(writeLeftOut(without, groups))).toEqual(without);
    }
    expect(writeLeftOut(["alpha", "gamma"], groups)).toBe("greek");
  });

  it("are refused where there is no such point, with the nearest ids", () => {
    let error: FigurePropError | undefined;
    try {
      read("alfa");
    } catch (caught) {
      error = caught as FigurePropError;
    }
    expect(error?.prop).toBe("without");
    expect(error?.value).toBe("alfa");
    expect(error?.allowed[0]).toBe("alpha");
    expect(error?.allowed).toContain("greek");
  });

  it("are left out and taken back", () => {
    expect(toggled(["gamma"], "alpha", true, ids)).toEqual(["alpha", "gamma"]);
    expect(toggled(["alpha", "gamma"], "alpha", false, ids)).toEqual(["gamma"]);
  });
});
