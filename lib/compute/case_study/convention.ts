/**
 * How the survey counts, as sentences.
 *
 * @module
 */

/** A named set of conventions: each choice with the sentence that is printed beside a result. */
export interface ConventionSet {
  /** What the set is called. */
  readonly name: string;
  /** Where it was read, or what it was solved from. */
  readonly source: string;
  /** Each choice as a sentence. */
  readonly choices: Readonly<Record<SurveyChoice, string>>;
}

/** A choice of the survey. */
export type SurveyChoice =
  | "parts"
  | "bytes"
  | "traffic"
  | "multiplyAccumulate"
  | "scores"
  | "generation"
  | "other";

/**
 * The conventions under which Kim et al. 2023 (arXiv 2302.14017, tables 3 and 11, figures 4 to 6)
 * count FLOPs and memory operations. The survey does not spell them out: they were solved from its
 * printed cells, and `caseStudyResiduals` says where a cell does not follow them.
 *
 * @example
 * ```ts
 * import { surveyConvention } from "@/lib/compute/case_study/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(surveyConvention.choices.bytes).toBe("A value takes one byte.");
 * ```
 */
export const surveyConvention: ConventionSet = {
  name: "survey",
  source: "solved from the tables of Kim et al. 2023, arXiv 2302.14017",
  choices: {
    parts: "Layers only: no embedding, no head; one sequence.",
    bytes: "A value takes one byte.",
    traffic:
      "Each operator reads each operand once and writes each result once; nothing is fused. In " +
      "generation the scores count once, not once written and once read.",
    multiplyAccumulate:
      "A matrix product with weights has two FLOPs a multiply-accumulate, 2·m·n·k.",
    scores:
      "In an encoder the products of activations count n − 1 additions for n multiplications: " +
      "2·k − 1 for a score and 2·l − 1 for a value of the result; attention counts in full.",
    generation:
      "A decoder generates its l tokens one by one with a cache of keys and values and no prompt; " +
      "the cached tokens of all steps sum to l²/2.",
    other:
      "Softmax has 4 FLOPs and 2 bytes a score; layer norms, GELU and residuals together 58 FLOPs " +
      "and 17 bytes for each of the d values of a token, 22 bytes in generation; the norms' scale " +
      "and shift are read once, 4·d bytes a layer.",
  },
};
