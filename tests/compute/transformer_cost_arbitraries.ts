/**
 * Random ways to count, and random phases of random Transformers, for property tests.
 *
 * @module
 */
import * as fc from "fast-check";
import type { Precision } from "@/lib/compute/mod.ts";
import {
  type CostOptions,
  decodeStep,
  decodeSteps,
  forward,
  type PhaseCost,
  prefill,
  trainingStep,
  type TransformerModel,
} from "@/lib/compute/transformers/mod.ts";
import { transformers } from "./transformer_arbitraries.ts";

const precision = fc.constantFrom<Precision>("fp32", "bf16", "fp8", "int4");

/** How costs are counted. */
export const costOptions: fc.Arbitrary<CostOptions> = fc.record({
  precision: fc.record({ weights: precision, activations: precision, keyValues: precision }),
  attention: fc.constantFrom("unfused" as const, "fused" as const),
  causal: fc.constantFrom("full" as const, "half" as const),
  head: fc.constantFrom("all" as const, "last" as const, "none" as const, undefined),
  elementwise: fc.constantFrom("counted" as const, "ignored" as const),
  embeddings: fc.constantFrom("counted" as const, "ignored" as const),
  latent: fc.constantFrom("naive" as const, "absorbed" as const, undefined),
});

/** Sequences, tokens, tokens in the cache, steps. */
export const works = fc.record({
  batch: fc.integer({ min: 1, max: 64 }),
  tokens: fc.integer({ min: 1, max: 2000 }),
  contextTokens: fc.integer({ min: 0, max: 2000 }),
  steps: fc.integer({ min: 1, max: 300 }),
  encoderTokens: fc.integer({ min: 1, max: 1000 }),
  recomputation: fc.constantFrom("none" as const, "selective" as const, "full" as const),
});

/** Sizes of a piece of work. */
export type Work = typeof works extends fc.Arbitrary<infer Value> ? Value : never;

/** The work with an encoder's tokens only where the model has both stacks. */
export function fitWork(model: TransformerModel, work: Work) {
  const { encoderTokens, ...rest } = work;
  return {
    ...rest,
    promptTokens: work.tokens,
    ...(model.architecture === "encoder-decoder" && { encoderTokens }),
  };
}

/** The names of the phases. */
export const phaseNames = [
  "forward",
  "prefill",
  "decodeStep",
  "decodeSteps",
  "trainingStep",
] as const;

/** The detailed cost of a phase. */
export function costOf(
  phase: typeof phaseNames[number],
  model: TransformerModel,
  work: ReturnType<typeof fitWork>,
  options: CostOptions,
): PhaseCost {
  switch (phase) {
    case "forward":
      return forward(model, work, options);
    case "prefill":
      return prefill(model, work, options);
    case "decodeStep":
      return decodeStep(model, work, options);
    case "decodeSteps":
      return decodeSteps(model, work, options);
    case "trainingStep":
      return trainingStep(model, work, options);
  }
}

/** A phase that a model has. */
export function phaseOf(model: TransformerModel): fc.Arbitrary<typeof phaseNames[number]> {
  const generates = model.decoderLayers > 0;
  return fc.constantFrom(
    ...phaseNames.filter((name) => generates || name === "forward" || name === "trainingStep"),
  );
}

/** What a phase of a model is made of. */
export const phaseCases = transformers.chain((model) =>
  fc.record({ model: fc.constant(model), phase: phaseOf(model), work: works, options: costOptions })
).map(({ model, work, ...rest }) => ({ model, work: fitWork(model, work), ...rest }));

/** Random phases of random Transformers, counted in random ways. */
export const phaseCosts: fc.Arbitrary<PhaseCost> = phaseCases.map((
  { phase, model, work, options },
) => costOf(phase, model, work, options));
