import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  arithmeticIntensity,
  batchedGemm,
  bytesPerValue,
  dot,
  elementwise,
  gemm,
  gemv,
  layerNorm,
  type OperatorCost,
  type OperatorOptions,
  type Precision,
  precisions,
  softmax,
} from "@/lib/compute/mod.ts";
import { size } from "./arbitraries.ts";

const precision = fc.constantFrom<Precision>(...precisions);
const options: fc.Arbitrary<OperatorOptions> = fc.oneof(
  fc.record({ precision }),
  fc.record({
    precision: fc.record({ weights: precision, activations: precision, output: precision }),
  }),
);
const passes = fc.constantFrom("fused" as const, "three-pass" as const);
const small = fc.integer({ min: 1, max: 64 });

/** Any operator with any sizes and options. */
const operators: fc.Arbitrary<OperatorCost> = fc.oneof(
  fc.tuple(size, options).map(([n, o]) => dot(n, o)),
  fc.tuple(size, size, options).map(([m, n, o]) => gemv({ m, n }, o)),
  fc.tuple(size, size, size, options).map(([m, n, k, o]) => gemm({ m, n, k }, o)),
  fc.tuple(small, size, size, size, options).map(([batch, m, n, k, o]) =>
    batchedGemm({ batch, m, n, k }, o)
  ),
  fc.tuple(size, small, small, options).map(([n, inputs, flopsPerElement, o]) =>
    elementwise({ n }, { ...o, inputs, flopsPerElement })
  ),
  fc.tuple(size, size, passes, options).map(([rows, columns, passes, o]) =>
    softmax({ rows, columns }, { ...o, passes })
  ),
  fc.tuple(size, size, passes, fc.boolean(), options).map(([rows, columns, passes, affine, o]) =>
    layerNorm({ rows, columns }, { ...o, passes, affine })
  ),
);

/** Works a formula out: numbers and variables joined by the multiplication dot. */
function evaluate(formula: string, variables: Readonly<Record<string, number>>): number {
  return formula.split("·").reduce((product, factor) => {
    const value = variables[factor] ?? Number(factor);
    return product * value;
  }, 1);
}

function totals({ flops, bytesRead, bytesWritten, bytes }: OperatorCost) {
  return { flops, bytesRead, bytesWritten, bytes };
}

describe("every operator's cost", () => {
  it("is the sum of its terms, each the value of its formula", () => {
    fc.assert(
      fc.property(operators, (cost) => {
        const sums = { flops: 0, read: 0, written: 0 };
        for (const { kind, formula, value } of cost.terms) {
          expect(evaluate(formula, cost.variables)).toBe(value);
          sums[kind] += value;
        }
        expect(sums).toEqual({
          flops: cost.flops,
          read: cost.bytesRead,
          written: cost.bytesWritten,
        });
        expect(cost.bytes).toBe(cost.bytesRead + cost.bytesWritten);
      }),
      { numRuns: 300 },
    );
  });

  it("moves every operand and result at least once", () => {
    fc.assert(fc.property(operators, ({ bytes, footprint }) => {
      expect(bytes).toBeGreaterThanOrEqual(footprint);
      expect(footprint).toBeGreaterThan(0);
    }));
  });

  it("states its conventions as sentences", () => {
    fc.assert(fc.property(operators, ({ conventions }) => {
      expect(conventions.length).toBeGreaterThan(0);
      for (const sentence of conventions) expect(sentence).toMatch(/^[A-Z].*\.$/s);
    }));
  });

  it("is plain JSON", () => {
    fc.assert(fc.property(operators, (cost) => {
      expect(JSON.parse(JSON.stringify(cost))).toEqual(cost);
    }));
  });

  it("halves its bytes when every value takes half of them", () => {
    const halves: [Precision, Precision][] = [["fp32", "fp16"], ["fp16", "int8"], ["int8", "int4"]];
    for (const [wide, narrow] of halves) {
      expect(gemm({ m: 3, n: 5, k: 7 }, { precision: wide }).bytes).toBe(
        2 * gemm({ m: 3, n: 5, k: 7 }, { precision: narrow }).bytes,
      );
    }
  });
});

describe("matrix products", () => {
  it("count two FLOPs a multiply-accumulate, and each operand once", () => {
    expect(totals(dot(1000))).toEqual({
      flops: 2000,
      bytesRead: 4000,
      bytesWritten: 2,
      bytes: 4002,
    });
    expect(totals(gemv({ m: 30, n: 50 }))).toEqual({
      flops: 3000,
      bytesRead: 2 * (1500 + 50),
      bytesWritten: 60,
      bytes: 3160,
    });
    expect(totals(gemm({ m: 2, n: 3, k: 5 }, { precision: "fp32" }))).toEqual({
      flops: 60,
      bytesRead: 4 * (2 * 5 + 5 * 3),
      bytesWritten: 4 * 6,
      bytes: 4 * 31,
    });
  });

  it("name weights, activations and output", () => {
    const mixed = { weights: "int4", activations: "fp8", output: "fp32" } as const;
    const cost = gemm({ m: 2, n: 3, k: 5 }, { precision: mixed });
    expect(cost.bytesRead).toBe(0.5 * 10 + 1 * 15);
    expect(cost.bytesWritten).toBe(4 * 6);
    expect(cost.terms.map(({ formula }) => formula)).toEqual([
      "2·m·n·k",
      "0.5·m·k",
      "k·n",
      "4·m·n",
    ]);
  });

  it("are a matrix-vector product with one column", () => {
    fc.assert(fc.property(size, size, options, (m, k, o) => {
      expect(totals(gemm({ m, n: 1, k }, o))).toEqual(totals(gemv({ m, n: k }, o)));
    }));
  });

  it("are a dot product with one row and one column", () => {
    fc.assert(fc.property(size, precision, (n, precision) => {
      expect(totals(gemm({ m: 1, n: 1, k: n }, { precision }))).toEqual(
        totals(dot(n, { precision })),
      );
    }));
  });

  it("cost in a batch the batch times one", () => {
    fc.assert(fc.property(small, size, size, size, options, (batch, m, n, k, o) => {
      const one = totals(gemm({ m, n, k }, o));
      expect(totals(batchedGemm({ batch, m, n, k }, o))).toEqual({
        flops: batch * one.flops,
        bytesRead: batch * one.bytesRead,
        bytesWritten: batch * one.bytesWritten,
        bytes: batch * one.bytes,
      });
    }));
  });

  it("approach 2 FLOPs for the bytes of one value when the vector is one", () => {
    fc.assert(fc.property(precision, (precision) => {
      const n = 1 << 20;
      const intensity = arithmeticIntensity(gemv({ m: n, n }, { precision }));
      const limit = 2 / bytesPerValue(precision);
      expect(intensity).toBeLessThan(limit);
      expect(intensity / limit).toBeCloseTo(1, 5);
    }));
    expect(arithmeticIntensity(gemv({ m: 1 << 20, n: 1 << 20 }))).toBeCloseTo(1, 5);
  });

  it("have the intensity n/3 when square at two bytes a value", () => {
    fc.assert(fc.property(size, (n) => {
      expect(arithmeticIntensity(gemm({ m: n, n, k: n })) / (n / 3)).toBeCloseTo(1, 12);
    }));
  });

  it("gain intensity with every column, up to that of the weights read once", () => {
    fc.assert(fc.property(size, size, size, (m, n, k) => {
      const intensity = (n: number) => arithmeticIntensity(gemm({ m, n, k }));
      expect(intensity(n + 1)).toBeGreaterThan(intensity(n));
      expect(intensity(n)).toBeLessThan(Math.min(m, n, k));
    }));
  });
});

describe("elementwise", () => {
  it("reads each input and writes the output once", () => {
    expect(totals(elementwise({ n: 100 }))).toEqual({
      flops: 100,
      bytesRead: 200,
      bytesWritten: 200,
      bytes: 400,
    });
    const two = elementwise({ n: 100 }, { inputs: 2, flopsPerElement: 3, precision: "fp32" });
    expect(totals(two)).toEqual({ flops: 300, bytesRead: 800, bytesWritten: 400, bytes: 1200 });
  });

  it("may do nothing but copy", () => {
    expect(arithmeticIntensity(elementwise({ n: 5 }, { flopsPerElement: 0 }))).toBe(0);
  });
});

describe("softmax", () => {
  it("does five FLOPs an element and reads once when fused", () => {
    expect(totals(softmax({ rows: 4, columns: 8 }))).toEqual({
      flops: 160,
      bytesRead: 64,
      bytesWritten: 64,
      bytes: 128,
    });
  });

  it("does seven and reads three times in three passes", () => {
    const cost = softmax({ rows: 4, columns: 8 }, { passes: "three-pass" });
    expect(totals(cost)).toEqual({ flops: 224, bytesRead: 192, bytesWritten: 64, bytes: 256 });
    expect(cost.footprint).toBe(128);
    expect(cost.conventions.join(" ")).toContain("three times");
  });
});

describe("layerNorm", () => {
  it("does seven FLOPs an element and reads scale and shift", () => {
    expect(totals(layerNorm({ rows: 4, columns: 8 }))).toEqual({
      flops: 224,
      bytesRead: 64 + 2 * 16,
      bytesWritten: 64,
      bytes: 160,
    });
  });

  it("does five without them, and one more in three passes", () => {
    expect(layerNorm({ rows: 4, columns: 8 }, { affine: false })).toMatchObject({
      flops: 160,
      bytes: 128,
    });
    expect(layerNorm({ rows: 4, columns: 8 }, { passes: "three-pass" })).toMatchObject({
      flops: 256,
      bytesRead: 3 * 64 + 32,
    });
  });

  it("takes scale and shift for weights", () => {
    const precision = { weights: "fp32" } as const;
    expect(layerNorm({ rows: 4, columns: 8 }, { precision }).bytesRead).toBe(64 + 4 * 16);
  });
});

describe("sizes out of range", () => {
  const bad = [0, -1, 1.5, NaN, Infinity, 2 ** 53];
  const calls: [name: string, field: string, call: (value: number) => unknown][] = [
    ["dot", "n", (n) => dot(n)],
    ["gemv", "m", (m) => gemv({ m, n: 1 })],
    ["gemv", "n", (n) => gemv({ m: 1, n })],
    ["gemm", "m", (m) => gemm({ m, n: 1, k: 1 })],
    ["gemm", "n", (n) => gemm({ m: 1, n, k: 1 })],
    ["gemm", "k", (k) => gemm({ m: 1, n: 1, k })],
    ["batchedGemm", "batch", (batch) => batchedGemm({ batch, m: 1, n: 1, k: 1 })],
    ["elementwise", "n", (n) => elementwise({ n })],
    ["elementwise", "inputs", (inputs) => elementwise({ n: 1 }, { inputs })],
    ["softmax", "rows", (rows) => softmax({ rows, columns: 1 })],
    ["softmax", "columns", (columns) => softmax({ rows: 1, columns })],
    ["layerNorm", "rows", (rows) => layerNorm({ rows, columns: 1 })],
    ["layerNorm", "columns", (columns) => layerNorm({ rows: 1, columns })],
  ];
  for (const [name, field, call] of calls) {
    it(`are refused by ${name} for ${field}`, () => {
      for (const value of bad) {
        expect(() => call(value)).toThrow(RangeError);
        expect(() => call(value)).toThrow(
          `${field} is ${value}: it must be a whole number of at least 1`,
        );
      }
      expect(() => call("4" as unknown as number)).toThrow(TypeError);
    });
  }

  it("are refused for FLOPs an element and passes", () => {
    expect(() => elementwise({ n: 1 }, { flopsPerElement: -1 })).toThrow("flopsPerElement is -1");
    expect(() => softmax({ rows: 1, columns: 1 }, { passes: "two" as "fused" })).toThrow(
      'passes is "two": known are fused, three-pass',
    );
  });
});

describe("arithmeticIntensity", () => {
  it("refuses counts that make no quotient", () => {
    expect(() => arithmeticIntensity({ flops: 1, bytes: 0 })).toThrow("bytes is 0");
    expect(() => arithmeticIntensity({ flops: -1, bytes: 1 })).toThrow("flops is -1");
    expect(() => arithmeticIntensity({ flops: NaN, bytes: 1 })).toThrow("flops is NaN");
  });
});
