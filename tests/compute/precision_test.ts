import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import { bytesPerValue, gemv, isPrecision, type Precision, precisions } from "@/lib/compute/mod.ts";

describe("bytesPerValue", () => {
  it("knows every format", () => {
    expect(Object.fromEntries(precisions.map((name) => [name, bytesPerValue(name)]))).toEqual({
      fp64: 8,
      fp32: 4,
      tf32: 4,
      bf16: 2,
      fp16: 2,
      fp8: 1,
      int8: 1,
      fp4: 0.5,
      int4: 0.5,
    });
  });

  it("refuses another name and suggests the nearest", () => {
    expect(() => bytesPerValue("FP16" as Precision)).toThrow(
      'precision is "FP16": did you mean "fp16"? known are fp64, fp32',
    );
    expect(() => bytesPerValue("toString" as Precision)).toThrow(RangeError);
    expect(isPrecision("constructor")).toBe(false);
  });
});

describe("precision by kind of tensor", () => {
  const shape = { m: 100, n: 1000 };

  it("is one for all, or one for each", () => {
    expect(gemv(shape, { precision: "fp32" }).bytes).toBe(4 * (100_000 + 1000 + 100));
    const mixed = { weights: "int4", activations: "fp8", output: "fp32" } as const;
    expect(gemv(shape, { precision: mixed }).bytes).toBe(0.5 * 100_000 + 1 * 1000 + 4 * 100);
  });

  it("is fp16 where none is named, and the output is as the activations", () => {
    expect(gemv(shape).bytes).toBe(2 * 101_100);
    expect(gemv(shape, { precision: {} }).bytes).toBe(2 * 101_100);
    expect(gemv(shape, { precision: { activations: "fp32" } }).bytes).toBe(
      2 * 100_000 + 4 * 1100,
    );
  });

  it("names the kind whose precision is not known", () => {
    const precision = { weights: "int3" as Precision };
    expect(() => gemv(shape, { precision })).toThrow('precision.weights is "int3"');
    expect(() => gemv(shape, { precision: 16 as unknown as Precision })).toThrow(TypeError);
    expect(() => gemv(shape, { precision: null as unknown as Precision })).toThrow(TypeError);
  });
});
