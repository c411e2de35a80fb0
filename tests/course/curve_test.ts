import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import {
  answerKey,
  computeCurve,
  curveChart,
  exactHeight,
  judgeCurve,
  judgePrediction,
  middleOf,
  readCurve,
  refusePrediction,
  roundHeight,
  stepHeight,
  validateExercise,
  writeCurve,
} from "@/lib/course/exercise/mod.ts";
import type { CurveAxis, CurveQuestion } from "@/lib/course/types.ts";
import { axisTicks } from "@/lib/figures/mod.ts";
import { predictionExercise, vocabulary } from "./fixtures.ts";

const LOG: CurveAxis = {
  label: "rate",
  unit: "TFLOP/s",
  from: 0.1,
  to: 1000,
  scale: "log",
  base: 10,
};
const LINEAR: CurveAxis = { label: "share", unit: "", from: 0, to: 8, scale: "linear", base: 10 };

/** Attainable rate on a machine of 100 TFLOP/s and 1 TB/s: bends at 100 FLOP/byte. */
const ROOF: CurveQuestion = {
  x: { label: "intensity", unit: "FLOP/byte", from: 1, to: 10000, scale: "log", base: 10 },
  y: LOG,
  at: [1, 10, 100, 1000, 10000],
  answer: 'attainable(x, "round", "fp16")',
  within: 2,
};
const DRAWN = new Map([[1, 1], [10, 10], [100, 100], [1000, 100], [10000, 100]]);

function drawn(change: Partial<CurveQuestion> = {}) {
  return predictionExercise({ choices: [], curve: { ...ROOF, ...change } });
}

const axis = fc.constantFrom(LOG, LINEAR, { ...LOG, from: 1, to: 65536, base: 2 as const });

describe("A height on an axis", () => {
  it("stays on the axis, and rounding it again changes nothing", () => {
    fc.assert(fc.property(axis, fc.double({ noNaN: true, min: -1e6, max: 1e6 }), (axis, height) => {
      const rounded = roundHeight(axis, height);
      expect(rounded).toBeGreaterThanOrEqual(axis.from);
      expect(rounded).toBeLessThanOrEqual(axis.to);
      expect(roundHeight(axis, rounded)).toBe(rounded);
    }));
  });

  it("moves by every key until it is at the end, and no further", () => {
    const part = fc.double({ noNaN: true, min: 0, max: 1 });
    fc.assert(fc.property(axis, part, (axis, part) => {
      const height = roundHeight(axis, axis.from + part * (axis.to - axis.from));
      for (const by of ["more", "much-more"] as const) {
        const next = stepHeight(axis, height, by);
        expect(next > height || height === axis.to).toBe(true);
        expect(next).toBeLessThanOrEqual(axis.to);
      }
      for (const by of ["less", "much-less"] as const) {
        const next = stepHeight(axis, height, by);
        expect(next < height || height === axis.from).toBe(true);
        expect(next).toBeGreaterThanOrEqual(axis.from);
      }
      expect(stepHeight(axis, height, "least")).toBe(axis.from);
      expect(stepHeight(axis, height, "most")).toBe(axis.to);
    }));
  });

  it("begins in the middle as it is seen: the mean of the exponents where the axis has decades", () => {
    expect(middleOf(LOG)).toBe(10);
    expect(middleOf(LINEAR)).toBe(4);
  });
});

describe("Heights as text", () => {
  it("are read back as they were written, in the order of the places", () => {
    const height = fc.double({ noNaN: true, min: LOG.from, max: LOG.to });
    const set = fc.subarray([...ROOF.at]).chain((at) =>
      fc.tuple(
        fc.shuffledSubarray(at, { minLength: at.length }),
        fc.array(height, { minLength: 5, maxLength: 5 }),
      )
    );
    fc.assert(fc.property(set, ([at, values]) => {
      const heights = new Map(at.map((x, i) => [x, values[i] ?? 1]));
      const read = readCurve(ROOF, writeCurve(heights));
      expect(Object.fromEntries(read)).toEqual(Object.fromEntries(heights));
      expect([...read.keys()]).toEqual(ROOF.at.filter((x) => heights.has(x)));
    }));
  });

  it("are nothing where they are nonsense, and held on the axis where they are beyond it", () => {
    fc.assert(fc.property(fc.string(), (text) => {
      for (const [x, height] of readCurve(ROOF, text)) {
        expect(ROOF.at).toContain(x);
        expect(height).toBeGreaterThanOrEqual(LOG.from);
        expect(height).toBeLessThanOrEqual(LOG.to);
      }
    }));
    expect([...readCurve(ROOF, "1=99999 7=3 10= =4 100=NaN 1000=-2")]).toEqual([[1, 1000], [
      1000,
      0.1,
    ]]);
  });
});

describe("A drawn line", () => {
  it("is computed in the units of its axes", () => {
    expect(ROOF.at.map((x) => exactHeight(ROOF, x, {}, vocabulary))).toEqual([
      1,
      10,
      100,
      100,
      100,
    ]);
  });

  it("holds within its factor either way, and not beyond", () => {
    const factor = fc.double({ noNaN: true, min: 0.1, max: 10 });
    fc.assert(fc.property(factor, (factor) => {
      const heights = new Map([...DRAWN].map(([x, height]) => [x, height * factor]));
      const { places, held } = judgeCurve(ROOF, heights, {}, vocabulary);
      const isNear = Math.max(factor, 1 / factor) <= 2 + 1e-6;
      if (Math.abs(Math.max(factor, 1 / factor) - 2) > 1e-6) expect(held).toBe(isNear);
      for (const place of places) expect(place.factor).toBeCloseTo(factor, 9);
    }));
  });

  it("is compared in words: where it held, and how far off it was elsewhere", () => {
    const say = (heights: Iterable<readonly [number, number]>) =>
      judgeCurve(ROOF, new Map(heights), {}, vocabulary).message.replaceAll(/[\u00a0\u202f]/g, " ");
    expect(say(DRAWN)).toBe("Your line held within a factor of 2 at all 5 places.");
    expect(say([...DRAWN, [100, 20], [1000, 700]])).toBe(
      "Your line held within a factor of 2 at 1, 10 and 10 000 FLOP/byte. " +
        "It was 5 times too low at 100 and 7 times too high at 1000.",
    );
    expect(say(ROOF.at.map((x) => [x, 0.1]))).toContain(
      "nowhere within a factor of 2. It was up to 1000 times too low at 1, 10,",
    );
  });

  it("is never right for nothing", () => {
    const zero = { ...ROOF, y: { ...LINEAR, to: 1000, unit: "TFLOP/s" } };
    const { held, message } = judgeCurve(zero, new Map(ROOF.at.map((x) => [x, 0])), {}, vocabulary);
    expect(held).toBe(false);
    expect(message).toContain("far too low");
    expect(judgeCurve(ROOF, new Map(), {}, vocabulary).held).toBe(false);
  });

  it("can be committed once every height is set", () => {
    const exercise = drawn();
    expect(refusePrediction(exercise, "")).toContain("intensity 1, 10, 100, 1000 and 10");
    expect(refusePrediction(exercise, "1=1 10=1 100=1 1000=1")).toContain("at intensity 10");
    expect(refusePrediction(exercise, writeCurve(DRAWN))).toBeUndefined();
    expect(judgePrediction(exercise, {}, writeCurve(DRAWN), vocabulary).held).toBe(true);
  });
});

describe("The chart of a line", () => {
  it("has the reader's line dashed in ink, and the computed one solid in the accent", () => {
    const computed = computeCurve(ROOF, {}, vocabulary);
    const { series } = curveChart(ROOF, { heights: DRAWN, computed });
    const lines = series.filter(({ kind }) => kind === "line");
    expect(lines).toMatchObject([{ role: "ink", dash: "dashed" }, {
      role: "accent",
      dash: "solid",
    }]);
  });

  it("computes it from the first place to the last, each place among its points", () => {
    const points = computeCurve(ROOF, {}, vocabulary);
    const xs = points.map(({ x }) => x);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    for (const x of ROOF.at) expect(xs).toContain(x);
    expect([xs[0], xs.at(-1)]).toEqual([1, 10000]);
  });

  it("takes whole numbers where there is nothing between them", () => {
    const curve = {
      ...ROOF,
      x: { ...ROOF.x, label: "batch", unit: "" },
      answer: 'attainable(intensity(gemm(4096, x, 4096)), "round", "fp16")',
    };
    const xs = computeCurve(curve, {}, vocabulary).map(({ x }) => x);
    expect(xs.every(Number.isInteger)).toBe(true);
    expect(xs.length).toBeGreaterThan(50);
  });

  it("marks what is not set in the middle, hollow", () => {
    const { series } = curveChart(ROOF, { heights: new Map([[10, 5]]), hasHandles: true });
    const free = series.find(({ id }) => id === "free");
    expect(free).toMatchObject({ hollow: true });
    expect(free?.points.map(({ x, y }) => [x, y])).toEqual(
      [1, 100, 1000, 10000].map((x) => [x, 10]),
    );
  });

  it("writes years as years", () => {
    const x: CurveAxis = {
      label: "year",
      unit: "",
      from: 2002,
      to: 2022,
      scale: "linear",
      base: 10,
      calendar: true,
    };
    const chart = curveChart({ ...ROOF, x, at: [2002, 2022] }, { heights: new Map() });
    expect(axisTicks(chart.x, 6).map(({ label }) => label)).toEqual(["2002", "2022"]);
  });

  it("shows nothing but axes and places before it is drawn", () => {
    expect(curveChart(ROOF, { heights: new Map() }).series).toEqual([]);
  });
});

describe("The check of a drawn prediction", () => {
  const paths = (change: Partial<CurveQuestion>) =>
    validateExercise(drawn(change), vocabulary).map(({ path }) => path);

  it("finds nothing wrong with a sound one", () => {
    expect(validateExercise(drawn(), vocabulary)).toEqual([]);
  });

  const CASES: Readonly<Record<string, readonly [Partial<CurveQuestion>, string]>> = {
    "an axis that ends before it begins": [{ x: { ...ROOF.x, to: 0.5 } }, "curve.x.to"],
    "a logarithmic axis from 0": [{ y: { ...LOG, from: 0 } }, "curve.y.from"],
    "an axis without a label": [{ y: { ...LOG, label: " " } }, "curve.y.label"],
    "a unit that is none": [{ y: { ...LOG, unit: "florps" } }, "curve.y.unit"],
    "places that do not ascend": [{ at: [1, 100, 10, 1000, 10000] }, "curve.at[2]"],
    "a place beyond the axis": [{ at: [1, 10, 100, 1000, 20000] }, "curve.at[4]"],
    "too few places": [{ at: [1, 10, 100] }, "curve.at"],
    "a factor that nothing can miss": [{ within: 100 }, "curve.within"],
    "an unknown name": [{ answer: "y * 2" }, "curve.answer"],
    "an answer in another unit": [{ answer: "x * 2" }, "curve.answer"],
    "an answer off the axis": [{ y: { ...LOG, to: 50 } }, "curve.answer"],
    "an answer of nothing": [{ answer: 'unit(0, "FLOP/s")' }, "curve.answer"],
    "a line that is right where it begins": [{ answer: 'unit(12, "TFLOP/s")' }, "curve.y"],
  };
  for (const [name, [change, path]] of Object.entries(CASES)) {
    it(`finds ${name}`, () => expect(paths(change)).toContain(path));
  }

  it("sees an answer that has changed, and not one that is written otherwise", () => {
    const key = answerKey(drawn(), vocabulary);
    const same = drawn({ answer: 'min(peak("round", "fp16"), x * bandwidth("round"))' });
    expect(answerKey(same, vocabulary)).toEqual(key);
    expect(answerKey(drawn({ answer: '2 * attainable(x, "round", "fp16")' }), vocabulary)).not
      .toEqual(key);
  });
});
