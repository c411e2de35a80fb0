/**
 * Runs a schedule in the mind: what is in memory at each step, and whether each step may be taken.
 *
 * @module
 */
import { list, nonNegative, record } from "../check.ts";
import { type Chain, type ChainStage, checkChain } from "./chain.ts";
import type { ScheduleStep } from "./steps.ts";

/** What a schedule uses. */
export interface ScheduleUse {
  /** The most bytes in memory during any step. */
  readonly peakBytes: number;
  /** The step, from 0, at which the peak is reached first. */
  readonly peakStep: number;
  /** Bytes in memory during each step, transient overheads included. */
  readonly bytes: readonly number[];
  /** Cost of all steps, in the chain's unit. */
  readonly cost: number;
  /** Cost above that of each stage forward once and backward once. */
  readonly extraCost: number;
  /** How often each stage was run forward, the first stage first. */
  readonly forwardRuns: readonly number[];
}

/** How a schedule is simulated. */
export interface SimulateOptions {
  /** Bytes that no step may exceed. Default: no limit. */
  readonly memoryBytes?: number | undefined;
}

/**
 * Simulates a schedule under the memory accounting of the model and proves that it is one: every
 * step finds what it needs, no step exceeds the limit, and at the end every stage has been run
 * backward once.
 *
 * In memory are: the chain's input, always; the gradient of the last output from the start, of
 * another output from the backward pass that makes it; outputs and saved values from the forward
 * pass that makes them; each until it is dropped. During a step its inputs, its results and its
 * overhead are in memory together.
 *
 * @param chain The chain.
 * @param steps The schedule.
 * @param options The limit.
 * @returns Peak, memory by step, cost, forward runs by stage.
 * @throws {RangeError} If a step lacks a value, makes or drops one out of turn, exceeds the limit,
 * or a stage is left without its backward pass; the message names the step.
 *
 * @example
 * ```ts
 * import { simulateSchedule, uniformChain } from "@/lib/compute/rematerialization/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const chain = uniformChain(1, { forwardCost: 1, outputBytes: 4, savedBytes: 6 });
 * const use = simulateSchedule(chain, [
 *   { kind: "forward", stage: 1, saves: true },
 *   { kind: "backward", stage: 1 },
 * ]);
 * // Input 4, saved values 6, gradients of output and input 4 each
 * expect(use.peakBytes).toBe(18);
 * expect(use.extraCost).toBe(0);
 * ```
 */
export function simulateSchedule(
  chain: Chain,
  steps: readonly ScheduleStep[],
  options: SimulateOptions = {},
): ScheduleUse {
  checkChain(chain);
  list("steps", steps);
  record("options", options);
  const limit = options.memoryBytes === undefined
    ? Infinity
    : nonNegative("memoryBytes", options.memoryBytes);
  const stages = chain.stages;
  const forwardRuns = stages.map(() => 0);
  const backwardRuns = stages.map(() => 0);
  const bytes: number[] = [];
  const held = new Map<string, number>();
  let inMemory = chain.inputBytes;
  let cost = 0;

  const hold = (key: string, size: number, refuse: (why: string) => never) => {
    if (held.has(key)) refuse(`makes ${key}, which is already in memory`);
    held.set(key, size);
    inMemory += size;
  };
  const hasOutput = (stage: number) =>
    stage === 0 || held.has(`output ${stage}`) || held.has(`saved ${stage}`);
  hold(`gradient ${stages.length}`, stageAt(chain, stages.length).outputBytes, fail);

  steps.forEach((step, index) => {
    record(`steps[${index}]`, step);
    const refuse = (why: string): never => {
      throw new RangeError(`Step ${index} (${step.kind} of stage ${step.stage}) ${why}`);
    };
    const stage = stages[step.stage - 1] ?? refuse("names no stage of the chain");
    let overhead = 0;
    if (step.kind === "drop") {
      const key = `${step.value} ${step.stage}`;
      const size = held.get(key) ?? refuse(`drops ${key}, which is not in memory`);
      held.delete(key);
      inMemory -= size;
    } else if (step.kind === "forward") {
      if (!hasOutput(step.stage - 1)) refuse(`lacks output ${step.stage - 1}`);
      if (step.saves) hold(`saved ${step.stage}`, stage.savedBytes, refuse);
      else hold(`output ${step.stage}`, stage.outputBytes, refuse);
      overhead = stage.forwardOverheadBytes;
      cost += stage.forwardCost;
      forwardRuns[step.stage - 1] = (forwardRuns[step.stage - 1] ?? 0) + 1;
    } else if (step.kind === "backward") {
      if (!hasOutput(step.stage - 1)) refuse(`lacks output ${step.stage - 1}`);
      for (const value of ["saved", "gradient"]) {
        if (!held.has(`${value} ${step.stage}`)) refuse(`lacks ${value} ${step.stage}`);
      }
      if (backwardRuns[step.stage - 1] !== 0) refuse("is the second backward pass of its stage");
      hold(
        `gradient ${step.stage - 1}`,
        step.stage === 1 ? chain.inputGradientBytes : stageAt(chain, step.stage - 1).outputBytes,
        refuse,
      );
      overhead = stage.backwardOverheadBytes;
      cost += stage.backwardCost;
      backwardRuns[step.stage - 1] = 1;
    } else {
      refuse("has an unknown kind: known are forward, backward, drop");
    }
    const used = inMemory + overhead;
    if (used > limit) refuse(`takes ${used} bytes of memory: the limit is ${limit}`);
    bytes.push(used);
  });

  const missing = backwardRuns.indexOf(0);
  if (missing >= 0) throw new RangeError(`Stage ${missing + 1} is never run backward`);
  const peakBytes = bytes.reduce((most, used) => Math.max(most, used), 0);
  return {
    peakBytes,
    peakStep: bytes.indexOf(peakBytes),
    bytes,
    cost,
    extraCost: stages.reduce(
      (sum, stage, i) => sum + ((forwardRuns[i] ?? 0) - 1) * stage.forwardCost,
      0,
    ),
    forwardRuns,
  };
}

function stageAt(chain: Chain, stage: number): ChainStage {
  return chain.stages[stage - 1] ?? fail(`has no stage ${stage}`);
}

function fail(why: string): never {
  throw new RangeError(`The chain ${why}`);
}
