import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import {
  defineTransformer,
  findTransformer,
  modelPrecisions,
  type TransformerInput,
  transformerModels,
} from "@/lib/compute/transformers/mod.ts";
import { transformers } from "./transformer_arbitraries.ts";

const input: TransformerInput = {
  id: "test-1",
  name: "Test One",
  year: 2024,
  architecture: "decoder",
  decoderLayers: 4,
  width: 64,
  heads: 8,
  headSize: 16,
  mlpWidth: 200,
  vocabulary: 1000,
  context: 128,
  source: "made up",
};
const latent = { queryRank: 12, keyValueRank: 8, rotarySize: 4, valueSize: 16 };
const experts = { count: 4, active: 2, width: 32 };

describe("defineTransformer", () => {
  it("fills in what is left out, and derives no size from another", () => {
    expect(defineTransformer(input)).toEqual({
      id: "test-1",
      name: "Test One",
      year: 2024,
      architecture: "decoder",
      encoderLayers: 0,
      decoderLayers: 4,
      width: 64,
      heads: 8,
      keyValueHeads: 8,
      headSize: 16,
      mlpWidth: 200,
      gated: false,
      vocabulary: 1000,
      tiedHead: false,
      positions: 0,
      segments: 0,
      relativePositions: 0,
      norm: "layer",
      embeddingNorm: false,
      parallel: false,
      outputNorms: false,
      finalNorm: true,
      headNorm: false,
      biases: "none",
      pooler: false,
      context: 128,
      source: "made up",
      notes: "",
    });
  });

  it("takes an encoder to have no head", () => {
    const { decoderLayers, ...rest } = input;
    const encoder = defineTransformer({
      ...rest,
      architecture: "encoder",
      encoderLayers: decoderLayers,
    });
    expect(encoder.tiedHead).toBe(null);
  });

  it("fills in what experts leave out", () => {
    expect(defineTransformer({ ...input, experts }).experts).toEqual({
      count: 4,
      active: 2,
      width: 32,
      shared: 0,
      denseLayers: 0,
      routerBias: false,
    });
  });

  it("keeps what it has defined, as plain JSON", () => {
    fc.assert(fc.property(transformers, (model) => {
      expect(defineTransformer(model)).toEqual(model);
      expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    }));
  });

  const refused: [what: string, change: object, message: string][] = [
    ["an id with capitals", { id: "GPT" }, 'id is "GPT": it must be lower-case'],
    ["an empty name", { name: " " }, 'name of model "test-1" is empty'],
    ["a year before there were Transformers", { year: 2016 }, "it must be a year from 2017"],
    ["an unknown architecture", { architecture: "mixer" }, "one of encoder, decoder"],
    ["a decoder without layers", { decoderLayers: 0 }, "at least 1 where architecture is decoder"],
    ["a decoder with an encoder", { encoderLayers: 2 }, "0 where architecture is decoder"],
    [
      "an encoder without layers",
      { architecture: "encoder", decoderLayers: 0 },
      'encoderLayers of model "test-1" is 0: it must be at least 1 where architecture is encoder',
    ],
    [
      "an encoder-decoder without an encoder",
      { architecture: "encoder-decoder" },
      'encoderLayers of model "test-1" is 0',
    ],
    ["a negative number of layers", { encoderLayers: -1 }, "a whole number of at least 0"],
    ["a fractional width", { width: 64.5 }, 'width of model "test-1" is 64.5'],
    ["no heads", { heads: 0 }, "heads of model"],
    ["a head size that is not a number", { headSize: NaN }, "is NaN: it must be a whole number"],
    ["an infinite MLP", { mlpWidth: Infinity }, "is Infinity"],
    ["heads not divided", { keyValueHeads: 3 }, "is 3: it must be a divisor of heads, 8"],
    ["more key and value heads than heads", { keyValueHeads: 16 }, "a divisor of heads, 8"],
    ["an empty vocabulary", { vocabulary: 0 }, "vocabulary of model"],
    ["a window of nothing", { window: 0 }, 'window of model "test-1" is 0'],
    ["an empty pattern", { window: [] }, "is a pattern of 0: it must have at least 1 entry"],
    ["a pattern longer than the stack", { window: [1, 2, 3, 4, null] }, "is a pattern of 5"],
    ["a fractional window in a pattern", { window: [null, 1.5] }, "window[1] of model"],
    ["an unknown norm", { norm: "batch" }, "one of layer, rms"],
    ["unknown biases", { biases: "some" }, "one of none, query-key-value, all"],
    ["no such experts", { experts: { ...experts, count: 0 } }, "experts.count of model"],
    ["more active experts than there are", { experts: { ...experts, active: 5 } }, "at most exp"],
    ["experts without width", { experts: { ...experts, width: 0 } }, "experts.width of model"],
    ["only dense layers", { experts: { ...experts, denseLayers: 4 } }, "less than the 4 layers"],
    ["a negative shared expert", { experts: { ...experts, shared: -1 } }, "experts.shared"],
    ["latent attention without rank", { latent: { ...latent, keyValueRank: 0 } }, "keyValueRank"],
    ["grouped latent attention", { latent, keyValueHeads: 4 }, "where attention is latent"],
    ["latent attention with head norms", { latent, headNorm: true }, "is true: it must be false"],
    ["latent attention with biases", { latent, biases: "all" }, "none where attention is latent"],
    ["a context beyond the positions", { positions: 100 }, "is 128: it must be at most positions"],
    ["a pooled decoder", { pooler: true }, "false in a model that is not an encoder"],
    [
      "an encoder-decoder with experts",
      { architecture: "encoder-decoder", encoderLayers: 2, experts },
      "must be left out of an encoder-decoder",
    ],
    [
      "a latent encoder-decoder",
      { architecture: "encoder-decoder", encoderLayers: 2, latent },
      'latent of model "test-1" is given: it must be left out of an encoder-decoder',
    ],
    [
      "a parallel encoder-decoder",
      { architecture: "encoder-decoder", encoderLayers: 2, parallel: true },
      "false in an encoder-decoder",
    ],
    ["no source", { source: "" }, 'source of model "test-1" is empty'],
  ];
  for (const [what, change, message] of refused) {
    it(`refuses ${what}`, () => {
      const define = () => defineTransformer({ ...input, ...change } as TransformerInput);
      expect(define).toThrow(RangeError);
      expect(define).toThrow(message);
    });
  }

  const wrong: [what: string, given: unknown, message: string][] = [
    ["nothing", null, "input is null: it must be an object"],
    ["a number as id", { ...input, id: 7 }, "id must be a text: it is 7"],
    ["a text as width", { ...input, width: "64" }, 'width of model "test-1" is "64"'],
    ["a text as flag", { ...input, gated: "yes" }, 'is "yes": it must be true or false'],
    ["a text as head", { ...input, tiedHead: "tied" }, "tiedHead of model"],
  ];
  for (const [what, given, message] of wrong) {
    it(`refuses ${what} by its type`, () => {
      const define = () => defineTransformer(given as TransformerInput);
      expect(define).toThrow(TypeError);
      expect(define).toThrow(message);
    });
  }
});

describe("the well-known models", () => {
  it("are built once, each with its own id", () => {
    const models = transformerModels();
    expect(transformerModels()).toBe(models);
    const ids = models.map((model) => model.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining([
      "bert-base",
      "bert-large",
      "gpt-2-small",
      "gpt-2-xl",
      "gpt-3-175b",
      "llama-2-7b",
      "llama-3-70b",
      "mistral-7b",
      "mixtral-8x7b",
      "deepseek-v3",
      "qwen3-8b",
      "t5-base",
    ]));
  });

  it("are found by id", () => {
    for (const model of transformerModels()) expect(findTransformer(model.id)).toBe(model);
  });

  it("are suggested nearest first", () => {
    expect(() => findTransformer("llama2-7b")).toThrow(RangeError);
    expect(() => findTransformer("llama2-7b")).toThrow(
      'Unknown model "llama2-7b": known are llama-2-7b',
    );
    expect(() => findTransformer("bert")).toThrow("bert-base");
  });

  it("have heads that need not fill the width", () => {
    const { heads, headSize, width } = findTransformer("t5-11b");
    expect(heads * headSize / width).toBe(16);
    const gemma = findTransformer("gemma-2-9b");
    expect(gemma.heads * gemma.headSize).toBe(4096);
    expect(gemma.width).toBe(3584);
  });
});

describe("modelPrecisions", () => {
  it("takes cached values to be as activations", () => {
    expect(modelPrecisions()).toEqual({ weights: "fp16", activations: "fp16", keyValues: "fp16" });
    expect(modelPrecisions({ activations: "bf16" })).toEqual({
      weights: "fp16",
      activations: "bf16",
      keyValues: "bf16",
    });
    expect(modelPrecisions("fp8")).toEqual({
      weights: "fp8",
      activations: "fp8",
      keyValues: "fp8",
    });
  });

  it("refuses unknown names and wrong types", () => {
    expect(() => modelPrecisions("fp17" as "fp16")).toThrow('precision is "fp17": did you mean');
    expect(() => modelPrecisions({ keyValues: "int3" as "int4" })).toThrow("precision.keyValues");
    expect(() => modelPrecisions({ kv: "fp8" } as object)).toThrow(
      'precision has the kind "kv": known are weights, activations, keyValues',
    );
    expect(() => modelPrecisions(8 as unknown as "fp8")).toThrow(TypeError);
  });
});
