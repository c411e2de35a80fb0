import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  attainableRate,
  conventions,
  conventionSentence,
  defineMachine,
  findMachine,
  gemm,
  gemv,
  type Machine,
  operatorTime,
  ridgePoint,
  roofs,
} from "@/lib/compute/mod.ts";
import { machineOf, magnitude, rates } from "./arbitraries.ts";
import { machines } from "./machine_table.ts";

const fp16 = { precision: "fp16" } as const;
const machine = (id: string) => findMachine(machines, id);
const intensities = magnitude(-3, 6);
const counts = fc.record({ flops: magnitude(0, 18), bytes: magnitude(0, 15) });
const factors = fc.double({ min: 1, max: 1000, noNaN: true });

describe("ridgePoint", () => {
  const known: [id: string, ridge: number][] = [
    ["v100", 138.9],
    ["a100-80", 153.0],
    ["h100-sxm", 295.3],
    ["b200", 281.2],
  ];
  for (const [id, ridge] of known) {
    it(`of ${id} at FP16 is ${ridge} FLOP/byte`, () => {
      expect(Math.abs(ridgePoint(machine(id), fp16) - ridge)).toBeLessThanOrEqual(0.0501);
    });
  }

  it("is lower for a faster level and for wider numbers", () => {
    const a100 = machine("a100-80");
    expect(ridgePoint(a100, { ...fp16, level: "l2" })).toBeCloseTo(312e12 / 7219.2e9, 6);
    expect(ridgePoint(a100, { precision: "fp32" })).toBeCloseTo(9.56, 2);
  });

  it("refuses what the machine does not have", () => {
    expect(() => ridgePoint(machine("v100"), { precision: "fp8" })).toThrow("no peak");
    expect(() => ridgePoint(machine("v100"), { ...fp16, level: "l9" })).toThrow("no memory level");
  });
});

describe("attainableRate", () => {
  it("is the slope below the ridge point and the peak above", () => {
    const v100 = machine("v100");
    expect(attainableRate(v100, 1, fp16)).toBe(900e9);
    expect(attainableRate(v100, 64, fp16)).toBe(64 * 900e9);
    expect(attainableRate(v100, 1000, fp16)).toBe(125e12);
    expect(attainableRate(v100, 0, fp16)).toBe(0);
  });

  it("never exceeds the peak, nor intensity times bandwidth, and reaches one of them", () => {
    fc.assert(fc.property(rates, intensities, (given, intensity) => {
      const rate = attainableRate(machineOf(given), intensity, fp16);
      expect(rate).toBeLessThanOrEqual(given.peak);
      expect(rate).toBeLessThanOrEqual(intensity * given.bandwidth);
      expect([given.peak, intensity * given.bandwidth]).toContain(rate);
    }));
  });

  it("grows or stays with intensity, peak and bandwidth", () => {
    fc.assert(fc.property(rates, intensities, factors, (given, intensity, factor) => {
      const { peak, bandwidth } = given;
      const rate = attainableRate(machineOf(given), intensity, fp16);
      const better: [Machine, number][] = [
        [machineOf(given), intensity * factor],
        [machineOf({ peak: peak * factor, bandwidth }), intensity],
        [machineOf({ peak, bandwidth: bandwidth * factor }), intensity],
      ];
      for (const [machine, intensity] of better) {
        expect(attainableRate(machine, intensity, fp16)).toBeGreaterThanOrEqual(rate);
      }
    }));
  });

  it("has no jump at the ridge point, where it reaches the peak", () => {
    fc.assert(fc.property(rates, (given) => {
      const machine = machineOf(given);
      const ridge = ridgePoint(machine, fp16);
      const around = [1 - 1e-9, 1, 1 + 1e-9].map((factor) =>
        attainableRate(machine, ridge * factor, fp16) / given.peak
      );
      for (const share of around) expect(share).toBeCloseTo(1, 8);
      expect(attainableRate(machine, ridge * 0.99, fp16)).toBeLessThan(given.peak);
    }));
  });

  it("takes another level's slope", () => {
    const a100 = machine("a100-80");
    expect(attainableRate(a100, 10, { ...fp16, level: "l2" })).toBeCloseTo(72.192e12, -6);
  });

  it("takes a ceiling instead of the peak", () => {
    const a100 = machine("a100-80");
    expect(attainableRate(a100, 1000, { ...fp16, ceiling: "fp32" })).toBe(19.5e12);
    const scalar = defineMachine({
      ...a100,
      ceilings: [
        { id: "no-tensor-cores", name: "without tensor cores", precision: "fp16", rate: 78e12 },
      ],
    });
    expect(attainableRate(scalar, 1000, { ...fp16, ceiling: "no-tensor-cores" })).toBe(78e12);
    expect(attainableRate(scalar, 1, { ...fp16, ceiling: "no-tensor-cores" })).toBe(2.039e12);
    expect(() => attainableRate(scalar, 1, { ...fp16, ceiling: "wings" })).toThrow(
      'has no ceiling "wings": known are fp32, tf32, bf16, fp16, int8, no-tensor-cores',
    );
    expect(() => attainableRate(scalar, 1, { ...fp16, ceiling: "fp4" })).toThrow("no peak");
  });

  it("refuses an intensity that is none", () => {
    for (const intensity of [-1, NaN, Infinity]) {
      expect(() => attainableRate(machine("v100"), intensity, fp16)).toThrow(
        `intensity is ${intensity}: it must be a finite number of at least 0`,
      );
    }
  });
});

describe("roofs", () => {
  it("lists every level with its ridge and every ceiling, highest first", () => {
    const { memory, ceilings } = roofs(machine("h100-sxm"), fp16);
    expect(memory.map(({ level }) => level.id)).toEqual(["memory", "l2", "l1"]);
    expect(memory.map(({ ridge }) => ridge.toFixed(1))).toEqual(["295.3", "101.3", "32.0"]);
    expect(ceilings.map(({ id }) => id)).toEqual(["fp8", "int8", "bf16", "fp16", "tf32", "fp32"]);
    expect(ceilings.at(-1)).toEqual({ id: "fp32", name: "FP32", precision: "fp32", rate: 67e12 });
  });

  it("includes the machine's own ceilings in their place", () => {
    const { ceilings } = roofs(
      defineMachine({
        ...machine("v100"),
        ceilings: [{ id: "plain", name: "without FMA", precision: "fp32", rate: 7.85e12 }],
      }),
      fp16,
    );
    expect(ceilings.map(({ id }) => id)).toEqual(["fp16", "int8", "fp32", "plain"]);
  });

  it("agrees with ridgePoint", () => {
    fc.assert(fc.property(rates, (given) => {
      const machine = machineOf(given);
      for (const { level, ridge } of roofs(machine, fp16).memory) {
        expect(ridge).toBe(ridgePoint(machine, { ...fp16, level: level.id }));
      }
    }));
  });
});

describe("operatorTime", () => {
  it("of a matrix-vector product is the time to read the weights", () => {
    const time = operatorTime(machine("a100-80"), gemv({ m: 4096, n: 4096 }), fp16);
    expect(time.bound).toBe("memory");
    expect(time.seconds).toBe((2 * (4096 * 4096 + 8192)) / 2.039e12);
    expect(time.computeSeconds).toBe((2 * 4096 * 4096) / 312e12);
    expect(time.intensity).toBeCloseTo(0.9995, 4);
  });

  it("of a large matrix product is that of its FLOPs", () => {
    const time = operatorTime(machine("a100-80"), gemm({ m: 4096, n: 4096, k: 4096 }), fp16);
    expect(time.bound).toBe("compute");
    expect(time.seconds).toBe((2 * 4096 ** 3) / 312e12);
    expect(time.rate).toBeCloseTo(312e12, -2);
  });

  it("is at least each of its parts, and at most their sum", () => {
    fc.assert(fc.property(rates, counts, (given, cost) => {
      const time = operatorTime(machineOf(given), cost, fp16);
      const { computeSeconds, memorySeconds, overlapped, serial } = time;
      expect(time.seconds).toBe(overlapped);
      expect(overlapped).toBe(Math.max(computeSeconds, memorySeconds));
      expect(serial).toBe(computeSeconds + memorySeconds);
      expect(serial).toBeLessThanOrEqual(2 * overlapped);
    }));
  });

  it("reaches the attainable rate exactly", () => {
    fc.assert(fc.property(rates, counts, (given, cost) => {
      const machine = machineOf(given);
      const time = operatorTime(machine, cost, fp16);
      expect(time.rate / attainableRate(machine, time.intensity, fp16)).toBeCloseTo(1, 10);
    }));
  });

  it("says memory below the ridge point and compute above", () => {
    fc.assert(fc.property(rates, counts, (given, cost) => {
      const machine = machineOf(given);
      const { bound, intensity } = operatorTime(machine, cost, fp16);
      const ridge = ridgePoint(machine, fp16);
      fc.pre(Math.abs(intensity / ridge - 1) > 1e-9);
      expect(bound).toBe(intensity < ridge ? "memory" : "compute");
    }));
  });

  it("never grows with peak or bandwidth, never shrinks with FLOPs or bytes", () => {
    fc.assert(fc.property(rates, counts, factors, (given, { flops, bytes }, factor) => {
      const { peak, bandwidth } = given;
      const time = (peak: number, bandwidth: number, flops: number, bytes: number) =>
        operatorTime(machineOf({ peak, bandwidth }), { flops, bytes }, fp16).seconds;
      const seconds = time(peak, bandwidth, flops, bytes);
      expect(time(peak * factor, bandwidth, flops, bytes)).toBeLessThanOrEqual(seconds);
      expect(time(peak, bandwidth * factor, flops, bytes)).toBeLessThanOrEqual(seconds);
      expect(time(peak, bandwidth, flops * factor, bytes)).toBeGreaterThanOrEqual(seconds);
      expect(time(peak, bandwidth, flops, bytes * factor)).toBeGreaterThanOrEqual(seconds);
    }));
  });

  it("grows as efficiency falls: half of both doubles it", () => {
    const full = operatorTime(machine("v100"), gemv({ m: 512, n: 512 }), fp16);
    const half = operatorTime(machine("v100"), gemv({ m: 512, n: 512 }), {
      ...fp16,
      efficiency: 0.5,
    });
    expect(half.seconds).toBe(2 * full.seconds);
    expect(half.computeSeconds).toBe(2 * full.computeSeconds);
    const memoryOnly = operatorTime(machine("v100"), gemv({ m: 512, n: 512 }), {
      ...fp16,
      efficiency: { memory: 0.25 },
    });
    expect(memoryOnly.memorySeconds).toBe(4 * full.memorySeconds);
    expect(memoryOnly.computeSeconds).toBe(full.computeSeconds);
  });

  it("refuses an efficiency outside (0, 1]", () => {
    for (const efficiency of [0, -0.1, 1.01, NaN, { compute: 0 }, { memory: 2 }]) {
      const call = () =>
        operatorTime(machine("v100"), gemv({ m: 1, n: 1 }), { ...fp16, efficiency });
      expect(call).toThrow(RangeError);
      expect(call).toThrow("it must be greater than 0 and at most 1");
    }
  });

  it("takes the bandwidth of the level named", () => {
    const cost = gemv({ m: 1024, n: 1024 });
    const time = (level?: string) => operatorTime(machine("a100-80"), cost, { ...fp16, level });
    expect(time("l2").memorySeconds / time().memorySeconds).toBeCloseTo(2039 / 7219.2, 10);
    expect(time("memory")).toEqual(time());
  });

  it("refuses counts that make no time", () => {
    expect(() => operatorTime(machine("v100"), { flops: 1, bytes: 0 }, fp16)).toThrow("bytes is 0");
    expect(() => operatorTime(machine("v100"), { flops: NaN, bytes: 1 }, fp16)).toThrow("flops");
  });
});

describe("the mistakes of the field", () => {
  const a100 = machine("a100-80");

  it("no sparse peak: the A100's ridge point is not 306", () => {
    expect(ridgePoint(a100, fp16)).toBeLessThan(154);
  });

  it("no gigabyte of 2³⁰: 2039 GB/s are not 2.19e12 bytes a second", () => {
    expect(attainableRate(a100, 1, fp16)).toBe(2.039e12);
  });

  it("no multiply-accumulate as one FLOP: a square product of 4096 is 137 GFLOP", () => {
    expect(gemm({ m: 4096, n: 4096, k: 4096 }).flops).toBe(137_438_953_472);
  });
});

describe("conventions", () => {
  it("have a sentence for each option, the default among them", () => {
    for (const convention of Object.values(conventions)) {
      expect(Object.keys(convention.options)).toContain(convention.default);
      expect(convention.title).toMatch(/\S/);
      for (const sentence of Object.values(convention.options)) {
        expect(sentence).toMatch(/^[A-Z].*\.$/);
      }
    }
  });

  it("give the default sentence, or that of an option", () => {
    expect(conventionSentence("timeBound")).toContain("not a prediction");
    expect(conventionSentence("traffic", "three-pass")).toContain("three times");
  });

  it("name what is known when asked for something else", () => {
    expect(() => conventionSentence("mood" as "peak")).toThrow('Unknown convention "mood"');
    expect(() => conventionSentence("toString" as "peak")).toThrow(RangeError);
    expect(() => conventionSentence("peak", "sparse")).toThrow("known are dense");
    expect(() => conventionSentence("peak", "constructor")).toThrow(RangeError);
  });
});
