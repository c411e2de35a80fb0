import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  decodeFloat,
  defineFloatFormat,
  encodeFloat,
  type FloatFormatName,
  floatFormats,
  floatRange,
  representableValues,
  roundFloat,
} from "@/lib/compute/compression/mod.ts";
import { Random } from "@/lib/compute/mod.ts";

/** Numbers spread evenly over a range, where `fc.double` prefers the smallest magnitudes. */
function even(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 2 ** 30 }).map((part) => min + (max - min) * (part / 2 ** 30));
}

const small = ["bf16", "fp16", "fp8-e5m2", "fp8-e4m3", "fp6-e3m2", "fp6-e2m3", "fp4-e2m1"] as const;
const every = Object.keys(floatFormats) as FloatFormatName[];
const smallFormat = fc.constantFrom(...small);

/** Doubles of every bit pattern, and some that ordinary programs meet. */
const doubles = fc.oneof(
  fc.double({ noNaN: true }),
  even(-70000, 70000),
  even(-8, 8),
  even(-(2 ** -10), 2 ** -10),
);

/** A finite double as an exact fraction numerator ÷ 2^1074. */
function exact(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const field = bits >> 52n;
  const mantissa = bits & ((1n << 52n) - 1n);
  const size = field === 0n ? mantissa : (mantissa | (1n << 52n)) << (field - 1n);
  return value < 0 ? -size : size;
}

/** The codes and exact values of a format's numbers from 0 upwards, read code by code. */
function ladder(format: FloatFormatName): { code: number; value: number; exact: bigint }[] {
  const steps = [];
  for (let code = 0;; code++) {
    const value = decodeFloat(format, code);
    if (!Number.isFinite(value) || value < 0 || Object.is(value, -0)) return steps;
    steps.push({ code, value, exact: exact(value) });
  }
}

/** The nearest of all numbers, at a tie the even code, by looking at each in exact integers. */
function nearest(steps: ReturnType<typeof ladder>, value: number): number {
  const target = exact(Math.abs(value));
  let best = steps[0];
  let distance = -1n;
  for (const step of steps) {
    const from = step.exact > target ? step.exact - target : target - step.exact;
    if (distance < 0n || from < distance || (from === distance && step.code % 2 === 0)) {
      best = step;
      distance = from;
    }
  }
  const magnitude = best?.value ?? NaN;
  return value < 0 || Object.is(value, -0) ? -magnitude : magnitude;
}

describe("number formats", () => {
  it("have the published limits", () => {
    // OCP OFP8 1.0 table 1, OCP MX 1.0 tables 3 to 5, IEEE 754-2019 table 3.5
    const limits = (name: FloatFormatName) => {
      const { bits, largest, smallestNormal, smallest } = floatRange(name);
      return [bits, largest, smallestNormal, smallest];
    };
    expect(limits("fp32")).toEqual([32, 3.4028234663852886e38, 2 ** -126, 2 ** -149]);
    expect(limits("tf32")).toEqual([19, 3.4011621342146535e38, 2 ** -126, 2 ** -136]);
    expect(limits("bf16")).toEqual([16, 3.3895313892515355e38, 2 ** -126, 2 ** -133]);
    expect(limits("fp16")).toEqual([16, 65504, 2 ** -14, 2 ** -24]);
    expect(limits("fp8-e5m2")).toEqual([8, 57344, 2 ** -14, 2 ** -16]);
    expect(limits("fp8-e4m3")).toEqual([8, 448, 2 ** -6, 2 ** -9]);
    expect(limits("fp6-e3m2")).toEqual([6, 28, 0.25, 0.0625]);
    expect(limits("fp6-e2m3")).toEqual([6, 7.5, 1, 0.125]);
    expect(limits("fp4-e2m1")).toEqual([4, 6, 1, 0.5]);
    expect(limits("e8m0")).toEqual([8, 2 ** 127, 2 ** -127, 2 ** -127]);
    expect(every.map((name) => floatRange(name).largestExponent)).toEqual(
      [127, 127, 127, 15, 15, 8, 4, 2, 2, 127],
    );
  });

  it("list their numbers, ascending and each once", () => {
    expect([...representableValues("fp6-e3m2").slice(-8)]).toEqual([8, 10, 12, 14, 16, 20, 24, 28]);
    for (const name of [...small, "e8m0"] as const) {
      const values = representableValues(name);
      expect(values.every((value, i) => i === 0 || value > (values[i - 1] ?? Infinity))).toBe(true);
    }
    // 2^16 codes less two exponents' worth of infinities and NaN, less the second zero
    expect(representableValues("fp16").length).toBe(2 ** 16 - 2 * 2 ** 10 - 1);
    expect(representableValues("bf16").length).toBe(2 ** 16 - 2 * 2 ** 7 - 1);
    expect(representableValues("fp8-e4m3").length).toBe(253);
    expect(representableValues("e8m0").length).toBe(255);
    expect(() => representableValues("fp32")).toThrow(RangeError);
  });

  it("give every code of up to 16 bits back", () => {
    for (const name of [...small, "e8m0"] as const) {
      const codes = 2 ** floatRange(name).bits;
      for (let code = 0; code < codes; code++) {
        const value = decodeFloat(name, code);
        if (Number.isNaN(value)) expect(decodeFloat(name, encodeFloat(name, value))).toBe(NaN);
        else if (encodeFloat(name, value, { overflow: "infinity" }) !== code) {
          throw new Error(`${name} ${code} is ${value} and then ${encodeFloat(name, value)}`);
        }
      }
    }
  });

  it("round to the nearest of all numbers, ties to the even code", () => {
    for (const name of small) {
      if (name === "bf16" || name === "fp16") continue;
      const steps = ladder(name);
      const { largest } = floatRange(name);
      fc.assert(
        fc.property(fc.oneof(doubles, even(-largest, largest)), (value) => {
          if (Number.isNaN(value) || Math.abs(value) > largest) return;
          expect(roundFloat(name, value)).toBe(nearest(steps, value));
        }),
        { numRuns: 300 },
      );
      // Every midpoint is a tie, and a hair to either side is not
      steps.slice(1).forEach(({ value, code }, i) => {
        const below = steps[i]?.value ?? NaN;
        const middle = (below + value) / 2;
        expect(roundFloat(name, middle)).toBe(code % 2 === 0 ? value : below);
        expect(roundFloat(name, middle * (1 + 2 ** -50))).toBe(value);
        expect(roundFloat(name, middle * (1 - 2 ** -50))).toBe(below);
      });
    }
  });

  it("round every tie of FP16 and BF16 to the even code", () => {
    for (const name of ["fp16", "bf16"] as const) {
      let wrong = 0;
      ladder(name).reduce((lower, upper) => {
        const middle = (lower.value + upper.value) / 2;
        const even = upper.code % 2 === 0 ? upper.value : lower.value;
        if (roundFloat(name, middle) !== even) wrong++;
        if (roundFloat(name, middle * (1 + 2 ** -50)) !== upper.value) wrong++;
        if (roundFloat(name, -middle * (1 - 2 ** -50)) !== -lower.value) wrong++;
        return upper;
      });
      expect(wrong).toBe(0);
    }
  });
});

describe("FP32 and FP16", () => {
  const bits32 = (value: number) => new Uint32Array(Float32Array.of(value).buffer)[0];

  it("round as the platform does", () => {
    fc.assert(
      fc.property(doubles, (value) => {
        expect(roundFloat("fp32", value)).toBe(Math.fround(value));
        expect(encodeFloat("fp32", value)).toBe(bits32(value));
        expect(roundFloat("fp16", value)).toBe(Math.f16round(value));
        const [bits] = new Uint16Array(Float16Array.of(value).buffer);
        expect(encodeFloat("fp16", value)).toBe(bits);
      }),
      { numRuns: 2000 },
    );
    for (const value of [0, -0, Infinity, -Infinity, 65504, 65519.99, 65520, -65520, 2 ** -25]) {
      expect(roundFloat("fp16", value)).toBe(Math.f16round(value));
      expect(roundFloat("fp32", value)).toBe(Math.fround(value));
    }
    expect(roundFloat("fp32", NaN)).toBe(NaN);
    expect(encodeFloat("fp32", NaN)).toBe(0x7fc00000);
  });

  it("decode every FP16 code, and FP32 codes, as the platform does", () => {
    const codes = Uint16Array.from({ length: 2 ** 16 }, (_, code) => code);
    const platform = new Float16Array(codes.buffer);
    let wrong = 0;
    codes.forEach((code) => {
      if (!Object.is(decodeFloat("fp16", code), platform[code])) wrong++;
    });
    expect(wrong).toBe(0);
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (code) => {
      expect(decodeFloat("fp32", code)).toBe(new Float32Array(Uint32Array.of(code).buffer)[0]);
    }));
  });

  it("round once where going through FP32 would round twice", () => {
    // Just above the tie between 1 and the next FP16; FP32 would round it onto the tie
    const value = 1 + 2 ** -11 + 2 ** -40;
    expect(roundFloat("fp16", value)).toBe(1 + 2 ** -10);
    expect(roundFloat("fp16", Math.fround(value))).toBe(1);
  });
});

describe("BF16 and TF32", () => {
  /** Rounds FP32 to its upper bits by adding just under half of the last kept one, and its parity. */
  function upperBits(value: number, dropped: number): number {
    const word = Uint32Array.from(new Uint32Array(Float32Array.of(value).buffer));
    const bits = word[0] ?? 0;
    const half = 2 ** (dropped - 1);
    const odd = (bits >>> dropped) & 1;
    word[0] = ((bits + half - 1 + odd) >>> dropped) << dropped;
    return new Float32Array(word.buffer)[0] ?? NaN;
  }

  it("are FP32 with fewer bits of mantissa, rounded in the bits", () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true }), (value) => {
        expect(roundFloat("bf16", value)).toBe(upperBits(value, 16));
        expect(roundFloat("tf32", value)).toBe(upperBits(value, 13));
      }),
      { numRuns: 2000 },
    );
  });

  it("cut off bits when rounding toward zero", () => {
    fc.assert(fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const word = new Uint32Array(Float32Array.of(value).buffer);
      word[0] = ((word[0] ?? 0) >>> 16) << 16;
      const cut = new Float32Array(word.buffer)[0];
      expect(roundFloat("bf16", value, { rounding: "toward-zero" })).toBe(cut);
    }));
  });
});

describe("numbers beyond the range", () => {
  it("saturate or overflow as asked, from half a step above the largest number", () => {
    // The next number after 448 would be 480: their middle goes to the even code, which is 448
    expect(roundFloat("fp8-e4m3", 464, { overflow: "infinity" })).toBe(448);
    expect(roundFloat("fp8-e4m3", 464.001, { overflow: "infinity" })).toBe(NaN);
    expect(roundFloat("fp8-e4m3", 464.001)).toBe(448);
    expect(roundFloat("fp8-e4m3", -Infinity)).toBe(-448);
    expect(roundFloat("fp8-e5m2", 61440, { overflow: "infinity" })).toBe(Infinity);
    expect(roundFloat("fp8-e5m2", 61439, { overflow: "infinity" })).toBe(57344);
    expect(roundFloat("fp8-e5m2", 1e9)).toBe(57344);
    expect(roundFloat("fp16", 1e9)).toBe(Infinity);
    expect(roundFloat("fp16", 1e9, { overflow: "saturate" })).toBe(65504);
    expect(roundFloat("fp4-e2m1", -1e300)).toBe(-6);
    expect(roundFloat("e8m0", Number.MAX_VALUE)).toBe(2 ** 127);
    expect(roundFloat("e8m0", 0)).toBe(2 ** -127);
  });

  it("are refused where the format has no code for them", () => {
    expect(() => encodeFloat("fp4-e2m1", NaN)).toThrow("FP4 E2M1 has no code for NaN");
    expect(() => encodeFloat("fp4-e2m1", 7.1, { overflow: "infinity" })).toThrow(RangeError);
    expect(() => encodeFloat("e8m0", -1)).toThrow("E8M0 has no negative numbers");
    expect(() => decodeFloat("fp4-e2m1", 16)).toThrow("from 0 to 15");
    expect(() => encodeFloat("fp16x" as "fp16", 1)).toThrow(/did you mean "fp16"/);
    expect(() => defineFloatFormat({ id: "x", exponentBits: 9, mantissaBits: 2 })).toThrow(
      "exponentBits is 9: it must be a whole number from 1 to 8",
    );
    expect(() => defineFloatFormat({ id: "x", exponentBits: 4, mantissaBits: 0 })).toThrow(
      RangeError,
    );
    expect(() => encodeFloat("fp16", "1" as unknown as number)).toThrow(TypeError);
  });
});

describe("stochastic rounding", () => {
  it("takes the neighbour that the draw decides", () => {
    const up = (random: number) => roundFloat("fp4-e2m1", 3.25, { rounding: "stochastic", random });
    expect([up(0), up(0.2499), up(0.25), up(0.99)]).toEqual([4, 4, 3, 3]);
    expect(() => roundFloat("fp16", 1, { rounding: "stochastic" })).toThrow(TypeError);
    expect(() => roundFloat("fp16", 1, { rounding: "stochastic", random: 1 })).toThrow(RangeError);
    expect(() => roundFloat("fp16", 1, { rounding: "up" as "stochastic" })).toThrow(RangeError);
  });

  it("gives one of the two neighbours, and what is representable itself", () => {
    fc.assert(fc.property(smallFormat, doubles, fc.nat(), (name, value, seed) => {
      const { largest } = floatRange(name);
      if (Math.abs(value) > largest) return;
      const random = new Random(seed);
      const rounded = roundFloat(name, value, { rounding: "stochastic", random });
      const zeroward = roundFloat(name, value, { rounding: "toward-zero" });
      const code = encodeFloat(name, zeroward);
      const top = Math.abs(zeroward) === largest ? zeroward : decodeFloat(name, code + 1);
      expect([zeroward, top]).toContain(rounded);
      expect(roundFloat(name, rounded, { rounding: "stochastic", random })).toBe(rounded);
    }));
  });

  it("has the number itself as its mean", () => {
    const random = new Random(3);
    for (const value of [0.1, 1.3, 2.7, 5.5]) {
      let sum = 0;
      const count = 20_000;
      for (let i = 0; i < count; i++) {
        sum += roundFloat("fp4-e2m1", value, { rounding: "stochastic", random });
      }
      // Five standard errors of a mean between neighbours 2 apart
      expect(Math.abs(sum / count - value)).toBeLessThan(5 / Math.sqrt(count));
    }
  });
});

describe("rounding to any format", () => {
  it("never goes against the order of the numbers", () => {
    fc.assert(
      fc.property(fc.constantFrom(...small, "tf32" as const), doubles, doubles, (f, a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(roundFloat(f, low)).toBeLessThanOrEqual(roundFloat(f, high));
      }),
    );
  });

  it("is right for formats that one defines", () => {
    const e4m3Ieee = defineFloatFormat({ id: "e4m3-ieee", exponentBits: 4, mantissaBits: 3 });
    // With infinities as in IEEE 754, the largest number of E4M3 is 240 (Micikevicius et al. 2022)
    expect(floatRange(e4m3Ieee).largest).toBe(240);
    expect(roundFloat(e4m3Ieee, 300)).toBe(Infinity);
    const half = defineFloatFormat({ id: "half", exponentBits: 5, mantissaBits: 10 });
    fc.assert(fc.property(doubles, (value) => {
      expect(roundFloat(half, value)).toBe(Math.f16round(value));
    }));
  });
});
