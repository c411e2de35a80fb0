import { describe, it } from "@std/testing/bdd";
import { expect } from "@std/expect";
import * as fc from "fast-check";
import { bytesPerValue, type Precision, precisions } from "@/lib/compute/mod.ts";
import {
  defineTransformer,
  findTransformer,
  kvBytesPerToken,
  kvCacheBytes,
  type KvCacheOptions,
  kvCacheTraffic,
  kvValuesPerToken,
  layerWindow,
  type TransformerModel,
} from "@/lib/compute/transformers/mod.ts";
import { decoders, encoderDecoders, encoders, latentDecoders } from "./transformer_arbitraries.ts";

const tokens = fc.integer({ min: 1, max: 4096 });
const batch = fc.integer({ min: 1, max: 64 });
const precision = fc.constantFrom<Precision>(...precisions);
const generators = fc.oneof(decoders, latentDecoders);

describe("a token's keys and values", () => {
  const printed: [id: string, bytes: number, where: string][] = [
    ["llama-2-13b", 819_200, "2 × 5120 × 40 × 2, as of OPT-13B in Kwon et al. 2023, section 3"],
    ["llama-2-7b", 524_288, "0.5 MiB"],
    ["llama-2-70b", 327_680, "2 × 80 × 8 × 128 × 2"],
    ["llama-3-1-405b", 516_096, "Zhao et al. 2025, table 1"],
    ["deepseek-v3", 70_272, "Zhao et al. 2025, table 1"],
    ["mixtral-8x7b", 131_072, "128 KiB"],
    ["qwen3-30b-a3b", 98_304, "96 KiB"],
    ["gpt-2-xl", 307_200, "300 KiB"],
  ];
  for (const [id, bytes, where] of printed) {
    it(`take ${bytes} bytes in ${id} (${where})`, () => {
      expect(kvBytesPerToken(findTransformer(id), "bf16")).toBe(bytes);
      expect(kvCacheBytes(findTransformer(id), { tokens: 1, precision: "bf16" })).toBe(bytes);
    });
  }

  it("are cached once where one head of them serves all", () => {
    const falcon = findTransformer("falcon-7b");
    expect(kvBytesPerToken(falcon)).toBe(2 * 64 * 32 * 2);
    const multiHead = defineTransformer({ ...falcon, keyValueHeads: falcon.heads });
    expect(kvBytesPerToken(multiHead)).toBe(71 * kvBytesPerToken(falcon));
  });

  it("are cached once for all heads where attention is latent", () => {
    fc.assert(fc.property(latentDecoders, (model) => {
      const doubled = defineTransformer({
        ...model,
        heads: 2 * model.heads,
        keyValueHeads: 2 * model.heads,
      });
      expect(kvCacheBytes(doubled, { tokens: 10 })).toBe(kvCacheBytes(model, { tokens: 10 }));
    }));
    // Expanded to every head, DeepSeek-V3's keys (128 + 64) and values (128) would take 71 times.
    expect(128 * (192 + 128) / kvValuesPerToken(findTransformer("deepseek-v3"))).toBeCloseTo(71.11);
  });

  it("take the bytes of a group's heads divided by the group", () => {
    fc.assert(fc.property(decoders, tokens, batch, (model, tokens, batch) => {
      const group = model.heads / model.keyValueHeads;
      const multiHead = defineTransformer({ ...model, keyValueHeads: model.heads });
      expect(kvCacheBytes(multiHead, { tokens, batch }) / group)
        .toBe(kvCacheBytes(model, { tokens, batch }));
    }));
  });
});

describe("kvCacheBytes", () => {
  it("is the sum over sequences, layers, tokens and heads", () => {
    fc.assert(fc.property(decoders, tokens, batch, precision, (model, tokens, batch, precision) => {
      let bytes = 0;
      for (let layer = 0; layer < model.decoderLayers; layer++) {
        const held = Math.min(tokens, layerWindow(model, layer));
        for (let head = 0; head < model.keyValueHeads; head++) {
          const keys = held * model.headSize;
          const values = held * model.headSize;
          bytes += (keys + values) * bytesPerValue(precision);
        }
      }
      expect(kvCacheBytes(model, { tokens, batch, precision })).toBe(batch * bytes);
    }));
  });

  it("holds no more tokens than a window, layer by layer", () => {
    const mistral = findTransformer("mistral-7b");
    const bytes = (tokens: number) => kvCacheBytes(mistral, { tokens });
    expect(bytes(4096)).toBe(4096 * kvBytesPerToken(mistral));
    expect(bytes(4095)).toBeLessThan(bytes(4096));
    expect(bytes(32768)).toBe(bytes(4096));
    // Jiang et al. 2023, section 2: at 32,768 tokens the window saves a factor of 8.
    const { window: _window, ...rest } = mistral;
    expect(kvCacheBytes(defineTransformer(rest), { tokens: 32768 }) / bytes(32768)).toBe(8);
    // Half of Gemma's layers have a window: (4096 + 8192) ÷ 2 of 8192 tokens are held.
    const gemma = findTransformer("gemma-2-9b");
    expect(kvCacheBytes(gemma, { tokens: 8192 })).toBe(6144 * kvBytesPerToken(gemma));
  });

  it("follows a pattern that does not divide the stack", () => {
    const { window: _window, ...rest } = findTransformer("llama-2-7b");
    const model = defineTransformer({ ...rest, decoderLayers: 5, window: [null, 2, 4] });
    expect([0, 1, 2, 3, 4].map((layer) => layerWindow(model, layer)))
      .toEqual([Infinity, 2, 4, Infinity, 2]);
    expect(kvCacheBytes(model, { tokens: 10 })).toBe((10 + 2 + 4 + 10 + 2) * 2 * 32 * 128 * 2);
  });

  it("grows with the tokens, never past that of a model without windows", () => {
    fc.assert(fc.property(decoders, tokens, (model, tokens) => {
      const bytes = kvCacheBytes(model, { tokens });
      const next = kvCacheBytes(model, { tokens: tokens + 1 });
      expect(next).toBeGreaterThanOrEqual(bytes);
      expect(next - bytes).toBeLessThanOrEqual(kvBytesPerToken(model));
      expect(bytes).toBeLessThanOrEqual(tokens * kvBytesPerToken(model));
    }));
  });

  it("adds the input's keys and values in every layer of an encoder-decoder's decoder", () => {
    const t5 = findTransformer("t5-base");
    const token = 2 * 12 * 64 * 2 * 12;
    expect(kvCacheBytes(t5, { tokens: 10, encoderTokens: 300 })).toBe(310 * token);
    fc.assert(fc.property(encoderDecoders, tokens, tokens, batch, (model, tokens, input, batch) => {
      const bytes = (tokens: number, encoderTokens: number) =>
        kvCacheBytes(model, { tokens, encoderTokens, batch });
      // What is cached of the input costs as much as what is cached of the answer.
      expect(bytes(tokens, input)).toBe(bytes(input, tokens));
      expect(bytes(tokens, input)).toBe((tokens + input) * batch * kvBytesPerToken(model));
    }));
  });

  it("is 0 for an encoder and for no tokens", () => {
    fc.assert(fc.property(encoders, tokens, (model, tokens) => {
      expect(kvCacheBytes(model, { tokens })).toBe(0);
      expect(kvBytesPerToken(model)).toBe(0);
    }));
    expect(kvCacheBytes(findTransformer("gpt-2-small"), { tokens: 0 })).toBe(0);
  });

  it("gives the batch and context that Pope et al. 2022 print for PaLM 540B", () => {
    // Table 1: 64 chips of 32 GiB, 30 % of them for the cache; 118 layers. 64 heads are
    // 48 and padding; that this is what the table counts is our reading.
    const palm = (keyValueHeads: number, headSize: number, heads = 64) =>
      defineTransformer({
        ...findTransformer("llama-2-7b"),
        id: "palm-540b",
        decoderLayers: 118,
        heads,
        keyValueHeads,
        headSize,
      });
    const context = (model: TransformerModel, batch: number) =>
      0.3 * 64 * 32 * 2 ** 30 / kvCacheBytes(model, { tokens: 1, batch, precision: "bf16" });
    expect(context(palm(1, 256), 128) / 43_000).toBeCloseTo(1, 1);
    expect(context(palm(1, 256), 512) / 10_700).toBeCloseTo(1, 1);
    expect(context(palm(64, 128), 128) / 1320).toBeCloseTo(1, 1);
    expect(context(palm(64, 128), 512) / 330).toBeCloseTo(1, 1);
    // Section 1: 3 TB with every head, unpadded, at batch 512 and 2048 tokens.
    const bytes = kvCacheBytes(palm(48, 128, 48), { tokens: 2048, batch: 512 });
    expect((bytes / 1e12).toFixed(0)).toBe("3");
  });

  const refused: [what: string, options: object, message: string][] = [
    ["negative tokens", { tokens: -1 }, "tokens is -1: it must be a whole number of at least 0"],
    ["fractional tokens", { tokens: 1.5 }, "tokens is 1.5"],
    ["no number of tokens", { tokens: NaN }, "tokens is NaN"],
    ["an empty batch", { tokens: 1, batch: 0 }, "batch is 0: it must be a whole number"],
    ["an unknown precision", { tokens: 1, precision: "fp17" }, 'is "fp17"'],
    [
      "an input of a decoder",
      { tokens: 1, encoderTokens: 5 },
      "encoderTokens is 5: it must be left",
    ],
  ];
  for (const [what, options, message] of refused) {
    it(`refuses ${what}`, () => {
      const bytes = () => kvCacheBytes(findTransformer("llama-2-7b"), options as KvCacheOptions);
      expect(bytes).toThrow(RangeError);
      expect(bytes).toThrow(message);
    });
  }

  it("refuses missing and wrong inputs of an encoder-decoder, and tokens of the wrong type", () => {
    const t5 = findTransformer("t5-base");
    expect(() => kvCacheBytes(t5, { tokens: 1 })).toThrow("encoderTokens is missing: T5-Base");
    expect(() => kvCacheBytes(t5, { tokens: 1, encoderTokens: 0 })).toThrow(RangeError);
    const text = { tokens: "1" } as unknown as KvCacheOptions;
    expect(() => kvCacheBytes(t5, text)).toThrow(TypeError);
  });
});

describe("layerWindow", () => {
  it("refuses layers that the stack lacks", () => {
    const gemma = findTransformer("gemma-2-9b");
    for (const layer of [-1, 42, 0.5, NaN]) {
      expect(() => layerWindow(gemma, layer)).toThrow(RangeError);
    }
    expect(() => layerWindow(gemma, 42)).toThrow(
      "layer is 42: it must be a whole number from 0 to 41 in Gemma-2-9B",
    );
  });
});

describe("kvCacheTraffic", () => {
  it("reads the cache once and writes one token", () => {
    fc.assert(
      fc.property(generators, tokens, batch, precision, (model, tokens, batch, precision) => {
        const step = kvCacheTraffic(model, { tokens, batch, precision });
        expect(step.bytesRead).toBe(kvCacheBytes(model, { tokens, batch, precision }));
        expect(step.bytesWritten).toBe(kvCacheBytes(model, { tokens: 1, batch, precision }));
        expect(step.bytes).toBe(step.bytesRead + step.bytesWritten);
      }),
    );
  });

  it("writes as much as the cache grows by, while no window is full", () => {
    const mistral = findTransformer("mistral-7b");
    const growth = kvCacheBytes(mistral, { tokens: 4096 }) -
      kvCacheBytes(mistral, { tokens: 4095 });
    expect(kvCacheTraffic(mistral, { tokens: 4096 }).bytesWritten).toBe(growth);
    // A full window still writes: the new token takes the place of the oldest.
    expect(kvCacheTraffic(mistral, { tokens: 9000 }).bytesWritten).toBe(growth);
  });

  it("writes nothing of the input of an encoder-decoder", () => {
    const t5 = findTransformer("t5-base");
    const step = kvCacheTraffic(t5, { tokens: 5, encoderTokens: 100 });
    expect(step.bytesRead).toBe(105 * step.bytesWritten);
  });

  it("needs a token that is being worked on", () => {
    expect(() => kvCacheTraffic(findTransformer("llama-2-7b"), { tokens: 0 })).toThrow(RangeError);
  });

  it("states its convention", () => {
    const { conventions } = kvCacheTraffic(findTransformer("llama-2-7b"), { tokens: 1 });
    expect(conventions.join(" ")).toContain("reads the cache once and writes one token");
  });
});
