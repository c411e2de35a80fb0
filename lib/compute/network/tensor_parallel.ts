/**
 * Tensor parallel training: the matrices of each layer are divided among devices.
 *
 * @module
 */
import { describe, nonNegative, positive, positiveInteger, record } from "../check.ts";
import { checkLink, type Link } from "./link.ts";
import { type Traffic, type TrafficAlgorithm, trafficOf, trafficPart } from "./training_traffic.ts";

/** What is run: a forward pass, both passes, or both with the forward pass repeated in the backward. */
export type LayerPass = "forward" | "training" | "recomputation";

/** All-reduces of a layer: two in each pass, after attention and after the MLP. */
export function reductionsPerLayer(pass: LayerPass): number {
  switch (pass) {
    case "forward":
      return 2;
    case "training":
      return 4;
    case "recomputation":
      return 6;
    default:
      throw new RangeError(
        `pass is ${describe(pass)}: it must be "forward", "training" or "recomputation"`,
      );
  }
}

/** The activations that cross a layer. */
export interface ActivationSize {
  /** Sequences at a time: b. */
  readonly batch: number;
  /** Tokens a sequence: s. */
  readonly tokens: number;
  /** Values of a token's hidden state: h. */
  readonly width: number;
  /** Bytes of a value as sent. Default 2. */
  readonly bytesPerValue?: number | undefined;
}

/** Bytes of one activation: b·s·h values. */
export function activationBytes(size: ActivationSize): number {
  return positiveInteger("batch", size.batch) * positiveInteger("tokens", size.tokens) *
    positiveInteger("width", size.width) * nonNegative("bytesPerValue", size.bytesPerValue ?? 2);
}

/** A tensor parallel pass over layers. */
export interface TensorParallelOptions extends ActivationSize {
  /** Layers. */
  readonly layers: number;
  /** Devices that share each layer: t. */
  readonly devices: number;
  /** The link of each device. */
  readonly link: Link;
  /** What is run. Default `training`. */
  readonly pass?: LayerPass | undefined;
  /**
   * Whether the parts between the matrix products are divided along the sequence: an all-gather
   * before and a reduce-scatter after take the place of each all-reduce. Default `false`.
   */
  readonly sequenceParallel?: boolean | undefined;
  /** How collectives are carried out. Default `ring`. */
  readonly algorithm?: TrafficAlgorithm | undefined;
}

/**
 * The communication of a tensor parallel pass: all-reduces of b·s·h values, in each layer two
 * forward and two backward (Shoeybi et al. 2019, section 3), so that with rings a device sends
 * 8·b·s·h·(t − 1)/t values a layer (Narayanan et al. 2021, section 3.2). With sequence parallelism
 * each all-reduce becomes an all-gather and a reduce-scatter, which send as much (Korthikanti et al.
 * 2022, section 4.2.2). Not counted: the embedding and the head, and the all-gather that sequence
 * parallelism repeats in the backward pass beside the arithmetic.
 *
 * @param options Layers, sizes, devices, link.
 * @returns The traffic of one pass over one batch.
 * @throws {RangeError} If a number is out of range or a name is unknown.
 *
 * @example
 * ```ts
 * import { tensorParallelTraffic } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const traffic = tensorParallelTraffic({
 *   layers: 96,
 *   batch: 1,
 *   tokens: 2048,
 *   width: 12_288,
 *   devices: 8,
 *   link: { latency: 5e-6, bandwidth: 300e9 },
 * });
 * expect(traffic.bytesSent).toBe(96 * 8 * 2048 * 12_288 * 7 / 8 * 2);
 * ```
 */
export function tensorParallelTraffic(options: TensorParallelOptions): Traffic {
  record("options", options);
  const { devices, link, pass = "training", sequenceParallel = false, algorithm = "ring" } =
    options;
  const count = positiveInteger("layers", options.layers) * reductionsPerLayer(pass);
  const size = { devices, link, algorithm, bytes: activationBytes(options) };
  if (!sequenceParallel) return trafficOf([trafficPart("activations", count, "all-reduce", size)]);
  return trafficOf([
    trafficPart("activations", count, "all-gather", size),
    trafficPart("activations", count, "reduce-scatter", size),
  ]);
}

/** A layer, and how fast a device computes. */
export interface TensorParallelBreakEvenOptions extends ActivationSize {
  /** FLOPs of the layer for the whole batch and pass, on all devices together. */
  readonly flops: number;
  /** FLOP/s that each device reaches. */
  readonly rate: number;
  /** The link of each device. */
  readonly link: Link;
  /** What is run. Default `training`. */
  readonly pass?: LayerPass | undefined;
}

/**
 * The degree of tensor parallelism at which a layer's communication takes as long as its arithmetic:
 * beyond it, more devices wait for the network. With F FLOPs, rate R, c ring all-reduces of n bytes,
 * latency α and bandwidth w, F ÷ (t·R) = 2·c·(t − 1)·(α + n ÷ (t·w)) is a quadratic in t:
 *
 * 2·c·α·t² + 2·c·(n/w − α)·t − (2·c·n/w + F/R) = 0,
 *
 * and without latency t = 1 + F·w ÷ (2·c·n·R).
 *
 * @param options The layer, the link, the rate.
 * @returns Devices, not a whole number, at least 1; `Infinity` if nothing is sent and nothing waits.
 * @throws {RangeError} If a number is out of range or a name is unknown.
 *
 * @example A layer of GPT-3 on A100s: 24·b·s·h² FLOPs forward, three times that in training
 * ```ts
 * import { tensorParallelBreakEven } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const devices = tensorParallelBreakEven({
 *   batch: 1,
 *   tokens: 2048,
 *   width: 12_288,
 *   flops: 72 * 2048 * 12_288 ** 2,
 *   rate: 312e12,
 *   link: { latency: 0, bandwidth: 300e9 },
 * });
 * expect(devices).toBeCloseTo(1 + 9 * 12_288 * 300e9 / (2 * 312e12), 9);
 * ```
 */
export function tensorParallelBreakEven(options: TensorParallelBreakEvenOptions): number {
  record("options", options);
  const { link, pass = "training" } = options;
  checkLink("link", link);
  const compute = positive("flops", options.flops) / positive("rate", options.rate);
  const each = 2 * reductionsPerLayer(pass);
  const latency = each * link.latency;
  const transfer = each * activationBytes(options) / link.bandwidth;
  const linear = transfer - latency;
  const root = Math.hypot(linear, 2 * Math.sqrt(latency * (transfer + compute)));
  // Either form of the root of latency·t² + linear·t − (transfer + compute); the other would cancel
  return linear >= 0 ? 2 * (transfer + compute) / (linear + root) : (root - linear) / (2 * latency);
}
