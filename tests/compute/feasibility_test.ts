import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import { defineMachine, type Machine } from "@/lib/compute/mod.ts";
import {
  defineTransformer,
  devicesNeeded,
  findTransformer,
  type FitOptions,
  fits,
  inferenceMemory,
  type InferenceOptions,
  kvCacheBytes,
  largestBatch,
  longestContext,
  type ModelPrecision,
  parameterCount,
  type TransformerModel,
  weightBytes,
} from "@/lib/compute/transformers/mod.ts";
import { magnitude } from "./arbitraries.ts";
import { decoders, encoderDecoders, encoders, latentDecoders } from "./transformer_arbitraries.ts";

/** A machine with so many bytes of memory. */
function machineWith(capacity?: number): Machine {
  return defineMachine({
    id: "machine",
    name: "Machine",
    year: 2024,
    peaks: { fp16: 1e14 },
    levels: [{ id: "memory", name: "HBM", capacity, bandwidth: 1e12 }],
    source: "made up",
  });
}

const a100 = machineWith(80e9);
const llama = findTransformer("llama-2-7b");

const models: fc.Arbitrary<TransformerModel> = fc.oneof(decoders, latentDecoders, encoders);
const capacities = magnitude(3, 10).map(Math.round);
const options: fc.Arbitrary<InferenceOptions> = fc.record({
  tokens: fc.integer({ min: 1, max: 1000 }),
  batch: fc.integer({ min: 1, max: 16 }),
  precision: fc.constantFrom<ModelPrecision>("fp32", "bf16", { weights: "int4", keyValues: "fp8" }),
  phase: fc.constantFrom("decode" as const, "prefill" as const),
  chunk: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
});
const fit: fc.Arbitrary<FitOptions> = fc.tuple(
  options,
  fc.record({ devices: fc.integer({ min: 1, max: 8 }), reserved: fc.constantFrom(0, 500) }),
).map(([inference, share]) => ({ ...inference, ...share }));

describe("weightBytes", () => {
  it("is the parameters times what a weight takes", () => {
    // Sizes of published files: 13.48 GB at two bytes, 26.95 GB at four.
    expect(weightBytes(llama)).toBe(13_476_831_232);
    expect(weightBytes(llama, "fp32")).toBe(26_953_662_464);
    expect(weightBytes(llama, { weights: "int4", activations: "fp32" })).toBe(3_369_207_808);
    expect(weightBytes(findTransformer("qwen3-8b"), "bf16")).toBe(16_381_470_720);
  });
});

describe("inferenceMemory", () => {
  it("is the sum of weights, cache and activations", () => {
    fc.assert(fc.property(models, options, (model, options) => {
      const memory = inferenceMemory(model, options);
      expect(memory.total).toBe(memory.weights + memory.keyValues + memory.activations);
      expect(memory.weights).toBe(weightBytes(model, options.precision));
      expect(memory.activations).toBeGreaterThan(0);
      expect(JSON.parse(JSON.stringify(memory))).toEqual(memory);
    }));
  });

  it("holds every weight, also of experts that no token uses", () => {
    const mixtral = findTransformer("mixtral-8x7b");
    const { total, active } = parameterCount(mixtral);
    expect(inferenceMemory(mixtral, { tokens: 1 }).weights).toBe(2 * total);
    expect(total / active).toBeGreaterThan(3.6);
  });

  it("takes each kind of value at its own precision", () => {
    const given = { tokens: 1000, batch: 4 };
    const wide = inferenceMemory(llama, { ...given, precision: "fp16" });
    const mixed = inferenceMemory(llama, {
      ...given,
      precision: { weights: "int4", activations: "fp32", keyValues: "fp8" },
    });
    expect(mixed.weights).toBe(wide.weights / 4);
    expect(mixed.keyValues).toBe(wide.keyValues / 2);
    expect(mixed.activations).toBe(wide.activations * 2);
  });

  it("estimates activations by the widest part of one layer, or by the head's scores", () => {
    const activations = (model: TransformerModel, options: Partial<InferenceOptions>) =>
      inferenceMemory(model, { tokens: 100, precision: "int8", ...options }).activations;
    // One token: the 32,000 scores outweigh 2·4096 + 2·11,008.
    expect(activations(llama, {})).toBe(32_000);
    expect(activations(llama, { batch: 3 })).toBe(96_000);
    expect(activations(llama, { phase: "prefill" })).toBe(100 * (2 * 4096 + 2 * 11_008));
    expect(activations(llama, { phase: "prefill", chunk: 7 })).toBe(7 * (2 * 4096 + 2 * 11_008));
    // BERT: 2·768 and the hidden layer of 3072, as wide as queries, keys, values and result.
    const bert = findTransformer("bert-base");
    expect(activations(bert, {})).toBe(100 * (2 * 768 + 3072));
    // An encoder-decoder's encoder has the whole input before it.
    const t5 = findTransformer("t5-base");
    expect(activations(t5, { encoderTokens: 500, phase: "prefill" })).toBe(500 * (2 * 768 + 3072));
    expect(activations(t5, { encoderTokens: 500 })).toBe(32_128);
    // Nine experts of 2048 are as wide as the dense layers; latent attention is wider.
    const deepseek = findTransformer("deepseek-v3");
    expect(activations(deepseek, { phase: "prefill" }))
      .toBe(100 * (2 * 7168 + 128 * (128 + 64 + 128) + 512 + 64));
    expect(activations(llama, { activationBytes: 5, batch: 2 })).toBe(10);
  });

  it("never falls with tokens or batch", () => {
    fc.assert(fc.property(models, options, (model, options) => {
      const { total } = inferenceMemory(model, options);
      const more = { ...options, tokens: options.tokens + 1 };
      expect(inferenceMemory(model, more).total).toBeGreaterThanOrEqual(total);
      const larger = { ...options, batch: (options.batch ?? 1) + 1 };
      expect(inferenceMemory(model, larger).total).toBeGreaterThan(total);
    }));
  });

  const refused: [what: string, change: object, message: string][] = [
    ["no tokens", { tokens: 0 }, "tokens is 0: it must be a whole number of at least 1"],
    ["a fractional batch", { batch: 2.5 }, "batch is 2.5"],
    ["an unknown phase", { phase: "training" }, 'phase is "training": known are decode, prefill'],
    ["an empty chunk", { chunk: 0 }, "chunk is 0"],
    ["negative activations", { activationBytes: -1 }, "activationBytes is -1"],
    ["an unknown precision", { precision: "fp17" }, 'precision is "fp17"'],
    ["an input of a decoder", { encoderTokens: 9 }, "encoderTokens is 9"],
  ];
  for (const [what, change, message] of refused) {
    it(`refuses ${what}`, () => {
      const memory = () => inferenceMemory(llama, { tokens: 1, ...change } as InferenceOptions);
      expect(memory).toThrow(RangeError);
      expect(memory).toThrow(message);
    });
  }
});

describe("fits", () => {
  it("says what is missing on each device", () => {
    const memory = inferenceMemory(findTransformer("llama-2-70b"), { tokens: 100 });
    const alone = fits(a100, findTransformer("llama-2-70b"), { tokens: 100 });
    expect(alone).toEqual({
      verdict: "too large",
      capacity: 80e9,
      missing: memory.total - 80e9,
      needed: memory.total,
      memory,
    });
    const shared = fits(a100, findTransformer("llama-2-70b"), {
      tokens: 100,
      devices: 2,
      reserved: 2e9,
    });
    expect(shared.verdict).toBe("fits");
    expect(shared.needed).toBe(memory.total / 2 + 2e9);
    expect(shared.missing).toBe(0);
  });

  it("claims nothing where the capacity is not known", () => {
    const { verdict, missing } = fits(machineWith(), llama, { tokens: 1 });
    expect({ verdict, missing }).toEqual({ verdict: "unknown", missing: 0 });
  });

  it("reproduces the share of memory that Kwon et al. 2023 print for 13 billion parameters", () => {
    // Figure 1: on 40 GB, 26 GB of weights are 65 %.
    const { memory } = fits(machineWith(40e9), findTransformer("llama-2-13b"), { tokens: 1 });
    expect(memory.weights / 40e9).toBeCloseTo(0.65, 2);
  });

  it("refuses devices and reserved bytes out of range", () => {
    expect(() => fits(a100, llama, { tokens: 1, devices: 0 })).toThrow("devices is 0");
    expect(() => fits(a100, llama, { tokens: 1, devices: 1.5 })).toThrow(RangeError);
    expect(() => fits(a100, llama, { tokens: 1, reserved: -1 })).toThrow("reserved is -1");
  });
});

describe("largestBatch", () => {
  it("fits, and one more does not", () => {
    fc.assert(
      fc.property(models, capacities, fit, (model, capacity, { batch: _batch, ...options }) => {
        const machine = machineWith(capacity);
        const most = largestBatch(machine, model, options);
        const verdict = (batch: number) => fits(machine, model, { ...options, batch }).verdict;
        if (most > 0) expect(verdict(most)).toBe("fits");
        expect(verdict(most + 1)).toBe("too large");
      }),
      { numRuns: 300 },
    );
  });

  it("never falls with memory or devices, never grows with tokens", () => {
    fc.assert(fc.property(models, capacities, fit, (model, capacity, options) => {
      const most = (capacity: number, change: Partial<FitOptions> = {}) =>
        largestBatch(machineWith(capacity), model, { ...options, ...change });
      const usual = most(capacity);
      expect(most(2 * capacity)).toBeGreaterThanOrEqual(usual);
      expect(most(capacity, { devices: (options.devices ?? 1) + 1 })).toBeGreaterThanOrEqual(usual);
      expect(most(capacity, { tokens: options.tokens * 2 })).toBeLessThanOrEqual(usual);
    }));
  });

  it("is four times as large where groups of four share keys and values", () => {
    // Enough memory that the weights hardly matter, activations given as none.
    const machine = machineWith(1e15);
    const grouped = defineTransformer({ ...llama, keyValueHeads: 8 });
    const most = (model: TransformerModel) =>
      largestBatch(machine, model, { tokens: 4096, activationBytes: 0 });
    expect(most(grouped) / most(llama)).toBeCloseTo(4, 3);
  });

  it("is 0 where not even the weights fit, and boundless where a sequence takes nothing", () => {
    expect(largestBatch(machineWith(1e9), llama, { tokens: 1 })).toBe(0);
    const bert = findTransformer("bert-base");
    expect(largestBatch(a100, bert, { tokens: 512, activationBytes: 0 })).toBe(Infinity);
    expect(largestBatch(machineWith(1e6), bert, { tokens: 512, activationBytes: 0 })).toBe(0);
  });

  it("counts the input of an encoder-decoder", () => {
    fc.assert(fc.property(encoderDecoders, capacities, (model, capacity) => {
      const most = (encoderTokens: number) =>
        largestBatch(machineWith(capacity), model, { tokens: 10, encoderTokens });
      expect(most(1000)).toBeLessThanOrEqual(most(10));
    }));
    expect(() => largestBatch(a100, findTransformer("t5-base"), { tokens: 1 })).toThrow("missing");
  });

  it("needs a known capacity", () => {
    expect(() => largestBatch(machineWith(), llama, { tokens: 1 })).toThrow(
      "Machine has no known memory capacity",
    );
    expect(() => longestContext(machineWith(), llama)).toThrow(RangeError);
    expect(() => devicesNeeded(machineWith(), llama, { tokens: 1 })).toThrow(RangeError);
  });
});

describe("longestContext", () => {
  it("fits, and one token more does not", () => {
    fc.assert(
      fc.property(models, capacities, fit, (model, capacity, { tokens: _tokens, ...options }) => {
        const machine = machineWith(capacity);
        const most = longestContext(machine, model, options);
        const verdict = (tokens: number) => fits(machine, model, { ...options, tokens }).verdict;
        if (most === Infinity) return expect(verdict(2 ** 40)).toBe("fits");
        if (most > 0) expect(verdict(most)).toBe("fits");
        expect(verdict(most + 1)).toBe("too large");
      }),
      { numRuns: 300 },
    );
  });

  it("never grows with the batch", () => {
    fc.assert(fc.property(models, capacities, (model, capacity) => {
      const most = (batch: number) => longestContext(machineWith(capacity), model, { batch });
      expect(most(3)).toBeLessThanOrEqual(most(2));
    }));
  });

  it("ends only where memory grows with the tokens", () => {
    const mistral = findTransformer("mistral-7b");
    expect(longestContext(a100, mistral)).toBe(Infinity);
    // The whole prompt at once has activations for every token.
    expect(longestContext(a100, mistral, { phase: "prefill" })).toBeLessThan(2e6);
    expect(longestContext(a100, mistral, { phase: "prefill", chunk: 512 })).toBe(Infinity);
    expect(longestContext(a100, findTransformer("gemma-2-9b"))).toBeLessThan(1e6);
    expect(longestContext(machineWith(1e9), llama)).toBe(0);
  });

  it("is longer by what latent attention saves", () => {
    const deepseek = findTransformer("deepseek-v3");
    const { latent: _latent, ...rest } = deepseek;
    const multiHead = defineTransformer(rest);
    const context = (model: TransformerModel) => {
      const machine = machineWith(weightBytes(model, "bf16") + 1e11);
      return longestContext(machine, model, { precision: "bf16" });
    };
    expect(context(deepseek) / context(multiHead)).toBeCloseTo(2 * 128 * 128 / 576, 1);
  });
});

describe("devicesNeeded", () => {
  it("are enough, and one fewer is not", () => {
    fc.assert(
      fc.property(models, capacities, options, (model, capacity, options) => {
        const machine = machineWith(capacity + 500);
        const given = { ...options, reserved: 500 };
        const devices = devicesNeeded(machine, model, given);
        const verdict = (devices: number) => fits(machine, model, { ...given, devices }).verdict;
        expect(verdict(devices)).toBe("fits");
        if (devices > 1) expect(verdict(devices - 1)).toBe("too large");
      }),
      { numRuns: 300 },
    );
  });

  it("never fall with the batch", () => {
    fc.assert(fc.property(models, capacities, options, (model, capacity, options) => {
      const needed = (batch: number) =>
        devicesNeeded(machineWith(capacity), model, { ...options, batch });
      expect(needed(20)).toBeGreaterThanOrEqual(needed(10));
    }));
  });

  it("are 5 A100 of 80 GB for the weights of GPT-3 at two bytes", () => {
    const gpt3 = findTransformer("gpt-3-175b");
    expect(devicesNeeded(a100, gpt3, { tokens: 1, precision: "fp16" })).toBe(5);
  });

  it("cannot be had where all memory is reserved", () => {
    const given = { tokens: 1, reserved: 80e9 };
    expect(() => devicesNeeded(a100, llama, given)).toThrow(
      "reserved is 80000000000: it must be less than the 80000000000 bytes of Machine",
    );
  });
});

describe("an inference that fits", () => {
  it("leaves the cache the memory that is not weights", () => {
    const batch = largestBatch(a100, llama, { tokens: 2048, activationBytes: 0 });
    const left = 80e9 - weightBytes(llama);
    const sequence = kvCacheBytes(llama, { tokens: 2048 });
    expect(batch * sequence).toBeLessThanOrEqual(left);
    expect((batch + 1) * sequence).toBeGreaterThan(left);
  });
});
