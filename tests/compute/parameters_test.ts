import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  defineTransformer,
  findTransformer,
  parameterCount,
  parameterKinds,
  transformerModels,
} from "@/lib/compute/transformers/mod.ts";
import type { TransformerModel } from "@/lib/compute/transformers/mod.ts";
import { decoders, transformers } from "./transformer_arbitraries.ts";

/** Counts printed by others: of the published weights' files, or of the models once loaded. */
const published: Record<string, number> = {
  "bert-base": 109_482_240,
  "bert-large": 335_141_888,
  "gpt-2-small": 124_439_808,
  "gpt-2-medium": 354_823_168,
  "gpt-2-large": 774_030_080,
  "gpt-2-xl": 1_557_611_200,
  "t5-small": 60_506_624,
  "t5-base": 222_903_552,
  "t5-large": 737_668_096,
  "t5-3b": 2_851_598_336,
  "t5-11b": 11_307_321_344,
  "llama-2-7b": 6_738_415_616,
  "llama-2-13b": 13_015_864_320,
  "llama-2-70b": 68_976_648_192,
  "llama-3-8b": 8_030_261_248,
  "llama-3-70b": 70_553_706_496,
  "llama-3-1-405b": 405_853_388_800,
  "mistral-7b": 7_241_732_096,
  "mixtral-8x7b": 46_702_792_704,
  "qwen2-5-7b": 7_615_616_512,
  "qwen3-8b": 8_190_735_360,
  "qwen3-30b-a3b": 30_532_122_624,
  "gemma-2-9b": 9_241_705_984,
  "phi-3-mini": 3_821_079_552,
  // The files hold 7,217,189,760: the head's matrix, 65,024 × 4544, a second time.
  "falcon-7b": 7_217_189_760 - 65_024 * 4544,
  "deepseek-v3": 671_026_419_200,
};

/** What the makers print, rounded: in billions. */
const rounded: [id: string, kind: "total" | "active", billions: number, digits: number][] = [
  ["gpt-3-175b", "total", 174.6, 1],
  ["mixtral-8x7b", "total", 46.7, 1],
  ["mixtral-8x7b", "active", 12.9, 1],
  ["qwen3-30b-a3b", "total", 30.5, 1],
  ["deepseek-v3", "total", 671, 0],
];

describe("parameterCount", () => {
  for (const [id, count] of Object.entries(published)) {
    it(`counts ${count} parameters in ${id}`, () => {
      expect(parameterCount(findTransformer(id)).total).toBe(count);
    });
  }

  it("counts embeddings of both stacks, 139,420,416 and 406,291,456 parameters in BART", () => {
    const bart = (layers: number, width: number) =>
      defineTransformer({
        id: "bart",
        name: "BART",
        year: 2019,
        architecture: "encoder-decoder",
        encoderLayers: layers,
        decoderLayers: layers,
        width,
        heads: 16,
        headSize: width / 16,
        mlpWidth: 4 * width,
        vocabulary: 50_265,
        tiedHead: true,
        // Two rows more than the context.
        positions: 1026,
        context: 1024,
        embeddingNorm: true,
        finalNorm: false,
        biases: "all",
        source: "Lewis et al. 2019; config.json of bart-base and bart-large",
      });
    expect(parameterCount(bart(6, 768)).total).toBe(139_420_416);
    expect(parameterCount(bart(12, 1024)).total).toBe(406_291_456);
  });

  it("is compared with a published count for every well-known model", () => {
    const compared = new Set([...Object.keys(published), ...rounded.map(([id]) => id)]);
    expect(transformerModels().filter((model) => !compared.has(model.id))).toEqual([]);
  });

  for (const [id, kind, billions, digits] of rounded) {
    it(`agrees with ${billions} billion ${kind} in ${id}`, () => {
      const count = parameterCount(findTransformer(id))[kind] / 1e9;
      expect(count.toFixed(digits)).toBe(billions.toFixed(digits));
    });
  }

  it("counts DeepSeek-V3's active parameters as its authors do, without the embedding", () => {
    const { active, byKind } = parameterCount(findTransformer("deepseek-v3"));
    expect(((active - byKind.embedding) / 1e9).toFixed(1)).toBe("36.6");
    expect((byKind.head / 1e9).toFixed(1)).toBe("0.9");
  });

  it("says what they belong to", () => {
    const bert = parameterCount(findTransformer("bert-base"));
    const embeddings = bert.byKind.embedding + bert.byKind.positions + bert.byKind.segments;
    // Derived by hand elsewhere: embeddings with their norm, the layers, the pooler.
    expect(embeddings + 2 * 768).toBe(23_837_184);
    expect(bert.layers.length).toBe(1);
    expect(12 * (bert.layers[0]?.total ?? 0)).toBe(85_054_464);
    expect(bert.byKind.pooler).toBe(590_592);
    expect(bert.byKind.head).toBe(0);

    const mixtral = parameterCount(findTransformer("mixtral-8x7b"));
    expect(mixtral.byKind.experts).toBe(45_097_156_608);
    expect(mixtral.byKind.router).toBe(1_048_576);
    expect(mixtral.byKind.norms).toBe(266_240);
    expect(mixtral.byKind.mlp).toBe(0);

    // The tied head is the embedding's matrix; the untied one has its own.
    expect(parameterCount(findTransformer("gpt-2-small")).byKind.head).toBe(0);
    expect(parameterCount(findTransformer("llama-2-7b")).byKind.head).toBe(32000 * 4096);
  });

  it("tells dense layers from those with experts, and the decoder from the encoder", () => {
    const outline = (id: string) =>
      parameterCount(findTransformer(id)).layers.map(({ stack, first, count }) => [
        stack,
        first,
        count,
      ]);
    expect(outline("deepseek-v3")).toEqual([["decoder", 0, 3], ["decoder", 3, 58]]);
    expect(outline("t5-small")).toEqual([["encoder", 0, 6], ["decoder", 0, 6]]);
    const [encoder, decoder] = parameterCount(findTransformer("t5-small")).layers;
    expect(encoder?.byKind.crossAttention).toBe(0);
    expect(decoder?.byKind.crossAttention).toBe(4 * 512 * 512);
  });

  it("agrees with the sum over every matrix and vector of a model", () => {
    fc.assert(
      fc.property(transformers, (model) => {
        const sizes = tensors(model).map((shape) => shape.reduce((a, b) => a * b));
        expect(parameterCount(model).total).toBe(sizes.reduce((a, b) => a + b));
      }),
      { numRuns: 300 },
    );
  });

  it("is the sum of its kinds, and of its layers and the rest", () => {
    fc.assert(fc.property(transformers, (model) => {
      const { total, active, byKind, layers } = parameterCount(model);
      const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
      expect(sum(Object.values(byKind))).toBe(total);
      expect(Object.keys(byKind)).toEqual([...parameterKinds]);
      expect(sum(layers.map((layer) => layer.count)))
        .toBe(model.encoderLayers + model.decoderLayers);
      const idle = sum(layers.map((layer) => layer.count * (layer.total - layer.active)));
      expect(total - idle).toBe(active);
      for (const layer of layers) expect(sum(Object.values(layer.byKind))).toBe(layer.total);
    }));
  });

  it("grows by the same with every further layer", () => {
    fc.assert(fc.property(decoders, (model) => {
      const count = (more: number) =>
        parameterCount(defineTransformer({ ...model, decoderLayers: model.decoderLayers + more }));
      expect(count(2).total - count(1).total).toBe(count(1).total - count(0).total);
      expect(count(1).total - count(0).total).toBe(count(0).layers.at(-1)?.total);
    }));
  });

  it("has no more active parameters than all, and as many when every expert is active", () => {
    fc.assert(fc.property(decoders, (model) => {
      const { total, active } = parameterCount(model);
      if (model.experts === undefined) return expect(active).toBe(total);
      const { experts } = model;
      if (experts.active < experts.count) expect(active).toBeLessThan(total);
      const all = defineTransformer({ ...model, experts: { ...experts, active: experts.count } });
      expect(parameterCount(all)).toEqual({ ...parameterCount(all), active: total, total });
    }));
  });

  it("is plain JSON, with its conventions as sentences", () => {
    fc.assert(fc.property(transformers, (model) => {
      const count = parameterCount(model);
      expect(JSON.parse(JSON.stringify(count))).toEqual(count);
      for (const sentence of count.conventions) expect(sentence).toMatch(/^[A-Z].*\.$/s);
    }));
  });
});

/** Every tensor of a model, written out layer by layer: the shapes that a file of weights lists. */
function tensors(model: TransformerModel): number[][] {
  const { width: d, heads: h, keyValueHeads: g, headSize: k, vocabulary, experts } = model;
  const list: number[][] = [[vocabulary, d]];
  const add = (...shape: number[]) => list.push(shape);
  const linear = (rows: number, columns: number, bias: boolean) => {
    add(rows, columns);
    if (bias) add(rows);
  };
  const norm = (size: number) => {
    add(size);
    if (model.norm === "layer") add(size);
  };
  const inputBias = model.biases !== "none";
  const allBias = model.biases === "all";
  const attention = () => {
    const { latent } = model;
    if (latent) {
      const { queryRank, keyValueRank, rotarySize, valueSize } = latent;
      if (queryRank === undefined) {
        add(h * (k + rotarySize), d);
      } else {
        add(queryRank, d);
        norm(queryRank);
        add(h * (k + rotarySize), queryRank);
      }
      add(keyValueRank + rotarySize, d);
      norm(keyValueRank);
      add(h * (k + valueSize), keyValueRank);
      add(d, h * valueSize);
      return;
    }
    linear(h * k, d, inputBias);
    linear(g * k, d, inputBias);
    linear(g * k, d, inputBias);
    linear(d, h * k, allBias);
    if (model.headNorm) {
      norm(k);
      norm(k);
    }
  };
  const mlp = (hidden: number) => {
    linear(hidden, d, allBias);
    if (model.gated) linear(hidden, d, allBias);
    linear(d, hidden, allBias);
  };
  const around = (block: () => void, shared = false) => {
    if (!shared) norm(d);
    block();
    if (model.outputNorms && !shared) norm(d);
  };
  const layer = (cross: boolean, choice: boolean) => {
    around(attention);
    if (cross) around(attention);
    around(() => {
      if (!choice || experts === undefined) return mlp(model.mlpWidth);
      add(experts.count, d);
      if (experts.routerBias) add(experts.count);
      for (let expert = 0; expert < experts.count + experts.shared; expert++) mlp(experts.width);
    }, model.parallel);
  };
  if (model.segments > 0) add(model.segments, d);
  if (model.relativePositions > 0) add(model.relativePositions);
  const stack = (layers: number, cross: boolean) => {
    if (layers === 0) return;
    if (model.positions > 0) add(model.positions, d);
    if (model.embeddingNorm) norm(d);
    for (let place = 0; place < layers; place++) {
      layer(cross, experts !== undefined && place >= experts.denseLayers);
    }
    if (model.finalNorm) norm(d);
  };
  stack(model.encoderLayers, false);
  stack(model.decoderLayers, model.encoderLayers > 0);
  if (model.tiedHead === false) add(vocabulary, d);
  if (model.pooler) linear(d, d, true);
  return list;
}
