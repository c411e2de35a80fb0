import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { fittedPoints, type GrowthSeriesId } from "@/lib/compute/data/mod.ts";
import {
  crossing,
  dateFromYears,
  extrapolation,
  fitTrend,
  type PaperGrowth,
  paperGrowth,
  ridgePointAt,
  ridgePointGrowth,
  valueAt,
} from "@/lib/compute/trends/mod.ts";

function rate(series: GrowthSeriesId): PaperGrowth {
  const found = paperGrowth().find((growth) => growth.series === series);
  if (found) return found;
  throw new Error(`No growth of ${series}`);
}

describe("the paper's growth rates", () => {
  // Printed rate; fit, its 95 % interval and R² from the table of points by SciPy's linregress
  const rates = [
    ["peak-rate", 3.0, 37, 3.0257288, 2.6823319, 3.4130881, 0.9086445],
    ["dram-bandwidth", 1.6, 12, 1.5915123, 1.4473083, 1.7500843, 0.9223813],
    ["interconnect-rate", 1.4, 10, 1.4150677, 1.3408083, 1.4934399, 0.9650015],
    ["model-parameters", 410, 10, 413.133866, 96.7224036, 1764.6334759, 0.919623],
    ["accelerator-memory", 2, 7, 1.86302496, 1.37468604, 2.52483978, 0.8470251],
    ["training-compute", 750, 10, 755.038372, 77.8889075, 7319.180117, 0.8497904],
  ] as const;

  it("are six", () => {
    expect(paperGrowth().map((growth) => growth.series)).toEqual(rates.map(([series]) => series));
  });

  for (const [series, printed, count, fitted, lower, upper, rSquared] of rates) {
    it(`${series}: ${printed} printed, ${fitted} fitted`, () => {
      const growth = rate(series);
      expect(growth.printedPerTwoYears).toBe(printed);
      expect(growth.trend.points.length).toBe(count);
      const { perTwoYears } = growth;
      expect(Math.abs(perTwoYears.value / fitted - 1)).toBeLessThan(1e-7);
      expect(Math.abs(perTwoYears.lower / lower - 1)).toBeLessThan(1e-7);
      expect(Math.abs(perTwoYears.upper / upper - 1)).toBeLessThan(1e-7);
      expect(growth.trend.rSquared).toBeCloseTo(rSquared, 6);
      expect(growth.difference).toBeCloseTo(fitted / printed - 1, 7);
      expect(growth.printedInInterval).toBe(true);
      expect(growth.conventions[0]).toMatch(/least-squares/);
    });
  }

  it("are our fits rounded, but for 750", () => {
    const rounded = paperGrowth().filter((growth) => growth.roundsToPrinted);
    expect(rounded.map((growth) => growth.series)).toEqual([
      "peak-rate",
      "dram-bandwidth",
      "interconnect-rate",
      "model-parameters",
      "accelerator-memory",
    ]);
    expect(rate("training-compute").explanation).toContain("Ours is 755, which would round to 760");
  });

  it("over twenty years are printed as 60000, 100 and 30", () => {
    const twenty = (series: GrowthSeriesId) => {
      const { perTwentyYears, printedPerTwentyYears } = rate(series);
      return [perTwentyYears.value, printedPerTwentyYears] as const;
    };
    const [peak, bandwidth, link] = [
      twenty("peak-rate"),
      twenty("dram-bandwidth"),
      twenty("interconnect-rate"),
    ];
    expect(peak[0]).toBeCloseTo(64_313, 0);
    expect(bandwidth[0]).toBeCloseTo(104.26, 2);
    expect(link[0]).toBeCloseTo(32.19, 2);
    expect([peak[1], bandwidth[1], link[1]]).toEqual([60_000, 100, 30]);
  });

  it("say what they rest on, in numbers worked out from the points", () => {
    const moe = rate("model-parameters");
    expect(moe.variant?.points.length).toBe(8);
    expect(moe.variant?.perTwoYears.value).toBeCloseTo(213.7, 1);
    expect(moe.explanation).toContain("without these two the growth is 214");
    const peak = rate("peak-rate");
    expect(peak.variant?.points.length).toBe(30);
    expect(peak.variant?.points.every((point) => !/A100|H100|TPU|V100|P100/.test(point.label)))
      .toBe(true);
    expect(peak.variant?.perTwoYears.value).toBeCloseTo(2.821, 3);
    expect(peak.explanation).toContain("precision");
    expect(peak.explanation).toContain("2.82");
    expect(rate("training-compute").variant?.perTwoYears.value).toBeCloseTo(403.3, 1);
    const link = rate("interconnect-rate").explanation;
    expect(link).toContain("signalling rates of one lane");
    expect(link).toContain("40 times");
    expect(link).toContain("112.5 times, which is 1.61 every two years");
    expect(rate("accelerator-memory").explanation).toContain("1.86 rounded to one digit");
    expect(rate("dram-bandwidth").explanation).toContain("1.6 every two years would be 110");
  });

  it("have intervals that narrow at lower levels", () => {
    const [at95] = paperGrowth();
    const [at50] = paperGrowth({ level: 0.5 });
    expect(at50?.perTwoYears.level).toBe(0.5);
    expect(at50?.perTwoYears.upper).toBeLessThan(at95?.perTwoYears.upper ?? NaN);
    expect(at50?.variant?.perTwoYears.level).toBe(0.5);
  });
});

describe("the ridge point", () => {
  const compute = fitTrend(fittedPoints("peak-rate"));
  const bandwidth = fitTrend(fittedPoints("dram-bandwidth"));

  it("of the paper's figure doubles in about two years", () => {
    const growth = ridgePointGrowth(compute, bandwidth);
    // 3.0257 ÷ 1.5915, and 2·ln 2 ÷ ln 1.9012
    expect(growth.perTwoYears.value).toBeCloseTo(1.9012, 4);
    expect(growth.doubling.years).toBeCloseTo(2.1578, 4);
    expect(growth.doubling.set.shape).toBe("between");
    expect(growth.perTwoYears.lower).toBeGreaterThan(1);
    expect(growth.common.from).toBe(bandwidth.firstDate);
    expect(growth.common.to).toBe(bandwidth.lastDate);
  });

  it("at a date is the quotient of the two lines and grows as they say", () => {
    const at = (date: string) => ridgePointAt(compute, bandwidth, date);
    expect(at("2016-01-01")).toBeCloseTo(
      valueAt(compute, "2016-01-01") / valueAt(bandwidth, "2016-01-01"),
      9,
    );
    expect(at("2020-01-01") / at("2016-01-01")).toBeCloseTo(1.9012 ** 2, 3);
  });

  it("is 1 FLOP/byte where the lines cross, as the bandwidths begin", () => {
    const { date = NaN } = crossing(compute, bandwidth);
    expect(ridgePointAt(compute, bandwidth, date)).toBeCloseTo(1, 9);
    expect(dateFromYears(date)).toMatch(/^2005-03/);
    expect(extrapolation(bandwidth, date).side).toBe("within");
  });
});
