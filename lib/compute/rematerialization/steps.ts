/**
 * Schedules as steps.
 *
 * @module
 */
import type { Chain } from "./chain.ts";

/**
 * Runs a stage forward. Its input must be in memory and stays there. With `saves`, everything its
 * backward pass needs is left in memory, otherwise the output alone.
 */
export interface ForwardStep {
  /** Which kind of step. */
  readonly kind: "forward";
  /** The stage, from 1. */
  readonly stage: number;
  /** Whether what the backward pass needs is saved. */
  readonly saves: boolean;
}

/**
 * Runs a stage backward: from its input, what was saved, and the gradient of its output, to the
 * gradient of its input.
 */
export interface BackwardStep {
  /** Which kind of step. */
  readonly kind: "backward";
  /** The stage, from 1. */
  readonly stage: number;
}

/** Frees the memory of a value. */
export interface DropStep {
  /** Which kind of step. */
  readonly kind: "drop";
  /** The output of a stage, what it saved, or the gradient of its output. */
  readonly value: "output" | "saved" | "gradient";
  /** The stage, from 1. */
  readonly stage: number;
}

/** One step of a schedule. */
export type ScheduleStep = ForwardStep | BackwardStep | DropStep;

/**
 * What to do with the stages `first` to `last` and so much memory: `first` to save it on the way
 * and go on with the next stage; or a later stage s, to run up to s without saving, keep the input
 * of s, do s to `last`, and then `first` to s − 1 from the start.
 */
export type Decision = (first: number, last: number, memory: number) => number;

/**
 * Writes a persistent schedule down from its decisions. Memory is in the unit of `sizes` and
 * excludes the input of `first`.
 */
export function scheduleSteps(
  stages: number,
  memory: number,
  decide: Decision,
  sizes: { readonly output: ArrayLike<number>; readonly saved: ArrayLike<number> },
): ScheduleStep[] {
  const steps: ScheduleStep[] = [];
  const backward = (stage: number) => {
    steps.push(
      { kind: "backward", stage },
      { kind: "drop", value: "saved", stage },
      { kind: "drop", value: "gradient", stage },
    );
  };
  // A stack of its own, since a chain of saved stages nests as deep as it is long.
  const todo: (() => void)[] = [];
  const segment = (first: number, last: number, available: number) => {
    const split = first === last ? first : decide(first, last, available);
    if (split === first) {
      steps.push({ kind: "forward", stage: first, saves: true });
      todo.push(() => backward(first));
      if (first < last) {
        todo.push(() => segment(first + 1, last, available - (sizes.saved[first] ?? 0)));
      }
      return;
    }
    for (let stage = first; stage < split; stage++) {
      steps.push({ kind: "forward", stage, saves: false });
      if (stage > first) steps.push({ kind: "drop", value: "output", stage: stage - 1 });
    }
    const kept = split - 1;
    todo.push(() => segment(first, kept, available));
    todo.push(() => steps.push({ kind: "drop", value: "output", stage: kept }));
    todo.push(() => segment(split, last, available - (sizes.output[kept] ?? 0)));
  };
  segment(1, stages, memory);
  for (let next = todo.pop(); next; next = todo.pop()) next();
  return steps;
}

/** The sizes of a chain's values by stage, from 1; index 0 is the chain's input. */
export function chainSizes(chain: Chain): { output: number[]; saved: number[] } {
  return {
    output: [chain.inputBytes, ...chain.stages.map((stage) => stage.outputBytes)],
    saved: [0, ...chain.stages.map((stage) => stage.savedBytes)],
  };
}
