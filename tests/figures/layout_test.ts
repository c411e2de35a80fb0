import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import { drawFigure, type FigureModel, parseFigureProps } from "@/lib/figures/mod.ts";
import { crosses, overlap, within } from "@/lib/figures/layout/geometry.ts";
import { layoutChart } from "@/lib/figures/layout/mod.ts";
import { axisScale } from "@/lib/figures/layout/scale.ts";
import { textWidth } from "@/lib/figures/layout/text_width.ts";
import { context, machines } from "./support.ts";

/** The widths charts are drawn in, from the smallest phone to the widest column. */
const widths = [280, 350, 480, 640, 960];

const operators = [
  "gemv(4096, 4096)",
  "intensity(153)",
  "Batch of 64: gemm(4096, 64, 4096); Softmax: softmax(1024, 4096); Square: gemm(4096, 4096, 4096)",
  "dot(8); elementwise(8); softmax(8, 8); layer_norm(8, 8); gemv(8, 8); gemm(8, 8, 8)",
  "A kernel with a very long name indeed: kernel(25.17 GFLOP, 25.17 GB, 22 ms)",
  "none",
];

function roofline(attributes: Record<string, string>): FigureModel | undefined {
  try {
    return drawFigure("roofline", parseFigureProps("roofline", attributes, context), context);
  } catch {
    return undefined; // A machine without a peak has no roof.
  }
}

/** Every pair of labels that overlap, and every label that leaves the chart. */
function faults({ chart }: FigureModel, width: number): string[] {
  const { labels, plot, height } = layoutChart(chart, { width, height: 360 });
  const whole = { left: 0, top: 0, right: width, bottom: height };
  const outside = labels.filter(({ box }) => !within(box, whole)).map(({ text }) => text);
  const pairs = labels.flatMap((a, index) =>
    labels.slice(index + 1).filter((b) => overlap(a.box, b.box)).map((b) => `${a.text} × ${b.text}`)
  );
  const beyond = labels.filter(({ box }) => box.bottom > plot.bottom).map(({ text }) => text);
  return [...outside, ...pairs, ...beyond];
}

describe("layoutChart", () => {
  it("overlaps no labels, for every machine, set of operators and width", () => {
    let drawn = 0;
    for (const { id } of machines) {
      for (const operator of operators) {
        const model = roofline({ machine: id, operator, levels: "all", ceilings: "all" });
        if (!model) continue;
        for (const width of widths) {
          expect(faults(model, width)).toEqual([]);
          drawn++;
        }
      }
    }
    expect(drawn).toBeGreaterThan(1000);
  });

  it("overlaps no labels where several machines are compared", () => {
    const ids = machines.map(({ id }) => id);
    fc.assert(fc.property(
      fc.uniqueArray(fc.constantFrom(...ids), { minLength: 2, maxLength: 3 }),
      fc.constantFrom(...operators),
      fc.constantFrom(...widths),
      (machine, operator, width) => {
        const model = roofline({ machine: machine.join(","), operator });
        if (model) expect(faults(model, width)).toEqual([]);
      },
    ));
  });

  it("overlaps no labels of the intensity figure", () => {
    const size = fc.integer({ min: 0, max: 16 }).map((power) => String(2 ** power));
    fc.assert(fc.property(
      fc.constantFrom("gemm", "gemv", "dot", "elementwise", "softmax", "layer_norm"),
      size,
      size,
      size,
      fc.constantFrom(...widths),
      (operation, m, n, k, width) => {
        const state = parseFigureProps("intensity", { operation, m, n, k }, context);
        expect(faults(drawFigure("intensity", state, context), width)).toEqual([]);
      },
    ));
  });

  it("always names the selected point and the roofs of every machine, also on a phone", () => {
    const model = roofline({
      machine: "v100, a100-80, h100-sxm",
      operator: "Batch of 224: gemm(4096, 224, 4096); One vector: gemv(4096, 4096)",
    });
    const texts = layoutChart(model?.chart ?? fail(), { width: 350, height: 360 }).labels
      .map(({ text }) => text).join(" | ");
    for (const name of ["Batch of 224", "V100", "A100", "H100"]) expect(texts).toContain(name);
  });

  it("keeps labels off the points", () => {
    const model = roofline({ operator: operators[2] ?? "" }) ?? fail();
    const { labels, x, y } = layoutChart(model.chart, { width: 640, height: 420 });
    for (const handle of model.chart.handles) {
      const [left, top] = [x.toPixel(handle.x), y.toPixel(handle.y)];
      const point = { left: left - 4, right: left + 4, top: top - 4, bottom: top + 4 };
      expect(labels.filter(({ box }) => overlap(box, point))).toEqual([]);
    }
  });

  it("writes no smaller on a phone than 12 pixels", () => {
    const { chart } = roofline({}) ?? fail();
    expect(layoutChart(chart, { width: 280, height: 360 }).fontSize).toBeGreaterThanOrEqual(12);
  });
});

describe("axisScale", () => {
  const log = { label: "", unit: "", scale: "log", min: 0.1, max: 1e4 } as const;

  it("turns a pixel back into the value it came from", () => {
    fc.assert(fc.property(fc.double({ min: 0.1, max: 1e4, noNaN: true }), (value) => {
      const scale = axisScale(log, 50, 650);
      expect(scale.toValue(scale.toPixel(value)) / value).toBeCloseTo(1, 9);
    }));
  });

  it("holds values within the axis when a pixel lies beyond", () => {
    const scale = axisScale(log, 50, 650);
    expect(scale.toValue(-1000)).toBeCloseTo(0.1, 12);
    expect(scale.toValue(10_000)).toBeCloseTo(1e4, 6);
    expect(Number.isFinite(scale.toPixel(0))).toBe(true);
  });
});

describe("textWidth", () => {
  it("grows with every letter and with the size", () => {
    fc.assert(fc.property(fc.string(), fc.string({ minLength: 1 }), (a, b) => {
      expect(textWidth(a + b, 13)).toBeGreaterThan(textWidth(a, 13));
    }));
    expect(textWidth("312", 26)).toBeCloseTo(2 * textWidth("312", 13), 9);
  });
});

describe("crosses", () => {
  const box = { left: 0, top: 0, right: 10, bottom: 10 };

  it("finds a line through a box with both ends outside", () => {
    expect(crosses({ x: -5, y: -5 }, { x: 15, y: 15 }, box)).toBe(true);
    expect(crosses({ x: 5, y: -5 }, { x: 5, y: 15 }, box)).toBe(true);
  });

  it("tells one that passes beside it", () => {
    expect(crosses({ x: -5, y: 0 }, { x: 5, y: 15 }, box)).toBe(true);
    expect(crosses({ x: -5, y: 6 }, { x: 4, y: 15 }, box)).toBe(false);
    expect(crosses({ x: 11, y: -5 }, { x: 11, y: 15 }, box)).toBe(false);
  });
});

function fail(): never {
  throw new Error("No model was drawn");
}
