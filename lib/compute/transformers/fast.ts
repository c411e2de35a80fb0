/**
 * The costs of a model compiled for sweeps: the same totals as the detailed path, without
 * formulas, in well under a microsecond and without objects for each operator.
 *
 * @module
 */
import { checkTransformer } from "./check_model.ts";
import { nonNegativeInteger, positiveInteger, record } from "../check.ts";
import { check, type CostOptions, type CostSettings, costSettings } from "./costs_options.ts";
import { type CostTotals, emptyTotals, type MachineRates, sumTables } from "./fast_sum.ts";
import { costTables, type TableGroup } from "./fast_tables.ts";
import type { Recomputation } from "../training/activation_types.ts";
import type { PassKind } from "./layer_parts.ts";
import type { DecodeStepsWork, DecodeWork, ForwardWork, PrefillWork } from "./phases.ts";
import { checkEncoderTokens, checkGenerates, type CommonWork } from "./phases_pass.ts";
import type { TrainingWork } from "./phases_training.ts";
import { type PassWork, workCount } from "./phases_work.ts";
import type { TransformerModel } from "./types.ts";

/**
 * A model whose costs were boiled down to coefficients. Its methods give the totals of `forward`,
 * `prefill`, `decodeStep`, `decodeSteps` and `trainingStep`, and with rates their time. They write
 * into `into` where it is given, so that a sweep allocates nothing.
 *
 * @example A sweep over batches without an allocation
 * ```ts
 * import { CompiledCosts, emptyTotals, findTransformer } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const costs = new CompiledCosts(findTransformer("llama-2-7b"), { attention: "fused" });
 * const a100 = { peak: 312e12, bandwidth: 2039e9 };
 * const totals = emptyTotals();
 * const work = { batch: 1, contextTokens: 1000 };
 * const tokensPerSecond = [1, 2, 4].map((batch) => {
 *   work.batch = batch;
 *   return batch / costs.decodeStep(work, a100, totals).seconds;
 * });
 * expect(tokensPerSecond.map(Math.round)).toEqual([148, 285, 531]);
 * ```
 */
export class CompiledCosts {
  readonly #model: TransformerModel;
  readonly #settings: CostSettings;
  // Compiled when first asked for
  readonly #tables = new Map<string, TableGroup[]>();
  readonly #pass: PassWork = { batch: 1, tokens: 1, context: 0, steps: 1, encoderTokens: 0 };
  readonly #inputPass: PassWork = { batch: 1, tokens: 1, context: 0, steps: 1, encoderTokens: 0 };
  readonly #scratch = new Float64Array(workCount);

  /**
   * Settles how costs are counted; each phase is compiled when first asked for.
   *
   * @param model The model.
   * @param options How costs are counted.
   * @throws {RangeError} If an option is not known.
   */
  constructor(model: TransformerModel, options?: CostOptions) {
    this.#model = checkTransformer(model);
    this.#settings = costSettings(options);
  }

  /**
   * A forward pass without a cache, as `forward` counts it.
   *
   * @param work Tokens and batch.
   * @param rates What the machine does a second. Default: no times.
   * @param into Where to write. Default: a new object.
   * @returns `into`.
   * @throws {RangeError} As in {@linkcode forward}.
   */
  forward(work: ForwardWork, rates?: MachineRates, into: CostTotals = emptyTotals()): CostTotals {
    this.#set(record("work", work), positiveInteger("tokens", work.tokens), 0, 1);
    return this.#sum("forward", "none", rates, into);
  }

  /**
   * Reading prompts, as `prefill` counts it.
   *
   * @param work Tokens and batch.
   * @param rates What the machine does a second. Default: no times.
   * @param into Where to write. Default: a new object.
   * @returns `into`.
   * @throws {RangeError} As in {@linkcode prefill}.
   */
  prefill(work: PrefillWork, rates?: MachineRates, into: CostTotals = emptyTotals()): CostTotals {
    checkGenerates(this.#model);
    this.#set(record("work", work), positiveInteger("promptTokens", work.promptTokens), 0, 1);
    return this.#sum("prefill", "none", rates, into);
  }

  /**
   * One decode step, as `decodeStep` counts it.
   *
   * @param work Tokens in the cache, and batch.
   * @param rates What the machine does a second. Default: no times.
   * @param into Where to write. Default: a new object.
   * @returns `into`.
   * @throws {RangeError} As in {@linkcode decodeStep}.
   */
  decodeStep(work: DecodeWork, rates?: MachineRates, into: CostTotals = emptyTotals()): CostTotals {
    checkGenerates(this.#model);
    this.#set(record("work", work), 1, work.contextTokens, 1);
    return this.#sum("decode", "none", rates, into);
  }

  /**
   * Decode steps one after another, as `decodeSteps` counts them. The time is the sum of the
   * steps' times, in closed form.
   *
   * @param work Tokens in the cache before the first step, steps, and batch.
   * @param rates What the machine does a second. Default: no times.
   * @param into Where to write. Default: a new object.
   * @returns `into`.
   * @throws {RangeError} As in {@linkcode decodeSteps}.
   */
  decodeSteps(
    work: DecodeStepsWork,
    rates?: MachineRates,
    into: CostTotals = emptyTotals(),
  ): CostTotals {
    checkGenerates(this.#model);
    this.#set(record("work", work), 1, work.contextTokens, positiveInteger("steps", work.steps));
    return this.#sum("decode", "none", rates, into);
  }

  /**
   * A training step, as `trainingStep` counts it.
   *
   * @param work Tokens, batch, recomputation.
   * @param rates What the machine does a second. Default: no times.
   * @param into Where to write. Default: a new object.
   * @returns `into`.
   * @throws {RangeError} As in {@linkcode trainingStep}.
   */
  trainingStep(
    work: TrainingWork,
    rates?: MachineRates,
    into: CostTotals = emptyTotals(),
  ): CostTotals {
    check("recomputation", "recomputation", record("work", work).recomputation);

    this.#set(record("work", work), positiveInteger("tokens", work.tokens), 0, 1);
    return this.#sum("training", work.recomputation ?? "none", rates, into);
  }

  #set(work: CommonWork, tokens: number, context: number, steps: number): void {
    const encoderTokens = checkEncoderTokens(this.#model, work.encoderTokens);
    const pass = this.#pass;
    pass.batch = positiveInteger("batch", work.batch ?? 1);
    pass.tokens = tokens;
    pass.context = nonNegativeInteger("contextTokens", context);
    pass.steps = steps;
    pass.encoderTokens = encoderTokens;
    this.#inputPass.batch = pass.batch;
    this.#inputPass.tokens = encoderTokens;
  }

  #sum(
    phase: PassKind["phase"],
    recomputation: Recomputation,
    rates: MachineRates | undefined,
    into: CostTotals,
  ): CostTotals {
    const key = phase === "training" ? recomputation : phase;
    let tables = this.#tables.get(key);
    if (tables === undefined) {
      tables = costTables(this.#model, this.#settings, { phase, recomputation });
      this.#tables.set(key, tables);
    }
    return sumTables(tables, this.#pass, this.#inputPass, this.#scratch, rates, into);
  }
}
