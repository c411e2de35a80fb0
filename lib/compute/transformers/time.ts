/**
 * How long a phase of a Transformer takes on a machine, at best.
 *
 * @module
 */
import { made, nonNegative, positiveInteger, record } from "../check.ts";
import { conventionSentence } from "../conventions.ts";
import type { Machine } from "../machine_types.ts";
import { type Bound, type OperatorTime, operatorTime, type TimeOptions } from "../operator_time.ts";
import type { OperatorSum, PhaseCost } from "./costs_types.ts";
import { refuseTooLarge, type TimeBounds, timeBounds } from "./time_bounds.ts";

/** Which roof, how much of it is reached, and by how many machines. */
export interface PhaseTimeOptions extends TimeOptions {
  /** Machines that divide every operator's FLOPs and bytes evenly (tensor parallelism). Default 1. */
  readonly devices?: number | undefined;
  /** Seconds that communication between them takes in the phase; never overlapped. Default 0. */
  readonly communicationSeconds?: number | undefined;
  /** Whether to refuse what does not fit into the machines' memory. Default `true`. */
  readonly checkCapacity?: boolean | undefined;
  /** Bytes to be held, all machines together. Default: the cost's `footprint`. */
  readonly footprint?: number | undefined;
}

/** An operator's time, summed over the layers of its stack. Times are in seconds. */
export interface OperatorSumTime extends Pick<OperatorSum, "name" | "group" | "stack" | "count"> {
  /** The larger of the two below in each layer, summed. */
  readonly seconds: number;
  /** FLOPs ÷ peak. */
  readonly computeSeconds: number;
  /** Bytes ÷ bandwidth. */
  readonly memorySeconds: number;
  /** Which of the two sums is larger; at a tie `compute`. */
  readonly bound: Bound;
}

/** How long a phase takes. */
export interface PhaseTime extends TimeBounds {
  /** Tokens that pass through, all sequences together, ÷ `seconds`. */
  readonly tokensPerSecond: number;
  /** FLOP/s reached by all machines together, FLOPs ÷ `seconds`. */
  readonly rate: number;
  /** The part of `seconds` in which an operator waits for memory. */
  readonly memoryBoundShare: number;
  /** The operators, in the order they first run. */
  readonly operators: readonly OperatorSumTime[];
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/**
 * The time of a phase by the roofline, operator by operator: one after another, each taking the
 * larger of its arithmetic and its traffic (Williams, Waterman and Patterson 2009). A bound, not a
 * prediction, for programs made of these operators; one that merges more of them moves fewer bytes.
 *
 * @param machine The machine.
 * @param cost The cost of the phase, one pass of the model.
 * @param options Precision of the arithmetic, efficiency, machines, communication.
 * @returns Times in seconds, what limits them, and by operator.
 * @throws {RangeError} If what the phase holds does not fit into the machines' memory (the message
 * says how much is missing), the cost sums several decode steps (use {@linkcode generationTime}),
 * the machine has no such peak or level, or a number is out of range.
 *
 * @example A decode step reads its weights: 13.2 GB at 1008 GB/s
 * ```ts
 * import { defineMachine } from "@/lib/compute/mod.ts";
 * import { decodeStep, findTransformer, phaseTime } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const rtx4090 = defineMachine({
 *   id: "rtx-4090",
 *   name: "NVIDIA RTX 4090",
 *   year: 2022,
 *   peaks: { fp16: 165.2e12 },
 *   levels: [{ id: "memory", name: "GDDR6X", capacity: 24e9, bandwidth: 1008e9 }],
 *   source: "data sheet",
 * });
 * const llama = findTransformer("llama-2-7b");
 * const step = decodeStep(llama, { contextTokens: 200 }, { attention: "fused" });
 * const time = phaseTime(rtx4090, step, { precision: "fp16" });
 * expect(time.bound).toBe("memory");
 * expect(time.seconds).toBeCloseTo(13.2e-3, 4);
 * expect(() =>
 *   phaseTime(rtx4090, decodeStep(llama, { contextTokens: 4096, batch: 8 }), { precision: "fp16" })
 * ).toThrow("bytes are missing");
 * ```
 */
export function phaseTime(
  machine: Machine,
  cost: PhaseCost,
  options: PhaseTimeOptions,
): PhaseTime {
  made("cost", cost, cost?.parts, "a phase such as prefill");
  record("options", options);
  if (cost.passes > 1) {
    throw new RangeError(
      `cost has ${cost.passes} passes: it must be that of one, generationTime sums decode steps`,
    );
  }
  const devices = positiveInteger("devices", options.devices ?? 1);
  if (options.checkCapacity !== false) {
    refuseTooLarge(machine, nonNegative("footprint", options.footprint ?? cost.footprint), devices);
  }
  const operators = new Map<string, Mutable<OperatorSumTime>>();
  let [seconds, compute, memory, waiting] = [0, 0, 0, 0];
  for (const { stack, count, operators: own } of cost.parts) {
    for (const { name, group, flops, bytes } of own) {
      const shared = { flops: flops / devices, bytes: bytes / devices };
      const time = operatorTime(machine, shared, options);
      seconds += count * time.seconds;
      compute += count * time.computeSeconds;
      memory += count * time.memorySeconds;
      if (time.bound === "memory") waiting += count * time.seconds;
      addTime(operators, { name, group, stack, count }, time);
    }
  }
  const bounds = timeBounds(seconds, compute, memory, options.communicationSeconds);
  return {
    ...bounds,
    tokensPerSecond: cost.tokens / bounds.seconds,
    rate: cost.flops / bounds.seconds,
    memoryBoundShare: waiting / bounds.seconds,
    operators: [...operators.values()],
    conventions: [...cost.conventions, conventionSentence("timeBound")],
  };
}

type Mutable<T> = { -readonly [Field in keyof T]: T[Field] };

/** Adds the time of layers that are alike to those of the same operator elsewhere in the stack. */
function addTime(
  operators: Map<string, Mutable<OperatorSumTime>>,
  place: Pick<OperatorSumTime, "name" | "group" | "stack" | "count">,
  time: OperatorTime,
): void {
  const key = `${place.stack} ${place.name}`;
  const sum: Mutable<OperatorSumTime> = operators.get(key) ??
    { ...place, count: 0, seconds: 0, computeSeconds: 0, memorySeconds: 0, bound: "compute" };
  sum.count += place.count;
  sum.seconds += place.count * time.seconds;
  sum.computeSeconds += place.count * time.computeSeconds;
  sum.memorySeconds += place.count * time.memorySeconds;
  sum.bound = sum.computeSeconds >= sum.memorySeconds ? "compute" : "memory";
  operators.set(key, sum);
}
