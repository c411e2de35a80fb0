/**
 * How long a generation takes on a machine, at best: to the first token and for each further one.
 *
 * @module
 */
import { nonNegative, positiveInteger, record } from "../check.ts";
import { conventionSentence } from "../conventions.ts";
import type { Machine } from "../machine_types.ts";
import { type CostOptions, costSettings } from "./costs_options.ts";
import { CompiledCosts } from "./fast.ts";
import { type CostTotals, emptyTotals } from "./fast_sum.ts";
import { decodeStepCount, type GenerationWork } from "./phases_generation.ts";
import { footprint, passOf, sentences } from "./phases_pass.ts";
import type { PhaseTimeOptions } from "./time.ts";
import { refuseTooLarge, type TimeBounds, timeBounds } from "./time_bounds.ts";
import { machineRates } from "./time_rates.ts";
import type { TransformerModel } from "./types.ts";

/** Which roof and machines, how costs are counted, and communication of both phases. */
export interface GenerationTimeOptions
  extends Omit<PhaseTimeOptions, "communicationSeconds" | "footprint"> {
  /** How costs are counted. */
  readonly costs?: CostOptions | undefined;
  /** Seconds of communication between machines in the prefill and in each decode step. Default 0. */
  readonly communicationSeconds?: {
    readonly prefill?: number | undefined;
    readonly decodeStep?: number | undefined;
  } | undefined;
}

/** How long a generation takes. Its own times are those of prompt and steps together. */
export interface GenerationTime extends TimeBounds {
  /** Seconds from the prompt to the first token: the prefill, or the first step without a prompt. */
  readonly timeToFirstToken: number;
  /** Seconds for each further token, the mean over decode steps; 0 if there are none. */
  readonly timePerOutputToken: number;
  /** New tokens of all sequences ÷ `seconds`. */
  readonly tokensPerSecond: number;
  /** The prefill; all 0 without a prompt. */
  readonly prefill: TimeBounds;
  /** The decode steps together; all 0 if there are none. */
  readonly decode: TimeBounds;
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/**
 * The time of a generation, exactly the sum of its prefill and of each of its decode steps, see
 * {@linkcode phaseTime}, in closed form.
 *
 * @param machine The machine.
 * @param model The model, not an encoder.
 * @param options Work, precision of the arithmetic, efficiency, machines, how costs are counted.
 * @returns Time to the first token, for each further one and in all, in seconds.
 * @throws {RangeError} If the generation does not fit into the machines' memory at its beginning or
 * its end (the message says how much is missing), the machine has no such peak or level, or as in
 * {@linkcode generation}.
 *
 * @example
 * ```ts
 * import { defineMachine } from "@/lib/compute/mod.ts";
 * import { findTransformer, generationTime } from "@/lib/compute/transformers/mod.ts";
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
 * const time = generationTime(a100, findTransformer("llama-2-7b"), {
 *   promptTokens: 512,
 *   newTokens: 128,
 *   precision: "fp16",
 *   costs: { attention: "fused" },
 * });
 * // The prompt of 512 tokens takes as long as three or four tokens of the answer.
 * expect(time.timeToFirstToken / time.timePerOutputToken).toBeCloseTo(3.5, 1);
 * ```
 */
export function generationTime(
  machine: Machine,
  model: TransformerModel,
  options: GenerationWork & GenerationTimeOptions,
): GenerationTime {
  record("options", options);
  const { batch, encoderTokens, promptTokens, newTokens, communicationSeconds = {} } = options;
  record("communicationSeconds", communicationSeconds);
  if (options.costs !== undefined) record("costs", options.costs);
  const steps = decodeStepCount(model, options);
  if (options.checkCapacity !== false) refuseGeneration(machine, model, options, steps);
  const rates = machineRates(machine, options);
  const compiled = new CompiledCosts(model, options.costs);
  const common = { batch, encoderTokens };
  const prompt = promptTokens > 0
    ? compiled.prefill({ ...common, promptTokens }, rates)
    : emptyTotals();
  const decode = steps > 0
    ? compiled.decodeSteps({ ...common, contextTokens: promptTokens, steps }, rates)
    : emptyTotals();
  const perPrefill = nonNegative("communicationSeconds.prefill", communicationSeconds.prefill ?? 0);
  const perStep = nonNegative(
    "communicationSeconds.decodeStep",
    communicationSeconds.decodeStep ?? 0,
  );
  const prefillTime = boundsOf(prompt, promptTokens > 0 ? perPrefill : 0);
  const decodeTime = boundsOf(decode, steps * perStep);
  const first = promptTokens > 0
    ? prefillTime.seconds
    : compiled.decodeStep({ ...common, contextTokens: 0 }, rates).seconds + perStep;
  const both = together(prefillTime, decodeTime);
  return {
    ...both,
    timeToFirstToken: first,
    timePerOutputToken: steps > 0 ? decodeTime.seconds / steps : 0,
    tokensPerSecond: (batch ?? 1) * newTokens / both.seconds,
    prefill: prefillTime,
    decode: decodeTime,
    conventions: conventionsOf(model, options, steps),
  };
}

function boundsOf(
  { seconds, computeSeconds, memorySeconds }: CostTotals,
  communication: number,
): TimeBounds {
  return timeBounds(seconds, computeSeconds, memorySeconds, communication);
}

/** A token cannot be read before it is written, so that lower bounds add up. */
function together(a: TimeBounds, b: TimeBounds): TimeBounds {
  const sum = timeBounds(
    a.seconds + b.seconds,
    a.computeSeconds + b.computeSeconds,
    a.memorySeconds + b.memorySeconds,
  );
  const communicationSeconds = a.communicationSeconds + b.communicationSeconds;
  return {
    ...sum,
    lower: a.lower + b.lower,
    serial: a.serial + b.serial,
    communicationSeconds,
  };
}

/** The prompt is held with the activations of its prefill, the answer with all it has cached. */
function refuseGeneration(
  machine: Machine,
  model: TransformerModel,
  options: GenerationWork & GenerationTimeOptions,
  steps: number,
): void {
  const settings = costSettings(options.costs);
  const devices = positiveInteger("devices", options.devices ?? 1);
  const { promptTokens } = options;
  if (promptTokens > 0) {
    const pass = passOf(model, options, { tokens: promptTokens });
    refuseTooLarge(machine, footprint(model, settings, "prefill", pass), devices);
  }
  if (steps > 0) {
    const pass = passOf(model, options, { tokens: 1, context: promptTokens, steps });
    refuseTooLarge(machine, footprint(model, settings, "decode", pass), devices);
  }
}

function conventionsOf(
  model: TransformerModel,
  { costs, promptTokens }: GenerationWork & GenerationTimeOptions,
  steps: number,
): string[] {
  const settings = costSettings(costs);
  const of = (phase: "prefill" | "decode") =>
    sentences(model, settings, { phase, recomputation: "none" });
  return [
    ...new Set([
      ...(promptTokens > 0 ? of("prefill") : []),
      ...(steps > 0 ? of("decode") : []),
      conventionSentence("timeBound"),
    ]),
  ];
}
