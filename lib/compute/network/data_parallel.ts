/**
 * Data parallel training: each device has its own part of the batch.
 *
 * @module
 */
import { describe, nonNegative, positive, positiveInteger, record } from "../check.ts";
import type { Link } from "./link.ts";
import { type Traffic, type TrafficAlgorithm, trafficOf, trafficPart } from "./training_traffic.ts";

/**
 * What data parallel devices divide among themselves (Rajbhandari et al. 2020): nothing (0), the
 * optimizer's state (1), gradients too (2), parameters too (3).
 */
export type ZeroStage = 0 | 1 | 2 | 3;

/** A data parallel training step. */
export interface DataParallelOptions {
  /** Parameters that every device trains: Ψ. */
  readonly parameters: number;
  /** Devices with parts of the batch. */
  readonly devices: number;
  /** The link of each device. */
  readonly link: Link;
  /** What is divided. Default 0: nothing. */
  readonly stage?: ZeroStage | undefined;
  /** Bytes of a gradient and of a parameter as sent. Default 2. */
  readonly bytesPerValue?: number | undefined;
  /** Forward and backward passes before the optimizer's step. Default 1. */
  readonly microbatches?: number | undefined;
  /** Pieces that each transfer is cut into, such as one a layer. Default 1. */
  readonly pieces?: number | undefined;
  /** How collectives are carried out. Default `ring`. */
  readonly algorithm?: TrafficAlgorithm | undefined;
}

/**
 * The communication of a data parallel training step (Rajbhandari et al. 2020, section 7). With
 * rings each device sends, for p devices and Ψ parameters, (p − 1)/p times
 *
 * - stage 0: 2·Ψ values: an all-reduce of the gradients
 * - stage 1: 2·Ψ: a reduce-scatter of the gradients, an all-gather of the new parameters
 * - stage 2: the same; with m microbatches the reduce-scatter m times, since whole gradients are
 *   not kept: (m + 1)·Ψ
 * - stage 3: 3·Ψ: parameters are gathered for the forward pass and again for the backward pass,
 *   gradients are scattered; 3·m·Ψ with m microbatches
 *
 * Programs may do more: early versions of stage 1 in DeepSpeed sent 3·Ψ.
 *
 * @param options Parameters, devices, link, stage, bytes a value, microbatches.
 * @returns The traffic of one optimizer step.
 * @throws {RangeError} If a number is out of range or the stage is unknown.
 *
 * @example ZeRO's third stage sends half as much again
 * ```ts
 * import { dataParallelTraffic } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const link = { latency: 0, bandwidth: 50e9 };
 * const options = { parameters: 7.5e9, devices: 64, link };
 * const plain = dataParallelTraffic(options).bytesSent;
 * expect(plain).toBeCloseTo(2 * 7.5e9 * 2 * 63 / 64, 0);
 * expect(dataParallelTraffic({ ...options, stage: 2 }).bytesSent / plain).toBe(1);
 * expect(dataParallelTraffic({ ...options, stage: 3 }).bytesSent / plain).toBe(1.5);
 * ```
 */
export function dataParallelTraffic(options: DataParallelOptions): Traffic {
  record("options", options);
  const { devices, link, stage = 0, bytesPerValue = 2, algorithm = "ring" } = options;
  const microbatches = positiveInteger("microbatches", options.microbatches ?? 1);
  const pieces = positiveInteger("pieces", options.pieces ?? 1);
  const bytes = positive("parameters", options.parameters) *
    nonNegative("bytesPerValue", bytesPerValue) / pieces;
  const size = { devices, bytes, link, algorithm };
  switch (stage) {
    case 0:
      return trafficOf([trafficPart("gradients", pieces, "all-reduce", size)]);
    case 1:
    case 2: {
      const times = stage === 2 ? microbatches : 1;
      return trafficOf([
        trafficPart("gradients", times * pieces, "reduce-scatter", size),
        trafficPart("parameters", pieces, "all-gather", size),
      ]);
    }
    case 3:
      return trafficOf([
        trafficPart("parameters", 2 * microbatches * pieces, "all-gather", size),
        trafficPart("gradients", microbatches * pieces, "reduce-scatter", size),
      ]);
    default:
      throw new RangeError(`stage is ${describe(stage)}: it must be 0, 1, 2 or 3`);
  }
}

/** A data parallel step, and how fast a device computes. */
export interface DataParallelBreakEvenOptions extends DataParallelOptions {
  /** FLOP/s that each device reaches. */
  readonly rate: number;
  /** FLOPs of a token, forward and backward. Default 6 a parameter. */
  readonly flopsPerToken?: number | undefined;
}

/**
 * The tokens a device must have in a step for its arithmetic to take as long as the communication:
 * communication time × rate ÷ FLOPs a token. With fewer, the network decides the time even if all
 * of it is hidden behind arithmetic. Without latency, rings, b bytes a value and k transfers of Ψ
 * (2, or 3 in stage 3) it is k·b·(p − 1)/p·rate ÷ (6·bandwidth), whatever the size of the model.
 * This sets all arithmetic of a step against all communication; gradients can be sent during the
 * backward pass only, for which `flopsPerToken` is 4 a parameter.
 *
 * @param options The step and the rate.
 * @returns Tokens a device and step, over all its microbatches; not a whole number.
 * @throws {RangeError} If a number is out of range.
 *
 * @example
 * ```ts
 * import { dataParallelBreakEven } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * // 989 TFLOP/s on each device, 50 GB/s between them
 * const tokens = dataParallelBreakEven({
 *   parameters: 7e9,
 *   devices: 1024,
 *   link: { latency: 0, bandwidth: 50e9 },
 *   rate: 989e12,
 * });
 * expect(Math.round(tokens)).toBe(13_174);
 * ```
 */
export function dataParallelBreakEven(options: DataParallelBreakEvenOptions): number {
  const { seconds } = dataParallelTraffic(options);
  const flopsPerToken = options.flopsPerToken ?? 6 * options.parameters;
  return seconds * positive("rate", options.rate) / positive("flopsPerToken", flopsPerToken);
}
