/**
 * Encoders and encoder-decoders: BERT and T5.
 *
 * @module
 */
import type { TransformerInput } from "./types.ts";

/** BERT (Devlin et al. 2018, section 3): post-norm, learned positions, two segments, a pooler. */
export function bertModels(): readonly TransformerInput[] {
  const bert = {
    year: 2018,
    architecture: "encoder",
    headSize: 64,
    vocabulary: 30522,
    positions: 512,
    segments: 2,
    embeddingNorm: true,
    finalNorm: false,
    biases: "all",
    pooler: true,
    context: 512,
    notes:
      "Counted with the pooler and without the heads of pre-training, as the published weights " +
      "are loaded by default; the paper rounds to 110 and 340 million.",
  } as const;
  return [
    {
      ...bert,
      id: "bert-base",
      name: "BERT-Base",
      encoderLayers: 12,
      width: 768,
      heads: 12,
      mlpWidth: 3072,
      source: "Devlin et al. 2018, section 3; copies of config.json of bert-base-uncased",
    },
    {
      ...bert,
      id: "bert-large",
      name: "BERT-Large",
      encoderLayers: 24,
      width: 1024,
      heads: 16,
      mlpWidth: 4096,
      source: "Devlin et al. 2018, section 3; config.json of bert-large-uncased",
    },
  ];
}

/**
 * T5 (Raffel et al. 2020, section 3.1.2 and 3.7): one embedding for both stacks and the head, RMS
 * norms, no biases, 32 learned relative positions a head and stack. The heads need not fill the
 * width: of T5-11B they are 16 times as wide.
 */
export function t5Models(): readonly TransformerInput[] {
  const t5 = (
    name: string,
    layers: number,
    width: number,
    mlpWidth: number,
    heads: number,
    headSize: number,
    compared: string,
  ): TransformerInput => ({
    id: name.toLowerCase(),
    name,
    year: 2019,
    architecture: "encoder-decoder",
    encoderLayers: layers,
    decoderLayers: layers,
    width,
    heads,
    headSize,
    mlpWidth,
    vocabulary: 32128,
    tiedHead: true,
    relativePositions: 2 * 32 * heads,
    norm: "rms",
    context: 512,
    source: `Raffel et al. 2020, section 3.7; ${compared}`,
    notes: "Version 1.0, whose MLP is not gated. Positions are relative, so that the context is " +
      "the length of training, not a limit. The vocabulary of 32,000 is padded to 32,128.",
  });
  // Google's gin files, bi_v1.gin and its like, hold neither vocabulary nor relative positions
  const sizesOnly = "gin file; vocabulary not compared";
  return [
    t5("T5-Small", 6, 512, 2048, 8, 64, "gin file and config.json"),
    t5("T5-Base", 12, 768, 3072, 12, 64, sizesOnly),
    t5("T5-Large", 24, 1024, 4096, 16, 64, "gin file and config.json"),
    t5("T5-3B", 24, 1024, 16384, 32, 128, sizesOnly),
    t5("T5-11B", 24, 1024, 65536, 128, 128, "gin file; config.json of t5-11b-ssm-wq"),
  ];
}
