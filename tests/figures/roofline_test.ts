import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import {
  arithmeticIntensity,
  attainableRate,
  gemm,
  gemv,
  operatorTime,
  ridgePoint,
} from "@/lib/compute/mod.ts";
import type { FigureModel, LineSeries, PointSeries } from "@/lib/figures/mod.ts";
import { roofline } from "@/lib/figures/roofline/mod.ts";
import type { RooflineState } from "@/lib/figures/roofline/state.ts";
import { context, machine } from "./support.ts";

const state = (attributes: Record<string, string> = {}) => roofline.parseProps(attributes, context);
const draw = (attributes: Record<string, string> = {}) => roofline.draw(state(attributes), context);
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

function line(model: FigureModel, id: string): LineSeries {
  const found = model.chart.series.find((series) => series.id === id);
  if (found?.kind !== "line") throw new Error(`No line ${id}`);
  return found;
}

function points(model: FigureModel, id: string): PointSeries {
  const found = model.chart.series.find((series) => series.id === id);
  if (found?.kind !== "points") throw new Error(`No points ${id}`);
  return found;
}

describe("roofline: finding", () => {
  it("says what memory allows a matrix-vector product", () => {
    expect(plain(draw().finding)).toBe(
      "Matrix-vector product 4096 × 4096 does 1 FLOP/byte: memory holds the A100 80GB SXM to " +
        "2.04 TFLOP/s, 0.65 % of its FP16 peak",
    );
  });

  it("says when arithmetic is the limit", () => {
    expect(plain(draw({ intensity: "300" }).finding)).toBe(
      "At 300 FLOP/byte, the A100 80GB SXM can reach its FP16 peak of 312 TFLOP/s, and " +
        "arithmetic is the limit",
    );
  });

  it("compares machines by peak, bandwidth and what the operator gains", () => {
    expect(
      plain(draw({ machine: "v100, h100-sxm", operator: "One vector: gemv(4096, 4096)" }).finding),
    )
      .toBe(
        "The H100 SXM has 7.92 times the FP16 peak of the V100 SXM2 16GB and 3.72 times its " +
          "bandwidth: One vector gains 3.72 times the rate",
      );
  });

  it("measures a kernel against the bound, and tells one above the roof", () => {
    const measured = (seconds: string) =>
      plain(draw({ operator: `Mine: kernel(1e9, 1e9, ${seconds})` }).finding);
    expect(measured("0.001")).toBe(
      "Mine reaches 49 % of the 2.04 TFLOP/s that memory allows on the A100 80GB SXM",
    );
    expect(measured("0.0001")).toContain("Mine is above the roof: 10 TFLOP/s measured");
  });

  it("speaks of the machine alone when nothing is placed", () => {
    expect(plain(draw({ operator: "none" }).finding)).toBe(
      "The A100 80GB SXM needs 153 FLOP/byte to reach its FP16 peak of 312 TFLOP/s",
    );
  });

  it("changes with the operator that is selected", () => {
    const operator = "One: gemv(64, 64); Two: gemm(4096, 4096, 4096)";
    expect(draw({ operator, selected: "1" }).finding).toMatch(/^One /);
    expect(draw({ operator, selected: "2" }).finding).toMatch(/^Two /);
  });
});

describe("roofline: chart", () => {
  it("draws roofs that are those of the computation library", () => {
    for (const id of ["a100-80", "h100-sxm", "v100"]) {
      const model = draw({ machine: id });
      const precision = "fp16";
      for (const { x, y } of line(model, `${id}-slope`).points) {
        expect(y).toBeCloseTo(attainableRate(machine(id), x, { precision }), -3);
      }
      const [ridge, end] = line(model, `${id}-peak`).points;
      expect(ridge?.x).toBeCloseTo(ridgePoint(machine(id), { precision }), 9);
      expect(end?.y).toBe(machine(id).peaks.fp16);
    }
  });

  it("places an operator at its intensity, on the roof of every machine", () => {
    const model = draw({ machine: "v100,h100-sxm", operator: "gemm(4096, 64, 4096)" });
    const cost = gemm({ m: 4096, n: 64, k: 4096 });
    const x = arithmeticIntensity(cost);
    const [own] = points(model, "operator-1").points;
    const [other] = points(model, "operator-1-others").points;
    expect(own).toMatchObject({ x, y: attainableRate(machine("v100"), x, { precision: "fp16" }) });
    expect(other).toMatchObject({
      x,
      y: attainableRate(machine("h100-sxm"), x, { precision: "fp16" }),
    });
  });

  it("counts bytes at the chosen precision", () => {
    const [point] = points(draw({ precision: "int8" }), "operator-1").points;
    expect(point?.x).toBeCloseTo(
      arithmeticIntensity(gemv({ m: 4096, n: 4096 }, { precision: "int8" })),
      12,
    );
  });

  it("draws caches and other precisions when asked, and no roof twice", () => {
    const ids = (attributes: Record<string, string>) =>
      draw(attributes).chart.series.filter(({ kind }) => kind === "line").map(({ id }) => id);
    expect(ids({})).toHaveLength(2);
    const all = ids({ levels: "all", ceilings: "all" });
    expect(all).toContain("a100-80-l2");
    expect(all).toContain("a100-80-FP32");
    expect(new Set(all).size).toBe(all.length);
    // BF16 has the same peak as FP16: it is the same line.
    expect(all.some((id) => id.includes("BF16"))).toBe(false);
  });

  it("keeps every operator and ridge point within the axes", () => {
    for (const id of context.machines.map(({ id }) => id)) {
      let model: FigureModel;
      try {
        model = draw({ machine: id, operator: "intensity(0.004); gemm(65536, 65536, 65536)" });
      } catch {
        continue; // No roof can be drawn for it, which another test states.
      }
      const { x, y } = model.chart;
      for (const handle of model.chart.handles) {
        expect(handle.x).toBeGreaterThanOrEqual(x.min);
        expect(handle.x).toBeLessThanOrEqual(x.max);
        expect(handle.y).toBeGreaterThanOrEqual(y.min);
        expect(handle.y).toBeLessThan(y.max);
      }
    }
  });

  it("tells machines apart by dash, compute and memory by colour", () => {
    const model = draw({ machine: "v100, a100-80, h100-sxm" });
    const dashes = ["v100", "a100-80", "h100-sxm"].map((id) => line(model, `${id}-peak`).dash);
    expect(new Set(dashes).size).toBe(3);
    expect(line(model, "v100-peak").role).toBe("compute");
    expect(line(model, "v100-slope").role).toBe("memory");
  });
});

describe("roofline: numbers", () => {
  it("reads out what operatorTime gives", () => {
    const model = draw({ operator: "gemv(4096, 4096)" });
    const time = operatorTime(machine("a100-80"), gemv({ m: 4096, n: 4096 }), {
      precision: "fp16",
    });
    const table = model.table;
    const cell = (label: string) =>
      table.rows[0]?.[table.columns.findIndex((column) => column.label === label)];
    expect(cell("time at least")).toBe(time.seconds);
    expect(cell("attainable rate")).toBeCloseTo(time.rate, -2);
    expect(cell("bytes")).toBe(gemv({ m: 4096, n: 4096 }).bytes);
    expect(model.readout.rows[0]?.cells.map(({ text }) => plain(text))).toEqual([
      "1 FLOP/byte",
      "memory",
      "2.04 TFLOP/s",
      "0.65 %",
      "16.5 µs",
    ]);
  });

  it("has a row an operator on one machine, and a row a machine on several", () => {
    const operator = "dot(8); softmax(4, 4)";
    expect(draw({ operator }).readout.rows).toHaveLength(2);
    expect(draw({ operator, machine: "v100,a100-80,h100-sxm" }).readout.rows).toHaveLength(3);
    expect(draw({ operator, machine: "v100,a100-80,h100-sxm" }).table.rows).toHaveLength(6);
  });

  it("has as many cells in a row as columns, in every state", () => {
    const states = [
      {},
      { operator: "none" },
      { intensity: "3" },
      { operator: "kernel(8, 8, 1); dot(3)" },
      { machine: "v100,a100-80", operator: "none" },
    ];
    for (const attributes of states) {
      const { table, readout } = draw(attributes as Record<string, string>);
      for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
      for (const { cells } of readout.rows) expect(cells).toHaveLength(readout.columns.length);
    }
  });

  it("puts the numbers into the formulas", () => {
    const rate = draw({ intensity: "10" }).workings.find(({ label }) =>
      label === "attainable rate"
    );
    expect(plain(rate?.numbers ?? "")).toBe("min(312 TFLOP/s, 10 FLOP/byte × 2.04 TB/s)");
    expect(plain(rate?.result ?? "")).toBe("20.4 TFLOP/s");
  });

  it("prints its conventions, packing only where values share a byte", () => {
    expect(draw().conventions.join(" ")).toContain("One multiply-accumulate is two FLOPs.");
    expect(draw().conventions.join(" ")).toContain("Time is a bound, not a prediction");
    expect(draw().conventions.join(" ")).not.toContain("packed");
    expect(draw({ machine: "b200", precision: "fp4" }).conventions.join(" ")).toContain("packed");
  });
});

describe("roofline: operators that do not fit", () => {
  const cellsOf = (model: FigureModel) =>
    model.readout.rows[0]?.cells.map(({ text }) => plain(text)) ?? [];
  const inTable = ({ table }: FigureModel, label: string) =>
    table.rows[0]?.[table.columns.findIndex((column) => column.label === label)];

  for (
    const [machine, operator, missing] of [
      ["a100-80", "gemm(131072, 131072, 131072)", "23.1 GB"],
      ["groq-lpu", "gemv(65536, 65536)", "8.36 GB"],
    ] as const
  ) {
    it(`claims no rate and no time for ${operator} on ${machine}`, () => {
      const model = draw({ machine, operator, precision: "fp16" });
      const misfit = `does not fit: ${missing} missing`;
      expect(plain(model.finding)).toContain(misfit);
      expect(plain(model.description)).toContain(misfit);
      expect(plain(model.chart.handles[0]?.valueText ?? "")).toContain(misfit);
      expect(cellsOf(model).slice(1)).toEqual([misfit, "–", "–", "–"]);
      expect(plain(String(inTable(model, "limited by")))).toBe(misfit);
      expect(inTable(model, "attainable rate")).toBe("");
      expect(inTable(model, "time at least")).toBe("");
      expect(model.workings.map(({ label }) => label)).not.toContain("attainable rate");
      expect(points(model, "operator-1").hollow).toBe(true);
    });
  }

  it("keeps the rate of what just fits", () => {
    const model = draw({ operator: "gemm(65536, 65536, 65536)" });
    expect(model.finding).not.toContain("does not fit");
    expect(inTable(model, "attainable rate")).toBe(312e12);
    expect(points(model, "operator-1").hollow).toBe(false);
  });

  it("compares no rates where one of the machines cannot hold it", () => {
    const { finding } = draw({
      machine: "groq-lpu, a100-80",
      operator: "gemv(65536, 65536)",
      precision: "fp16",
    });
    expect(plain(finding)).toContain("does not fit: 8.36 GB missing on the Groq LPU v1");
    expect(finding).not.toContain("gains");
  });
});

describe("roofline: unverified numbers", () => {
  it("notes only what the drawn roofs rest on", () => {
    const notes = (attributes: Record<string, string>) => draw(attributes).notes;
    expect(notes({ machine: "b300", precision: "fp16" })).toEqual([]);
    expect(notes({ machine: "b300", precision: "int8" })).toEqual([
      "Unverified: the INT8 peak of the B300 SXM.",
    ]);
    expect(notes({ machine: "h100-sxm" })).toEqual([]);
    expect(notes({ machine: "h100-sxm", levels: "all" })).toEqual([
      "Unverified: the L2 bandwidth of the H100 SXM.",
    ]);
    // Only the main machine's caches are drawn.
    expect(notes({ machine: "a100-80, h100-sxm", levels: "all" })).toEqual([]);
    expect(notes({ machine: "tpu-v3" })).toEqual(["Unverified: the BF16 peak of the TPU v3."]);
  });
});

describe("roofline: moving a point", () => {
  const drag = (from: RooflineState, x: number) =>
    roofline.drag(from, "operator-1", { x, y: 1 }, context);
  const handle = (of: RooflineState) => roofline.draw(of, context).chart.handles[0];

  it("changes the intensity of a free point, and holds it on the axis", () => {
    const from = state({ intensity: "1" });
    expect(drag(from, 12.345).operators[0]?.sizes).toEqual([12.3]);
    expect(drag(from, 1e9).operators[0]?.sizes).toEqual([1e4]);
    expect(drag(from, 1e-9).operators[0]?.sizes).toEqual([0.1]);
  });

  it("gives a matrix-vector product a batch, and takes it back", () => {
    const batched = drag(state({ operator: "gemv(4096, 4096)" }), 64);
    expect(batched.operators[0]).toEqual({ name: "", kind: "gemm", sizes: [4096, 66, 4096] });
    expect(drag(batched, 0.5).operators[0]).toEqual({
      name: "",
      kind: "gemv",
      sizes: [4096, 4096],
    });
  });

  it("comes as near to the place as a whole number of columns can", () => {
    fc.assert(fc.property(
      fc.integer({ min: 2, max: 8192 }),
      fc.integer({ min: 2, max: 8192 }),
      fc.double({ min: 0.1, max: 1e4, noNaN: true }),
      (m, k, x) => {
        const spec = drag(state({ operator: `gemm(${m}, 2, ${k})` }), x).operators[0];
        const n = spec?.kind === "gemm" ? spec.sizes[1] ?? 1 : 1;
        const distance = (columns: number) =>
          Math.abs(Math.log(arithmeticIntensity(gemm({ m, n: columns, k })) / x));
        for (const other of [n - 1, n + 1].filter((c) => c >= 1 && c <= 2 ** 17)) {
          expect(distance(n)).toBeLessThanOrEqual(distance(other) + 1e-12);
        }
      },
    ));
  });

  it("leaves an operator whose size does not change its intensity, and says why", () => {
    const from = state({ operator: "softmax(1024, 1024)" });
    expect(drag(from, 500)).toEqual(from);
    expect(handle(from)).toMatchObject({ min: 1.25, max: 1.25 });
    expect(handle(from)?.label).toContain("does not move");
  });

  it("selects the operator that is moved", () => {
    const from = state({ operator: "dot(8); gemv(64, 64)" });
    expect(roofline.drag(from, "operator-2", { x: 4, y: 1 }, context).selected).toBe(2);
  });

  it("steps by keys: quarters of an octave, decades, powers of two, ends", () => {
    const press = (from: RooflineState, by: Parameters<typeof roofline.step>[2]) =>
      roofline.step(from, "operator-1", by, context).operators[0]?.sizes;
    const free = state({ intensity: "1" });
    expect(press(free, "more")).toEqual([1.19]);
    expect(press(free, "much-more")).toEqual([10]);
    expect(press(free, "least")).toEqual([0.1]);
    const product = state({ operator: "gemm(512, 100, 512)" });
    expect(press(product, "more")?.[1]).toBe(128);
    expect(press(product, "less")?.[1]).toBe(64);
    expect(press(product, "much-more")?.[1]).toBe(1024);
    expect(press(product, "most")?.[1]).toBe(2 ** 17);
  });

  it("does not move the axes under a point that is dragged", () => {
    const from = state({ operator: "gemm(8192, 8192, 8192)" });
    const axes = (of: RooflineState) => {
      const { x, y } = roofline.draw(of, context).chart;
      return [x.min, x.max, y.min, y.max];
    };
    expect(axes(drag(from, 2))).toEqual(axes(from));
  });

  it("drops a name that says a number which is no longer true", () => {
    const named = (name: string) =>
      drag(state({ operator: `${name}: gemm(512, 64, 512)` }), 3).operators[0]?.name;
    expect(named("Batch of 64")).toBe("");
    expect(named("Prefill")).toBe("Prefill");
  });
});
