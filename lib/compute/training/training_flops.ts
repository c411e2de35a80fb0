/**
 * FLOPs of training.
 *
 * @module
 */
import { describe, positive, positiveInteger, record } from "../check.ts";
import { conventionSentence } from "../conventions.ts";
import type { ActivationModel, Recomputation } from "./activation_types.ts";
import { checkRecomputation } from "./layer_activations.ts";

/** What is trained on how much. */
export interface TrainingFlopsOptions {
  /** Parameters, P; of a mixture of experts those that a token uses. */
  readonly parameters: number;
  /** Tokens trained on, T. */
  readonly tokens: number;
  /** `none` (the default): 6·P·T. `full`: 8·P·T, every forward pass done twice. */
  readonly recomputation?: "none" | "full" | undefined;
}

/**
 * FLOPs of a whole training by the rule of thumb: two for each parameter and token in the forward pass,
 * four in the backward pass, and two more if all activations are computed again (Kaplan et al. 2020,
 * section 2.1; Narayanan et al. 2021, section 5.1 for 8·P·T). Attention's products of activations are
 * left out, and an embedding counted among the parameters is counted as if it were multiplied.
 *
 * @param options Parameters, tokens, recomputation.
 * @returns FLOPs.
 * @throws {RangeError} If a number is not above 0 or `recomputation` is neither name.
 *
 * @example Brown et al. 2020, table D.1, prints 3.14e23 for GPT-3
 * ```ts
 * import { trainingFlops } from "@/lib/compute/training/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const flops = trainingFlops({ parameters: 174.6e9, tokens: 300e9 });
 * expect((flops / 1e23).toFixed(2)).toBe("3.14");
 * ```
 */
export function trainingFlops(options: TrainingFlopsOptions): number {
  record("options", options);
  const parameters = positive("parameters", options.parameters);
  const tokens = positive("tokens", options.tokens);
  const recomputation = options.recomputation ?? "none";
  if (recomputation !== "none" && recomputation !== "full") {
    throw new RangeError(`recomputation is ${describe(recomputation)}: known are none, full`);
  }
  return (recomputation === "full" ? 8 : 6) * parameters * tokens;
}

/** The sizes of a Transformer whose training is counted; a `TransformerModel` has all but `layers`. */
export interface TrainedModel extends ActivationModel {
  /** Layers, L. */
  readonly layers: number;
  /** Tokens in the vocabulary, V, which the head multiplies by; 0 for no head. */
  readonly vocabulary: number;
}

/** What a step works on. */
export interface StepOptions {
  /** Tokens of a sequence, s. */
  readonly tokens: number;
  /** Sequences of a step, B. Default 1. */
  readonly batch?: number | undefined;
  /** What is computed a second time. Default `none`. */
  readonly recomputation?: Recomputation | undefined;
  /**
   * How selective recomputation counts: `forward` (the default), the products of attention once more,
   * 4·B·s²·h FLOPs a layer; `published`, 12·B·s²·h, which gives the ratio 1 + s/(6·h) that Korthikanti
   * et al. 2022 print.
   */
  readonly selectiveCount?: "forward" | "published" | undefined;
}

/** FLOPs of a training step. */
export interface StepFlops {
  /** One forward pass. */
  readonly forward: number;
  /** Products of activations in that pass: scores, and probabilities times values. */
  readonly attentionCore: number;
  /** Forward and backward pass: what model FLOPs utilization counts. */
  readonly model: number;
  /** Forward passes done again. */
  readonly recomputed: number;
  /** What the hardware does: `model` and `recomputed`. */
  readonly hardware: number;
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/**
 * FLOPs of one training step, matrix products only and attention in full. For multi-head attention and
 * an MLP of 4·h, `model` is 72·B·L·s·h²·(1 + s/(6·h) + V/(12·h·L)) (Korthikanti et al. 2022, appendix
 * A), and with full recomputation `hardware` is 96·B·L·s·h²·(1 + s/(6·h) + V/(16·h·L)) (Narayanan et al.
 * 2021, equation 3): layers four times, the head three times.
 *
 * Selective recomputation does the two products of attention once more. That is 2.7 percent of a forward
 * pass of GPT-3, and 0.9 percent of a step; the paper's 2.7 percent and its hardware utilization charge
 * three times as much, as if the backward pass were done again as well (`selectiveCount`).
 *
 * @param model Its sizes.
 * @param options Tokens, batch, recomputation.
 * @returns FLOPs by what they are for.
 * @throws {RangeError} If a size is not a positive whole number (`vocabulary` may be 0) or a name is
 * unknown.
 *
 * @example
 * ```ts
 * import { transformerTrainingFlops } from "@/lib/compute/training/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const gpt3 = {
 *   layers: 96, width: 12288, heads: 96, keyValueHeads: 96, headSize: 128, mlpWidth: 4 * 12288,
 *   gated: false, vocabulary: 51200,
 * };
 * const { forward, recomputed } = transformerTrainingFlops(gpt3, {
 *   tokens: 2048,
 *   recomputation: "selective",
 * });
 * expect(recomputed / forward).toBeCloseTo(0.027, 3);
 * ```
 */
export function transformerTrainingFlops(model: TrainedModel, options: StepOptions): StepFlops {
  record("model", model);
  record("options", options);
  const { layers, width, heads, keyValueHeads, headSize, mlpWidth } = checkModel(model);
  const recomputation = checkRecomputation(options.recomputation);
  const tokens = positiveInteger("tokens", options.tokens);
  const rows = tokens * positiveInteger("batch", options.batch ?? 1);
  const weights = 2 * width * headSize * (heads + keyValueHeads) +
    (model.gated ? 3 : 2) * width * mlpWidth;
  const attentionCore = layers * 4 * rows * tokens * heads * headSize;
  const layerFlops = layers * 2 * rows * weights + attentionCore;
  const forward = layerFlops + 2 * rows * width * model.vocabulary;
  const recomputed = recomputation === "full"
    ? layerFlops
    : recomputation === "selective"
    ? selectiveTimes(options.selectiveCount) * attentionCore
    : 0;
  return {
    forward,
    attentionCore,
    model: 3 * forward,
    recomputed,
    hardware: 3 * forward + recomputed,
    conventions: [
      conventionSentence("multiplyAccumulate"),
      conventionSentence("causal", "full"),
      conventionSentence("backward"),
      conventionSentence("recomputation", recomputation),
    ],
  };
}

function selectiveTimes(count: StepOptions["selectiveCount"] = "forward"): number {
  if (count === "forward") return 1;
  if (count === "published") return 3;
  throw new RangeError(`selectiveCount is ${describe(count)}: known are forward, published`);
}

function checkModel(model: TrainedModel): TrainedModel {
  const fields = ["layers", "width", "heads", "keyValueHeads", "headSize", "mlpWidth"] as const;
  for (const field of fields) positiveInteger(field, model[field]);
  if (model.vocabulary !== 0) positiveInteger("vocabulary", model.vocabulary);
  return model;
}
