import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import { bytesPerValue } from "@/lib/compute/mod.ts";
import {
  CompiledCosts,
  type CostTotals,
  decodeStep,
  emptyTotals,
  findTransformer,
  forward,
  machineRates,
  parameterCount,
  phaseTime,
  prefill,
  trainingStep,
  type TransformerModel,
} from "@/lib/compute/transformers/mod.ts";
import { machineOf, magnitude, rates } from "./arbitraries.ts";
import { decoders, transformers } from "./transformer_arbitraries.ts";
import { costOf, costOptions, fitWork, phaseCases, works } from "./transformer_cost_arbitraries.ts";

const fp16 = { precision: "fp16" } as const;

function near(a: number, b: number, tolerance = 1e-12): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(a), Math.abs(b)));
}

describe("compiled costs", () => {
  it("are those of the detailed path in every phase", () => {
    fc.assert(
      fc.property(phaseCases, ({ phase, model, work, options }) => {
        const detailed = costOf(phase, model, work, options);
        const compiled = new CompiledCosts(model, options)[phase](work);
        near(compiled.flops, detailed.flops);
        near(compiled.bytes, detailed.bytes);
        for (const kind of ["weights", "activations", "gradients", "kvRead", "kvWrite"] as const) {
          near(compiled[kind], detailed.byKind[kind]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("take the time of the detailed path", () => {
    fc.assert(
      fc.property(phaseCases, rates, ({ phase, model, work, options }, rate) => {
        // Steps together are compared with a loop in the tests of generations
        fc.pre(phase !== "decodeSteps");
        const machine = machineOf(rate);
        const detailed = phaseTime(machine, costOf(phase, model, work, options), fp16);
        const compiled = new CompiledCosts(model, options)[phase](
          work,
          machineRates(machine, fp16),
        );
        near(compiled.seconds, detailed.seconds);
        near(compiled.computeSeconds, detailed.computeSeconds);
        near(compiled.memorySeconds, detailed.memorySeconds);
      }),
      { numRuns: 200 },
    );
  });

  it("write into the object given, and all of it", () => {
    const costs = new CompiledCosts(findTransformer("t5-small"), { attention: "fused" });
    const used: CostTotals = emptyTotals();
    for (const key of Object.keys(used)) used[key as keyof CostTotals] = NaN;
    const work = { tokens: 10, encoderTokens: 20 };
    expect(costs.forward(work, undefined, used)).toBe(used);
    expect(used).toEqual(costs.forward(work));
    expect(used.seconds).toBe(0);
  });

  it("do not depend on what was asked before", () => {
    const costs = new CompiledCosts(findTransformer("mistral-7b"));
    const first = { ...costs.decodeSteps({ contextTokens: 4000, steps: 200 }) };
    costs.prefill({ promptTokens: 7, batch: 3 });
    costs.trainingStep({ tokens: 5, recomputation: "full" });
    expect(costs.decodeSteps({ contextTokens: 4000, steps: 200 })).toEqual(first);
  });

  it("refuse what the detailed path refuses, with the same words", () => {
    const [llama, bert] = [findTransformer("llama-2-7b"), findTransformer("bert-base")];
    const message = (call: () => unknown) => {
      try {
        call();
      } catch (error) {
        return String(error);
      }
      throw new Error("It was not refused");
    };
    const [costs, encoder] = [new CompiledCosts(llama), new CompiledCosts(bert)];
    expect(message(() => costs.prefill({ promptTokens: 0 }))).toBe(
      message(() => prefill(llama, { promptTokens: 0 })),
    );
    expect(message(() => costs.decodeStep({ contextTokens: -1 }))).toBe(
      message(() => decodeStep(llama, { contextTokens: -1 })),
    );
    expect(message(() => costs.forward({ tokens: 1, encoderTokens: 1 }))).toBe(
      message(() => forward(llama, { tokens: 1, encoderTokens: 1 })),
    );
    expect(message(() => encoder.decodeStep({ contextTokens: 1 }))).toBe(
      message(() => decodeStep(bert, { contextTokens: 1 })),
    );
    const wrong = { tokens: 1, recomputation: "all" as "full" };
    expect(message(() => costs.trainingStep(wrong))).toBe(
      message(() => trainingStep(llama, wrong)),
    );
    expect(() => new CompiledCosts(llama, { causal: "no" as "half" })).toThrow("causal is");
  });
});

describe("FLOPs", () => {
  it("grow linearly with the batch", () => {
    fc.assert(
      fc.property(phaseCases, fc.integer({ min: 2, max: 50 }), (given, times) => {
        const { phase, model, work, options } = given;
        const one = costOf(phase, model, { ...work, batch: 1 }, options);
        near(costOf(phase, model, { ...work, batch: times }, options).flops, times * one.flops);
      }),
      { numRuns: 150 },
    );
  });

  it("are the same whether attention is fused or not, but for a backward pass", () => {
    fc.assert(
      fc.property(phaseCases, ({ phase, model, work, options }) => {
        const [fused, unfused] = (["fused", "unfused"] as const).map((attention) =>
          costOf(phase, model, work, { ...options, attention }).flops
        ) as [number, number];
        if (phase !== "trainingStep") near(fused, unfused);
        else if (work.recomputation === "none") expect(fused).toBeGreaterThan(unfused);
      }),
      { numRuns: 150 },
    );
  });

  it("in causal attention are fewer when half is counted, and at least half", () => {
    fc.assert(
      fc.property(decoders, works, (model, { tokens }) => {
        const flops = (causal: "full" | "half") => {
          const cost = forward(model, { tokens }, { causal, elementwise: "ignored" });
          return cost.groups.find(({ group }) => group === "attention")?.flops ?? NaN;
        };
        expect(flops("half")).toBeLessThanOrEqual(flops("full"));
        expect(flops("half")).toBeGreaterThan(flops("full") / 2);
      }),
      { numRuns: 100 },
    );
  });
});

describe("bytes", () => {
  it("are at least those of the weights of every matrix once", () => {
    fc.assert(
      fc.property(decoders, works, costOptions, (model, { contextTokens }, options) => {
        fc.pre(model.experts === undefined);
        const given = { ...options, head: "all", elementwise: "counted" } as const;
        const cost = decodeStep(model, { contextTokens }, given);
        const { total, byKind } = parameterCount(model);
        const table = byKind.positions + byKind.segments +
          (model.tiedHead ? 0 : byKind.embedding);
        const weights = (total - table) * bytesOfWeights(options);
        expect(cost.bytes).toBeGreaterThanOrEqual(weights);
        expect(cost.byKind.weights).toBeGreaterThanOrEqual(weights);
      }),
      { numRuns: 100 },
    );
  });

  it("are never more fused than unfused", () => {
    fc.assert(
      fc.property(phaseCases, ({ phase, model, work, options }) => {
        const [fused, unfused] = (["fused", "unfused"] as const).map((attention) =>
          costOf(phase, model, work, { ...options, attention }).bytes
        ) as [number, number];
        expect(fused).toBeLessThan(unfused);
      }),
      { numRuns: 150 },
    );
  });

  it("are fewer where elementwise operators are ignored", () => {
    fc.assert(
      fc.property(phaseCases, ({ phase, model, work, options }) => {
        const [counted, ignored] = (["counted", "ignored"] as const).map((elementwise) =>
          costOf(phase, model, work, { ...options, elementwise })
        );
        expect(ignored?.bytes).toBeLessThan(counted?.bytes ?? NaN);
        expect(ignored?.flops).toBeLessThan(counted?.flops ?? NaN);
      }),
      { numRuns: 100 },
    );
  });

  it("of cached keys and values shrink by the heads that share one", () => {
    fc.assert(
      fc.property(decoders, works, costOptions, (model, { batch, contextTokens }, options) => {
        const { heads, keyValueHeads } = model;
        const read = (keyValueHeads: number) =>
          decodeStep({ ...model, keyValueHeads }, { batch, contextTokens }, options).byKind.kvRead;
        near(read(heads) / read(keyValueHeads), heads / keyValueHeads);
      }),
      { numRuns: 100 },
    );
  });

  it("of a kind halve with the bytes a value of it takes", () => {
    fc.assert(
      fc.property(phaseCases, ({ phase, model, work, options }) => {
        const of = (precision: "fp16" | "fp8") =>
          costOf(phase, model, work, { ...options, precision }).byKind;
        const [wide, narrow] = [of("fp16"), of("fp8")];
        for (const kind of Object.keys(wide) as (keyof typeof wide)[]) {
          near(wide[kind], 2 * narrow[kind]);
        }
      }),
      { numRuns: 100 },
    );
  });
});

/** Bytes a weight takes; the random options name each kind. */
function bytesOfWeights({ precision }: { precision?: unknown }): number {
  return bytesPerValue((precision as { weights: "fp16" }).weights);
}

describe("the intensity of a decode step", () => {
  /** As wide as layers get when everything but the weights vanishes. */
  const wide: TransformerModel = {
    ...findTransformer("llama-2-7b"),
    width: 2 ** 20,
    mlpWidth: 2 ** 22,
    heads: 2 ** 13,
    keyValueHeads: 1,
  };

  it("tends to twice the batch ÷ bytes a weight, as the cache and activations vanish", () => {
    for (const weights of ["fp32", "fp16", "int8", "int4"] as const) {
      for (const batch of [1, 4, 16]) {
        const options = {
          precision: { weights, activations: "fp16" },
          embeddings: "ignored",
        } as const;
        const { intensity } = decodeStep(wide, { contextTokens: 0, batch }, options);
        const limit = 2 * batch / bytesPerValue(weights);
        expect(intensity / limit).toBeGreaterThan(0.999);
        expect(intensity).toBeLessThan(limit * 1.0001);
      }
    }
  });

  it("is near the batch at two bytes a weight, and stays low with the cache however large it is", () => {
    const model = findTransformer("llama-2-7b");
    const at = (batch: number, contextTokens: number) =>
      decodeStep(model, { contextTokens, batch }, { attention: "fused" }).intensity;
    expect(at(1, 0)).toBeCloseTo(1, 2);
    expect(at(8, 0)).toBeCloseTo(8, 0);
    // Each head reads its own keys and values: about one FLOP a byte in the limit
    expect(at(64, 4_000_000)).toBeCloseTo(1, 1);
  });
});

describe("time", () => {
  it("does not grow with peak or bandwidth", () => {
    fc.assert(
      fc.property(phaseCases, rates, magnitude(0, 3), (given, rate, factor) => {
        fc.pre(given.phase !== "decodeSteps");
        const cost = costOf(given.phase, given.model, given.work, given.options);
        const time = (peak: number, bandwidth: number) =>
          phaseTime(machineOf({ peak, bandwidth }), cost, fp16);
        const base = time(rate.peak, rate.bandwidth);
        for (
          const faster of [
            time(rate.peak * factor, rate.bandwidth),
            time(rate.peak, rate.bandwidth * factor),
          ]
        ) {
          for (const field of ["seconds", "lower", "serial"] as const) {
            expect(faster[field]).toBeLessThanOrEqual(base[field] * (1 + 1e-12));
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("lies between its bounds, which are at most twice apart", () => {
    fc.assert(
      fc.property(phaseCases, rates, (given, rate) => {
        fc.pre(given.phase !== "decodeSteps");
        const cost = costOf(given.phase, given.model, given.work, given.options);
        const { lower, seconds, serial } = phaseTime(machineOf(rate), cost, fp16);
        expect(lower).toBeLessThanOrEqual(seconds * (1 + 1e-12));
        expect(seconds).toBeLessThanOrEqual(serial * (1 + 1e-12));
        expect(serial).toBeLessThanOrEqual(2 * lower * (1 + 1e-12));
      }),
      { numRuns: 100 },
    );
  });

  it("is the same in FLOP and FLOP/s as in thousands of each", () => {
    fc.assert(
      fc.property(transformers, works, rates, (model, work, { peak, bandwidth }) => {
        const costs = new CompiledCosts(model);
        const given = fitWork(model, work);
        const seconds = (scale: number) =>
          costs.forward(given, { peak: peak * scale, bandwidth: bandwidth * scale }).seconds;
        near(seconds(1), 1000 * seconds(1000));
      }),
      { numRuns: 50 },
    );
  });
});
