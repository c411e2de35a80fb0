/**
 * Dense decoders of the Llama kind: RMS norms, gated MLP, rotary positions, hardly a bias.
 *
 * @module
 */
import type { TransformerInput } from "./types.ts";

const common = {
  architecture: "decoder",
  gated: true,
  norm: "rms",
  tiedHead: false,
} as const;

/** Llama 2 (Touvron et al. 2023), Llama 3 and 3.1 (Grattafiori et al. 2024, table 3). */
export function llamaModels(): readonly TransformerInput[] {
  const llama2 = { ...common, year: 2023, headSize: 128, vocabulary: 32000, context: 4096 };
  const llama3 = {
    ...common,
    year: 2024,
    headSize: 128,
    keyValueHeads: 8,
    vocabulary: 128256,
    context: 8192,
  };
  return [
    {
      ...llama2,
      id: "llama-2-7b",
      name: "Llama-2-7B",
      decoderLayers: 32,
      width: 4096,
      heads: 32,
      mlpWidth: 11008,
      source: "Touvron et al. 2023, Llama 2; config.json of Llama-2-7b-hf",
    },
    {
      ...llama2,
      id: "llama-2-13b",
      name: "Llama-2-13B",
      decoderLayers: 40,
      width: 5120,
      heads: 40,
      mlpWidth: 13824,
      source: "Touvron et al. 2023, Llama 2; config.json of Llama-2-13b-hf",
    },
    {
      ...llama2,
      id: "llama-2-70b",
      name: "Llama-2-70B",
      decoderLayers: 80,
      width: 8192,
      heads: 64,
      keyValueHeads: 8,
      mlpWidth: 28672,
      source: "Touvron et al. 2023, Llama 2; config.json of Llama-2-70b-hf",
    },
    {
      ...llama3,
      id: "llama-3-8b",
      name: "Llama-3-8B",
      decoderLayers: 32,
      width: 4096,
      heads: 32,
      mlpWidth: 14336,
      source: "Grattafiori et al. 2024, table 3; config.json of Meta-Llama-3-8B",
    },
    {
      ...llama3,
      id: "llama-3-70b",
      name: "Llama-3-70B",
      decoderLayers: 80,
      width: 8192,
      heads: 64,
      mlpWidth: 28672,
      source: "Grattafiori et al. 2024, table 3; config.json of Meta-Llama-3-70B",
    },
    {
      ...llama3,
      id: "llama-3-1-405b",
      name: "Llama-3.1-405B",
      decoderLayers: 126,
      width: 16384,
      heads: 128,
      mlpWidth: 53248,
      context: 131072,
      source: "Grattafiori et al. 2024, table 3; config.json of Llama-3.1-405B",
      notes: "Some first conversions held 16 key and value heads, eight of them copies (410 " +
        "billion parameters); the model has 8.",
    },
  ];
}

/** Mistral 7B, Qwen2.5, Qwen3, Gemma 2 and Phi-3: what each does differently stands in its notes. */
export function otherDenseModels(): readonly TransformerInput[] {
  return [
    {
      ...common,
      id: "mistral-7b",
      name: "Mistral-7B",
      year: 2023,
      decoderLayers: 32,
      width: 4096,
      heads: 32,
      keyValueHeads: 8,
      headSize: 128,
      window: 4096,
      mlpWidth: 14336,
      vocabulary: 32000,
      context: 8192,
      source: "Jiang et al. 2023, Mistral 7B, table 1; config.json of Mistral-7B-v0.1",
      notes: "Version 0.1: later versions have no window. The configuration allows 32,768 tokens.",
    },
    {
      ...common,
      id: "qwen2-5-7b",
      name: "Qwen2.5-7B",
      year: 2024,
      decoderLayers: 28,
      width: 3584,
      heads: 28,
      keyValueHeads: 4,
      headSize: 128,
      mlpWidth: 18944,
      vocabulary: 152064,
      biases: "query-key-value",
      context: 131072,
      source: "Qwen team 2024, Qwen2.5; config.json of Qwen2.5-7B",
      notes: "Queries, keys and values have biases. The vocabulary is padded to 152,064 rows.",
    },
    {
      ...common,
      id: "qwen3-8b",
      name: "Qwen3-8B",
      year: 2025,
      decoderLayers: 36,
      width: 4096,
      heads: 32,
      keyValueHeads: 8,
      headSize: 128,
      mlpWidth: 12288,
      vocabulary: 151936,
      headNorm: true,
      context: 32768,
      source: "Qwen team 2025, Qwen3, table 1; config.json of Qwen3-8B",
      notes: "Queries and keys pass a norm. More than 32,768 tokens need stretched positions.",
    },
    {
      ...common,
      id: "gemma-2-9b",
      name: "Gemma-2-9B",
      year: 2024,
      decoderLayers: 42,
      width: 3584,
      heads: 16,
      keyValueHeads: 8,
      headSize: 256,
      window: [4096, null],
      mlpWidth: 14336,
      vocabulary: 256000,
      tiedHead: true,
      outputNorms: true,
      context: 8192,
      source: "Gemma team 2024, Gemma 2, table 1; config.json of gemma-2-9b",
      notes: "Every other layer, beginning with the first, has a window. The heads together are " +
        "wider than the model. `mlpWidth` is that of one of the gated halves; the paper prints both.",
    },
    {
      ...common,
      id: "phi-3-mini",
      name: "Phi-3-mini",
      year: 2024,
      decoderLayers: 32,
      width: 3072,
      heads: 32,
      headSize: 96,
      window: 2047,
      mlpWidth: 8192,
      vocabulary: 32064,
      context: 4096,
      source: "Abdin et al. 2024, Phi-3; config.json of Phi-3-mini-4k-instruct",
      notes:
        "The window is that of the configuration; programs differ by one token in whether the " +
        "token itself counts.",
    },
    {
      id: "falcon-7b",
      name: "Falcon-7B",
      year: 2023,
      architecture: "decoder",
      decoderLayers: 32,
      width: 4544,
      heads: 71,
      keyValueHeads: 1,
      headSize: 64,
      mlpWidth: 18176,
      vocabulary: 65024,
      tiedHead: true,
      parallel: true,
      context: 2048,
      source: "Almazrouei et al. 2023, Falcon; config.json of falcon-7b",
      notes: "Multi-query attention: one head of keys and values. Attention and MLP run in " +
        "parallel behind one norm.",
    },
  ];
}
