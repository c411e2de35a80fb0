/**
 * Decoders of OpenAI: GPT-2 and GPT-3.
 *
 * @module
 */
import type { TransformerInput } from "./types.ts";

/** GPT-2 (Radford et al. 2019, table 2) and GPT-3 (Brown et al. 2020, table 2.1). */
export function gptModels(): readonly TransformerInput[] {
  const gpt = {
    architecture: "decoder",
    vocabulary: 50257,
    tiedHead: true,
    biases: "all",
  } as const;
  const gpt2 = (
    size: string,
    decoderLayers: number,
    width: number,
    heads: number,
    printed: number,
  ): TransformerInput => ({
    ...gpt,
    id: `gpt-2-${size.toLowerCase()}`,
    name: `GPT-2 ${size}`,
    year: 2019,
    decoderLayers,
    width,
    heads,
    headSize: 64,
    mlpWidth: 4 * width,
    positions: 1024,
    context: 1024,
    source: `Radford et al. 2019, table 2; ${
      size === "Small" ? "only its total compared" : `config.json of gpt2-${size.toLowerCase()}`
    }`,
    notes: `The paper prints ${printed} million parameters, which its own sizes do not give; the ` +
      "published weights hold what is counted here.",
  });
  return [
    gpt2("Small", 12, 768, 12, 117),
    gpt2("Medium", 24, 1024, 16, 345),
    gpt2("Large", 36, 1280, 20, 762),
    gpt2("XL", 48, 1600, 25, 1542),
    {
      ...gpt,
      id: "gpt-3-175b",
      name: "GPT-3 175B",
      year: 2020,
      decoderLayers: 96,
      width: 12288,
      heads: 96,
      headSize: 128,
      mlpWidth: 49152,
      positions: 2048,
      context: 2048,
      source: "Brown et al. 2020, table 2.1 and section 2.1",
      notes: "The weights are not published: norms, biases and the tied head are taken to be as " +
        "in GPT-2. The paper prints 174,600 million in table D.1. Every other layer attends to a " +
        "band whose width is not printed; it is counted in full, so that no window is given.",
    },
  ];
}
