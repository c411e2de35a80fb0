/**
 * The models of the case study.
 *
 * @module
 */
import { checkTransformer } from "../transformers/check_model.ts";
import { describe } from "../check.ts";
import { byDistance } from "../nearest.ts";
import type { TransformerModel } from "../transformers/types.ts";
import type { CaseStudyModel, CaseStudyPhase } from "./types.ts";

/** A model of the survey and how it runs there. */
export interface CaseStudyEntry extends CaseStudyModel {
  /** Its name in the survey's tables. */
  readonly name: string;
  /** Whether it reads its tokens in one pass or generates them. */
  readonly phase: CaseStudyPhase;
}

/** BERT-Base, BERT-Large (Devlin et al. 2019, section 3) and the smallest GPT-2, of 12 layers. */
export const caseStudyModels: readonly CaseStudyEntry[] = [
  {
    name: "BERT-Base",
    phase: "encoder",
    layers: 12,
    width: 768,
    heads: 12,
    headSize: 64,
    mlpWidth: 3072,
  },
  {
    name: "BERT-Large",
    phase: "encoder",
    layers: 24,
    width: 1024,
    heads: 16,
    headSize: 64,
    mlpWidth: 4096,
  },
  {
    name: "GPT-2",
    phase: "decoder",
    layers: 12,
    width: 768,
    heads: 12,
    headSize: 64,
    mlpWidth: 3072,
  },
];

/**
 * A model of the case study by its name in the survey.
 *
 * @param name `BERT-Base`, `BERT-Large` or `GPT-2`.
 * @returns The model.
 * @throws {RangeError} If there is no such model; the message lists the known ones, nearest first.
 *
 * @example
 * ```ts
 * import { findCaseStudyModel } from "@/lib/compute/case_study/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(findCaseStudyModel("GPT-2").layers).toBe(12);
 * ```
 */
export function findCaseStudyModel(name: string): CaseStudyEntry {
  const found = caseStudyModels.find((model) => model.name === name);
  if (found) return found;
  const known = byDistance(String(name), caseStudyModels.map((model) => model.name));
  throw new RangeError(`Unknown model ${describe(name)}: known are ${known.join(", ")}`);
}

/**
 * The sizes that the survey's count needs, from a Transformer of the library.
 *
 * @param model A Transformer with one stack, as many key and value heads as heads and an MLP that is
 * not gated: what the survey counts has no other.
 * @returns Its sizes and its phase.
 * @throws {RangeError} If the model has two stacks, fewer key and value heads, a gated MLP, experts,
 * latent attention, or heads that do not make up its width.
 *
 * @example
 * ```ts
 * import { caseStudyModelOf } from "@/lib/compute/case_study/mod.ts";
 * import { findTransformer } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(caseStudyModelOf(findTransformer("gpt-2-small"))).toMatchObject({
 *   phase: "decoder",
 *   layers: 12,
 *   mlpWidth: 3072,
 * });
 * ```
 */
export function caseStudyModelOf(model: TransformerModel): CaseStudyEntry {
  checkTransformer(model);
  const { name, architecture: phase, width, heads, headSize, mlpWidth } = model;
  if (phase === "encoder-decoder") throw refusal(name, "has two stacks");
  if (model.keyValueHeads !== heads) {
    throw refusal(name, "has fewer key and value heads than heads");
  }
  if (model.gated || model.experts) throw refusal(name, "has a gated MLP or experts");
  if (model.latent) throw refusal(name, "has latent attention");
  if (heads * headSize !== width) throw refusal(name, "has heads that do not make up its width");
  const layers = phase === "encoder" ? model.encoderLayers : model.decoderLayers;
  return { name, phase, layers, width, heads, headSize, mlpWidth };
}

function refusal(name: string, why: string): RangeError {
  return new RangeError(`model is ${name}, which ${why}: it must be of a kind the survey counts`);
}
