/**
 * Expert parallel training: the experts of a layer live on different devices.
 *
 * @module
 */
import { positive, positiveInteger, record } from "../check.ts";
import type { Link } from "./link.ts";
import { type LayerPass, reductionsPerLayer } from "./tensor_parallel.ts";
import { type Traffic, type TrafficAlgorithm, trafficOf, trafficPart } from "./training_traffic.ts";

/** Layers of experts spread over devices. */
export interface ExpertParallelOptions {
  /** Layers with experts. */
  readonly layers: number;
  /** Devices that the experts of a layer are spread over. */
  readonly devices: number;
  /** Tokens that each device has. */
  readonly tokensPerDevice: number;
  /** Experts that a token is sent to. */
  readonly activeExperts: number;
  /** Values of a token's hidden state. */
  readonly width: number;
  /** Bytes of a value as sent. Default 2. */
  readonly bytesPerValue?: number | undefined;
  /**
   * What is sent against what an even spread would: the capacity factor where places are reserved,
   * or the load of the busiest device where they are not. Default 1.
   */
  readonly imbalance?: number | undefined;
  /** The link of each device. */
  readonly link: Link;
  /** What is run. Default `training`. */
  readonly pass?: LayerPass | undefined;
  /** How collectives are carried out: `ring` stands for pairwise exchange. Default `ring`. */
  readonly algorithm?: TrafficAlgorithm | undefined;
}

/**
 * The communication of layers of experts: an all-to-all that sends tokens to their experts and one
 * that brings results back, in each pass (Lepikhin et al. 2020; Fedus et al. 2021). A device's
 * tokens are T·k·h values, for k experts a token, of which (p − 1)/p leave it if tokens choose
 * experts evenly. A token sent to two experts on one device counts twice, as in programs that do not
 * merge such copies.
 *
 * @param options Layers, devices, tokens, experts, width, link.
 * @returns The traffic of one pass.
 * @throws {RangeError} If a number is out of range or a name is unknown.
 *
 * @example
 * ```ts
 * import { expertParallelTraffic } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const traffic = expertParallelTraffic({
 *   layers: 32,
 *   devices: 8,
 *   tokensPerDevice: 4096,
 *   activeExperts: 2,
 *   width: 4096,
 *   link: { latency: 5e-6, bandwidth: 300e9 },
 *   pass: "forward",
 * });
 * // Out and back, 32 layers, seven eighths of 64 MiB
 * expect(traffic.bytesSent).toBe(2 * 32 * 7 / 8 * 4096 * 2 * 4096 * 2);
 * ```
 */
export function expertParallelTraffic(options: ExpertParallelOptions): Traffic {
  record("options", options);
  const { devices, link, pass = "training", algorithm = "ring" } = options;
  const bytes = positiveInteger("tokensPerDevice", options.tokensPerDevice) *
    positiveInteger("activeExperts", options.activeExperts) *
    positiveInteger("width", options.width) *
    positive("bytesPerValue", options.bytesPerValue ?? 2) *
    positive("imbalance", options.imbalance ?? 1);
  // As many as all-reduces in a dense layer: two a pass
  const times = positiveInteger("layers", options.layers) * reductionsPerLayer(pass) / 2;
  const size = { devices, bytes, link, algorithm };
  return trafficOf([
    trafficPart("tokens to experts", times, "all-to-all", size),
    trafficPart("results back", times, "all-to-all", size),
  ]);
}
