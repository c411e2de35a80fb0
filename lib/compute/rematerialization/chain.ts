/**
 * Chains of stages whose activations may be dropped and computed again.
 *
 * @module
 */
import {
  list,
  made,
  nonNegative,
  nonNegativeInteger,
  positiveInteger,
  record,
  text,
} from "../check.ts";

/** One stage of a chain as given. */
export interface ChainStageInput {
  /** Default: `stage 1`, `stage 2` and so on. */
  readonly name?: string | undefined;
  /** Cost of the forward pass, in FLOPs or seconds, the same unit throughout. */
  readonly forwardCost: number;
  /** Cost of the backward pass, in the same unit. Default: twice the forward pass. */
  readonly backwardCost?: number | undefined;
  /** Bytes of the output, which is also the size of its gradient. */
  readonly outputBytes: number;
  /**
   * Bytes of everything the backward pass needs beside the stage's input: intermediate values and
   * the output, which is always part of them. Default: `outputBytes`.
   */
  readonly savedBytes?: number | undefined;
  /** Bytes used during the forward pass only. Default 0. */
  readonly forwardOverheadBytes?: number | undefined;
  /** Bytes used during the backward pass only. Default 0. */
  readonly backwardOverheadBytes?: number | undefined;
}

/** A chain as given. */
export interface ChainInput {
  /** Bytes of the input, which stays in memory to the end. */
  readonly inputBytes: number;
  /** Bytes of the gradient of the input; 0 where it is not computed. Default: `inputBytes`. */
  readonly inputGradientBytes?: number | undefined;
  /** The stages in order, at least one; the loss is one of them, usually the last. */
  readonly stages: readonly ChainStageInput[];
}

/** One stage of a chain. */
export interface ChainStage {
  /** For messages and figures. */
  readonly name: string;
  /** Cost of the forward pass. */
  readonly forwardCost: number;
  /** Cost of the backward pass. */
  readonly backwardCost: number;
  /** Bytes of the output and of its gradient. */
  readonly outputBytes: number;
  /** Bytes that a saving forward pass leaves, the output included. */
  readonly savedBytes: number;
  /** Bytes used during the forward pass only. */
  readonly forwardOverheadBytes: number;
  /** Bytes used during the backward pass only. */
  readonly backwardOverheadBytes: number;
}

/** A chain of stages, checked. */
export interface Chain {
  /** Bytes of the input, which stays in memory to the end. */
  readonly inputBytes: number;
  /** Bytes of the gradient of the input. */
  readonly inputGradientBytes: number;
  /** The stages in order. */
  readonly stages: readonly ChainStage[];
}

/**
 * Checks a chain of stages and fills in its defaults. The model is that of Beaumont,
 * Eyraud-Dubois, Herrmann, Joly and Shilova 2019 (Optimal checkpointing for heterogeneous chains,
 * RR-9302, section 3): stage i turns the output of stage i − 1 into its own and, run backward, the
 * gradient of its output into that of its input.
 *
 * @param input Sizes in whole bytes, costs in any one unit.
 * @returns The chain.
 * @throws {RangeError} If it has no stage, a size is not a whole number of at least 0, a cost is
 * negative or not finite, or `savedBytes` is less than `outputBytes`.
 * @throws {TypeError} If a field has the wrong type.
 *
 * @example
 * ```ts
 * import { defineChain } from "@/lib/compute/rematerialization/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const chain = defineChain({
 *   inputBytes: 100,
 *   stages: [{ forwardCost: 5, outputBytes: 40, savedBytes: 60 }],
 * });
 * expect(chain.stages[0]?.backwardCost).toBe(10);
 * expect(chain.inputGradientBytes).toBe(100);
 * ```
 */
export function defineChain(input: ChainInput): Chain {
  if (list("stages", record("input", input).stages).length === 0) {
    throw new RangeError("stages is empty: a chain has at least one stage");
  }
  const inputBytes = nonNegativeInteger("inputBytes", input.inputBytes);
  const chain = {
    inputBytes,
    inputGradientBytes: nonNegativeInteger(
      "inputGradientBytes",
      input.inputGradientBytes ?? inputBytes,
    ),
    stages: input.stages.map(defineStage),
  };
  const total = chain.stages.reduce(
    (sum, stage) =>
      sum + stage.savedBytes + stage.outputBytes + stage.forwardOverheadBytes +
      stage.backwardOverheadBytes,
    inputBytes + chain.inputGradientBytes,
  );
  if (!Number.isSafeInteger(2 * total)) {
    throw new RangeError(`The stages take ${total} bytes in all: it must be below 2⁵²`);
  }
  return chain;
}

function defineStage(stage: ChainStageInput, index: number): ChainStage {
  const field = (name: string) => `stages[${index}].${name}`;
  record(`stages[${index}]`, stage);
  const outputBytes = nonNegativeInteger(field("outputBytes"), stage.outputBytes);
  const savedBytes = nonNegativeInteger(field("savedBytes"), stage.savedBytes ?? outputBytes);
  if (savedBytes < outputBytes) {
    throw new RangeError(
      `${field("savedBytes")} is ${savedBytes}: it must be at least outputBytes, ${outputBytes}, ` +
        "since the output is part of what is saved",
    );
  }
  const forwardCost = nonNegative(field("forwardCost"), stage.forwardCost);
  return {
    name: text(field("name"), stage.name ?? `stage ${index + 1}`),
    forwardCost,
    backwardCost: nonNegative(field("backwardCost"), stage.backwardCost ?? 2 * forwardCost),
    outputBytes,
    savedBytes,
    forwardOverheadBytes: nonNegativeInteger(
      field("forwardOverheadBytes"),
      stage.forwardOverheadBytes ?? 0,
    ),
    backwardOverheadBytes: nonNegativeInteger(
      field("backwardOverheadBytes"),
      stage.backwardOverheadBytes ?? 0,
    ),
  };
}

/**
 * A chain of equal stages.
 *
 * @param count How many, at least 1.
 * @param stage The stage.
 * @param inputBytes Bytes of the chain's input. Default: the stage's `outputBytes`.
 * @returns The chain.
 * @throws {RangeError} If the count is not a whole number of at least 1, or as `defineChain`.
 *
 * @example
 * ```ts
 * import { storeAllPlan, uniformChain } from "@/lib/compute/rematerialization/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const chain = uniformChain(10, { forwardCost: 1, outputBytes: 4 });
 * expect(storeAllPlan(chain).cost).toBe(10 * (1 + 2));
 * ```
 */
export function uniformChain(
  count: number,
  stage: ChainStageInput,
  inputBytes: number = stage.outputBytes,
): Chain {
  record("stage", stage);
  if (positiveInteger("count", count) > 1e6) {
    throw new RangeError(`count is ${count}: it must be at most 1000000`);
  }
  return defineChain({ inputBytes, stages: Array.from({ length: count }, () => stage) });
}

/** Returns the chain if it is one that `defineChain` gives. */
export function checkChain(chain: Chain): Chain {
  return made("chain", chain, chain?.stages, "defineChain");
}

/** Cost of every stage forward once and backward once. */
export function baseCost(chain: Chain): number {
  checkChain(chain);
  return chain.stages.reduce((sum, stage) => sum + stage.forwardCost + stage.backwardCost, 0);
}
