/**
 * What a step of training costs.
 *
 * @module
 */
import { positiveInteger, record } from "../check.ts";
import { check, type CostOptions, costSettings } from "./costs_options.ts";
import type { PhaseCost } from "./costs_types.ts";
import type { Recomputation } from "../training/activation_types.ts";
import type { ForwardWork } from "./phases.ts";
import { passOf, phaseCost } from "./phases_pass.ts";
import type { TransformerModel } from "./types.ts";

/** What a training step works on. */
export interface TrainingWork extends ForwardWork {
  /** What is computed a second time instead of being kept. Default `none`. */
  readonly recomputation?: Recomputation | undefined;
}

/**
 * A training step: forward pass, backward pass with twice its FLOPs, and what is computed a second
 * time. The backward pass of Y = X·W has the products dY·Wᵀ and Xᵀ·dY, which together move X and Y
 * twice, read W once and write its gradient. Fused attention computes its scores again in any case
 * (Dao et al. 2022, section 3.1), so that `selective` adds nothing to it. The optimizer's step is
 * not included.
 *
 * With `recomputation` `full`, `elementwise` `ignored` and an MLP of 4·d this is 96·B·s·l·h²·(1 +
 * s/(6·h) + V/(16·l·h)) FLOPs in the letters of Narayanan et al. 2021, section 5.1.
 *
 * @param model The model.
 * @param work Tokens, batch, recomputation.
 * @param options How it is counted.
 * @returns FLOPs and bytes, by operator, part and group. `footprint` has weights and gradients only.
 * @throws {RangeError} As in {@linkcode forward}, or if the recomputation is not known.
 *
 * @example Six FLOPs for each parameter and token, and attention
 * ```ts
 * import { findTransformer, parameterCount, trainingStep } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const gpt3 = findTransformer("gpt-3-175b");
 * const step = trainingStep(gpt3, { tokens: 2048 }, { elementwise: "ignored" });
 * const sixPT = 6 * parameterCount(gpt3).total * 2048;
 * expect(step.flops / sixPT).toBeCloseTo(1.027, 3);
 * ```
 */
export function trainingStep(
  model: TransformerModel,
  work: TrainingWork,
  options?: CostOptions,
): PhaseCost {
  record("work", work);
  check("recomputation", "recomputation", work.recomputation);
  const pass = passOf(model, work, { tokens: positiveInteger("tokens", work.tokens) });
  const recomputation = work.recomputation ?? "none";
  return phaseCost(model, costSettings(options), { phase: "training", recomputation }, pass);
}
