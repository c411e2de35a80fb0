import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  type ActivationModel,
  type ActivationOptions,
  type ActivationPart,
  layerActivations,
  modelActivations,
} from "@/lib/compute/training/mod.ts";
import { findTransformer, transformerModels } from "@/lib/compute/transformers/mod.ts";

/** Multi-head attention with an MLP of 4·h, as in Korthikanti et al. 2022. */
function standard(heads: number, width: number): ActivationModel {
  return {
    width,
    heads,
    keyValueHeads: heads,
    headSize: width / heads,
    mlpWidth: 4 * width,
    gated: false,
  };
}

const gpt3 = standard(96, 12288);
const mtNlg = standard(128, 20480);

const layer = fc.record({
  heads: fc.integer({ min: 1, max: 8 }),
  headSize: fc.integer({ min: 1, max: 32 }),
  t: fc.constantFrom(1, 2, 4, 8),
  rows: fc.integer({ min: 1, max: 32 }),
  batch: fc.integer({ min: 1, max: 4 }),
}).map(({ heads, headSize, t, rows, batch }) => ({
  a: heads * t,
  h: heads * t * headSize,
  s: rows * t,
  b: batch,
  t,
}));

const total = (model: ActivationModel, options: ActivationOptions) =>
  layerActivations(model, options).total;

describe("activations of a layer", () => {
  it("are those of table 2, in each of its six settings", () => {
    fc.assert(fc.property(layer, ({ a, h, s, b, t }) => {
      const model = standard(a, h);
      const core = 5 * a * s / h;
      const sbh = s * b * h;
      const bytes = (options: Partial<ActivationOptions>) =>
        total(model, { tokens: s, batch: b, ...options }) / sbh;
      const split = { tensorParallel: t };
      const sequence = { tensorParallel: t, sequenceParallel: true };
      const selective = { recomputation: "selective" } as const;
      expect(bytes({})).toBeCloseTo(34 + core, 8);
      expect(bytes(split)).toBeCloseTo(10 + 24 / t + core / t, 8);
      expect(bytes(sequence)).toBeCloseTo(34 / t + core / t, 8);
      expect(bytes({ ...split, ...selective })).toBeCloseTo(10 + 24 / t, 8);
      expect(bytes({ ...sequence, ...selective })).toBeCloseTo(34 / t, 8);
      expect(bytes({ ...split, recomputation: "full" })).toBeCloseTo(2, 8);
    }));
  });

  it("are 11·s·b·h + 5·a·s²·b in attention, 19·s·b·h in the MLP, 4·s·b·h in the norms", () => {
    const [a, h, s, b] = [12, 768, 512, 2];
    const { tensors } = layerActivations(standard(a, h), { tokens: s, batch: b });
    const part = (name: ActivationPart) =>
      tensors.filter((tensor) => tensor.part === name)
        .reduce((sum, { bytes }) => sum + bytes, 0);
    expect(part("attention")).toBe(11 * s * b * h);
    expect(part("attention-core")).toBe(5 * a * s * s * b);
    expect(part("mlp")).toBe(19 * s * b * h);
    expect(part("norms")).toBe(4 * s * b * h);
    expect(part("layer")).toBe(0);
    for (const { values, bytesPerValue, bytes } of tensors) {
      expect(bytes).toBe(values * bytesPerValue);
    }
  });

  it("grow with the square of the tokens by 80 in GPT-3 and 64 in MT-NLG, against 34", () => {
    for (const [model, core] of [[gpt3, 80], [mtNlg, 64]] as const) {
      const perValue = total(model, { tokens: 2048 }) / (2048 * model.width);
      expect(perValue).toBe(34 + core);
    }
  });

  it("fall by 70 and 65 percent with selective recomputation", () => {
    const saved = (model: ActivationModel) =>
      1 -
      total(model, { tokens: 2048, recomputation: "selective" }) / total(model, { tokens: 2048 });
    expect(Math.round(100 * saved(gpt3))).toBe(70);
    expect(Math.round(100 * saved(mtNlg))).toBe(65);
  });

  it("fall below a fifth of tensor parallelism alone, and to a tenth with full recomputation", () => {
    // The 22B, 175B, 530B and 1T models over 8 devices: "nearly five times", and figure 7.
    for (const model of [standard(64, 6144), gpt3, mtNlg, standard(160, 25600)]) {
      const split = { tokens: 2048, tensorParallel: 8 };
      const base = total(model, split);
      const both = total(model, { ...split, sequenceParallel: true, recomputation: "selective" });
      const full = total(model, { ...split, recomputation: "full" });
      expect(both / base).toBeLessThan(0.21);
      expect(both / base).toBeGreaterThan(0.15);
      expect(full / base).toBeCloseTo(0.09, 1);
    }
  });

  it("lack dropout's masks and copies without dropout", () => {
    const [a, h, s] = [12, 768, 512];
    const none = total(standard(a, h), {
      tokens: s,
      attentionDropout: false,
      hiddenDropout: false,
    });
    expect(none).toBe(s * h * 32 + 2 * a * s * s);
  });

  it("grow linearly with the tokens when attention is fused", () => {
    const [a, h] = [12, 768];
    const fused = (s: number) => total(standard(a, h), { tokens: s, attention: "fused" });
    expect(fused(4096)).toBe(2 * fused(2048));
    expect(fused(2048)).toBe(2048 * (34 * h + 4 * a));
  });

  it("count heads, key and value heads and a gated MLP as they are", () => {
    const base = standard(8, 512);
    const bytes = (change: Partial<ActivationModel>) =>
      total({ ...base, ...change }, { tokens: 1 });
    expect(bytes({}) - bytes({ keyValueHeads: 2 })).toBe(2 * 2 * 6 * 64);
    expect(bytes({ gated: true }) - bytes({})).toBe(2 * 2 * 2048);
    // Queries, keys, values and the result of attention: eight bytes for each value of a head.
    expect(bytes({ headSize: 128 }) - bytes({})).toBe(2 * 4 * 8 * 64);
  });

  it("take any Transformer of the library with attention of its own", () => {
    for (const model of transformerModels().filter(({ latent, experts }) => !latent && !experts)) {
      expect(total(model, { tokens: 128 })).toBeGreaterThan(128 * model.width * 10);
    }
    expect(total(findTransformer("gpt-3-175b"), { tokens: 2048 })).toBe(
      total(gpt3, { tokens: 2048 }),
    );
  });

  it("never grow when more devices share them or more is computed again", () => {
    fc.assert(fc.property(layer, ({ a, h, s, b, t }) => {
      const model = standard(a, h);
      const kinds = ["none", "selective", "full"] as const;
      const alone = kinds.map((recomputation) =>
        total(model, { tokens: s, batch: b, recomputation })
      );
      expect([...alone].sort((x, y) => y - x)).toEqual(alone);
      for (const sequenceParallel of [false, true]) {
        const shared = total(model, { tokens: s, batch: b, tensorParallel: t, sequenceParallel });
        expect(shared).toBeLessThanOrEqual(alone[0] ?? NaN);
        if (sequenceParallel) expect(shared * t).toBeCloseTo(alone[0] ?? NaN, 4);
      }
    }));
  });

  it("refuse what makes no sense, by field", () => {
    const bad: [Partial<ActivationModel>, Partial<ActivationOptions>, string][] = [
      [{ width: 0 }, {}, "width is 0"],
      [{ heads: 1.5 }, {}, "heads is 1.5"],
      [{}, { tokens: 0 }, "tokens is 0"],
      [{}, { batch: -1 }, "batch is -1"],
      [{}, { tensorParallel: 7 }, "heads is 96: it must be a multiple of tensorParallel, 7"],
      [{ keyValueHeads: 4 }, { tensorParallel: 8 }, "keyValueHeads is 4"],
      [{ mlpWidth: 49_153 }, { tensorParallel: 8 }, "mlpWidth is 49153"],
      [{}, { tokens: 1001, tensorParallel: 8, sequenceParallel: true }, "tokens is 1001"],
      [{}, { recomputation: "some" as "none" }, 'recomputation is "some"'],
      [{}, { attention: "flash" as "fused" }, 'attention is "flash": known are unfused, fused'],
    ];
    for (const [model, options, message] of bad) {
      expect(() => layerActivations({ ...gpt3, ...model }, { tokens: 2048, ...options })).toThrow(
        message,
      );
    }
  });
});

/**
 * The most pieces, and the most first pieces, that the first stage holds at once, by running through
 * its order of passes: `warm` forward passes, then one forward and one backward pass in turn.
 */
function simulate(stages: number, pieces: number, microbatches: number, stage: number) {
  const passes = stages * pieces;
  const all = microbatches * pieces;
  const piece = (pass: number) => Math.floor((pass % passes) / stages);
  const warm = pieces === 1 ? stages - stage - 1 : 2 * (stages - stage - 1) + (pieces - 1) * stages;
  const held: number[] = new Array(pieces).fill(0);
  let most = 0;
  let mostFirst = 0;
  for (let forward = 0, backward = 0; forward < all;) {
    const to = piece(forward++);
    held[to] = (held[to] ?? 0) + 1;
    most = Math.max(most, held.reduce((sum, count) => sum + count));
    mostFirst = Math.max(mostFirst, held[0] ?? 0);
    if (forward > warm) {
      const from = pieces - 1 - piece(backward++);
      held[from] = (held[from] ?? 0) - 1;
    }
  }
  return { most, mostFirst };
}

describe("activations of a model", () => {
  const options = { layers: 96, tokens: 2048 } as const;

  it("are those of its layers, embedding and head on one device", () => {
    const { layers, embedding, output, total, layer } = modelActivations(gpt3, {
      ...options,
      vocabulary: 51_200,
    });
    const sbh = 2048 * 12288;
    expect(layer).toBe(sbh * 114);
    expect(layers).toBe(96 * layer);
    expect(embedding).toBe(sbh);
    // 4·s·b·h·(1 + v/h), section 4.3.
    expect(output / (4 * sbh * (1 + 51_200 / 12288))).toBeCloseTo(1, 12);
    expect(total).toBe(layers + embedding + output);
  });

  it("are, on the first stage, those of all layers, however many stages there are", () => {
    for (const pipelineParallel of [1, 2, 8, 96]) {
      const { layersInFlight } = modelActivations(gpt3, { ...options, pipelineParallel });
      expect(layersInFlight).toBe(96);
    }
  });

  it("take the factor 1 + (p − 1)/(p·m) with m pieces a stage", () => {
    const { layersInFlight } = modelActivations(gpt3, {
      ...options,
      pipelineParallel: 8,
      interleave: 3,
    });
    expect(layersInFlight / 96).toBeCloseTo(1 + 7 / 24, 12);
  });

  it("are what running through the schedule holds at most", () => {
    const sizes = fc.record({
      stages: fc.integer({ min: 1, max: 6 }),
      pieces: fc.integer({ min: 1, max: 4 }),
      rounds: fc.integer({ min: 1, max: 5 }),
      place: fc.nat({ max: 5 }),
    });
    fc.assert(fc.property(sizes, ({ stages, pieces, rounds, place }) => {
      const stage = place % stages;
      const microbatches = stages * rounds;
      const layers = stages * pieces;
      const found = modelActivations(standard(2, 8), {
        layers,
        tokens: 4,
        vocabulary: 10,
        pipelineParallel: stages,
        interleave: pieces,
        microbatches,
        stage,
      });
      const { most, mostFirst } = simulate(stages, pieces, microbatches, stage);
      expect(found.layersInFlight).toBe(most);
      expect(found.embedding).toBe(stage === 0 ? mostFirst * 4 * 8 : 0);
      expect(found.output > 0).toBe(stage === stages - 1);
    }));
  });

  it("are held by the stages in falling amounts, and capped by the microbatches", () => {
    const inFlight = (stage: number, microbatches?: number) =>
      modelActivations(gpt3, { ...options, pipelineParallel: 8, stage, microbatches })
        .layersInFlight / 12;
    expect([0, 1, 6, 7].map((stage) => inFlight(stage))).toEqual([8, 7, 2, 1]);
    expect(inFlight(0, 3)).toBe(3);
  });

  it("split embedding and head like the rest", () => {
    const { embedding, output } = modelActivations(gpt3, {
      ...options,
      vocabulary: 51_200,
      tensorParallel: 8,
      sequenceParallel: true,
    });
    expect(embedding).toBe(2048 * 12288 / 8);
    expect(output).toBe(4 * 2048 * (12288 + 51_200) / 8);
    const { output: replicated } = modelActivations(gpt3, {
      ...options,
      vocabulary: 51_200,
      tensorParallel: 8,
    });
    expect(replicated).toBe(4 * 2048 * (12288 + 51_200 / 8));
  });

  it("refuse what makes no sense, by field", () => {
    const bad: [object, string][] = [
      [{ layers: 0 }, "layers is 0"],
      [{ pipelineParallel: 7 }, "layers is 96: it must be a multiple of pipelineParallel"],
      [{ pipelineParallel: 8, interleave: 5 }, "layers is 96"],
      [{ stage: 1 }, "stage is 1: it must be below pipelineParallel, 1"],
      [{ stage: -1 }, "stage is -1"],
      [{ microbatches: 0 }, "microbatches is 0"],
      [{ vocabulary: 0.5 }, "vocabulary is 0.5"],
    ];
    for (const [change, message] of bad) {
      expect(() => modelActivations(gpt3, { ...options, ...change })).toThrow(message);
    }
  });
});
