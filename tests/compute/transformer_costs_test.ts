import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  batchedGemm,
  elementwise,
  gemm,
  layerNorm,
  type OperatorCost,
  softmax,
} from "@/lib/compute/mod.ts";
import {
  type CostOptions,
  decodeStep,
  defineTransformer,
  findTransformer,
  forward,
  parameterCount,
  type PhaseCost,
  prefill,
  trainingStep,
  type TransformerModel,
  usedExperts,
} from "@/lib/compute/transformers/mod.ts";
import { costOptions, phaseCosts } from "./transformer_cost_arbitraries.ts";
import { transformers } from "./transformer_arbitraries.ts";

/** Evaluates a formula of products whose factors may be sums in brackets. */
function evaluate(formula: string, variables: Readonly<Record<string, number>>): number {
  const value = (text: string) => {
    const number = /^[\d.]+(?:e[+-]?\d+)?$/.test(text) ? Number(text) : variables[text];
    if (number === undefined) throw new Error(`${text} is no variable of ${formula}`);
    return number;
  };
  return formula.split("·").reduce((product, factor) => {
    const letters = factor.startsWith("(") ? factor.slice(1, -1).split(" + ") : [factor];
    return product * letters.reduce((sum, letter) => sum + value(letter), 0);
  }, 1);
}

function near(a: number, b: number): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(a), Math.abs(b)));
}

function operator(cost: PhaseCost, name: string) {
  const found = cost.operators.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`No ${name} among ${cost.operators.map(({ name }) => name)}`);
  return found;
}

const groupBytes = (cost: PhaseCost, group: string) =>
  cost.groups.find((candidate) => candidate.group === group)?.bytes ?? 0;
const groupFlops = (cost: PhaseCost, group: string) =>
  cost.groups.find((candidate) => candidate.group === group)?.flops ?? 0;

describe("a phase's cost", () => {
  it("is the sum of formulas that can be worked out", () => {
    fc.assert(
      fc.property(phaseCosts, (cost) => {
        for (const part of cost.parts) {
          for (const { terms, flops, byKind } of part.operators) {
            const sums = {
              flops: 0,
              weights: 0,
              activations: 0,
              gradients: 0,
              kvRead: 0,
              kvWrite: 0,
            };
            for (const { kind, formula, value } of terms) {
              near(evaluate(formula, part.variables), value);
              sums[kind] += value;
            }
            expect(sums).toEqual({ flops, ...byKind });
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("is the same by part, by operator and by group", () => {
    fc.assert(
      fc.property(phaseCosts, (cost) => {
        const sumOf = (
          list: readonly { flops: number; bytes: number; count?: number }[],
          times: (item: { count?: number }) => number,
        ) =>
          list.reduce(
            (sum, item) => ({
              flops: sum.flops + times(item) * item.flops,
              bytes: sum.bytes + times(item) * item.bytes,
            }),
            { flops: 0, bytes: 0 },
          );
        for (
          const sum of [
            sumOf(cost.parts, ({ count = 0 }) => count),
            sumOf(cost.operators, () => 1),
            sumOf(cost.groups, () => 1),
          ]
        ) {
          near(sum.flops, cost.flops);
          near(sum.bytes, cost.bytes);
        }
        const { weights, activations, gradients, kvRead, kvWrite } = cost.byKind;
        near(weights + activations + gradients + kvRead + kvWrite, cost.bytes);
        near(cost.intensity * cost.bytes, cost.flops);
      }),
      { numRuns: 100 },
    );
  });

  it("is plain JSON with conventions in sentences", () => {
    fc.assert(
      fc.property(phaseCosts, (cost) => {
        expect(JSON.parse(JSON.stringify(cost))).toEqual(cost);
        expect(new Set(cost.conventions).size).toBe(cost.conventions.length);
        for (const sentence of cost.conventions) expect(sentence).toMatch(/^[A-Z].*\.$/s);
      }),
      { numRuns: 50 },
    );
  });

  it("reads every weight once that is not an embedding's, an idle expert's or cached", () => {
    fc.assert(
      fc.property(transformers, costOptions, (model, options) => {
        // So many tokens that each expert has one
        const work = {
          tokens: 4000,
          ...(model.architecture === "encoder-decoder" && { encoderTokens: 3 }),
        };
        const cost = forward(model, work, {
          ...options,
          precision: "int8",
          elementwise: "counted",
          head: "all",
        });
        const lookUp = cost.operators.filter(({ group }) => group === "embedding");
        const read = cost.byKind.weights -
          lookUp.reduce((sum, { byKind }) => sum + byKind.weights, 0);
        const { total, byKind } = parameterCount(model);
        const lookedUp = byKind.positions + byKind.segments +
          (model.tiedHead === true ? 0 : byKind.embedding);
        near(read, total - lookedUp);
      }),
      { numRuns: 200 },
    );
  });
});

describe("a layer", () => {
  /** A layer put together from the operators of the library, each with its shape. */
  function byShapes(model: TransformerModel, tokens: number, batch: number): OperatorCost[] {
    const { width: d, heads: h, keyValueHeads: g, headSize: k, mlpWidth: f } = model;
    const n = batch * tokens;
    const product = (inward: number, outward: number) => gemm({ m: outward, n, k: inward });
    const perHead = { batch: batch * h, m: tokens, n: tokens, k };
    return [
      layerNorm({ rows: n, columns: d }),
      product(d, h * k),
      product(d, g * k),
      product(d, g * k),
      batchedGemm(perHead),
      softmax({ rows: batch * h * tokens, columns: tokens }),
      batchedGemm({ batch: batch * h, m: k, n: tokens, k: tokens }),
      product(h * k, d),
      elementwise({ n: n * d }, { inputs: 2 }),
      layerNorm({ rows: n, columns: d }),
      product(d, f),
      elementwise({ n: n * f }, { flopsPerElement: 4 }),
      product(f, d),
      elementwise({ n: n * d }, { inputs: 2 }),
    ];
  }

  it("costs what its operators cost by their shapes", () => {
    const shapes = fc.tuple(
      fc.integer({ min: 1, max: 64 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 64 }),
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 1, max: 64 }),
      fc.integer({ min: 1, max: 4 }),
    );
    fc.assert(fc.property(shapes, ([width, heads, headSize, mlpWidth, tokens, batch]) => {
      const model = defineTransformer({
        ...names,
        architecture: "encoder",
        encoderLayers: 1,
        width,
        heads,
        headSize,
        mlpWidth,
        vocabulary: 10,
        positions: 100,
      });
      const [layer] = forward(model, { tokens, batch }).parts.filter(({ part }) =>
        part === "layers"
      );
      const reference = byShapes(model, tokens, batch);
      const sum = (field: "flops" | "bytes") =>
        reference.reduce((total, cost) => total + cost[field], 0);
      expect(layer?.flops).toBe(sum("flops"));
      expect(layer?.bytes).toBe(sum("bytes"));
      expect(layer?.operators.map(({ flops }) => flops)).toEqual(
        reference.map(({ flops }) => flops),
      );
      expect(layer?.operators.map(({ bytes }) => bytes)).toEqual(
        reference.map(({ bytes }) => bytes),
      );
    }));
  });

  it("gated has three matrices, the activation reads two tensors", () => {
    const cost = forward(small({ gated: true }), { tokens: 10 });
    expect(cost.operators.filter(({ group }) => group === "mlp").map(({ name }) => name)).toEqual(
      ["MLP gate", "MLP up", "MLP activation", "MLP down"],
    );
    const { flops, bytes } = operator(cost, "MLP activation");
    expect(flops).toBe(2 * 5 * 10 * 24);
    expect(bytes).toBe(2 * 3 * 2 * 10 * 24);
    expect(operator(cost, "MLP gate").flops).toBe(2 * 2 * 10 * 16 * 24);
  });

  it("takes three matrices of the MLP more when gated than the two of the ordinary one", () => {
    const of = (gated: boolean) =>
      groupFlops(forward(small({ gated }), { tokens: 10 }, { elementwise: "ignored" }), "mlp");
    expect(of(true) / of(false)).toBe(1.5);
  });

  it("counts heads of keys and values apart from those of queries", () => {
    const cost = forward(small({ heads: 6, keyValueHeads: 2, headSize: 5 }), { tokens: 10 });
    expect(operator(cost, "query projection").flops).toBe(2 * 2 * 10 * 16 * 30);
    expect(operator(cost, "key projection").flops).toBe(2 * 2 * 10 * 16 * 10);
    expect(operator(cost, "attention scores").flops).toBe(2 * 2 * 100 * 30);
    expect(operator(cost, "attention over values").byKind.activations)
      .toBe(2 * 2 * (6 * 100 + 10 * 10 + 10 * 30));
  });

  it("with biases adds them to products and reads them", () => {
    const [bare, queries, all] = (["none", "query-key-value", "all"] as const).map((biases) =>
      forward(small({ biases }), { tokens: 10 })
    ) as [PhaseCost, PhaseCost, PhaseCost];
    expect(queries.flops - bare.flops).toBe(2 * 10 * 3 * 16);
    expect(all.flops - queries.flops).toBe(2 * 10 * (16 + 24 + 16));
    expect(all.byKind.weights - queries.byKind.weights).toBe(2 * 2 * (16 + 24 + 16));
    expect(all.byKind.activations).toBe(bare.byKind.activations);
  });

  it("in parallel has one norm and one sum", () => {
    const { operators } = forward(small({ parallel: true }), { tokens: 10 });
    expect(operators.map(({ name }) => name)).not.toContain("MLP norm");
    const sum = operators.find(({ name }) => name === "residual");
    expect([sum?.flops, sum?.bytes]).toEqual([2 * 2 * 160, 2 * 2 * 4 * 160]);
  });

  it("with norms of heads and rotary positions writes keys to the cache once", () => {
    for (const headNorm of [false, true]) {
      for (const elementwise of ["counted", "ignored"] as const) {
        const model = small({ headNorm, positions: 0 });
        const cost = prefill(model, { promptTokens: 10 }, { elementwise });
        expect(cost.byKind.kvWrite).toBe(2 * 2 * 10 * 2 * 16);
      }
    }
  });

  it("does what norms, rotation and sums of experts take a value, by hand", () => {
    const model = small({
      norm: "rms",
      positions: 0,
      heads: 4,
      headSize: 4,
      keyValueHeads: 2,
      experts: {
        count: 6,
        active: 2,
        shared: 1,
        width: 8,
        denseLayers: 0,
        routerBias: false,
      },
    });
    const cost = forward(model, { tokens: 10 });
    const of = (name: string) => {
      const { flops, byKind: { activations, weights } } = operator(cost, name);
      // Of one of the two layers, a token
      return { flops: flops / 20, values: activations / 40, weights: weights / 4 };
    };
    // Square, addition, multiplication, scale
    expect(of("MLP norm")).toEqual({ flops: 4 * 16, values: 2 * 16, weights: 16 });
    // Queries of 16 values and keys of 8
    expect(of("rotary positions")).toEqual({ flops: 3 * 24, values: 2 * 24, weights: 0 });
    expect(of("router softmax")).toEqual({ flops: 5 * 6, values: 2 * 6, weights: 0 });
    expect(of("experts activation")).toEqual({ flops: 4 * 16, values: 2 * 16, weights: 0 });
    // Two experts weighted and added, the shared one added; all three read, their sum written
    expect(of("expert sum")).toEqual({ flops: 5 * 16, values: 4 * 16, weights: 0 });
    const trained = operator(trainingStep(model, { tokens: 10 }), "expert sum");
    // Backwards the gradient and two results are read, two gradients written
    expect(trained.byKind.activations / 40).toBe((4 + 1 + 4) * 16);
  });

  it("adds T5's position biases to the scores of its own tokens only", () => {
    const t5 = findTransformer("t5-small");
    const without = { ...t5, relativePositions: 0, positions: 512 };
    const work = { tokens: 10, encoderTokens: 7 };
    const flops = (model: TransformerModel) =>
      forward(model, work, { embeddings: "ignored" }).flops;
    // Encoder and decoder have 6 layers of 8 heads
    expect(flops(t5) - flops(without)).toBe(6 * 8 * (10 * 10 + 7 * 7));
  });
});

describe("attention", () => {
  it("fused keeps scores on the chip: its result has tokens × heads × head size", () => {
    const model = small({ heads: 4, headSize: 4, keyValueHeads: 2 });
    const cost = forward(model, { tokens: 10 }, { attention: "fused" });
    const layer = cost.parts.find(({ part }) => part === "layers");
    const fused = layer?.operators.find(({ name }) => name === "attention");
    expect(fused?.terms.find(({ label }) => label === "result")?.formula).toBe("2·tokens·h·k");
    expect(fused?.bytes).toBe(2 * (10 * 16 + 2 * 10 * 8 + 10 * 16));
    const unfused = forward(model, { tokens: 10 });
    expect(groupFlops(unfused, "attention")).toBe(groupFlops(cost, "attention"));
    // Scores written and read, probabilities written and read
    expect(groupBytes(unfused, "attention") - groupBytes(cost, "attention")).toBe(
      2 * 2 * 4 * 4 * 100,
    );
  });

  it("causal counts all pairs, or each token and those before it", () => {
    const pairs = (causal: "full" | "half", window?: number) =>
      operator(
        forward(small({ window, layers: 1 }), { tokens: 10 }, { causal, elementwise: "ignored" }),
        "attention scores",
      ).flops / (2 * 16);
    expect(pairs("full")).toBe(100);
    expect(pairs("half")).toBe(55);
    // By hand: 1 + 2 + 3 + 7 · 4
    expect(pairs("half", 4)).toBe(34);
    expect(pairs("full", 4)).toBe(40);
    expect(pairs("half", 400)).toBe(55);
  });

  it("halves nothing in an encoder", () => {
    const bert = findTransformer("bert-base");
    expect(forward(bert, { tokens: 9 }, { causal: "half" })).toMatchObject({
      flops: forward(bert, { tokens: 9 }).flops,
    });
  });

  it("follows the pattern of windows", () => {
    const cost = prefill(findTransformer("gemma-2-9b"), { promptTokens: 8192 }, {
      causal: "full",
    });
    const layers = cost.parts.filter(({ part }) => part === "layers");
    expect(layers.map(({ count, window }) => [count, window])).toEqual([[21, 4096], [21, null]]);
    const scores = layers.map(({ operators }) =>
      operators.find(({ name }) => name === "attention scores")?.flops ?? 0
    );
    expect(scores[1]).toBe(2 * 8192 * 8192 * 16 * 256);
    expect(scores[0]).toBe(2 * 8192 * 4096 * 16 * 256);
  });
});

describe("multi-head latent attention", () => {
  const deepseek = findTransformer("deepseek-v3");
  const bare = { elementwise: "ignored", embeddings: "ignored", head: "none" } as const;
  const layerOf = (cost: PhaseCost) => {
    const layer = cost.parts.find(({ part }) => part === "layers");
    if (!layer) throw new Error("No layers");
    return layer;
  };
  const attentionFlops = (cost: PhaseCost) =>
    layerOf(cost).operators.filter(({ group }) => group !== "mlp")
      .reduce((sum, { flops }) => sum + flops, 0);
  const [d, h, k, q, c, r, v] = [7168, 128, 128, 1536, 512, 64, 128];
  const queries = d * q + q * h * (k + r);
  const down = d * (c + r);

  it("expanded does the products of its six matrices and of tokens with tokens", () => {
    const cost = prefill(deepseek, { promptTokens: 100 }, bare);
    const perToken = 2 * (queries + down + c * h * (k + v) + h * v * d);
    const perPair = 2 * h * (k + r + v);
    expect(attentionFlops(cost)).toBe(100 * perToken + 100 * 100 * perPair);
  });

  it("absorbed does as many FLOPs with weights, and more with the cache", () => {
    const cost = decodeStep(deepseek, { contextTokens: 999 }, bare);
    const perToken = 2 * (queries + down + c * h * (k + v) + h * v * d);
    expect(attentionFlops(cost)).toBe(perToken + 1000 * 2 * h * (c + r + c));
  });

  it("naive in a decode step expands the whole cache, for more than a hundred times the FLOPs", () => {
    const naive = decodeStep(deepseek, { contextTokens: 999 }, { ...bare, latent: "naive" });
    const absorbed = decodeStep(deepseek, { contextTokens: 999 }, bare);
    const expansion = layerOf(naive).operators.find(({ name }) => name.endsWith("expansion"));
    expect(expansion?.flops).toBe(1000 * 2 * c * h * (k + v));
    expect(attentionFlops(naive)).toBeGreaterThan(50 * attentionFlops(absorbed));
  });

  it("fused reads of each token what is cached, once", () => {
    for (const latent of ["naive", "absorbed"] as const) {
      const cost = decodeStep(deepseek, { contextTokens: 999 }, {
        ...bare,
        latent,
        attention: "fused",
      });
      expect(cost.byKind.kvRead).toBe(61 * 1000 * 2 * (512 + 64));
    }
  });

  it("unfused and absorbed reads the compressed vector for the scores and for the values", () => {
    const cost = decodeStep(deepseek, { contextTokens: 999 }, bare);
    expect(cost.byKind.kvRead).toBe(61 * 1000 * 2 * (512 + 64 + 512));
  });

  it("absorbed reaches the intensity of many heads on one vector", () => {
    // 2·h·(2·c + r) FLOPs on 2·(c + r) bytes, in the limit of a long context
    const step = decodeStep(deepseek, { contextTokens: 1e9 }, { ...bare, attention: "fused" });
    expect(step.intensity).toBeCloseTo(h * (2 * c + r) / (c + r), 0);
  });
});

describe("experts", () => {
  /** All ways in which each token chooses `active` of `count` experts, by enumeration. */
  function meanUsed(count: number, active: number, tokens: number): number {
    const choices: number[] = [];
    for (let set = 0; set < 1 << count; set++) {
      if (set.toString(2).replaceAll("0", "").length === active) choices.push(set);
    }
    let unions = new Map([[0, 1]]);
    for (let token = 0; token < tokens; token++) {
      const next = new Map<number, number>();
      for (const [union, ways] of unions) {
        for (const choice of choices) {
          next.set(union | choice, (next.get(union | choice) ?? 0) + ways);
        }
      }
      unions = next;
    }
    let [sum, all] = [0, 0];
    for (const [union, ways] of unions) {
      sum += ways * union.toString(2).replaceAll("0", "").length;
      all += ways;
    }
    return sum / all;
  }

  it("in use are as many as an enumeration of all choices finds in the mean", () => {
    for (const [count, active, tokens] of [[4, 2, 2], [5, 1, 4], [6, 3, 3], [3, 3, 2]] as const) {
      expect(usedExperts({ count, active }, tokens)).toBeCloseTo(
        meanUsed(count, active, tokens),
        10,
      );
    }
  });

  it("multiply with the active ones and read those in use", () => {
    const mixtral = findTransformer("mixtral-8x7b");
    const one = 4096 * 14336;
    const step = decodeStep(mixtral, { contextTokens: 10, batch: 2 }, { elementwise: "ignored" });
    const { flops, byKind } = operator(step, "experts up");
    expect(flops).toBe(32 * 2 * 2 * 2 * one);
    expect(byKind.weights).toBeCloseTo(32 * 2 * 3.5 * one, -2);
    expect(operator(step, "router").flops).toBe(32 * 2 * 2 * 4096 * 8);
  });

  it("do two FLOPs for each active parameter of a token", () => {
    for (const id of ["mixtral-8x7b", "qwen3-30b-a3b", "deepseek-v3"]) {
      const model = findTransformer(id);
      const { active, byKind } = parameterCount(model);
      const step = decodeStep(model, { contextTokens: 0 }, { elementwise: "ignored" });
      const weights = active - byKind.embedding - byKind.norms -
        (model.experts?.routerBias ? 58 * 256 : 0);
      // A single token attends to itself only
      expect(step.flops - groupFlops(step, "attention")).toBe(2 * weights);
    }
  });

  it("that every token shares are one MLP of their widths together", () => {
    const step = decodeStep(findTransformer("deepseek-v3"), { contextTokens: 0, batch: 3 });
    expect(operator(step, "shared experts up").byKind.weights).toBe(58 * 2 * 7168 * 2048);
    expect(operator(step, "shared experts up").flops).toBe(58 * 2 * 3 * 7168 * 2048);
  });
});

describe("embeddings and head", () => {
  it("look up one row a token", () => {
    const cost = forward(small({ positions: 100, segments: 2 }), { tokens: 10, batch: 3 });
    const { flops, byKind } = operator(cost, "embedding look-up");
    expect(flops).toBe(2 * 30 * 16);
    expect(byKind).toMatchObject({ weights: 2 * 3 * 30 * 16, activations: 2 * 30 * 16 });
    const without = forward(small({}), { tokens: 10 }, { embeddings: "ignored" });
    expect(without.groups.map(({ group }) => group)).not.toContain("embedding");
  });

  it("score with 2·d·V FLOPs a token: all of them, the last, or none", () => {
    const model = small({});
    const head = (head: "all" | "last" | "none") =>
      groupFlops(prefill(model, { promptTokens: 10, batch: 3 }, { head }), "head");
    expect(head("all")).toBe(30 * 2 * 16 * 50);
    expect(head("last")).toBe(3 * 2 * 16 * 50);
    expect(head("none")).toBe(0);
    expect(groupFlops(prefill(model, { promptTokens: 10 }), "head")).toBe(2 * 16 * 50);
    expect(groupFlops(forward(model, { tokens: 10 }), "head")).toBe(10 * 2 * 16 * 50);
    expect(groupFlops(decodeStep(model, { contextTokens: 10, batch: 3 }), "head"))
      .toBe(3 * 2 * 16 * 50);
  });

  it("pool the first token of each sequence", () => {
    const cost = forward(findTransformer("bert-base"), { tokens: 128, batch: 2 });
    expect(operator(cost, "pooler").flops).toBe(2 * (2 * 768 ** 2 + 768));
    expect(cost.operators.map(({ name }) => name)).not.toContain("head");
  });
});

describe("the survey's encoder (Kim et al. 2023)", () => {
  it("has our FLOPs and bytes in projections, attention and MLP", () => {
    const options = { precision: "int8", elementwise: "ignored" } as const;
    for (
      const [id, N, d, h] of [["bert-base", 12, 768, 12], ["bert-large", 24, 1024, 16]] as const
    ) {
      const [f, k] = [4 * d, d / h];
      for (const l of [128, 512, 4096]) {
        const cost = forward(findTransformer(id), { tokens: l }, options);
        expect(groupFlops(cost, "projections")).toBe(8 * N * d ** 2 * l);
        expect(groupBytes(cost, "projections")).toBe(4 * N * (d ** 2 + 2 * d * l));
        expect(groupBytes(cost, "attention")).toBe(2 * N * h * (2 * l * k + l ** 2));
        expect(groupFlops(cost, "mlp")).toBe(4 * N * d * f * l);
        expect(groupBytes(cost, "mlp")).toBe(2 * N * (d * f + d * l + f * l));
        // The survey counts n − 1 additions in a sum of n terms
        const additions = N * h * (l ** 2 + l * k);
        expect(groupFlops(cost, "attention") - additions).toBe(
          N * h * (l ** 2 * (2 * k - 1) + l * k * (2 * l - 1)),
        );
      }
    }
  });
});

describe("options that are not known", () => {
  it("are refused with those that are", () => {
    const model = small({});
    const cases: [CostOptions, string][] = [
      [{ attention: "flash" as "fused" }, 'attention is "flash": known are unfused, fused'],
      [{ causal: "quarter" as "half" }, 'causal is "quarter": known are full, half'],
      [{ head: "first" as "last" }, 'head is "first": known are all, last, none'],
      [{ elementwise: "no" as "ignored" }, 'elementwise is "no": known are counted, ignored'],
      [{ embeddings: "no" as "ignored" }, 'embeddings is "no": known are counted, ignored'],
      [{ latent: "both" as "naive" }, 'latent is "both": known are naive, absorbed'],
      [{ activationFlops: -1 }, "activationFlops is -1"],
      [{ precision: "half" as "fp16" }, 'precision is "half"'],
    ];
    for (const [options, message] of cases) {
      expect(() => forward(model, { tokens: 1 }, options)).toThrow(RangeError);
      expect(() => forward(model, { tokens: 1 }, options)).toThrow(message);
    }
    expect(() => trainingStep(model, { tokens: 1, recomputation: "all" as "full" })).toThrow(
      'recomputation is "all": known are none, selective, full',
    );
  });
});

const names = { id: "small", name: "Small", year: 2024, context: 100, source: "made up" };

/** Two layers of width 16 with a head on 50 words. */
function small(
  { layers = 2, ...given }:
    & Partial<Omit<TransformerModel, "window">>
    & { layers?: number; window?: number | undefined },
): TransformerModel {
  return defineTransformer({
    ...names,
    architecture: "decoder",
    decoderLayers: layers,
    width: 16,
    heads: 1,
    headSize: 16,
    mlpWidth: 24,
    vocabulary: 50,
    positions: 100,
    ...given,
  });
}
