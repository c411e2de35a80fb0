import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { arithmeticIntensity, gemm, gemv, ridgePoint, softmax } from "@/lib/compute/mod.ts";
import type { DiagramModel, Place } from "@/lib/figures/mod.ts";
import { intensity } from "@/lib/figures/intensity/mod.ts";
import { context, machine } from "./support.ts";

const state = (attributes: Record<string, string> = {}) =>
  intensity.parseProps(attributes, context);
const draw = (attributes: Record<string, string> = {}) =>
  intensity.draw(state(attributes), context);
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

/** The area of a polygon. */
function area(points: readonly Place[]): number {
  const twice = points.reduce((sum, { x, y }, index) => {
    const next = points[(index + 1) % points.length] ?? { x, y };
    return sum + x * next.y - next.x * y;
  }, 0);
  return Math.abs(twice) / 2;
}

function polygons(diagram: DiagramModel | undefined, role: "compute" | "memory"): number[] {
  return (diagram?.shapes ?? []).flatMap((shape) =>
    shape.kind === "polygon" && shape.role === role && shape.paint !== "outline"
      ? [area(shape.points)]
      : []
  );
}

describe("intensity: finding", () => {
  it("says how FLOPs and bytes grow", () => {
    expect(plain(draw().finding)).toBe(
      "Matrix product 4096 × 4096 × 4096 does 1365 FLOP/byte; doubling every size means " +
        "8 times the FLOPs and 4 times the bytes",
    );
    expect(plain(draw({ operation: "gemv" }).finding)).toBe(
      "Matrix-vector product 4096 × 4096 does 1 FLOP/byte; doubling every size means " +
        "4 times the FLOPs and 4 times the bytes",
    );
    expect(plain(draw({ n: "8" }).finding)).toContain(
      "doubling n means 2 times the FLOPs and hardly more bytes",
    );
    expect(draw({ operation: "softmax", vary: "m" }).finding).toContain("doubling the rows means");
  });
});

describe("intensity: drawings", () => {
  it("draws the faces of a product in proportion to its bytes", () => {
    const cost = gemm({ m: 512, n: 1024, k: 256 });
    const [b = 0, a = 0, c = 0] = polygons(
      draw({ m: "512", n: "1024", k: "256" }).diagrams[0],
      "memory",
    );
    const [bytesA = 0, bytesB = 0, bytesC = 0] = cost.terms
      .filter(({ kind }) => kind !== "flops").map(({ value }) => value);
    expect(a / b).toBeCloseTo(bytesA / bytesB, 6);
    expect(c / b).toBeCloseTo(bytesC / bytesB, 6);
  });

  it("draws FLOPs and bytes as squares in proportion: their quotient is the intensity", () => {
    for (const n of ["1", "64", "4096"]) {
      const model = draw({ m: n, n, k: n });
      const [flops = 0] = polygons(model.diagrams[1], "compute");
      const [bytes = 1] = polygons(model.diagrams[1], "memory");
      const size = Number(n);
      expect(flops / bytes).toBeCloseTo(
        arithmeticIntensity(gemm({ m: size, n: size, k: size })),
        6,
      );
    }
  });

  it("draws plates of equal size for what is read and written value by value", () => {
    const [read = 0, written = 1] = polygons(draw({ operation: "softmax" }).diagrams[0], "memory");
    expect(read).toBeGreaterThan(0);
    expect(read).toBeCloseTo(written, 9);
  });

  it("stays inside its frame for the most unequal sizes", () => {
    const extremes = ["1", "65536"];
    for (const m of extremes) {
      for (const n of extremes) {
        for (const operation of ["gemm", "gemv", "dot", "elementwise", "softmax"]) {
          for (const diagram of draw({ operation, m, n, k: "3" }).diagrams) {
            const places = diagram.shapes.flatMap((shape) =>
              shape.kind === "text" ? [shape.at] : "points" in shape ? shape.points : shape.rects
            );
            for (const { x, y } of places) {
              expect(x).toBeGreaterThanOrEqual(0);
              expect(x).toBeLessThanOrEqual(diagram.width);
              expect(y).toBeGreaterThanOrEqual(0);
              expect(y).toBeLessThanOrEqual(diagram.height);
            }
          }
        }
      }
    }
  });

  it("says that faces are in values where weights take other bytes", () => {
    expect(draw({ weights: "int4" }).notes[0]).toContain("0.5 bytes (INT4)");
    expect(draw().notes).toEqual([]);
  });
});

describe("intensity: curve", () => {
  const curve = (attributes: Record<string, string>) => {
    const found = draw(attributes).chart.series.find(({ id }) => id === "curve");
    if (found?.kind !== "line") throw new Error("No curve");
    return found;
  };

  it("is the intensity of the computation library at every size", () => {
    for (const { x, y } of curve({ m: "100", k: "300", n: "7" }).points) {
      expect(y).toBeCloseTo(arithmeticIntensity(gemm({ m: 100, n: x, k: 300 })), 9);
    }
    for (const { x, y } of curve({ operation: "gemv", n: "9", vary: "n" }).points) {
      expect(y).toBeCloseTo(arithmeticIntensity(gemv({ m: 4096, n: x })), 9);
    }
  });

  it("is n/3 for a square product of two bytes a value, and says so", () => {
    const square = curve({ vary: "all" });
    expect(square.label).toBe("n ÷ 3");
    for (const { x, y } of square.points) expect(y).toBeCloseTo(x / 3, 9);
    expect(curve({ vary: "all", precision: "fp32" }).label).toBe("n ÷ 6");
    expect(curve({ vary: "all", precision: "fp8" }).label).toBe("2·n ÷ 3");
  });

  it("draws the limit it tends to, and none where it keeps growing", () => {
    const limits = (attributes: Record<string, string>) =>
      draw(attributes).chart.annotations.flatMap(({ label }) =>
        label.startsWith("tends") ? [plain(label)] : []
      );
    expect(limits({ operation: "gemv" })).toEqual(["tends to 1 FLOP/byte"]);
    expect(limits({ n: "8" })).toEqual(["tends to 2048 FLOP/byte"]);
    expect(limits({ vary: "all" })).toEqual([]);
    expect(limits({ operation: "softmax" })).toEqual([]);
  });

  it("draws the ridge point of the machine, at the precision it has", () => {
    const at = (attributes: Record<string, string>) =>
      draw(attributes).chart.annotations.flatMap((annotation) =>
        annotation.kind === "horizontal" && annotation.label.startsWith("ridge")
          ? [annotation.at]
          : []
      );
    expect(at({ machine: "h100-sxm", precision: "fp8" })).toEqual([
      ridgePoint(machine("h100-sxm"), { precision: "fp8" }),
    ]);
    // The A100 has no FP8: what is stored in it is computed in a wider format.
    expect(at({ precision: "fp8" })).toEqual([
      ridgePoint(machine("a100-80"), { precision: "fp16" }),
    ]);
  });

  it("moves with its handle, in whole sizes that keep to powers of two when near", () => {
    const drag = (x: number) => intensity.drag(state({ n: "8" }), "size", { x, y: 1 }, context).n;
    expect(drag(130.9)).toBe(128);
    expect(drag(181.4)).toBe(180);
    expect(drag(1e9)).toBe(65_536);
    expect(drag(0.001)).toBe(1);
  });

  it("moves every size together when all vary", () => {
    const { m, n, k } = intensity.step(
      state({ m: "64", n: "64", k: "64" }),
      "size",
      "more",
      context,
    );
    expect([m, n, k]).toEqual([128, 128, 128]);
  });
});

describe("intensity: numbers", () => {
  it("puts the numbers into every term of the count", () => {
    const { workings } = draw({ operation: "softmax", m: "128", n: "512" });
    const cost = softmax({ rows: 128, columns: 512 });
    expect(workings).toHaveLength(cost.terms.length + 1);
    expect(workings[0]).toMatchObject({ formula: "rows·columns", numbers: "128·512" });
    expect(workings.at(-1)?.result).toBe("1.25\u00a0FLOP/byte");
  });

  it("counts weights and values in their own bytes", () => {
    const { workings } = draw({ weights: "int4" });
    expect(workings.find(({ label }) => label === "matrix A, read")?.formula).toBe("0.5·m·k");
    expect(workings.find(({ label }) => label === "matrix B, read")?.formula).toBe("2·k·n");
  });

  it("says on which side of the ridge point it lies", () => {
    expect(draw().readout.rows[0]?.cells.at(-1)?.text).toBe("compute-bound");
    expect(draw({ operation: "gemv" }).readout.rows[0]?.cells.at(-1)?.text).toBe("memory-bound");
  });
});

describe("intensity: unverified numbers", () => {
  it("notes a ridge line that rests on one", () => {
    expect(draw({ machine: "tpu-v3", precision: "bf16" }).notes).toEqual([
      "Unverified: the BF16 peak of the TPU v3.",
    ]);
    expect(draw({ machine: "b300" }).notes).toEqual([]);
    expect(draw({ machine: "b300", precision: "int8" }).notes).toEqual([
      "Unverified: the INT8 peak of the B300 SXM.",
    ]);
  });
});
