import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  decodeFloat,
  dequantize,
  type FloatFormatName,
  floatRange,
  type Granularity,
  nf4Levels,
  normalFloatLevels,
  packCodes,
  quantizedBytes,
  quantizedScales,
  type QuantizedTensor,
  quantizeFloats,
  quantizeIntegers,
  quantizeMicroscaling,
  quantizeNf4,
  roundFloat,
  tensorError,
  unpackCodes,
} from "@/lib/compute/compression/mod.ts";
import { Random } from "@/lib/compute/mod.ts";

/** Numbers spread evenly over a range, where `fc.double` prefers the smallest magnitudes. */
function even(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 2 ** 30 }).map((part) => min + (max - min) * (part / 2 ** 30));
}

const bits = fc.integer({ min: 2, max: 8 });
const scaleFormat = fc.constantFrom<FloatFormatName>("fp16", "bf16", "fp32");
/** Values of ordinary and of extreme sizes, zero among them. */
const value = fc.oneof(
  even(-4, 4),
  even(-1000, 1000),
  even(-1e-6, 1e-6),
  fc.double({ min: -1000, max: 1000, noNaN: true }),
  fc.constant(0),
);
/** A matrix with its shape, and a way to cut it. */
const matrix = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 20 })).chain((
  [rows, columns],
) =>
  fc.record({
    shape: fc.constant([rows, columns]),
    values: fc.array(value, { minLength: rows * columns, maxLength: rows * columns }),
    granularity: fc.oneof<fc.Arbitrary<Granularity>[]>(
      fc.constant("tensor"),
      fc.integer({ min: 0, max: 1 }).map((axis) => ({ axis })),
      fc.integer({ min: 1, max: 24 }).map((group) => ({ group })),
    ),
  })
);

/** The group of each value, worked out row by row. */
function groupIds([rows, columns]: readonly number[], granularity: Granularity): string[] {
  const ids: string[] = [];
  for (let row = 0; row < (rows ?? 0); row++) {
    for (let column = 0; column < (columns ?? 0); column++) {
      if (granularity === "tensor") ids.push("all");
      else if ("axis" in granularity) ids.push(String([row, column][granularity.axis]));
      else ids.push(`${row}:${Math.floor(column / granularity.group)}`);
    }
  }
  return ids;
}

/** The scale of every value. */
function scaleOfEach(quantized: QuantizedTensor): number[] {
  const scales = quantizedScales(quantized);
  const ids = groupIds(quantized.shape, quantized.granularity);
  const order = [...new Set(ids)];
  return ids.map((id) => scales[order.indexOf(id)] ?? NaN);
}

function normals(count: number, seed: number): number[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => random.normal());
}

describe("packed codes", () => {
  it("come back, in as few whole bytes as they need", () => {
    fc.assert(fc.property(
      fc.integer({ min: 1, max: 32 }).chain((bits) =>
        fc.tuple(fc.constant(bits), fc.array(fc.integer({ min: 0, max: 2 ** bits - 1 })))
      ),
      ([bits, codes]) => {
        const bytes = packCodes(codes, bits);
        expect(bytes.length).toBe(Math.ceil(codes.length * bits / 8));
        expect([...unpackCodes(bytes, bits, codes.length)]).toEqual(codes);
        // The same bits by way of one large number
        const number = codes.reduceRight((sum, code) => (sum << BigInt(bits)) | BigInt(code), 0n);
        const packed = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
        expect(packed).toBe(number);
      },
    ));
  });

  it("are refused if they do not fit", () => {
    expect(() => packCodes([16], 4)).toThrow(
      "codes[0] is 16: it must be a whole number from 0 to 15",
    );
    expect(() => packCodes([-1], 4)).toThrow(RangeError);
    expect(() => unpackCodes(new Uint8Array(1), 4, 3)).toThrow("3 codes of 4 bits take 2");
    expect(() => packCodes([0], 33)).toThrow(RangeError);
  });
});

describe("integers", () => {
  it("are off by at most half a step, whatever the groups and the scale's format", () => {
    fc.assert(
      fc.property(
        matrix,
        bits,
        fc.boolean(),
        fc.boolean(),
        scaleFormat,
        ({ values, shape, granularity }, bits, symmetric, restricted, scaleFormat) => {
          const quantized = quantizeIntegers(values, {
            bits,
            symmetric,
            restricted,
            shape,
            granularity,
            scaleFormat,
          });
          const scales = scaleOfEach(quantized);
          dequantize(quantized).forEach((decoded, i) => {
            const error = Math.abs(decoded - (values[i] ?? NaN));
            expect(error).toBeLessThanOrEqual((scales[i] ?? NaN) / 2 * (1 + 1e-12));
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it("have the step that the range asks for, and keep zero", () => {
    fc.assert(fc.property(matrix, bits, ({ values, shape, granularity }, bits) => {
      const options = { bits, shape, granularity, scaleFormat: "fp32" } as const;
      const ids = groupIds(shape, granularity);
      const rangeOf = (id: string | undefined) => values.filter((_, i) => ids[i] === id);
      const symmetric = scaleOfEach(quantizeIntegers(values, options));
      const asymmetric = quantizeIntegers(values, { ...options, symmetric: false });
      const steps = scaleOfEach(asymmetric);
      const decoded = dequantize(asymmetric);
      values.forEach((value, i) => {
        const group = rangeOf(ids[i]);
        const largest = Math.max(...group.map(Math.abs));
        if (largest < 1e-30) return;
        expect((symmetric[i] ?? NaN) * (2 ** (bits - 1) - 1) / largest).toBeCloseTo(1, 6);
        const width = Math.max(0, ...group) - Math.min(0, ...group);
        expect((steps[i] ?? NaN) * (2 ** bits - 1) / width).toBeCloseTo(1, 6);
        if (value === 0) expect(decoded[i]).toBe(0);
      });
    }));
  });

  it("give the same codes when quantized again", () => {
    fc.assert(fc.property(matrix, bits, ({ values, shape, granularity }, bits) => {
      const options = { bits, shape, granularity, scaleFormat: "fp32" } as const;
      const once = quantizeIntegers(values, options);
      const twice = quantizeIntegers(dequantize(once), options);
      expect([...dequantize(twice)]).toEqual([...dequantize(once)]);
    }));
  });

  it("use the extra code of the full range only where the negative end is longer", () => {
    const full = { bits: 4, restricted: false, scaleFormat: "fp32" } as const;
    expect([...dequantize(quantizeIntegers([-8, 7], full))]).toEqual([-8, 7]);
    expect(quantizedScales(quantizeIntegers([-8, 3], full))[0]).toBe(1);
    expect(quantizedScales(quantizeIntegers([-7, 7], full))[0]).toBe(1);
    expect(quantizedScales(quantizeIntegers([-8, 3], { bits: 4, scaleFormat: "fp32" }))[0])
      .toBe(Math.fround(8 / 7));
    // INT2 restricted is ternary
    expect([...dequantize(quantizeIntegers([-1, -0.4, 0.6, 1], { bits: 2 }))]).toEqual([
      -1,
      0,
      1,
      1,
    ]);
  });

  it("do not depend on the sign when symmetric and restricted", () => {
    fc.assert(fc.property(matrix, bits, ({ values, shape, granularity }, bits) => {
      const options = { bits, shape, granularity };
      const negated = dequantize(quantizeIntegers(values.map((value) => -value), options));
      const decoded = dequantize(quantizeIntegers(values, options));
      expect([...negated].map((value) => 0 - value)).toEqual(
        [...decoded].map((value) => 0 + value),
      );
    }));
  });

  it("gain 6.02 dB a bit on uniform data", () => {
    const random = new Random(11);
    const uniform = Array.from({ length: 50_000 }, () => 2 * random.uniform() - 1);
    for (const bits of [2, 3, 4, 5, 6, 7, 8]) {
      const sqnr = (symmetric: boolean) =>
        tensorError(
          uniform,
          dequantize(quantizeIntegers(uniform, { bits, symmetric, scaleFormat: "fp32" })),
        ).sqnr;
      // Signal 1/3, noise Δ²/12 with Δ = 2 ÷ (steps): 20·log10(steps), 6.02·bits for 2^bits of them
      expect(Math.abs(sqnr(false) - 20 * Math.log10(2 ** bits - 1))).toBeLessThan(0.15);
      expect(Math.abs(sqnr(true) - 20 * Math.log10(2 ** bits - 2))).toBeLessThan(0.15);
      if (bits >= 5) expect(Math.abs(sqnr(false) - 6.02 * bits)).toBeLessThan(0.3);
    }
  });

  it("never have a coarser step in a finer group, though the error of a group may grow", () => {
    fc.assert(fc.property(matrix, bits, fc.integer({ min: 1, max: 20 }), (drawn, bits, group) => {
      const { values, shape } = drawn;
      const options = { bits, shape, scaleFormat: "fp32" } as const;
      const whole = quantizedScales(quantizeIntegers(values, options))[0] ?? NaN;
      const finer = quantizedScales(
        quantizeIntegers(values, { ...options, granularity: { group } }),
      );
      for (const scale of finer) expect(scale).toBeLessThanOrEqual(whole);
    }));
    // Whole numbers up to 7 are exact on the grid of 7, and not on that of 5
    const values = [7, 1, 5, 3];
    const error = (granularity: Granularity) =>
      tensorError(values, dequantize(quantizeIntegers(values, { bits: 4, granularity })))
        .meanSquared;
    expect(error("tensor")).toBe(0);
    expect(error({ group: 2 })).toBeGreaterThan(0);
  });

  it("lose less on average with finer groups of normal data", () => {
    const values = normals(8192, 5);
    const error = (granularity: Granularity) =>
      tensorError(values, dequantize(quantizeIntegers(values, { bits: 4, granularity })))
        .meanSquared;
    expect(error({ group: 32 })).toBeLessThan(error({ group: 256 }));
    expect(error({ group: 256 })).toBeLessThan(error("tensor"));
  });

  it("are refused when out of range", () => {
    expect(() => quantizeIntegers([1], { bits: 9 })).toThrow("bits is 9");
    expect(() => quantizeIntegers([1, NaN], { bits: 8 })).toThrow("values[1] is NaN");
    expect(() => quantizeIntegers([1, 2], { bits: 8, shape: [3] })).toThrow("its shape asks for 3");
    expect(() => quantizeIntegers([1, 2], { bits: 8, granularity: { axis: 1 } })).toThrow(
      "granularity.axis is 1",
    );
    expect(() => quantizeIntegers([1, 2], { bits: 8, granularity: { group: 0 } })).toThrow(
      RangeError,
    );
    expect(() => quantizeIntegers([1], { bits: 8, clipping: { percentile: 0 } })).toThrow(
      RangeError,
    );
    expect(() => quantizeIntegers([1], { bits: 8, clipping: "max" as "mse" })).toThrow(
      "known are min-max, mse",
    );
    expect(() => quantizeIntegers([1], { bits: 8, rounding: "stochastic" })).toThrow(TypeError);
  });
});

describe("clipping", () => {
  /** Mean squared error of a symmetric uniform grid on a normal density, integrated numerically. */
  function normalError(step: number, top: number): number {
    let sum = 0;
    const width = 1 / 2000;
    for (let x = width / 2; x < 8; x += width) {
      const rounded = Math.min(top, Math.round(x / step)) * step;
      sum += 2 * (x - rounded) ** 2 * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * width;
    }
    return sum;
  }

  it("by mean squared error comes near the best grid for a normal density", () => {
    const values = normals(20_000, 7);
    for (const bits of [2, 3, 4]) {
      const top = 2 ** (bits - 1) - 1;
      let best = Infinity;
      for (let step = 0.05; step < 2; step += 0.005) best = Math.min(best, normalError(step, top));
      const options = { bits, clipping: "mse", scaleFormat: "fp32" } as const;
      const step = quantizedScales(quantizeIntegers(values, options))[0] ?? NaN;
      expect(normalError(step, top) / best).toBeLessThan(1.01);
      const whole = quantizedScales(quantizeIntegers(values, { ...options, clipping: "min-max" }));
      expect(normalError(whole[0] ?? NaN, top) / best).toBeGreaterThan(1.3);
    }
  });

  it("by mean squared error never loses against the whole range", () => {
    fc.assert(fc.property(matrix, bits, fc.boolean(), (drawn, bits, symmetric) => {
      const { values, ...options } = { ...drawn, bits, symmetric };
      const error = (clipping: "mse" | "min-max") =>
        tensorError(values, dequantize(quantizeIntegers(values, { ...options, clipping })))
          .meanSquared;
      expect(error("mse")).toBeLessThanOrEqual(error("min-max") * (1 + 1e-12));
    }));
  });

  it("by percentile leaves out what lies beyond", () => {
    const values = [...Array.from({ length: 99 }, (_, i) => i + 1), 10_000];
    const clip = (percentile: number, symmetric: boolean) =>
      dequantize(quantizeIntegers(values, { bits: 8, symmetric, clipping: { percentile } }));
    expect(clip(0.99, true)[99]).toBeCloseTo(99, 0);
    expect(clip(0.98, false)[99]).toBeCloseTo(99, 0);
    expect(clip(1, true)[99]).toBeCloseTo(10_000, -1);
    expect(clip(0.99, true)[49]).toBeCloseTo(50, 0);
  });
});

describe("small floats with a scale", () => {
  it("put the largest value at the format's largest number", () => {
    fc.assert(fc.property(
      matrix,
      fc.constantFrom<FloatFormatName>("fp8-e4m3", "fp8-e5m2", "fp4-e2m1"),
      ({ values, shape, granularity }, format) => {
        const options = { format, shape, granularity, scaleFormat: "fp32" } as const;
        const quantized = quantizeFloats(values, options);
        const scales = scaleOfEach(quantized);
        const decoded = dequantize(quantized);
        decoded.forEach((value, i) => {
          const scale = scales[i] ?? NaN;
          if (scale < 1e-30) return;
          const exact = (values[i] ?? NaN) / scale;
          expect(value).toBe(roundFloat(format, exact) * scale);
          expect(Math.abs(exact)).toBeLessThanOrEqual(floatRange(format).largest * 1.0001);
        });
        // A group of zeros has no sign left
        const again = dequantize(quantizeFloats(decoded, options)).map((value) => value + 0);
        expect(again).toEqual(decoded.map((value) => value + 0));
      },
    ));
  });

  it("keep a relative precision where integers keep an absolute one", () => {
    const wide = Array.from({ length: 256 }, (_, i) => 2 ** (-i / 32));
    const int8 = dequantize(quantizeIntegers(wide, { bits: 8, scaleFormat: "fp32" }));
    const fp8 = dequantize(quantizeFloats(wide, { format: "fp8-e4m3", scaleFormat: "fp32" }));
    const worst = (decoded: Float64Array) =>
      Math.max(...wide.map((value, i) => Math.abs((decoded[i] ?? NaN) / value - 1)));
    expect(worst(fp8)).toBeLessThanOrEqual(1 / 16);
    expect(worst(int8)).toBeGreaterThan(1 / 4);
  });
});

describe("microscaling formats", () => {
  it("scale a block by the power of two of the specification", () => {
    const scale = (values: number[], element: "fp4-e2m1" | "fp8-e4m3" | "fp8-e5m2") =>
      quantizedScales(quantizeMicroscaling(values, { element }))[0];
    // ⌊log2(amax)⌋ less 2, 8 or 15
    expect(scale([1], "fp4-e2m1")).toBe(2 ** -2);
    expect(scale([-7.9, 3], "fp4-e2m1")).toBe(1);
    expect(scale([8], "fp4-e2m1")).toBe(2);
    expect(scale([1.999], "fp8-e4m3")).toBe(2 ** -8);
    expect(scale([3], "fp8-e5m2")).toBe(2 ** -14);
    expect(scale([0, 0], "fp4-e2m1")).toBe(2 ** -127);
    expect(scale([1e-300], "fp4-e2m1")).toBe(2 ** -127);
    // The element saturates at 6
    expect([...dequantize(quantizeMicroscaling([7.9, 5.1], { element: "fp4-e2m1" }))]).toEqual([
      6,
      6,
    ]);
  });

  it("take 17 and 33 bytes a block of 32", () => {
    const values = normals(320, 2);
    expect(quantizeMicroscaling(values, { element: "fp4-e2m1" }).bytes).toBe(10 * 17);
    expect(quantizeMicroscaling(values, { element: "fp6-e2m3" }).bytes).toBe(10 * 25);
    expect(quantizeMicroscaling(values, { element: "fp8-e4m3" }).bytes).toBe(10 * 33);
  });

  it("scale with powers of two: doubling the values doubles the result", () => {
    const block = fc.array(even(-10, 10), { minLength: 1 })
      .filter((values) => values.every((value) => value === 0 || Math.abs(value) > 1e-20));
    fc.assert(fc.property(
      block,
      fc.integer({ min: -20, max: 20 }),
      fc.constantFrom("fp4-e2m1" as const, "fp8-e4m3" as const),
      (values, power, element) => {
        const decoded = dequantize(quantizeMicroscaling(values, { element }));
        const scaled = values.map((value) => value * 2 ** power);
        expect([...dequantize(quantizeMicroscaling(scaled, { element }))]).toEqual(
          [...decoded].map((value) => value * 2 ** power),
        );
        expect([...dequantize(quantizeMicroscaling(decoded, { element }))]).toEqual([...decoded]);
      },
    ));
  });
});

describe("NF4", () => {
  it("has the published levels, up to the FP32 of the program that made them", () => {
    normalFloatLevels().forEach((level, i) => {
      expect(Math.abs(level - (nf4Levels[i] ?? NaN))).toBeLessThan(2e-7);
    });
    for (const level of nf4Levels) expect(Math.fround(level)).toBe(level);
    expect(nf4Levels.length).toBe(16);
  });

  it("rounds to the nearest level at the thresholds of bitsandbytes", () => {
    // csrc/kernels.cu, dQuantizeNF4
    const thresholds = [
      -0.8480964004993439,
      -0.6106329262256622,
      -0.4599952697753906,
      -0.33967943489551544,
      -0.23460740596055984,
      -0.13791173323988914,
      -0.045525018125772476,
      0.03979014977812767,
      0.1202552504837513,
      0.2035212516784668,
      0.2920137718319893,
      0.3893125355243683,
      0.5016634166240692,
      0.6427869200706482,
      0.8614784181118011,
    ];
    thresholds.forEach((threshold, i) => {
      const decoded = dequantize(quantizeNf4([1, threshold - 1e-6, threshold + 1e-6]));
      expect([...decoded]).toEqual([1, nf4Levels[i], nf4Levels[i + 1]]);
    });
  });

  it("takes the level that is nearest of all", () => {
    fc.assert(fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), (values) => {
      const quantized = quantizeNf4(values, { block: 8 });
      const scales = scaleOfEach({ ...quantized, shape: [1, values.length] });
      dequantize(quantized).forEach((decoded, i) => {
        const scale = scales[i] ?? NaN;
        const distance = (level: number) => Math.abs(level * scale - (values[i] ?? NaN));
        const least = Math.min(...nf4Levels.map(distance));
        expect(Math.abs(decoded - (values[i] ?? NaN))).toBeLessThanOrEqual(least * (1 + 1e-9));
      });
    }));
  });

  it("beats INT4 on normal data in blocks of 64, and takes 4.5 bits", () => {
    const values = normals(64 * 200, 9);
    const nf4 = quantizeNf4(values);
    const group = { group: 64 };
    const int4 = quantizeIntegers(values, { bits: 4, granularity: group, scaleFormat: "fp32" });
    expect(nf4.bitsPerValue).toBe(4.5);
    expect(int4.bitsPerValue).toBe(4.5);
    expect(tensorError(values, dequantize(nf4)).sqnr).toBeGreaterThan(
      tensorError(values, dequantize(int4)).sqnr,
    );
  });
});

describe("stochastic rounding of a tensor", () => {
  it("is unbiased, costs twice the error, and repeats with its seed", () => {
    const values = normals(20_000, 13);
    const quantize = (rounding: "nearest-even" | "stochastic", seed: number) =>
      dequantize(quantizeIntegers(values, { bits: 4, rounding, random: new Random(seed) }));
    const near = tensorError(values, quantize("nearest-even", 1));
    const drawn = tensorError(values, quantize("stochastic", 1));
    // Uniform within a step: Δ²/12 to the nearest, Δ²/6 when drawn
    expect(drawn.meanSquared / near.meanSquared).toBeGreaterThan(1.9);
    expect(drawn.meanSquared / near.meanSquared).toBeLessThan(2.1);
    expect(Math.abs(drawn.mean)).toBeLessThan(5 * Math.sqrt(drawn.meanSquared / values.length));
    expect(quantize("stochastic", 2)).toEqual(quantize("stochastic", 2));
    expect(quantize("stochastic", 2)).not.toEqual(quantize("stochastic", 3));
  });
});

describe("the bytes of a quantized tensor", () => {
  it("are those of its buffers, whatever its shape", () => {
    fc.assert(fc.property(matrix, bits, fc.boolean(), scaleFormat, (drawn, bits, symmetric, s) => {
      const { values, shape, granularity } = drawn;
      const options = { bits, symmetric, shape, granularity, scaleFormat: s };
      const quantized = quantizeIntegers(values, options);
      const buffers = [quantized.codes, quantized.scales, quantized.zeroPoints];
      const size = quantizedBytes({
        shape,
        bits,
        granularity,
        scaleBits: floatRange(s).bits,
        zeroPointBits: symmetric ? 0 : bits,
      });
      expect([size.codes, size.scales, size.zeroPoints]).toEqual(buffers.map((b) => b.length));
      expect(size.bytes).toBe(quantized.bytes);
      expect(size.bitsPerValue).toBe(quantized.bitsPerValue);
      const groups = new Set(groupIds(shape, granularity)).size;
      expect(size.scales).toBe(groups * floatRange(s).bits / 8);
    }));
  });

  it("count scales and zero points, and say so", () => {
    const { conventions } = quantizedBytes({ shape: [4], bits: 4 });
    expect(conventions.join(" ")).toContain("scales and zero points are counted");
  });

  it("cannot be asked for with bits out of range", () => {
    expect(() => quantizedBytes({ shape: [4], bits: 0 })).toThrow(RangeError);
    expect(() => quantizedBytes({ shape: [], bits: 4 })).toThrow("shape is empty");
    expect(() => quantizedBytes({ shape: [4, 0], bits: 4 })).toThrow("shape[1] is 0");
  });
});

describe("the error of a tensor", () => {
  it("is that of the definitions", () => {
    const error = tensorError([3, -4, 0], [3.5, -4, -1]);
    expect(error.meanSquared).toBeCloseTo(1.25 / 3, 12);
    expect(error.largest).toBe(1);
    expect(error.relative).toBeCloseTo(Math.sqrt(1.25) / 5, 12);
    expect(error.sqnr).toBeCloseTo(10 * Math.log10(20), 12);
    expect(error.mean).toBeCloseTo(-0.5 / 3, 12);
    expect(tensorError([1], [1]).sqnr).toBe(Infinity);
    expect(tensorError([0], [0]).relative).toBe(0);
    expect(() => tensorError([1], [1, 2])).toThrow(RangeError);
  });
});

describe("codes of a tensor", () => {
  it("are those of the format", () => {
    const quantized = quantizeMicroscaling([6, -0.5], { element: "fp4-e2m1" });
    const codes = unpackCodes(quantized.codes, 4, 2);
    expect([...codes].map((code) => decodeFloat("fp4-e2m1", code))).toEqual([6, -0.5]);
  });
});
