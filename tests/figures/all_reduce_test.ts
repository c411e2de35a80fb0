import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import fc from "fast-check";
import { knownMachines } from "@/lib/compute/data/mod.ts";
import {
  dataParallelBreakEven,
  tensorParallelBreakEven,
  tensorParallelTraffic,
} from "@/lib/compute/network/mod.ts";
import { transformerTrainingFlops } from "@/lib/compute/training/mod.ts";
import { findTransformer, parameterCount } from "@/lib/compute/transformers/mod.ts";
import { FigurePropError } from "@/lib/figures/mod.ts";
import {
  allReducePresets,
  isPreset,
  setBytes,
  setMachine,
  setModel,
  setTokens,
  setWork,
} from "@/lib/figures/all_reduce/change.ts";
import { denseModels, gradientModel } from "@/lib/figures/all_reduce/models.ts";
import { allReduce } from "@/lib/figures/all_reduce/mod.ts";
import { type AllReduceState, linkedMachines, works } from "@/lib/figures/all_reduce/state.ts";
import { expectSound } from "./sound.ts";

const context = { machines: knownMachines() };
const state = (attributes: Record<string, string> = {}) =>
  allReduce.parseProps(attributes, context);
const draw = (attributes: Record<string, string> = {}) =>
  allReduce.draw(state(attributes), context);
const observe = (attributes: Record<string, string> = {}) =>
  allReduce.observe(state(attributes), context);
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");
const amount = (shown: unknown) => (shown as { value: number }).value;

const anyState: fc.Arbitrary<AllReduceState> = fc.record({
  machine: fc.constantFrom(...linkedMachines(context).map(({ id }) => id)),
  bandwidth: fc.constantFrom(0, 1e6, 25e9, 1e14),
  latency: fc.constantFrom(1e-7, 5e-6, 1e-2),
  devices: fc.integer({ min: 2, max: 1024 }),
  bytes: fc.double({ min: 3, max: Math.log10(2e12), noNaN: true })
    .map((power) => Math.min(Math.round(10 ** power), 2e12)),
  work: fc.constantFrom(...works),
  tokens: fc.constantFrom(1, 512, 2 ** 20),
  model: fc.constantFrom(...denseModels().map(({ id }) => id)),
  efficiency: fc.constantFrom(0.01, 0.35, 1),
  controls: fc.subarray(["machine", "bytes", "work", "tokens"] as const),
});

describe("all-reduce: finding", () => {
  it("says how long, by which algorithm and why", () => {
    expect(plain(draw().finding)).toBe(
      "All-reducing 16 GB over 8 A100s takes 93.4 ms by ring, nearly all of it bandwidth; " +
        "below 2.82 MB a tree is faster",
    );
    expect(plain(draw({ bytes: "100 kB" }).finding)).toBe(
      "All-reducing 100 kB over 8 A100s takes 32 µs by tree, 93.8 % of it latency; " +
        "from 2.82 MB on a ring is faster",
    );
    expect(draw({ devices: "2" }).finding).toContain("a tree is never faster");
  });

  it("sets gradients against the arithmetic of a step", () => {
    const found = (tokens: string) => plain(draw({ work: "data-parallel", tokens }).finding);
    expect(found("512")).toBe(
      "With 512 tokens on each of 8 A100s, arithmetic takes 1.72 s and all-reducing 349 GB of " +
        "gradients 2.04 s: the network is the wall, as it is below 607 tokens each",
    );
    expect(found("1024")).toContain("the network is the wall only below 607 tokens each");
  });

  it("sets activations against the arithmetic of a layer", () => {
    const found = (devices: string) => plain(draw({ work: "tensor-parallel", devices }).finding);
    expect(found("8")).toContain("the network is the wall only from 30 devices on");
    expect(found("64")).toMatch(/^Split over 64 A100s, layers of GPT-3 175B need 287 µs of /);
    expect(found("64")).toContain("for 2048 tokens, and 960 µs for the all-reduce that follows");
    expect(found("64")).toContain("the network is the wall from 30 devices on");
  });
});

describe("all-reduce: numbers", () => {
  it("takes a link one way, and steps and bytes as in the books", () => {
    for (const devices of [2, 3, 7, 8, 100, 1024]) {
      const shown = observe({ devices: String(devices), bytes: "3 GB", latency: "2 µs" });
      const rounds = Math.ceil(Math.log2(devices));
      const ring = 2 * (devices - 1) * (2e-6 + 3e9 / devices / 300e9);
      const tree = 2 * rounds * (2e-6 + 3e9 / 300e9);
      expect(amount(shown.bandwidth)).toBe(300e9);
      expect(amount(shown.ring)).toBeCloseTo(ring, 9);
      expect(amount(shown.tree)).toBeCloseTo(tree, 9);
      expect(shown.ring_steps).toBe(2 * (devices - 1));
      expect(shown.tree_steps).toBe(2 * rounds);
    }
  });

  it("draws both as curves that meet where the finding says", () => {
    const { chart } = draw({ devices: "64", bandwidth: "50 GB/s" });
    const line = (id: string) => {
      const found = chart.series.find((series) => series.id === id);
      return found?.points ?? [];
    };
    const crossover = amount(observe({ devices: "64", bandwidth: "50 GB/s" }).crossover);
    expect(crossover).toBeCloseTo((126 - 12) * 5e-6 * 50e9 / (12 - 2 * 63 / 64), 0);
    line("ring").forEach(({ x, y }, index) => {
      const tree = line("tree")[index]?.y ?? 0;
      if (x < crossover * 0.999) expect(y).toBeGreaterThan(tree);
      else if (x > crossover * 1.001) expect(y).toBeLessThan(tree);
      else expect(y).toBeCloseTo(tree, 9);
    });
  });

  it("breaks even in tokens where the library does, whatever the model", () => {
    for (const model of ["bert-large", "llama-2-70b"]) {
      const { total } = parameterCount(findTransformer(model));
      const shown = observe({ work: "data-parallel", bytes: model, efficiency: "50 %" });
      expect(amount(shown.bytes)).toBe(2 * total);
      expect(shown.break_even).toBeCloseTo(
        dataParallelBreakEven({
          parameters: total,
          devices: 8,
          link: { latency: 5e-6, bandwidth: 300e9 },
          rate: 156e12,
        }),
        6,
      );
      expect(amount(shown.compute)).toBeCloseTo(6 * total * 2048 / 156e12, 9);
    }
  });

  it("says that the ratio of both depends on tokens, not on parameters", () => {
    const ratio = (bytes: string) =>
      draw({ work: "data-parallel", bytes }).workings.find(({ label }) =>
        label.includes("P cancels")
      )?.result;
    expect(ratio("gpt-2-xl")).toBe(ratio("llama-2-70b"));
    expect(plain(ratio("gpt-2-xl") ?? "")).toBe("0.296 times");
  });

  it("has four all-reduces a layer, against a quarter of its arithmetic each", () => {
    const gpt3 = findTransformer("gpt-3-175b");
    const link = { latency: 5e-6, bandwidth: 300e9 };
    const size = { batch: 1, tokens: 2048, width: gpt3.width };
    const flops =
      transformerTrainingFlops({ ...gpt3, layers: 1, vocabulary: 0 }, { tokens: 2048 }).model;
    const shown = observe({ work: "tensor-parallel" });
    expect(amount(shown.bytes)).toBe(2 * 2048 * 12_288);
    expect(amount(shown.compute)).toBeCloseTo(flops / (4 * 8 * 312e12), 12);
    const traffic = tensorParallelTraffic({ ...size, layers: 1, devices: 8, link });
    expect(4 * amount(shown.time)).toBeCloseTo(traffic.seconds, 12);
    const even = tensorParallelBreakEven({ ...size, flops, rate: 312e12, link });
    expect(shown.break_even).toBe(Math.ceil(even));
  });

  it("shades the network's wall where the all-reduce is above the arithmetic", () => {
    const areas = (attributes: Record<string, string>) =>
      draw(attributes).chart.series.flatMap(({ kind, id }) => kind === "area" ? [id] : []);
    expect(areas({})).toEqual([]);
    expect(areas({ work: "data-parallel", tokens: "100" })).toEqual(["network-wall"]);
    expect(areas({ work: "data-parallel" })).toEqual(["network-wall", "compute-wall"]);
  });
});

describe("all-reduce: drawings and notes", () => {
  it("draws every device up to 32, and says how many more there are", () => {
    const count = (devices: string, index: number) =>
      draw({ devices }).diagrams[index]?.shapes.flatMap((shape) =>
        shape.kind === "rects" ? shape.rects : []
      ).length;
    expect([count("8", 0), count("8", 1)]).toEqual([8, 15]);
    expect([count("5", 0), count("5", 1)]).toEqual([5, 5 + 3 + 2 + 1]);
    expect(count("1000", 0)).toBe(32);
    const texts = draw({ devices: "1000" }).diagrams[0]?.shapes.flatMap((shape) =>
      shape.kind === "text" ? [shape.text] : []
    );
    expect(texts).toContain("32 of 1000 drawn");
  });

  it("says what is assumed and unverified", () => {
    const notes = (attributes: Record<string, string>) => draw(attributes).notes.join(" ");
    expect(notes({})).toContain("round number");
    expect(notes({ latency: "2 µs" })).not.toContain("round number");
    expect(notes({ machine: "rtx-3090" })).toContain("Unverified: the link");
    expect(notes({ machine: "rtx-3090", bandwidth: "1 GB/s" })).not.toContain("the link of");
    expect(notes({ machine: "rtx-3090", work: "data-parallel" })).toContain("peak of the RTX 3090");
    expect(notes({ devices: "16" })).toContain("between servers");
    expect(draw().conventions[0]).toContain("300\u00a0GB/s one way");
  });
});

describe("all-reduce: changes", () => {
  it("drags and steps the message within its bounds", () => {
    const drag = (x: number) => allReduce.drag(state(), "bytes", { x, y: 1 }, context).bytes;
    expect([drag(1234), drag(1), drag(1e15)]).toEqual([1200, 1000, 2e12]);
    const step = (by: "less" | "more" | "much-less" | "much-more" | "least" | "most") =>
      allReduce.step(state(), "bytes", by, context).bytes;
    expect([step("less"), step("more"), step("much-less"), step("much-more")])
      .toEqual([10e9, 20e9, 1.6e9, 160e9]);
    expect([step("least"), step("most")]).toEqual([1e3, 2e12]);
  });

  it("moves by whole tokens where hidden states are reduced", () => {
    const tensor = state({ work: "tensor-parallel" });
    expect(setTokens(tensor, 7).bytes).toBe(7 * 2 * 12_288);
    expect(setBytes(tensor, 1e5).bytes).toBe(4 * 2 * 12_288);
    expect(setModel(setTokens(tensor, 7), "bert-base").bytes).toBe(7 * 2 * 768);
    expect(setBytes(tensor, 2e12).bytes).toBeLessThanOrEqual(2e12);
  });

  it("reduces what the chosen work reduces", () => {
    expect(setWork(state(), "data-parallel").bytes).toBe(2 * 174_604_259_328);
    expect(setWork(state(), "tensor-parallel").bytes).toBe(2 * 2048 * 12_288);
    expect(setModel(state({ work: "data-parallel" }), "bert-base").bytes).toBe(2 * 109_482_240);
    expect(setTokens(state({ work: "data-parallel" }), 7)).toMatchObject({ tokens: 7 });
  });

  it("names the model whose gradients are reduced, and none where there is none", () => {
    expect(gradientModel(state({ bytes: "llama-2-7b" }).bytes)).toBe("llama-2-7b");
    expect(gradientModel(16e9)).toBeUndefined();
  });

  it("takes the link of a machine that is chosen", () => {
    expect(setMachine(state({ bandwidth: "25 GB/s" }), "h100-sxm"))
      .toMatchObject({ machine: "h100-sxm", bandwidth: 0 });
  });

  it("knows the presets it is in", () => {
    for (const preset of allReducePresets()) {
      const there = { ...state({ devices: "4" }), ...preset.changes };
      expect(allReducePresets().filter((each) => isPreset(there, each))).toEqual([preset]);
    }
  });
});

describe("all-reduce: any state", () => {
  it("is drawn soundly and read back", () => {
    fc.assert(
      fc.property(anyState, (any) => {
        expectSound(allReduce, any, context);
        const { time, compute, wall } = allReduce.observe(any, context);
        if (any.work === "none") expect(wall).toBe("none");
        else expect(wall).toBe(amount(time) > amount(compute) ? "network" : "compute");
      }),
      { numRuns: 200 },
    );
  });

  it("breaks even at the wall", () => {
    fc.assert(fc.property(anyState, (any) => {
      const { wall, break_even } = allReduce.observe(any, context);
      if (any.work === "data-parallel") {
        expect(wall).toBe(any.tokens < Number(break_even) ? "network" : "compute");
      }
      if (any.work === "tensor-parallel" && break_even !== 0) {
        expect(wall).toBe(any.devices >= Number(break_even) ? "network" : "compute");
      }
    }));
  });

  it("refuses what it cannot use, and says what it can", () => {
    const bad: [string, string, string][] = [
      ["machine", "m1", "a100-80"],
      ["bandwidth", "fast", "B/s, one way"],
      ["latency", "5 min", "a number from 1e-7 to 0.01 (s)"],
      ["devices", "1", "a whole number from 2 to 1024"],
      ["bytes", "10 B", "a number from 1000 to 2000000000000 (B)"],
      ["work", "pipeline", "tensor-parallel"],
      ["tokens", "0", "a whole number from 1 to 1048576"],
      ["model", "mixtral-8x7b", "llama-2-7b"],
      ["efficiency", "120 %", "1 % to 100 %"],
      ["controls", "knobs", "presets"],
      ["size", "1", "machine"],
    ];
    for (const [prop, value, allowed] of bad) {
      const read = () => state({ [prop]: value });
      expect(read).toThrow(FigurePropError);
      expect(read).toThrow(`${prop}="${value}"`);
      expect(read).toThrow(allowed);
    }
  });

  it("reads units, percentages and models", () => {
    expect(state({ bytes: "1.5 GB", latency: "2.5 µs", bandwidth: "25 GB/s", efficiency: "40 %" }))
      .toMatchObject({ bytes: 1.5e9, latency: 2.5e-6, bandwidth: 25e9, efficiency: 0.4 });
  });
});
