/**
 * Decoders with a choice of experts: Mixtral, Qwen3 and DeepSeek-V3.
 *
 * @module
 */
import type { TransformerInput } from "./types.ts";

/** Mixtral (Jiang et al. 2024), Qwen3-30B-A3B (2025) and DeepSeek-V3 (2024). */
export function expertModels(): readonly TransformerInput[] {
  const common = {
    architecture: "decoder",
    gated: true,
    norm: "rms",
    tiedHead: false,
  } as const;
  return [
    {
      ...common,
      id: "mixtral-8x7b",
      name: "Mixtral-8x7B",
      year: 2023,
      decoderLayers: 32,
      width: 4096,
      heads: 32,
      keyValueHeads: 8,
      headSize: 128,
      mlpWidth: 14336,
      experts: { count: 8, active: 2, width: 14336 },
      vocabulary: 32000,
      context: 32768,
      source: "Jiang et al. 2024, Mixtral of experts, table 1; config.json of Mixtral-8x7B-v0.1",
      notes: "No window. Every layer has experts, so that `mlpWidth` is that of an expert.",
    },
    {
      ...common,
      id: "qwen3-30b-a3b",
      name: "Qwen3-30B-A3B",
      year: 2025,
      decoderLayers: 48,
      width: 2048,
      heads: 32,
      keyValueHeads: 4,
      headSize: 128,
      mlpWidth: 6144,
      experts: { count: 128, active: 8, width: 768 },
      vocabulary: 151936,
      headNorm: true,
      context: 32768,
      source: "Qwen team 2025, Qwen3, table 2; config.json of Qwen3-30B-A3B",
      notes: "Every layer has experts: no layer uses `mlpWidth`. Queries and keys pass a norm.",
    },
    {
      ...common,
      id: "deepseek-v3",
      name: "DeepSeek-V3",
      year: 2024,
      decoderLayers: 61,
      width: 7168,
      heads: 128,
      headSize: 128,
      latent: { queryRank: 1536, keyValueRank: 512, rotarySize: 64, valueSize: 128 },
      mlpWidth: 18432,
      experts: {
        count: 256,
        active: 8,
        shared: 1,
        width: 2048,
        denseLayers: 3,
        routerBias: true,
      },
      vocabulary: 129280,
      context: 131072,
      source: "DeepSeek-AI 2024, DeepSeek-V3, section 4.2; config.json of DeepSeek-V3",
      notes: "Without the module that predicts a second token (11.5 billion parameters of its " +
        "own) and without the scales of the FP8 weights. Its authors count 671 billion " +
        "parameters and 37 billion active: 36.6 without the embedding, 37.6 with it.",
    },
  ];
}
