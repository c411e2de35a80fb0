/**
 * Transformers that are often talked about, and finding one.
 *
 * @module
 */
import { describe } from "../check.ts";
import { byDistance } from "../nearest.ts";
import { defineTransformer } from "./define.ts";
import { bertModels, t5Models } from "./presets_encoder.ts";
import { expertModels } from "./presets_experts.ts";
import { gptModels } from "./presets_gpt.ts";
import { llamaModels, otherDenseModels } from "./presets_llama.ts";
import type { TransformerModel } from "./types.ts";

let models: readonly TransformerModel[] | undefined;

/**
 * Well-known Transformers: BERT, GPT-2, GPT-3, T5, Llama 2 and 3, Mistral, Mixtral, Qwen, Gemma,
 * Phi, Falcon and DeepSeek-V3. Their sizes are those of their papers and of the configurations
 * published with the weights; `source` and `notes` say which, and what is uncertain. They are
 * built when first asked for.
 *
 * @returns The models, the same array at each call.
 *
 * @example
 * ```ts
 * import { transformerModels } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const multiQuery = transformerModels().filter((model) => model.keyValueHeads === 1);
 * expect(multiQuery.map((model) => model.name)).toEqual(["Falcon-7B"]);
 * ```
 */
export function transformerModels(): readonly TransformerModel[] {
  models ??= [
    ...bertModels(),
    ...gptModels(),
    ...t5Models(),
    ...llamaModels(),
    ...otherDenseModels(),
    ...expertModels(),
  ].map(defineTransformer);
  return models;
}

/**
 * Finds a well-known Transformer by its id.
 *
 * @param id The id, such as `llama-2-7b`.
 * @returns The model.
 * @throws {RangeError} If there is none; the message lists the known ids, nearest first.
 *
 * @example
 * ```ts
 * import { findTransformer } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(findTransformer("llama-2-70b").keyValueHeads).toBe(8);
 * expect(() => findTransformer("llama-70b")).toThrow(
 *   'Unknown model "llama-70b": known are llama-2-70b',
 * );
 * ```
 */
export function findTransformer(id: string): TransformerModel {
  const known = transformerModels();
  const found = known.find((model) => model.id === id);
  if (found) return found;
  const near = byDistance(String(id), known.map((model) => model.id));
  throw new RangeError(`Unknown model ${describe(id)}: known are ${near.join(", ")}`);
}
