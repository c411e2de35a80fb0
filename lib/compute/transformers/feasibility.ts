/**
 * What fits into a machine's memory: whether a model does, and the largest batch, the longest
 * context and the fewest devices.
 *
 * @module
 */
import { type CapacityCheck, checkCapacity } from "../capacity.ts";
import { nonNegative, positiveInteger, record } from "../check.ts";
import type { Machine } from "../machine_types.ts";
import { memoryLevel } from "../machines.ts";
import {
  type InferenceMemory,
  inferenceMemory,
  type InferenceOptions,
  memoryBesideWeights,
  weightBytes,
} from "./inference_memory.ts";
import type { TransformerModel } from "./types.ts";

/** What an inference is to hold, and on what. */
export interface FitOptions extends InferenceOptions {
  /** Machines that share weights, cache and activations evenly. Default 1. */
  readonly devices?: number | undefined;
  /** Bytes of each machine's memory that are not to be had: for its runtime, for others. Default 0. */
  readonly reserved?: number | undefined;
}

/** Whether an inference fits. `capacity` and `missing` are bytes of one device. */
export interface Fit extends CapacityCheck {
  /** Bytes needed on one device, with what is reserved. */
  readonly needed: number;
  /** What the memory is needed for, on all devices together. */
  readonly memory: InferenceMemory;
}

/**
 * Whether an inference fits into a machine's main memory, or into that of several machines that
 * share everything evenly. The even share is a bound: what is replicated (norms, heads of keys and
 * values where there are more devices than heads) makes real shares larger.
 *
 * @param machine The machine.
 * @param model The model.
 * @param options Tokens, batch, precision, devices, reserved bytes.
 * @returns The verdict, with what is needed and what is missing on each device.
 * @throws {RangeError} If a number is out of range or a name is unknown, see
 * {@linkcode inferenceMemory}.
 *
 * @example
 * ```ts
 * import { defineMachine } from "@/lib/compute/mod.ts";
 * import { findTransformer, fits } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const a100 = defineMachine({
 *   id: "a100-80",
 *   name: "NVIDIA A100 80GB SXM",
 *   year: 2020,
 *   peaks: { fp16: 312e12 },
 *   levels: [{ id: "memory", name: "HBM2e", capacity: 80e9, bandwidth: 2039e9 }],
 *   source: "data sheet",
 * });
 * const llama = findTransformer("llama-2-70b");
 * const alone = fits(a100, llama, { tokens: 4096 });
 * expect(alone.verdict).toBe("too large");
 * expect(Math.round(alone.missing / 1e9)).toBe(59);
 * expect(fits(a100, llama, { tokens: 4096, devices: 2 }).verdict).toBe("fits");
 * ```
 */
export function fits(machine: Machine, model: TransformerModel, options: FitOptions): Fit {
  const memory = inferenceMemory(model, options);
  const needed = perDevice(memory.total, options);
  return { ...checkCapacity(machine, needed), needed, memory };
}

/**
 * The most sequences that fit at once.
 *
 * @param machine The machine.
 * @param model The model.
 * @param options Tokens, precision, devices, reserved bytes.
 * @returns Sequences: 0 if not even one fits; `Infinity` if a sequence takes no memory, as in an
 * encoder whose activations are given as 0.
 * @throws {RangeError} If the machine's capacity is not known, or as in {@linkcode fits}.
 *
 * @example
 * ```ts
 * import { defineMachine } from "@/lib/compute/mod.ts";
 * import { findTransformer, largestBatch } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const a100 = defineMachine({
 *   id: "a100-80",
 *   name: "NVIDIA A100 80GB SXM",
 *   year: 2020,
 *   peaks: { fp16: 312e12 },
 *   levels: [{ id: "memory", name: "HBM2e", capacity: 80e9, bandwidth: 2039e9 }],
 *   source: "data sheet",
 * });
 * // Both have about as many parameters, but one head of keys and values serves four of queries.
 * expect(largestBatch(a100, findTransformer("llama-2-7b"), { tokens: 4096 })).toBe(30);
 * expect(largestBatch(a100, findTransformer("llama-3-8b"), { tokens: 4096 })).toBe(119);
 * ```
 */
export function largestBatch(
  machine: Machine,
  model: TransformerModel,
  options: Omit<FitOptions, "batch">,
): number {
  record("options", options);
  const capacity = knownCapacity(machine);
  const { weights, keyValues, activations } = inferenceMemory(model, { ...options, batch: 1 });
  const sequence = keyValues + activations;
  const holds = (batch: number) => perDevice(weights + batch * sequence, options) <= capacity;
  return sequence === 0 && holds(1) ? Infinity : largest(holds);
}

/**
 * The most tokens a sequence can have. The model may allow fewer: compare its `context`.
 *
 * @param machine The machine.
 * @param model The model.
 * @param options Batch, precision, devices, reserved bytes.
 * @returns Tokens: 0 if not even one fits; `Infinity` if memory stops growing with the tokens, as
 * where every layer has a window.
 * @throws {RangeError} If the machine's capacity is not known, or as in {@linkcode fits}.
 *
 * @example
 * ```ts
 * import { defineMachine } from "@/lib/compute/mod.ts";
 * import { findTransformer, longestContext } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const machine = defineMachine({
 *   id: "rtx-4090",
 *   name: "NVIDIA RTX 4090",
 *   year: 2022,
 *   peaks: { fp16: 165e12 },
 *   levels: [{ id: "memory", name: "GDDR6X", capacity: 24e9, bandwidth: 1008e9 }],
 *   source: "data sheet",
 * });
 * const llama = findTransformer("llama-2-7b");
 * expect(longestContext(machine, llama)).toBe(20_071);
 * expect(longestContext(machine, llama, { precision: { keyValues: "fp8" } })).toBe(40_142);
 * expect(longestContext(machine, findTransformer("mistral-7b"))).toBe(Infinity);
 * ```
 */
export function longestContext(
  machine: Machine,
  model: TransformerModel,
  options: Omit<FitOptions, "tokens"> = {},
): number {
  record("options", options);
  const capacity = knownCapacity(machine);
  const weights = weightBytes(model, options.precision);
  const total = (tokens: number) =>
    memoryBesideWeights(model, { ...options, tokens }, weights).total;
  const holds = (tokens: number) => perDevice(total(tokens), options) <= capacity;
  // So many tokens fill every window: memory that does not grow here never does.
  const stopsGrowing = total(most / 2) === total(most);
  return stopsGrowing && holds(most) ? Infinity : largest(holds);
}

/**
 * The fewest machines whose memories together hold an inference, everything being shared evenly.
 * A lower bound: real divisions follow heads, layers and experts, and replicate some of them.
 *
 * @param machine One of the machines.
 * @param model The model.
 * @param options Tokens, batch, precision, reserved bytes.
 * @returns Machines, at least 1.
 * @throws {RangeError} If the machine's capacity is not known or all of it is reserved, or as in
 * {@linkcode fits}.
 *
 * @example
 * ```ts
 * import { defineMachine } from "@/lib/compute/mod.ts";
 * import { devicesNeeded, findTransformer } from "@/lib/compute/transformers/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const h100 = defineMachine({
 *   id: "h100",
 *   name: "NVIDIA H100 SXM",
 *   year: 2022,
 *   peaks: { fp8: 1979e12 },
 *   levels: [{ id: "memory", name: "HBM3", capacity: 80e9, bandwidth: 3350e9 }],
 *   source: "data sheet",
 * });
 * const options = { tokens: 8192, precision: "fp8" } as const;
 * expect(devicesNeeded(h100, findTransformer("deepseek-v3"), options)).toBe(9);
 * ```
 */
export function devicesNeeded(
  machine: Machine,
  model: TransformerModel,
  options: Omit<FitOptions, "devices">,
): number {
  record("options", options);
  const capacity = knownCapacity(machine);
  const reserved = nonNegative("reserved", options.reserved ?? 0);
  if (reserved >= capacity) {
    throw new RangeError(
      `reserved is ${reserved}: it must be less than the ${capacity} bytes of ${machine.name}`,
    );
  }
  const { total } = inferenceMemory(model, options);
  const short = (devices: number) => perDevice(total, { ...options, devices }) > capacity;
  return largest(short) + 1;
}

function perDevice(
  bytes: number,
  { devices = 1, reserved = 0 }: Pick<FitOptions, "devices" | "reserved">,
): number {
  return bytes / positiveInteger("devices", devices) + nonNegative("reserved", reserved);
}

function knownCapacity(machine: Machine): number {
  const { capacity } = memoryLevel(machine);
  if (capacity !== undefined) return capacity;
  throw new RangeError(
    `${machine.name} has no known memory capacity: give levels[0].capacity to ask what fits`,
  );
}

/** 2^52: searches end here, beyond what memories hold and where whole numbers are still exact. */
const most = 0x10_0000_0000_0000;

/** The largest whole number that holds, where every smaller one does too; 0 if 1 does not. */
function largest(holds: (value: number) => boolean): number {
  let enough = 0;
  let tooMany = 1;
  while (tooMany < most && holds(tooMany)) {
    enough = tooMany;
    tooMany *= 2;
  }
  while (tooMany - enough > 1) {
    const middle = Math.floor((enough + tooMany) / 2);
    if (holds(middle)) enough = middle;
    else tooMany = middle;
  }
  return enough;
}
