import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  decodeStep,
  decodeSteps,
  defineTransformer,
  findTransformer,
  forward,
  generation,
  kvCacheBytes,
  kvCacheTraffic,
  parameterCount,
  prefill,
  trainingStep,
  type TransformerCost,
  type TransformerModel,
} from "@/lib/compute/transformers/mod.ts";
import { decoders, encoderDecoders, latentDecoders } from "./transformer_arbitraries.ts";
import { costOptions, fitWork, works } from "./transformer_cost_arbitraries.ts";

const products = { elementwise: "ignored" } as const;

function near(a: number, b: number, tolerance = 1e-12): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(a), Math.abs(b)));
}

function sameCost(a: TransformerCost, b: TransformerCost): void {
  near(a.flops, b.flops);
  near(a.bytes, b.bytes);
  for (const kind of ["weights", "activations", "gradients", "kvRead", "kvWrite"] as const) {
    near(a.byKind[kind], b.byKind[kind]);
  }
}

/** The decoder of Narayanan et al. 2021: an MLP of 4·h, a head on V words, heads that fill h. */
function megatron({ l, h, V }: { l: number; h: number; V: number }): TransformerModel {
  return defineTransformer({
    id: "megatron",
    name: "Megatron",
    year: 2021,
    architecture: "decoder",
    decoderLayers: l,
    width: h,
    heads: 4,
    headSize: h / 4,
    mlpWidth: 4 * h,
    vocabulary: V,
    positions: 4096,
    tiedHead: true,
    biases: "all",
    context: 2048,
    source: "Narayanan et al. 2021, section 5.1",
  });
}

const megatronSizes = fc.record({
  B: fc.integer({ min: 1, max: 64 }),
  s: fc.integer({ min: 1, max: 4096 }),
  l: fc.integer({ min: 1, max: 100 }),
  h: fc.integer({ min: 1, max: 4000 }).map((quarter) => 4 * quarter),
  V: fc.integer({ min: 1, max: 200_000 }),
});

describe("training", () => {
  it("with all activations recomputed is 96·B·s·l·h²·(1 + s/6h + V/16lh) (Narayanan 2021)", () => {
    fc.assert(fc.property(megatronSizes, ({ B, s, l, h, V }) => {
      const work = { batch: B, tokens: s, recomputation: "full" } as const;
      const step = trainingStep(megatron({ l, h, V }), work, products);
      near(step.flops, 96 * B * s * l * h ** 2 * (1 + s / (6 * h) + V / (16 * l * h)));
    }));
  });

  it("without recomputation is 72·B·s·l·h²·(1 + s/6h + V/12lh), as Megatron-LM prints it", () => {
    fc.assert(fc.property(megatronSizes, ({ B, s, l, h, V }) => {
      const step = trainingStep(megatron({ l, h, V }), { batch: B, tokens: s }, products);
      near(step.flops, 72 * B * s * l * h ** 2 * (1 + s / (6 * h) + V / (12 * l * h)));
    }));
  });

  it("recomputes selectively the products of tokens with tokens, once", () => {
    const [l, h, s, B] = [3, 64, 100, 2];
    const model = megatron({ l, h, V: 10 });
    const flops = (recomputation: "none" | "selective") =>
      trainingStep(model, { batch: B, tokens: s, recomputation }, products).flops;
    expect(flops("selective") - flops("none")).toBe(4 * B * s ** 2 * h * l);
  });

  it("recomputes nothing more selectively when fused, which computes scores again anyway", () => {
    const model = megatron({ l: 3, h: 64, V: 10 });
    const flops = (recomputation: "none" | "selective", attention: "fused" | "unfused") =>
      trainingStep(model, { tokens: 100, recomputation }, { ...products, attention }).flops;
    expect(flops("selective", "fused")).toBe(flops("none", "fused"));
    // One of the two products of tokens with tokens
    expect(flops("none", "fused") - flops("none", "unfused")).toBe(3 * 2 * 100 ** 2 * 64);
  });

  it("of GPT-3 on 300 billion tokens takes 3.14e23 FLOPs (Brown et al. 2020, table D.1)", () => {
    const model = findTransformer("gpt-3-175b");
    const step = trainingStep(model, { tokens: 2048 }, products);
    const attention = step.groups.find(({ group }) => group === "attention")?.flops ?? 0;
    const steps = 300e9 / 2048;
    expect(Math.round(steps * (step.flops - attention) / 1e21)).toBe(314);
    near(steps * (step.flops - attention), 6 * 174_600e6 * 300e9, 1e-3);
    // What the rule leaves out is s/6h of the layers, 2.8 %
    near(attention / (step.flops - attention), 2048 / (6 * 12288), 0.01);
  });

  it("does six FLOPs for each weight and token, and as many as the rule says beside attention", () => {
    for (const id of ["llama-2-7b", "llama-2-70b", "falcon-7b", "gpt-2-xl"]) {
      const model = findTransformer(id);
      const { total, byKind } = parameterCount(model);
      const step = trainingStep(model, { tokens: 1024 }, products);
      const attention = step.groups.find(({ group }) => group === "attention")?.flops ?? 0;
      const sixPT = 6 * total * 1024;
      expect((step.flops - attention) / sixPT).toBeLessThanOrEqual(1);
      const rest = byKind.norms + byKind.positions + (model.tiedHead ? 0 : byKind.embedding);
      near(step.flops - attention, sixPT - 6 * 1024 * (rest + biasesOf(model)));
    }
  });

  it("moves three times a product's activations, its weights twice, and its gradient", () => {
    const model = megatron({ l: 2, h: 64, V: 10 });
    const once = forward(model, { tokens: 100 }, { ...products, embeddings: "ignored" });
    const step = trainingStep(model, { tokens: 100 }, { ...products, embeddings: "ignored" });
    expect(step.byKind).toEqual({
      weights: 2 * once.byKind.weights,
      activations: 3 * once.byKind.activations,
      gradients: once.byKind.weights,
      kvRead: 0,
      kvWrite: 0,
    });
  });

  it("moves for other operators what their gradients need", () => {
    const model = megatron({ l: 1, h: 64, V: 10 });
    const [once, step] = [forward(model, { tokens: 10 }), trainingStep(model, { tokens: 10 })];
    const ratio = (name: string) => {
      const of = ({ operators }: typeof once) =>
        operators.find((operator) => operator.name === name)?.byKind.activations ?? NaN;
      return of(step) / of(once);
    };
    // Forward x and y; backward x, dy and dx
    expect(ratio("MLP norm")).toBe(5 / 2);
    expect(ratio("MLP activation")).toBe(5 / 2);
    expect(ratio("attention softmax")).toBe(5 / 2);
    // Forward two and their sum; backward two gradients and theirs
    expect(ratio("MLP residual")).toBe(2);
    expect(ratio("embedding look-up")).toBe(2);
  });

  it("gated reads two inputs and a gradient, and writes two gradients", () => {
    const llama = findTransformer("llama-2-7b");
    const of = (cost: ReturnType<typeof forward>) =>
      cost.operators.find(({ name }) => name === "MLP activation")?.byKind.activations ?? NaN;
    expect(of(trainingStep(llama, { tokens: 8 })) / of(forward(llama, { tokens: 8 }))).toBe(8 / 3);
  });
});

/** Biases add, they do not multiply. */
function biasesOf({ biases, decoderLayers, width, mlpWidth }: TransformerModel): number {
  // GPT-2: queries, keys, values and output; both layers of the MLP
  return biases === "all" ? decoderLayers * (4 * width + mlpWidth + width) : 0;
}

describe("a forward pass", () => {
  it("does two FLOPs for each weight and token beside attention", () => {
    for (const id of ["llama-2-7b", "llama-3-70b", "qwen3-8b", "gemma-2-9b"]) {
      const model = findTransformer(id);
      const { total, byKind } = parameterCount(model);
      const cost = forward(model, { tokens: 7 }, products);
      const attention = cost.groups.find(({ group }) => group === "attention")?.flops ?? 0;
      const multiplied = total - byKind.norms - (model.tiedHead ? 0 : byKind.embedding);
      expect(cost.flops - attention).toBe(2 * 7 * multiplied);
      expect(attention).toBe(model.decoderLayers * 4 * 49 * model.heads * model.headSize);
    }
  });

  it("of a decoder caches nothing, and otherwise does what a prefill does", () => {
    const model = findTransformer("llama-3-8b");
    const options = { head: "all" } as const;
    const pass = forward(model, { tokens: 100 }, options);
    const read = prefill(model, { promptTokens: 100 }, options);
    expect(pass.flops).toBe(read.flops);
    expect(pass.bytes).toBe(read.bytes);
    expect([pass.byKind.kvRead, pass.byKind.kvWrite]).toEqual([0, 0]);
    expect(read.byKind.kvWrite).toBe(kvCacheBytes(model, { tokens: 100 }));
  });
});

describe("a decode step", () => {
  it("fused reads what is cached once and writes one token", () => {
    fc.assert(fc.property(fc.oneof(decoders, latentDecoders), works, (model, work) => {
      const { batch, contextTokens } = work;
      const step = decodeStep(model, { batch, contextTokens }, { attention: "fused" });
      const traffic = kvCacheTraffic(model, { batch, tokens: contextTokens + 1 });
      near(step.byKind.kvRead, traffic.bytesRead);
      near(step.byKind.kvWrite, traffic.bytesWritten);
    }));
  });

  it("in an encoder-decoder reads the keys and values of the input too, and projects none", () => {
    fc.assert(fc.property(encoderDecoders, works, (model, work) => {
      const { batch, contextTokens, encoderTokens } = work;
      const step = decodeStep(model, { batch, contextTokens, encoderTokens });
      const traffic = kvCacheTraffic(model, { batch, tokens: contextTokens + 1, encoderTokens });
      near(step.byKind.kvRead, traffic.bytesRead);
      expect(step.operators.every(({ stack }) => stack === "decoder")).toBe(true);
      const names = step.operators.map(({ name }) => name);
      expect(names).toContain("cross-attention query projection");
      expect(names).not.toContain("cross-attention key projection");
    }));
  });

  it("is a prefill of one token when nothing is cached", () => {
    fc.assert(fc.property(decoders, costOptions, (model, options) => {
      sameCost(
        decodeStep(model, { contextTokens: 0, batch: 3 }, options),
        prefill(model, { promptTokens: 1, batch: 3 }, options),
      );
    }));
  });

  it("with a full window costs no more at a longer context", () => {
    const mistral = findTransformer("mistral-7b");
    const [short, long] = [4095, 30_000].map((contextTokens) =>
      decodeStep(mistral, { contextTokens })
    );
    expect(long?.flops).toBe(short?.flops);
    expect(long?.bytes).toBe(short?.bytes);
  });
});

describe("an encoder-decoder's prefill", () => {
  it("runs the encoder and caches the keys and values of its output in every layer", () => {
    const t5 = findTransformer("t5-base");
    const cost = prefill(t5, { promptTokens: 2, encoderTokens: 100 }, products);
    expect(cost.byKind.kvWrite).toBe(kvCacheBytes(t5, { tokens: 2, encoderTokens: 100 }));
    const cross = cost.operators.find(({ name }) => name === "cross-attention key projection");
    expect(cross?.flops).toBe(12 * 2 * 100 * 768 * 768);
    const scores = cost.operators.find(({ name }) => name === "cross-attention scores");
    expect(scores?.flops).toBe(12 * 2 * 2 * 100 * 768);
    // Layers of the encoder have six matrices of 768 wide, those of the decoder ten
    const encoder = cost.operators.filter(({ stack, group }) =>
      stack === "encoder" && group !== "embedding"
    );
    const weights = encoder.reduce((sum, { byKind }) => sum + byKind.weights, 0);
    expect(weights).toBe(2 * 12 * (4 * 768 ** 2 + 2 * 768 * 3072));
  });
});

describe("decode steps", () => {
  it("cost the sum of each of them, windows included", () => {
    const models = fc.oneof(decoders, latentDecoders, encoderDecoders);
    const short = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(models, works, short, costOptions, (model, given, steps, options) => {
        const work = fitWork(model, { ...given, steps });
        let [flops, bytes, kvRead] = [0, 0, 0];
        for (let step = 0; step < steps; step++) {
          const { contextTokens } = work;
          const one = decodeStep(model, { ...work, contextTokens: contextTokens + step }, options);
          flops += one.flops;
          bytes += one.bytes;
          kvRead += one.byKind.kvRead;
        }
        const all = decodeSteps(model, work, options);
        near(all.flops, flops);
        near(all.bytes, bytes);
        near(all.byKind.kvRead, kvRead);
      }),
      { numRuns: 100 },
    );
  });

  it("can be cut anywhere", () => {
    fc.assert(
      fc.property(decoders, works, works, costOptions, (model, given, other, options) => {
        const { batch, contextTokens, steps: a } = given;
        const { steps: b } = other;
        const run = (contextTokens: number, steps: number) =>
          decodeSteps(model, { batch, contextTokens, steps }, options);
        const [first, second] = [run(contextTokens, a), run(contextTokens + a, b)];
        const all = run(contextTokens, a + b);
        near(all.flops, first.flops + second.flops);
        near(all.bytes, first.bytes + second.bytes);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a generation", () => {
  const llama = findTransformer("llama-2-7b");

  it("is a prefill and one step fewer than new tokens", () => {
    const all = generation(llama, { batch: 2, promptTokens: 200, newTokens: 20 });
    const read = prefill(llama, { batch: 2, promptTokens: 200 });
    const steps = decodeSteps(llama, { batch: 2, contextTokens: 200, steps: 19 });
    expect(all.flops).toBe(read.flops + steps.flops);
    expect(all.bytes).toBe(read.bytes + steps.bytes);
    expect(all.tokens).toBe(40);
    expect(all.prefill).toEqual(read);
    expect(all.decode).toEqual(steps);
  });

  it("of a + b tokens is one of a, and one of b from the longer prompt without reading it", () => {
    fc.assert(
      fc.property(
        decoders,
        works,
        works,
        (model, { tokens: promptTokens, steps: a }, { steps: b }) => {
          const all = generation(model, { promptTokens, newTokens: a + b });
          const first = generation(model, { promptTokens, newTokens: a });
          // Of the first a tokens, the last has not been fed back
          const longer = promptTokens + a - 1;
          const second = generation(model, { promptTokens: longer, newTokens: b + 1 });
          near(all.flops, first.flops + (second.decode?.flops ?? 0));
          near(all.bytes, first.bytes + (second.decode?.bytes ?? 0));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("without a prompt takes a step for each token", () => {
    const { prefill, decode } = generation(llama, { promptTokens: 0, newTokens: 5 });
    expect(prefill).toBe(null);
    expect(decode?.passes).toBe(5);
    // Pairs: 1 + 2 + 3 + 4 + 5
    const scores = decode?.operators.find(({ name }) => name === "attention scores");
    expect(scores?.flops).toBe(32 * 15 * 2 * 4096);
  });

  it("of one token is its prefill", () => {
    const { prefill: read, decode, flops } = generation(llama, { promptTokens: 9, newTokens: 1 });
    expect(decode).toBe(null);
    expect(flops).toBe(read?.flops);
  });
});

describe("work that a model cannot do", () => {
  const bert = findTransformer("bert-base");
  const llama = findTransformer("llama-2-7b");
  const t5 = findTransformer("t5-small");

  it("is refused", () => {
    const cases: [() => unknown, string][] = [
      [() => prefill(bert, { promptTokens: 1 }), "BERT-Base is an encoder and generates nothing"],
      [() => decodeStep(bert, { contextTokens: 1 }), "BERT-Base is an encoder"],
      [() => generation(bert, { promptTokens: 1, newTokens: 1 }), "BERT-Base is an encoder"],
      [() => forward(t5, { tokens: 1 }), "encoderTokens is missing: T5-Small attends"],
      [
        () => forward(llama, { tokens: 1, encoderTokens: 2 }),
        "encoderTokens is 2: it must be left",
      ],
      [
        () => generation(t5, { promptTokens: 0, newTokens: 1, encoderTokens: 4 }),
        "promptTokens is 0: it must be at least 1 in T5-Small",
      ],
    ];
    for (const [call, message] of cases) {
      expect(call).toThrow(RangeError);
      expect(call).toThrow(message);
    }
  });

  it("is refused where a number is not whole or out of range", () => {
    const calls: [string, (value: number) => unknown][] = [
      ["tokens", (tokens) => forward(llama, { tokens })],
      ["batch", (batch) => forward(llama, { tokens: 1, batch })],
      ["promptTokens", (promptTokens) => prefill(llama, { promptTokens })],
      ["contextTokens", (contextTokens) => decodeStep(llama, { contextTokens })],
      ["steps", (steps) => decodeSteps(llama, { contextTokens: 0, steps })],
      ["newTokens", (newTokens) => generation(llama, { promptTokens: 1, newTokens })],
      ["promptTokens", (promptTokens) => generation(llama, { promptTokens, newTokens: 1 })],
      ["tokens", (tokens) => trainingStep(llama, { tokens })],
      ["encoderTokens", (encoderTokens) => forward(t5, { tokens: 1, encoderTokens })],
    ];
    for (const [field, call] of calls) {
      for (const value of [-1, 1.5, NaN, Infinity]) {
        expect(() => call(value)).toThrow(RangeError);
        expect(() => call(value)).toThrow(`${field} is ${value}: it must be a whole number`);
      }
      expect(() => call("4" as unknown as number)).toThrow(TypeError);
    }
  });
});
