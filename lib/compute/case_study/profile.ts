/**
 * FLOPs and bytes of a model as the survey counts them.
 *
 * @module
 */
import { describe, positiveInteger, record } from "../check.ts";
import { surveyConvention } from "./convention.ts";
import {
  type CaseStudyCost,
  type CaseStudyGroup,
  caseStudyGroups,
  type CaseStudyModel,
  type CaseStudyPhase,
  type CaseStudyProfile,
} from "./types.ts";

/** How to run a model of the case study. */
export interface CaseStudyOptions {
  /** One pass over all tokens (`encoder`), or tokens generated one by one (`decoder`). */
  readonly phase: CaseStudyPhase;
  /**
   * The sum over all steps of the tokens that a step attends to. `half-square`, l²/2, is the
   * survey's (the default); `exact`, l·(l + 1)/2, lets each token attend to itself and all before.
   */
  readonly generation?: "half-square" | "exact" | undefined;
}

type Costs = Record<CaseStudyGroup, { flops: number; bytes: number }>;

/**
 * The cost of a model in the survey's four groups of operators. With N layers of width d, h heads of
 * k values, an MLP of f, l tokens and S = l²/2 cached tokens over all steps:
 *
 * | group | encoder | decoder |
 * |---|---|---|
 * | projections | 8·N·d²·l FLOPs, 4·N·(d² + 2·d·l) bytes | the same FLOPs, 4·N·l·(d² + 2·d) bytes |
 * | activation to activation | N·h·[l²·(2k − 1) + l·k·(2l − 1)] FLOPs, 2·N·h·(2·l·k + l²) bytes | 4·N·h·k·S FLOPs, N·[S·(2·h·k + h) + 4·h·k·l] bytes |
 * | MLP | 4·N·d·f·l FLOPs, 2·N·(d·f + d·l + f·l) bytes | the same FLOPs, 2·N·l·(d·f + d + f) bytes |
 * | other | N·(4·h·l² + 58·l·d) FLOPs, N·(2·h·l² + 17·l·d + 4·d) bytes | N·(4·h·S + 58·l·d) FLOPs, N·(2·h·S + 22·l·d) bytes |
 *
 * The first three follow from the shapes of the products. The last was solved from the tables
 * (Kim et al. 2023, tables 3, 5 and 11); `surveyConvention` says how the rest was counted. Heads are
 * taken to make up the width in the projections, as they do in every model of the survey.
 *
 * @param model Its sizes.
 * @param tokens Tokens read, or generated, l.
 * @param options Phase, and how the steps of a generation are summed.
 * @returns FLOPs, bytes and intensity by group and in total, for one sequence.
 * @throws {RangeError} If a size is not a positive whole number or an option is not known.
 *
 * @example Table 3 prints 22.42 GFLOPs for BERT-Base, table 11 22.12 for GPT-2, at 79 times the bytes
 * ```ts
 * import { caseStudyProfile, findCaseStudyModel } from "@/lib/compute/case_study/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const bert = caseStudyProfile(findCaseStudyModel("BERT-Base"), 128, { phase: "encoder" });
 * const gpt = caseStudyProfile(findCaseStudyModel("GPT-2"), 128, { phase: "decoder" });
 * expect(bert.total.flops / 1e9).toBeCloseTo(22.42, 2);
 * expect(gpt.total.flops / 1e9).toBeCloseTo(22.12, 2);
 * expect(gpt.total.bytes / bert.total.bytes).toBeCloseTo(78.9, 1);
 * ```
 */
export function caseStudyProfile(
  model: CaseStudyModel,
  tokens: number,
  options: CaseStudyOptions,
): CaseStudyProfile {
  record("options", options);
  const { phase } = options;
  positiveInteger("tokens", tokens);
  checkCaseStudyModel(model);
  const costs = phase === "encoder"
    ? encoder(model, tokens)
    : phase === "decoder"
    ? decoder(model, tokens, cachedTokens(tokens, options.generation))
    : unknownPhase(phase);
  const groups = {} as Record<CaseStudyGroup, CaseStudyCost>;
  let flops = 0;
  let bytes = 0;
  for (const group of caseStudyGroups) {
    groups[group] = costOf(costs[group].flops, costs[group].bytes);
    flops += costs[group].flops;
    bytes += costs[group].bytes;
  }
  return {
    phase,
    tokens,
    groups,
    total: costOf(flops, bytes),
    conventions: Object.values(surveyConvention.choices),
  };
}

function encoder(
  { layers: N, width: d, heads: h, headSize: k, mlpWidth: f }: CaseStudyModel,
  l: number,
): Costs {
  return {
    projections: { flops: 8 * N * d * d * l, bytes: 4 * N * (d * d + 2 * d * l) },
    "activation-to-activation": {
      flops: N * h * (l * l * (2 * k - 1) + l * k * (2 * l - 1)),
      bytes: 2 * N * h * (2 * l * k + l * l),
    },
    mlp: { flops: 4 * N * d * f * l, bytes: 2 * N * (d * f + d * l + f * l) },
    other: {
      flops: N * (4 * h * l * l + 58 * l * d),
      bytes: N * (2 * h * l * l + 17 * l * d + 4 * d),
    },
  };
}

function decoder(
  { layers: N, width: d, heads: h, headSize: k, mlpWidth: f }: CaseStudyModel,
  l: number,
  S: number,
): Costs {
  return {
    projections: { flops: 8 * N * d * d * l, bytes: 4 * N * l * (d * d + 2 * d) },
    "activation-to-activation": {
      flops: 4 * N * h * k * S,
      bytes: N * (S * (2 * h * k + h) + 4 * h * k * l),
    },
    mlp: { flops: 4 * N * d * f * l, bytes: 2 * N * l * (d * f + d + f) },
    // Scale and shift of the norms are read anew for each token: they are 4 of the 22.
    other: { flops: N * (4 * h * S + 58 * l * d), bytes: N * (2 * h * S + 22 * l * d) },
  };
}

function cachedTokens(tokens: number, generation: CaseStudyOptions["generation"] = "half-square") {
  if (generation === "half-square") return tokens * tokens / 2;
  if (generation === "exact") return tokens * (tokens + 1) / 2;
  throw new RangeError(
    `generation is ${describe(generation)}: known are half-square, exact`,
  );
}

function costOf(flops: number, bytes: number): CaseStudyCost {
  return { flops, bytes, intensity: flops / bytes };
}

function unknownPhase(phase: never): never {
  throw new RangeError(`phase is ${describe(phase)}: known are encoder, decoder`);
}

/** Checks the sizes of a model. */
export function checkCaseStudyModel(model: CaseStudyModel): void {
  positiveInteger("layers", record("model", model).layers);
  positiveInteger("width", model.width);
  positiveInteger("heads", model.heads);
  positiveInteger("headSize", model.headSize);
  positiveInteger("mlpWidth", model.mlpWidth);
}
