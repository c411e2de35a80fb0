/**
 * What the case study counts, and how a count is told.
 *
 * @module
 */

/** The sizes of a Transformer that the survey's count depends on. */
export interface CaseStudyModel {
  /** Layers, N. */
  readonly layers: number;
  /** Values in a token's hidden state, d. */
  readonly width: number;
  /** Heads, h. */
  readonly heads: number;
  /** Values in a head, k. */
  readonly headSize: number;
  /** Values in the hidden layer of the MLP, f. */
  readonly mlpWidth: number;
}

/** `encoder`: one pass over all tokens. `decoder`: the tokens generated one by one, no prompt. */
export type CaseStudyPhase = "encoder" | "decoder";

/** The survey's groups of operators, in the order of its tables. */
export const caseStudyGroups = [
  "projections",
  "activation-to-activation",
  "mlp",
  "other",
] as const;

/** A group of operators. */
export type CaseStudyGroup = typeof caseStudyGroups[number];

/** What a group, or a whole model, costs. */
export interface CaseStudyCost {
  /** FLOPs. */
  readonly flops: number;
  /** Bytes read and written: the survey's memory operations (MOPs) at one byte a value. */
  readonly bytes: number;
  /** FLOP/byte. */
  readonly intensity: number;
}

/** The cost of a model by group of operators, and in total. */
export interface CaseStudyProfile {
  /** Whether tokens were read in one pass or generated one by one. */
  readonly phase: CaseStudyPhase;
  /** Tokens read, or generated. */
  readonly tokens: number;
  /** The cost of each group, all layers together. */
  readonly groups: Readonly<Record<CaseStudyGroup, CaseStudyCost>>;
  /** The cost of the model. */
  readonly total: CaseStudyCost;
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}
