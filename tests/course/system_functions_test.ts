import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import {
  checkExpression,
  evaluate,
  formatValue,
  isQuantity,
  parseExpression,
} from "@/lib/course/expression/mod.ts";
import { fullVocabulary } from "@/lib/course/expression/full_vocabulary.ts";
import { knownMachines } from "@/lib/compute/data/mod.ts";

const vocabulary = fullVocabulary(knownMachines());

const run = (source: string) => evaluate(parseExpression(source), { vocabulary });
const base = (source: string) => {
  const value = run(source);
  return typeof value === "object" && isQuantity(value) ? value.value : NaN;
};

describe("Trends in expressions", () => {
  it("give our fits beside what is printed", () => {
    expect(run('trend_growth("peak-rate", 2)')).toBeCloseTo(3.0257, 4);
    expect(run('trend_growth("dram-bandwidth", 20)')).toBeCloseTo(104.26, 2);
    expect(run('trend_low("dram-bandwidth", 2)')).toBeCloseTo(1.45, 2);
    expect(run('trend_high("dram-bandwidth", 2)')).toBeCloseTo(1.75, 2);
    expect(run('trend_printed("interconnect-rate")')).toBe(1.4);
    expect(run('trend_points("model-parameters")')).toBe(10);
    expect(run('log2(trend_growth("peak-rate", trend_doubling("peak-rate")))')).toBeCloseTo(1, 12);
    expect(
      run('trend_value("peak-rate", 2020) / trend_value("peak-rate", 2018)'),
    ).toBeCloseTo(3.0257, 4);
  });

  it("tell how the ridge point grows", () => {
    expect(run("ridge_growth(2)")).toBeCloseTo(3.0257 / 1.5915, 3);
    expect(run("log2(ridge_growth(2.16))")).toBeCloseTo(1, 2);
  });

  it("date the wall of 1995, and refuse one that never comes", () => {
    // 0.99 + 0.01 · 4 · 1.8224^t = 5
    expect(run("wall_years(0.99, 4, 1.8 / 1.07, 5)")).toBeCloseTo(
      Math.log((5 - 0.99) / 0.04) / Math.log(1.8 / 1.07),
      10,
    );
    expect(() => run("wall_years(1, 4, 1.5, 5)")).toThrow("has no end");
  });

  it("name the trends they know", () => {
    expect(() => run('trend_growth("bandwidth", 2)')).toThrow(
      'Unknown trend "bandwidth": it must be one of peak-rate, dram-bandwidth',
    );
    expect(checkExpression(parseExpression("trend_growth(2, 2)"), { parameters: [], vocabulary }))
      .toMatchObject([{ message: "expected a name in quotes, not 2" }]);
  });
});

describe("Training memory in expressions", () => {
  it("counts the bytes of a parameter", () => {
    expect(base('training_bytes(1e9, "adam")')).toBe(16e9);
    expect(base('training_bytes(1e9, "sgd", "fp32")')).toBe(8e9);
    expect(() => run('training_bytes(1e9, "adamw")')).toThrow("it must be one of sgd, momentum");
  });

  it("counts activations by the published formula", () => {
    // s·b·h·(34 + 5·a·s/h) a layer: GPT-3 has 96 layers of width 12288 with 96 heads
    const layer = 2048 * 12288 * (34 + 5 * 96 * 2048 / 12288);
    expect(base('activation_bytes("gpt-3-175b", 2048, 1)')).toBeCloseTo(96 * layer, -3);
  });
});

describe("Links in expressions", () => {
  it("are one way", () => {
    expect(formatValue(run('link("a100-80")'))).toBe("300\u00a0GB/s");
    expect(() => run('link("tpu-v2")')).toThrow("no link of known bandwidth");
  });

  it("add vectors up in a ring, or as told", () => {
    expect(base('all_reduce_time(unit(8, "GB"), 8, link("a100-80"))')).toBeCloseTo(
      2 * 7 / 8 * 8 / 300,
      12,
    );
    expect(
      base('all_reduce_time(unit(0, "B"), 8, unit(1, "GB/s"), unit(5, "µs"), "binomial-tree")'),
    ).toBeCloseTo(6 * 5e-6, 15);
  });
});

describe("Energy in expressions", () => {
  it("is of a byte and of a multiply-accumulate", () => {
    expect(formatValue(run('byte_energy("horowitz-45nm", "DRAM")'))).toBe("160\u00a0pJ");
    expect(formatValue(run('mac_energy("horowitz-45nm", "fp32")'))).toBe("4.6\u00a0pJ");
    expect(() => run('byte_energy("horowitz-45nm", "HBM2")')).toThrow("SRAM, 8 kB, DRAM");
  });
});

describe("Tiles in expressions", () => {
  it("move less the larger they are, and never less than the bound", () => {
    // Three matrices of 1024², two of them gone through 1024 ÷ 64 = 16 times
    expect(base("tiled_bytes(1024, 1024, 1024, 64)")).toBe(2 * 1024 ** 2 * (16 + 16 + 1));
    const [best = 0, least = 0] = ["best_tiled_bytes", "least_bytes"].map((name) =>
      base(`${name}(1024, 1024, 1024, unit(32768, "B"))`)
    );
    expect(least).toBe(2 * (2 * 1024 ** 3 / 128 - 2 * 16384));
    expect(best / least).toBeGreaterThan(1);
    expect(best / least).toBeLessThan(1.15);
  });

  it("run loops through a cache", () => {
    const [good = 0, bad = 0] = ["mkn", "nkm"].map((order) =>
      base(`loop_bytes("${order}", 64, unit(4096, "B"), unit(64, "B"), "fp32")`)
    );
    expect(bad / good).toBeGreaterThan(2);
    expect(() => run('loop_bytes("ijk", 8, unit(4096, "B"), unit(64, "B"))')).toThrow("mnk");
  });

  it("count attention with and without its scores", () => {
    expect(run("flops(attention(1, 16, 1024, 64)) == flops(fused_attention(1, 16, 1024, 64))"))
      .toBe(true);
    expect(base("bytes(attention(1, 16, 1024, 64)) - bytes(fused_attention(1, 16, 1024, 64))"))
      .toBe(4 * 2 * 16 * 1024 ** 2);
  });
});
