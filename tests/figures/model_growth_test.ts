import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import { fittedPoints, growthPoints } from "@/lib/compute/data/mod.ts";
import { dateInYears, fitTrend, growthOver, valueAt } from "@/lib/compute/trends/mod.ts";
import { FigurePropError } from "@/lib/figures/mod.ts";
import type { PointSeries } from "@/lib/figures/mod.ts";
import * as change from "@/lib/figures/model_growth/change.ts";
import { pointIds } from "@/lib/figures/model_growth/data.ts";
import { modelGrowth } from "@/lib/figures/model_growth/mod.ts";
import type { GrowthState } from "@/lib/figures/model_growth/state.ts";
import { countText, durationText } from "@/lib/figures/model_growth/text.ts";
import { context } from "./support.ts";
import { expectSoundModel } from "./trend_support.ts";

const state = (attributes: Record<string, string> = {}) =>
  modelGrowth.parseProps(attributes, context);
const draw = (attributes: Record<string, string> = {}) =>
  modelGrowth.draw(state(attributes), context);
const observe = (attributes: Record<string, string> = {}) =>
  modelGrowth.observe(state(attributes), context);
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

const models = fitTrend(fittedPoints("model-parameters"));
const memory = fitTrend(fittedPoints("accelerator-memory"));
const training = fitTrend(fittedPoints("training-compute"));

/** The date at which the models' line takes `bytes` a parameter of `devices` memories, by halving. */
function meeting(bytes: number, devices: number): number {
  let [from, to] = [2015, 2030];
  while (to - from > 1e-9) {
    const date = (from + to) / 2;
    if (valueAt(models, date) * bytes < valueAt(memory, date) * devices) from = date;
    else to = date;
  }
  return from;
}

describe("model-growth: parameters", () => {
  it("states both rates and when the models outgrew the memory", () => {
    expect(plain(draw().finding)).toBe(
      "Transformers grow 413 times every two years, the memory of an accelerator 1.86 times: at " +
        "2 bytes a parameter, the model of the trend outgrew one accelerator in Dec 2019",
    );
    expect(plain(modelGrowth.tell(state(), context))).toBe(`${plain(draw().finding)}.`);
  });

  it("shows how wide the interval is", () => {
    const { lower, upper } = growthOver(models, 2);
    expect(observe().model_growth_low).toBeCloseTo(lower, 9);
    expect(observe().model_growth_high).toBeCloseTo(upper, 9);
    expect(plain(draw().readout.rows[0]?.cells[1]?.text ?? "")).toBe("96.7 to 1765");
    expect(draw().chart.series.filter(({ kind }) => kind === "area")).toHaveLength(2);
    expect(draw({ band: "none" }).chart.series.some(({ kind }) => kind === "area")).toBe(false);
  });

  it("draws models that are not fitted as other shapes, and only shows them", () => {
    const series = draw().chart.series.filter((each) => each.kind === "points") as PointSeries[];
    const of = (id: string) => series.find((each) => each.id === id);
    expect(of("cnn")).toMatchObject({ shape: "triangle", hollow: true });
    expect(of("cnn")?.points).toHaveLength(5);
    expect(of("others")?.points.map(({ y }) => y)).toEqual([1e13]);
    expect(of("mixtures")?.points).toHaveLength(2);
    expect(of("transformers")?.points).toHaveLength(8);
    expect(observe()).toMatchObject({ model_points: 10, memory_points: 7, left_out: 0 });
  });

  it("draws memory as the parameters it holds", () => {
    const squares = (bytes: string) => {
      const series = draw({ bytes }).chart.series.find(({ id, kind }) =>
        id === "accelerators" && kind === "points"
      ) as PointSeries;
      return series.points.map(({ y }) => y);
    };
    expect(squares("2")[0]).toBe(6e9);
    // The paper's figure: GB ÷ 6
    const plotted = growthPoints.filter(({ series }) => series === "accelerator-memory")
      .map((point) => (point.plotted ?? NaN) * 1e9);
    for (const [index, value] of squares("6").entries()) {
      expect(value / (plotted[index] ?? NaN)).toBeCloseTo(1, 4);
    }
  });

  for (const [bytes, devices] of [[2, 1], [6, 1], [16, 8], [2, 1024]] as const) {
    it(`finds where the trend outgrows ${devices} at ${bytes} bytes`, () => {
      const attributes = { bytes: String(bytes), devices: String(devices) };
      expect(observe(attributes).crossing).toBeCloseTo(meeting(bytes, devices), 6);
      const [, mark] = draw({ ...attributes, until: "2024" }).chart.annotations
        .filter(({ kind }) => kind === "vertical");
      expect(mark?.kind === "vertical" && mark.at).toBeCloseTo(meeting(bytes, devices), 6);
    });
  }

  it("counts the accelerators that hold the trend's model, and the largest one known", () => {
    const date = dateInYears("2021-06");
    const needed = valueAt(models, date) * 2 / valueAt(memory, date);
    expect(observe().accelerators).toBe(Math.ceil(needed));
    // Switch Transformer, 1.6 trillion, on 80 GB
    expect(observe().largest_accelerators).toBe(40);
    // GPT-3, 175 billion, on 40 GB
    expect(observe({ at: "2020-06", bytes: "16" }).largest_accelerators).toBe(70);
    expect(plain(draw({ at: "2020-06" }).readout.rows[2]?.label ?? ""))
      .toBe("Largest by then: GPT-3");
    expect(observe({ at: "2018-01" }).accelerators).toBe(1);
  });

  it("draws how many it takes between the lines, where it takes more than one", () => {
    const segment = (at: string) =>
      draw({ at }).chart.annotations.find(({ kind }) => kind === "segment")?.label;
    expect(segment("2021-06")).toBe(`${observe().accelerators} accelerators`);
    expect(segment("2019-01")).toBeUndefined();
  });

  it("fits without the mixtures of experts", () => {
    const rest = fitTrend(
      fittedPoints("model-parameters").filter(({ label }) => !/GShard|Switch/.test(label)),
    );
    const without = { without: "mixture-of-experts" };
    expect(observe(without).model_growth).toBeCloseTo(rest.perTwoYears, 9);
    expect(plain(draw(without).finding)).toMatch(/^Without 2 of 17 points, Transformers grow 214 /);
    expect(draw(without).notes.join(" ")).not.toContain("mixtures of experts");
    expect(draw({ without: "gpt-3" }).finding).toMatch(/^Without GPT-3, /);
  });

  it("says which series has too few points left", () => {
    const ids = fittedPoints("accelerator-memory").length;
    const devices = pointIds().slice(10, 10 + ids).join(",");
    expect(plain(draw({ without: devices }).finding)).toMatch(
      /^Without 7 of 17 points, Transformers grow 413 times every two years, but accelerators have/,
    );
    expect(observe({ without: devices })).toMatchObject({ memory_growth: 0, crossing: 0 });
    const all = draw({ without: pointIds().join(",") });
    expect(all.finding).toContain("Transformers and accelerators have too few points left");
    expect(all.chart.handles).toEqual([]);
  });
});

describe("model-growth: training compute", () => {
  const compute = { measure: "training-compute" };

  it("sets the fit against Moore's law, and against the time of one machine", () => {
    const work = valueAt(training, dateInYears("2020-05"));
    const years = work / 312e12 / (365.25 * 86_400);
    expect(plain(draw(compute).finding)).toBe(
      "Training a Transformer takes 755 times the compute every two years, Moore’s law gives " +
        `2 times: in May 2020 the trend takes ${(work / 1e22).toPrecision(3)}×10²² FLOP, ` +
        `${years.toPrecision(3)} years of one A100 at its FP16 peak`,
    );
    expect(observe(compute).training).toMatchObject({ dimension: { flop: 1 } });
    expect(observe(compute)).toMatchObject({ model_points: 10, memory_growth: 0, parameters: 0 });
  });

  it("draws Moore's law between its two ends and on", () => {
    const law = draw(compute).chart.series.find(({ id }) => id === "moore");
    const [from, to] = law?.points ?? [];
    expect(from).toEqual({ x: dateInYears("2012-05-31"), y: expect.closeTo(3.185e17, -14) });
    const growth = (to?.y ?? 0) / (from?.y ?? 1);
    const years = (to?.x ?? 0) - (from?.x ?? 0);
    expect(growth ** (2 / years)).toBeCloseTo(2.0009, 3);
  });

  it("leaves out single models", () => {
    const rest = fitTrend(
      fittedPoints("training-compute").filter(({ label }) => label !== "GPT-3"),
    );
    expect(observe({ ...compute, without: "gpt-3" }).model_growth)
      .toBeCloseTo(rest.perTwoYears, 9);
  });
});

describe("model-growth: the month", () => {
  const drag = (x: number, attributes: Record<string, string> = {}) =>
    modelGrowth.drag(state(attributes), "at", { x, y: 1 }, context).at;
  const step = (by: Parameters<typeof modelGrowth.step>[2]) =>
    modelGrowth.step(state({ at: "2020-01" }), "at", by, context).at;

  it("is moved by months, as far as the lines are drawn", () => {
    expect(drag(dateInYears("2019-04-20"))).toBe("2019-05");
    expect(drag(2300)).toBe("2023-01");
    expect(drag(2300, { until: "2030" })).toBe("2030-01");
    expect(drag(-10)).toBe("2016-07");
    expect([step("less"), step("more"), step("much-less"), step("much-more")])
      .toEqual(["2019-12", "2020-02", "2019-01", "2021-01"]);
    expect([step("least"), step("most")]).toEqual(["2016-07", "2023-01"]);
    expect(change.setUntil(state({ until: "2028", at: "2027-03" }), 2024).at).toBe("2024-01");
  });

  it("stands on the line that there is", () => {
    const early = draw({ at: "2016-08" }).chart.handles[0];
    expect(plain(early?.valueText ?? "")).toMatch(/^Aug 2016: memory of an accelerator/);
    expect(draw({ at: "2016-08", measure: "training-compute" }).chart.handles[0]?.x)
      .toBe(dateInYears("2018-01"));
  });
});

describe("model-growth: words", () => {
  it("counts in millions, billions and trillions", () => {
    expect([6.5e7, 1.75e11, 1.6e12, 9.999e11, 999].map((each) => plain(countText(each))))
      .toEqual(["65 million", "175 billion", "1.6 trillion", "1 trillion", "999"]);
  });

  it("measures work from minutes to years", () => {
    expect([120, 7200, 86_400 * 3, 365.25 * 86_400 * 8.3].map((each) => plain(durationText(each))))
      .toEqual(["2 minutes", "2 hours", "3 days", "8.3 years"]);
  });
});

describe("model-growth: properties", () => {
  const cases: [string, string, string][] = [
    ["measure", "tokens", "training-compute"],
    ["bytes", "64", "0.5 to 32"],
    ["bytes", "many", "0.5 to 32"],
    ["devices", "0", "1 to 65536"],
    ["band", "wide", "point"],
    ["until", "2040", "2030"],
    ["at", "2020-13", "2016-07"],
    ["at", "2015-01", "2016-07"],
    ["without", "gpt-5", "mixture-of-experts"],
    ["controls", "year", "bytes"],
    ["year", "2020", "measure"],
  ];
  for (const [prop, value, allowed] of cases) {
    it(`refuses ${prop}="${value}" and says what is allowed`, () => {
      expect(() => state({ [prop]: value })).toThrow(FigurePropError);
      expect(() => state({ [prop]: value })).toThrow(`${prop}="${value}"`);
      expect(() => state({ [prop]: value })).toThrow(allowed);
    });
  }

  it("takes a year for its January, and draws the lines that far", () => {
    expect(state({ at: "2026" })).toMatchObject({ at: "2026-01", until: 2026 });
    expect(state({ at: "2026-02" }).until).toBe(2027);
    expect(() => state({ at: "2026-02", until: "2026" })).toThrow("2026-01");
  });
});

const anyState: fc.Arbitrary<GrowthState> = fc.record({
  measure: fc.constantFrom("parameters", "training-compute"),
  bytes: fc.constantFrom(0.5, 1, 2, 4, 6, 16, 32),
  devices: fc.integer({ min: 1, max: 65_536 }),
  band: fc.constantFrom("none", "line", "point"),
  until: fc.integer({ min: 2022, max: 2030 }),
  at: fc.integer({ min: 2017, max: 2021 }).map((year) => `${year}-05`),
  without: fc.oneof(
    fc.subarray(pointIds()),
    fc.subarray(pointIds(), { maxLength: 8 }).map((kept) =>
      pointIds().filter((id) => !kept.includes(id))
    ),
  ),
  controls: fc.constant(["bytes"]),
});

describe("model-growth: any state", () => {
  it("is drawn, with numbers that are numbers and handles on the chart", () => {
    fc.assert(fc.property(anyState, (state) => {
      expectSoundModel(modelGrowth.draw(state, context));
      for (const value of Object.values(modelGrowth.observe(state, context))) {
        if (typeof value === "number") expect(Number.isFinite(value)).toBe(true);
      }
    }));
  });

  it("is written as properties and read back", () => {
    fc.assert(fc.property(anyState, (state) => {
      expect(modelGrowth.parseProps(modelGrowth.formatProps(state), context)).toEqual(state);
    }));
  });

  it("goes to a preset and is then that preset's", () => {
    fc.assert(fc.property(anyState, fc.constantFrom(...change.growthPresets), (state, preset) => {
      expect(change.isPreset(preset.apply(state), preset)).toBe(true);
    }));
  });
});
