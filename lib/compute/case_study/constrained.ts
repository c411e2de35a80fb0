/**
 * The survey's intensities under a small on-chip memory, its table 5.
 *
 * @module
 */
import { positiveInteger } from "../check.ts";
import { caseStudyProfile, checkCaseStudyModel } from "./profile.ts";
import type { CaseStudyCost, CaseStudyModel } from "./types.ts";

/** The operators of table 5. */
export type ConstrainedOperator =
  | "query-key-value-projections"
  | "query-key"
  | "attention-value"
  | "output-projection"
  | "mlp-up"
  | "mlp-down";

/** The cost of an encoder whose operands do not fit on the chip. */
export interface ConstrainedProfile {
  /** The cost of each product, all layers together. */
  readonly operators: Readonly<Record<ConstrainedOperator, CaseStudyCost>>;
  /** The cost of the model, softmax, norms, GELU and residuals included. */
  readonly total: CaseStudyCost;
}

/**
 * An encoder's cost where the memory on the chip is small, as in table 5 of Kim et al. 2023
 * ("non-ideal arithmetic intensity"). FLOPs are those of `caseStudyProfile`. Bytes were solved from
 * the table, all of whose 21 cells they give; the survey prints no formula:
 *
 * - results that enter softmax, GELU or the norm after attention take 4 bytes a value, all others 1;
 * - a product's weights are read once for every 1024 tokens or part of them, and so are keys and
 *   values, and the queries again for every 1024 keys;
 * - a product's input is read again for every 448 of its outputs (any number from 439 to 511 gives
 *   the same table): twice for d outputs, seven times for f in BERT-Base;
 * - all that is no product moves 5·h·l² + 36·l·d + 16·d bytes a layer: softmax reads 4 bytes a score
 *   and writes 1, and the norms' 4·d parameters take 4 bytes each.
 *
 * @param model Its sizes.
 * @param tokens Tokens read in one pass, l.
 * @returns FLOPs, bytes and intensity of each product and of the model.
 * @throws {RangeError} If a size is not a positive whole number.
 *
 * @example At 4096 tokens, table 5 prints 47.067 where table 3, with ideal reuse, prints 117.96
 * ```ts
 * import { constrainedProfile, findCaseStudyModel } from "@/lib/compute/case_study/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const { total } = constrainedProfile(findCaseStudyModel("BERT-Base"), 4096);
 * expect(total.intensity).toBeCloseTo(47.067, 3);
 * ```
 */
export function constrainedProfile(model: CaseStudyModel, tokens: number): ConstrainedProfile {
  checkCaseStudyModel(model);
  const l = positiveInteger("tokens", tokens);
  const { layers: N, width: d, heads: h, headSize: k, mlpWidth: f } = model;
  const rounds = Math.ceil(l / 1024);
  const inputs = (outputs: number) => Math.ceil(outputs / 448);
  const project = (from: number, to: number, resultBytes: number) =>
    rounds * from * to + inputs(to) * l * from + resultBytes * l * to;
  const operators = {
    "query-key-value-projections": cost(N, 6 * d * d * l, 3 * project(d, d, 1)),
    "query-key": cost(N, h * (2 * k - 1) * l * l, h * (2 * rounds * l * k + 4 * l * l)),
    "attention-value": cost(N, h * l * k * (2 * l - 1), h * (l * l + (rounds + 1) * l * k)),
    "output-projection": cost(N, 2 * d * d * l, project(d, d, 4)),
    "mlp-up": cost(N, 2 * d * f * l, project(d, f, 4)),
    "mlp-down": cost(N, 2 * d * f * l, project(f, d, 1)),
  };
  const { groups } = caseStudyProfile(model, l, { phase: "encoder" });
  let flops = groups.other.flops;
  let bytes = N * (5 * h * l * l + 36 * l * d + 16 * d);
  for (const operator of Object.values(operators)) {
    flops += operator.flops;
    bytes += operator.bytes;
  }
  return { operators, total: cost(1, flops, bytes) };
}

function cost(layers: number, flops: number, bytes: number): CaseStudyCost {
  return { flops: layers * flops, bytes: layers * bytes, intensity: flops / bytes };
}
