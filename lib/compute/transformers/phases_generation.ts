/**
 * What generating an answer costs: the prompt, then token after token.
 *
 * @module
 */
import { nonNegativeInteger, positiveInteger, record } from "../check.ts";
import type { CostOptions } from "./costs_options.ts";
import { CostSum } from "./costs_sum.ts";
import type { PhaseCost, TransformerCost } from "./costs_types.ts";
import { decodeSteps, prefill } from "./phases.ts";
import { checkGenerates, type CommonWork } from "./phases_pass.ts";
import type { TransformerModel } from "./types.ts";

/** What a generation works on. */
export interface GenerationWork extends CommonWork {
  /** Tokens of each prompt. With 0, generating starts from an empty cache and one given token. */
  readonly promptTokens: number;
  /** Tokens generated for each sequence. */
  readonly newTokens: number;
}

/** What a generation costs: prompt and decode steps together. */
export interface GenerationCost extends TransformerCost {
  /** Tokens generated, all sequences together. */
  readonly tokens: number;
  /** Reading the prompts, which gives the first new tokens; `null` without a prompt. */
  readonly prefill: PhaseCost | null;
  /** The decode steps together; `null` if the prefill gives all that is wanted. */
  readonly decode: PhaseCost | null;
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/**
 * A whole generation: the prefill gives the first new token, each further one takes a decode step,
 * so that there are `newTokens` − 1 of them, or `newTokens` without a prompt. The last token is
 * never fed back. Sums are exact.
 *
 * @param model The model, not an encoder.
 * @param work Tokens of prompt and answer, batch.
 * @param options How it is counted.
 * @returns FLOPs and bytes, of the prompt, of the steps and together.
 * @throws {RangeError} If the model is an encoder, a number is not whole or out of range, a name is
 * unknown, or `encoderTokens` is missing or out of place. An encoder-decoder needs a prompt of at
 * least one token.
 *
 * @example
 * ```ts
 * import { findTransformer, generation } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const llama = findTransformer("llama-2-7b");
 * const { prefill, decode } = generation(llama, { promptTokens: 200, newTokens: 20 });
 * expect(decode?.passes).toBe(19);
 * // Ten times the tokens of the answer, and less than a tenth of the bytes.
 * expect((prefill?.bytes ?? 0) / (decode?.bytes ?? 0)).toBeLessThan(0.1);
 * ```
 */
export function generation(
  model: TransformerModel,
  work: GenerationWork,
  options?: CostOptions,
): GenerationCost {
  const steps = decodeStepCount(model, work);
  const { batch, encoderTokens, promptTokens, newTokens } = work;
  const common = { batch, encoderTokens };
  const read = promptTokens > 0 ? prefill(model, { ...common, promptTokens }, options) : null;
  const decode = steps > 0
    ? decodeSteps(model, { ...common, contextTokens: promptTokens, steps }, options)
    : null;
  const sum = new CostSum();
  if (read) sum.add(read);
  if (decode) sum.add(decode);
  return {
    tokens: (batch ?? 1) * newTokens,
    ...sum.cost(),
    prefill: read,
    decode,
    conventions: [...new Set([...read?.conventions ?? [], ...decode?.conventions ?? []])],
  };
}

/** Checks a generation and counts its decode steps. */
export function decodeStepCount(model: TransformerModel, work: GenerationWork): number {
  checkGenerates(model);
  const newTokens = positiveInteger("newTokens", record("work", work).newTokens);
  const promptTokens = nonNegativeInteger("promptTokens", work.promptTokens);
  if (promptTokens === 0 && model.architecture === "encoder-decoder") {
    throw new RangeError(
      `promptTokens is 0: it must be at least 1 in ${model.name}, whose encoder runs with the prompt`,
    );
  }
  return promptTokens > 0 ? newTokens - 1 : newTokens;
}
