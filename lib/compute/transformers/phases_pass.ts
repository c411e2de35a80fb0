/**
 * A pass of a model through its parts: what each works on, and what it all costs.
 *
 * @module
 */
import { checkTransformer } from "./check_model.ts";
import { describe, nonNegativeInteger, positiveInteger } from "../check.ts";
import { conventionSentence } from "../conventions.ts";
import { evaluatePart, sumGroups, sumOperators } from "./costs_evaluate.ts";
import type { CostSettings } from "./costs_options.ts";
import { CostSum } from "./costs_sum.ts";
import type { PhaseCost } from "./costs_types.ts";
import { inferenceMemory, weightBytes } from "./inference_memory.ts";
import { modelParts, type PassKind } from "./layer_parts.ts";
import { sizesOf } from "./layer_terms.ts";
import { type CountedAs, countWork, namedWork, type PassWork, workCount } from "./phases_work.ts";
import type { TransformerModel } from "./types.ts";

/** Sequences, and what an encoder-decoder attends across to. */
export interface CommonWork {
  /** Sequences. Default 1. */
  readonly batch?: number | undefined;
  /** Tokens of each input to an encoder-decoder; needed there, refused elsewhere. */
  readonly encoderTokens?: number | undefined;
}

/** Checks what passes have in common. */
export function passOf(
  model: TransformerModel,
  work: CommonWork,
  { tokens, context = 0, steps = 1 }: { tokens: number; context?: number; steps?: number },
): PassWork {
  checkTransformer(model);
  return {
    batch: positiveInteger("batch", work.batch ?? 1),
    tokens,
    context: nonNegativeInteger("contextTokens", context),
    steps,
    encoderTokens: checkEncoderTokens(model, work.encoderTokens),
  };
}

/** Tokens of an encoder-decoder's input; 0 in other models, which have none. */
export function checkEncoderTokens(model: TransformerModel, given: number | undefined): number {
  const isCross = model.architecture === "encoder-decoder";
  if (given === undefined) {
    if (!isCross) return 0;
    throw new RangeError(
      `encoderTokens is missing: ${model.name} attends to the tokens of its input`,
    );
  }
  if (isCross) return positiveInteger("encoderTokens", given);
  throw new RangeError(
    `encoderTokens is ${describe(given)}: it must be left out, ${model.name} is not an ` +
      "encoder-decoder",
  );
}

/** Refuses a model that does not generate. */
export function checkGenerates(model: TransformerModel): void {
  checkTransformer(model);
  if (model.decoderLayers > 0) return;
  throw new RangeError(`${model.name} is an encoder and generates nothing: use forward`);
}

/** The pass of an encoder before its decoder. */
export function encoderPass({ batch, encoderTokens }: PassWork): PassWork {
  return { batch, tokens: encoderTokens, context: 0, steps: 1, encoderTokens: 0 };
}

/** How the work of a part is counted. */
export function countedAs(
  model: TransformerModel,
  settings: CostSettings,
  phase: PassKind["phase"],
  part: { readonly stack: "encoder" | "decoder"; readonly window: number },
): CountedAs {
  return {
    bidirectional: part.stack === "encoder",
    half: settings.half,
    scoresAll: (settings.head ?? (phase === "prefill" ? "last" : "all")) === "all",
    window: part.window,
    experts: model.experts,
  };
}

/** What a phase costs, with every operator and formula. */
export function phaseCost(
  model: TransformerModel,
  settings: CostSettings,
  kind: PassKind,
  pass: PassWork,
): PhaseCost {
  const sizes = sizesOf(model);
  const counts = new Float64Array(workCount);
  const isCross = model.architecture === "encoder-decoder";
  const parts = modelParts(model, settings, kind).map((part) => {
    const own = isCross && part.stack === "encoder" ? encoderPass(pass) : pass;
    countWork(counts, own, countedAs(model, settings, kind.phase, part));
    return evaluatePart(part, sizes, namedWork(counts));
  });
  const operators = sumOperators(parts);
  const sum = new CostSum();
  for (const operator of operators) sum.add(operator);
  return {
    phase: kind.phase,
    model: model.name,
    passes: pass.steps,
    batch: pass.batch,
    tokens: pass.steps * pass.batch * pass.tokens,
    ...sum.cost(),
    footprint: footprint(model, settings, kind.phase, pass),
    parts,
    operators,
    groups: sumGroups(operators),
    conventions: sentences(model, settings, kind),
  };
}

/** Bytes that must be held at least. */
export function footprint(
  model: TransformerModel,
  { options: { precision } }: CostSettings,
  phase: PassKind["phase"],
  { batch, tokens, context, steps, encoderTokens }: PassWork,
): number {
  if (phase === "training") return 2 * weightBytes(model, precision);
  const memory = inferenceMemory(model, {
    tokens: phase === "decode" ? context + steps : tokens,
    batch,
    encoderTokens: encoderTokens || undefined,
    precision,
    phase: phase === "decode" ? "decode" : "prefill",
  });
  return phase === "forward" ? memory.weights + memory.activations : memory.total;
}

/** How a phase is counted, in sentences. */
export function sentences(
  model: TransformerModel,
  settings: CostSettings,
  kind: PassKind,
): string[] {
  const { options } = settings;
  const { phase } = kind;
  const decodes = model.decoderLayers > 0;
  const latent = options.latent ?? (phase === "decode" ? "absorbed" : "naive");
  const head = options.head ?? (phase === "prefill" ? "last" : "all");
  return [
    conventionSentence("multiplyAccumulate"),
    ...(settings.elementwise ? [conventionSentence("elementaryFunctions")] : []),
    conventionSentence("elementwise", options.elementwise),
    conventionSentence("traffic"),
    conventionSentence("packing"),
    conventionSentence("attention", options.attention),
    ...(decodes ? [conventionSentence("causal", options.causal)] : []),
    ...(model.latent ? [conventionSentence("latentAttention", latent)] : []),
    ...(phase === "prefill" || phase === "decode" ? [conventionSentence("keyValueCache")] : []),
    ...(model.experts ? [conventionSentence("experts")] : []),
    conventionSentence("embeddings", options.embeddings),
    ...(model.tiedHead !== null || model.pooler ? [conventionSentence("head", head)] : []),
    ...(phase === "training"
      ? [conventionSentence("backward"), conventionSentence("recomputation", kind.recomputation)]
      : []),
  ];
}
