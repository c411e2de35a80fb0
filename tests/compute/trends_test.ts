import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import { Random } from "@/lib/compute/mod.ts";
import {
  incompleteBeta,
  studentTProbability,
  studentTQuantile,
  twoSidedT,
} from "@/lib/compute/statistics/mod.ts";
import {
  convertGrowth,
  crossing,
  type DatedValue,
  dateFromYears,
  dateInYears,
  doublingTime,
  doublingYears,
  extrapolation,
  fitTrend,
  growthOver,
  normalizeTrend,
  perTwoYearsFromPerYear,
  perYearFromDoubling,
  perYearFromPerTwoYears,
  ratioGrowth,
  trendBand,
  valueAt,
  yearsToRatio,
} from "@/lib/compute/trends/mod.ts";

/** Points scattered about a line of logarithms. */
function scattered(
  seed: number,
  { count = 12, slope = 0.2, start = 0, scatter = 0.1, from = 2000 } = {},
): DatedValue[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, i) => ({
    date: from + i,
    value: 10 ** (start + slope * i + scatter * random.normal()),
  }));
}

/** The first of four data sets by Anscombe (1973), as logarithms. */
const anscombe: DatedValue[] = ([
  [10, 8.04],
  [8, 6.95],
  [13, 7.58],
  [9, 8.81],
  [11, 8.33],
  [14, 9.96],
  [6, 7.24],
  [4, 4.26],
  [12, 10.84],
  [7, 4.82],
  [5, 5.68],
] as const).map(([date, log]) => ({ date, value: 10 ** log }));

describe("Student's t", () => {
  // Solved at 40 digits by another program (mpmath)
  const quantiles = [
    [0.975, 1, 12.7062047361747046],
    [0.975, 2, 4.30265272974946385],
    [0.975, 3, 3.18244630528370959],
    [0.975, 10, 2.22813885198627475],
    [0.975, 35, 2.03010792825034318],
    [0.995, 4, 4.60409487134999323],
    [0.9995, 7, 5.40788252086172524],
    [0.75, 6, 0.717558196491412566],
    [0.975, 120, 1.97993040508244085],
    [0.975, 1000, 1.96233908082640848],
    [0.975, 1e6, 1.95996635681410704],
    [0.6, 2.5, 0.281459512748547657],
    [0.999, 0.5, 102849.115630175554],
  ] as const;
  for (const [probability, degrees, expected] of quantiles) {
    it(`has the quantile of ${probability} at ${degrees} degrees of freedom`, () => {
      expect(Math.abs(studentTQuantile(probability, degrees) / expected - 1)).toBeLessThan(1e-11);
    });
  }

  it("agrees with a printed table", () => {
    // Columns 0.90, 0.95, 0.975, 0.99, 0.995 of the table in many textbooks
    const table = [
      [1, 3.077684, 6.313752, 12.7062, 31.82052, 63.65674],
      [5, 1.475884, 2.015048, 2.57058, 3.36493, 4.03214],
      [9, 1.383029, 1.833113, 2.26216, 2.82144, 3.24984],
    ] as const;
    for (const [degrees, ...row] of table) {
      row.forEach((printed, i) => {
        const probability = [0.9, 0.95, 0.975, 0.99, 0.995][i] ?? NaN;
        expect(Math.abs(studentTQuantile(probability, degrees) - printed)).toBeLessThan(6e-6);
      });
    }
  });

  it("has closed forms at one and two degrees", () => {
    fc.assert(fc.property(fc.double({ min: 1e-4, max: 1 - 1e-4, noNaN: true }), (p) => {
      const cauchy = -1 / Math.tan(Math.PI * p);
      expect(Math.abs(studentTQuantile(p, 1) - cauchy)).toBeLessThan(1e-9 * (1 + Math.abs(cauchy)));
      const two = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
      expect(Math.abs(studentTQuantile(p, 2) - two)).toBeLessThan(1e-9 * (1 + Math.abs(two)));
    }));
  });

  it("has quantiles that invert its probabilities", () => {
    fc.assert(fc.property(
      fc.double({ min: -8, max: 8, noNaN: true }),
      fc.double({ min: 0.3, max: 500, noNaN: true }),
      (t, degrees) => {
        const probability = studentTProbability(t, degrees);
        fc.pre(probability > 1e-12 && probability < 1 - 1e-12);
        const back = studentTProbability(studentTQuantile(probability, degrees), degrees);
        expect(Math.abs(back - probability)).toBeLessThan(1e-11);
      },
    ));
  });

  it("has an incomplete beta function that sums binomial terms", () => {
    // P(at least 3 of 7 with chance x) = I_x(3, 5)
    const x = 0.37;
    const choose = [1, 7, 21, 35, 35, 21, 7, 1];
    const sum = choose.reduce(
      (sum, c, k) => k < 3 ? sum : sum + c * x ** k * (1 - x) ** (7 - k),
      0,
    );
    expect(incompleteBeta(x, 3, 5)).toBeCloseTo(sum, 13);
    expect(incompleteBeta(0, 3, 5)).toBe(0);
    expect(incompleteBeta(1, 3, 5)).toBe(1);
  });

  it("refuses what is out of range", () => {
    expect(() => studentTQuantile(1, 5)).toThrow(
      "probability is 1: it must be above 0 and below 1",
    );
    expect(() => studentTQuantile(0.5, 0)).toThrow("degrees is 0");
    expect(() => twoSidedT(0, 5)).toThrow("level is 0");
    expect(() => studentTProbability(NaN, 5)).toThrow("t is NaN");
    expect(() => incompleteBeta(1.5, 1, 1)).toThrow("x is 1.5: it must be from 0 to 1");
  });
});

describe("dates in years", () => {
  it("go forth and back for every day", () => {
    fc.assert(fc.property(fc.integer({ min: -300_000, max: 300_000 }), (day) => {
      const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
      expect(dateFromYears(dateInYears(date))).toBe(date);
    }));
  });

  it("are a day apart by 1/365.25", () => {
    expect(dateInYears("2020-03-01") - dateInYears("2020-02-28")).toBeCloseTo(2 / 365.25, 12);
    expect(dateInYears("1900-03-01") - dateInYears("1900-02-28")).toBeCloseTo(1 / 365.25, 12);
    expect(dateInYears("2004")).toBe(2004);
    expect(dateInYears("2004-02")).toBe(dateInYears("2004-02-01"));
  });

  it("refuse what is no date", () => {
    for (
      const date of ["2021-02-29", "2020-13-01", "2020-1-1", "", "14.05.2020", "2020-05-14T00"]
    ) {
      expect(() => dateInYears(date)).toThrow(RangeError);
    }
    expect(() => dateInYears(NaN)).toThrow("date is NaN: it must be a finite number of years");
    expect(() => dateInYears(null as unknown as string)).toThrow(TypeError);
    expect(() => dateFromYears(0)).toThrow("years is 0: it must be from 1 to 9999");
  });
});

describe("a fitted trend", () => {
  it("has the published fit of Anscombe's data", () => {
    // Slope 0.5, intercept 3, R² 0.67, standard error of the slope 0.118; digits from SciPy
    const trend = fitTrend(anscombe);
    expect(trend.slope).toBeCloseTo(0.5000909090909091, 12);
    expect(Math.log10(valueAt(trend, 0))).toBeCloseTo(3.0000909090909103, 12);
    expect(trend.rSquared).toBeCloseTo(0.666542459508775, 12);
    expect(trend.slopeError).toBeCloseTo(0.11790550059563408, 12);
    expect(trend.standardError).toBeCloseTo(1.236603322726321, 12);
  });

  it("has the bands of Anscombe's data, within and beyond them", () => {
    const trend = fitTrend(anscombe);
    const lines = trendBand(trend, [9, 20]);
    const points = trendBand(trend, [9, 20], { of: "point" });
    const logs = [...lines, ...points].map(({ lower, upper }) =>
      [Math.log10(lower), Math.log10(upper)] as const
    );
    const expected = [
      [6.657463949878942, 8.344354231939244],
      [9.949150314384397, 16.054667867433793],
      [4.579129415586454, 10.422688766231731],
      [8.861289220304009, 17.14252896151418],
    ] as const;
    expected.forEach(([lower, upper], i) => {
      expect(logs[i]?.[0]).toBeCloseTo(lower, 9);
      expect(logs[i]?.[1]).toBeCloseTo(upper, 9);
    });
  });

  it("finds an exact line wherever it lies", () => {
    fc.assert(fc.property(
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: -5, max: 12, noNaN: true }),
      fc.integer({ min: 1900, max: 2100 }),
      (slope, start, from) => {
        const points = [0, 0.5, 2, 7].map((x) => ({
          date: from + x,
          value: 10 ** (start + slope * x),
        }));
        const trend = fitTrend(points);
        expect(trend.slope).toBeCloseTo(slope, 9);
        expect(Math.abs(trend.slopeError)).toBeLessThan(1e-9);
        expect(Math.abs(Math.log10(valueAt(trend, from)) - start)).toBeLessThan(1e-9);
      },
    ));
  });

  it("is not worse than lines beside it, and its residuals cancel", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const points = scattered(seed);
        const trend = fitTrend(points);
        const error = (slope: number, log: number) =>
          points.reduce(
            (sum, { date, value }) =>
              sum + (Math.log10(value) - log - slope * (Number(date) - trend.meanDate)) ** 2,
            0,
          );
        const least = error(trend.slope, trend.meanLog);
        for (const [a, b] of [[1e-3, 0], [-1e-3, 0], [0, 1e-3], [0, -1e-3]] as const) {
          expect(error(trend.slope + a, trend.meanLog + b)).toBeGreaterThan(least);
        }
        const residuals = trend.points.map((point) => point.residual);
        expect(residuals.reduce((sum, r) => sum + r, 0)).toBeCloseTo(0, 10);
        expect(residuals.reduce((sum, r) => sum + r * r, 0)).toBeCloseTo(least, 10);
      }),
      { numRuns: 50 },
    );
  });

  it("keeps its growth under another unit, another start and another order", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const points = scattered(seed);
        const trend = fitTrend(points);
        const changed = fitTrend(
          points.map(({ date, value }) => ({ date: Number(date) - 1500, value: value * 1e9 }))
            .reverse(),
        );
        expect(changed.slope).toBeCloseTo(trend.slope, 12);
        expect(changed.slopeError).toBeCloseTo(trend.slopeError, 12);
        expect(changed.rSquared).toBeCloseTo(trend.rSquared, 10);
      }),
      { numRuns: 50 },
    );
  });

  it("has intervals that hold the truth as often as they say", () => {
    // 2000 data sets from known lines: 90 % intervals hold the slope, the line and a new point
    const held = { slope: 0, line: 0, point: 0 };
    const runs = 2000;
    for (let seed = 0; seed < runs; seed++) {
      const truth = 0.15;
      const trend = fitTrend(scattered(seed, { count: 6, slope: truth, scatter: 0.2 }), {
        level: 0.9,
      });
      const growth = growthOver(trend, 1);
      if (growth.lower < 10 ** truth && 10 ** truth < growth.upper) held.slope++;
      const at = 2008;
      const [line] = trendBand(trend, [at]);
      const [point] = trendBand(trend, [at], { of: "point" });
      const log = truth * (at - 2000);
      const drawn = 10 ** (log + 0.2 * new Random(1e6 + seed).normal());
      if (line && line.lower < 10 ** log && 10 ** log < line.upper) held.line++;
      if (point && point.lower < drawn && drawn < point.upper) held.point++;
    }
    for (const count of Object.values(held)) {
      // Four deviations of a binomial count are 2.7 %
      expect(Math.abs(count / runs - 0.9)).toBeLessThan(0.027);
    }
  });

  it("has a line band inside its point band, narrowest at the mean date, wider at higher levels", () => {
    const trend = fitTrend(scattered(5));
    const dates = [1990, 2000, trend.meanDate, 2010, 2030];
    const width = (band: readonly { lower: number; upper: number }[]) =>
      band.map(({ lower, upper }) => Math.log10(upper / lower));
    const line = width(trendBand(trend, dates));
    const point = width(trendBand(trend, dates, { of: "point" }));
    const surer = width(trendBand(trend, dates, { level: 0.99 }));
    line.forEach((w, i) => {
      expect(w).toBeLessThan(point[i] ?? 0);
      expect(w).toBeLessThan(surer[i] ?? 0);
      expect(w).toBeGreaterThanOrEqual(line[2] ?? NaN);
    });
  });

  it("says how far a date lies outside its points", () => {
    const trend = fitTrend([{ date: 2010, value: 1 }, { date: 2015, value: 2 }, {
      date: 2020,
      value: 3,
    }]);
    expect(extrapolation(trend, 2005)).toEqual({ side: "before", years: 5, spans: 0.5 });
    expect(extrapolation(trend, "2012-06-01")).toEqual({ side: "within", years: 0, spans: 0 });
    expect(extrapolation(trend, 2020).side).toBe("within");
    expect(extrapolation(trend, 2040)).toEqual({ side: "after", years: 20, spans: 2 });
  });

  it("takes two points, but gives them no interval", () => {
    const trend = fitTrend([{ date: 2000, value: 1 }, { date: 2010, value: 32 }]);
    expect(trend.perTwoYears).toBeCloseTo(2, 12);
    expect(trend.standardError).toBe(NaN);
    const message = "The trend has 2 points: an interval needs 3";
    expect(() => growthOver(trend, 2)).toThrow(message);
    expect(() => doublingTime(trend)).toThrow(message);
    expect(() => trendBand(trend, [2000])).toThrow(message);
    expect(() => ratioGrowth(trend, fitTrend(scattered(1)))).toThrow(RangeError);
  });

  it("refuses points it cannot be drawn through", () => {
    const one = { date: 2000, value: 1 };
    expect(() => fitTrend([one])).toThrow("points has 1: a trend needs at least 2");
    expect(() => fitTrend([one, one, one])).toThrow("points all have the date 2000");
    expect(() => fitTrend([one, { date: 2001, value: 0 }])).toThrow("points[1].value is 0");
    expect(() => fitTrend([one, { date: "2001-02-30", value: 1 }])).toThrow("2001-02-30");
    expect(() => fitTrend([one, { date: 2001, value: NaN }])).toThrow(RangeError);
    expect(() => fitTrend(one as unknown as DatedValue[])).toThrow(TypeError);
    expect(() => fitTrend(scattered(1), { level: 1 })).toThrow("level is 1");
    expect(() => growthOver(fitTrend(scattered(1)), 0)).toThrow("years is 0");
    expect(() => trendBand(fitTrend(scattered(1)), [2000], { of: "mean" as "line" })).toThrow(
      'of is "mean": it must be "line" or "point"',
    );
  });
});

describe("a normalized trend", () => {
  it("starts at 1 and grows as before", () => {
    const trend = fitTrend(scattered(3, { start: 9 }));
    const multiples = normalizeTrend(trend);
    expect(multiples.points[0]?.value).toBe(1);
    expect(multiples.perTwoYears).toBe(trend.perTwoYears);
    const base = trend.points[0]?.value ?? NaN;
    expect(valueAt(multiples, 2020)).toBeCloseTo(valueAt(trend, 2020) / base, 6);
    const line = normalizeTrend(trend, valueAt(trend, trend.firstDate));
    expect(valueAt(line, trend.firstDate)).toBeCloseTo(1, 12);
    expect(() => normalizeTrend(trend, 0)).toThrow("base is 0");
  });
});

describe("growth and doubling", () => {
  it("converts between spans", () => {
    // Printed beside one another: 1.4 every two years as about 18 % a year, a doubling in four years
    expect(perYearFromPerTwoYears(1.4)).toBeCloseTo(1.1832, 4);
    expect(doublingYears(perYearFromPerTwoYears(1.4))).toBeCloseTo(4.12, 2);
    expect(convertGrowth(1.6, { from: 2, to: 20 })).toBeCloseTo(109.95, 2);
    expect(perYearFromDoubling(doublingYears(1.8))).toBeCloseTo(1.8, 12);
    expect(perTwoYearsFromPerYear(perYearFromPerTwoYears(3))).toBeCloseTo(3, 12);
    expect(yearsToRatio(1000, 2)).toBeCloseTo(9.9658, 4);
    expect(yearsToRatio(1, 1)).toBe(0);
    expect(doublingYears(0.5)).toBe(-1);
    expect(perYearFromDoubling(Infinity)).toBe(1);
    expect(() => perYearFromDoubling(0)).toThrow("years is 0");
    expect(() => convertGrowth(0, { from: 2, to: 1 })).toThrow("factor is 0");
    expect(() => yearsToRatio(-1, 2)).toThrow("ratio is -1");
  });

  it("has a doubling time whose set has no upper end where growth is uncertain", () => {
    const sure = doublingTime(fitTrend(scattered(1)));
    expect(sure.set.shape).toBe("between");
    expect(sure.set.lower).toBeLessThan(sure.years);
    expect(sure.set.upper).toBeGreaterThan(sure.years);
    const trend = fitTrend([0, 1, 2, 3].map((x) => ({ date: x, value: [1, 3, 1, 3.2][x] ?? NaN })));
    const unsure = doublingTime(trend);
    expect(unsure.set.shape).toBe("outside");
    expect(unsure.set.lower).toBeLessThan(0);
    expect(unsure.set.upper).toBeGreaterThan(0);
    // Its ends are those slopes at which the interval of the growth ends
    const { lower, upper } = growthOver(trend, 1);
    expect(doublingYears(upper)).toBeCloseTo(unsure.set.upper, 9);
    expect(doublingYears(lower)).toBeCloseTo(unsure.set.lower, 9);
    const falling = doublingTime(fitTrend(scattered(1, { slope: -0.2 })));
    expect(falling.years).toBeLessThan(0);
    expect(falling.set.shape).toBe("between");
    expect(falling.set.lower).toBeLessThan(falling.set.upper);
  });
});

describe("two trends", () => {
  it("cross where their values agree", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (a, b) => {
        const first = fitTrend(scattered(a, { start: 3, slope: 0.1 }));
        const second = fitTrend(scattered(b, { slope: 0.3, from: 2003 }));
        const { date, value, set } = crossing(first, second);
        expect(valueAt(first, date ?? NaN) / valueAt(second, date ?? NaN)).toBeCloseTo(1, 9);
        expect((value ?? NaN) / valueAt(first, date ?? NaN)).toBeCloseTo(1, 9);
        if (set?.shape === "between") {
          expect(set.lower).toBeLessThanOrEqual(date ?? NaN);
          expect(set.upper).toBeGreaterThanOrEqual(date ?? NaN);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("have a crossing whose set ends where the difference is t errors from 0", () => {
    const first = fitTrend(scattered(8, { start: 3, slope: 0.1 }));
    const second = fitTrend(scattered(9, { slope: 0.3 }));
    const { date = NaN, set } = crossing(first, second);
    expect(set?.shape).toBe("between");
    const distance = (at: number) => {
      const parts = [first, second].map((trend) =>
        trend.standardError ** 2 *
        (1 / trend.points.length + (at - trend.meanDate) ** 2 / trend.spread)
      );
      const gap = Math.log10(valueAt(first, at) / valueAt(second, at));
      return Math.abs(gap) / Math.sqrt((parts[0] ?? NaN) + (parts[1] ?? NaN));
    };
    expect(distance(date)).toBeCloseTo(0, 9);
    const t = distance(set?.lower ?? NaN);
    expect(distance(set?.upper ?? NaN)).toBeCloseTo(t, 8);
    // Between the t of both degrees together and that of one alone
    expect(t).toBeGreaterThan(twoSidedT(0.95, 20));
    expect(t).toBeLessThan(twoSidedT(0.95, 10));
  });

  it("have crossing sets that hold the true date as often as they say", () => {
    let held = 0;
    const runs = 1000;
    for (let seed = 0; seed < runs; seed++) {
      // Lines that cross in 2015 with unlike scatter
      const first = fitTrend(scattered(2 * seed, { start: 3, slope: 0.1, scatter: 0.3 }));
      const second = fitTrend(scattered(2 * seed + 1, { slope: 0.3, scatter: 0.1 }));
      const { set } = crossing(first, second, { level: 0.9 });
      if (set?.shape === "between" && set.lower < 2015 && 2015 < set.upper) held++;
      if (set?.shape === "outside" && (set.lower > 2015 || 2015 > set.upper)) held++;
      if (set?.shape === "everything") held++;
    }
    expect(Math.abs(held / runs - 0.9)).toBeLessThan(0.04);
  });

  it("say so where they are parallel or nearly so", () => {
    const shift = (factor: number) =>
      fitTrend(
        scattered(4, { scatter: 0.05 }).map(({ date, value }) => ({ date, value: value * factor })),
      );
    const parallel = crossing(shift(1), shift(10));
    expect(parallel.date).toBe(undefined);
    expect(parallel.value).toBe(undefined);
    expect(parallel.outside).toBe(undefined);
    expect(parallel.set?.shape).toBe("outside");
    expect(crossing(shift(1), shift(1)).set?.shape).toBe("everything");
    // Growth that cannot be told apart: a date, but no bounds on it
    const nearly = crossing(
      fitTrend(scattered(1, { start: 2, slope: 0.2, scatter: 0.3 })),
      fitTrend(scattered(2, { slope: 0.21, scatter: 0.3 })),
    );
    expect(nearly.date).not.toBe(undefined);
    expect(["outside", "everything"]).toContain(nearly.set?.shape);
  });

  it("cross at a date that is marked as beyond the data", () => {
    const first = fitTrend(scattered(1, { start: 10, slope: 0.1 }));
    const { outside } = crossing(first, fitTrend(scattered(2, { slope: 0.3 })));
    expect(outside?.first.side).toBe("after");
    expect(outside?.first.spans).toBeGreaterThan(2);
  });

  it("have a ratio that grows by the quotient of their growth", () => {
    const first = fitTrend(scattered(1, { slope: 0.25 }));
    const second = fitTrend(scattered(2, { slope: 0.1 }));
    const ratio = ratioGrowth(first, second);
    expect(ratio.perTwoYears.value).toBeCloseTo(first.perTwoYears / second.perTwoYears, 12);
    expect(ratio.perYear ** 2).toBeCloseTo(ratio.perTwoYears.value, 12);
    expect(doublingYears(ratio.perYear)).toBeCloseTo(ratio.doubling.years, 12);
    expect(ratio.perTwoYears.lower).toBeLessThan(ratio.perTwoYears.value);
    // With equal spreads and points it is the fit of the ratios of the points
    const direct = fitTrend(first.points.map(({ date, value }, i) => ({
      date,
      value: value / (second.points[i]?.value ?? NaN),
    })));
    expect(direct.perTwoYears).toBeCloseTo(ratio.perTwoYears.value, 10);
  });
});
