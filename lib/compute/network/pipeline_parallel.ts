/**
 * Pipeline parallel training: each device has some of the layers.
 *
 * @module
 */
import { positiveInteger, record } from "../check.ts";
import { conventionSentence } from "../conventions.ts";
import { type Link, messageSeconds } from "./link.ts";
import { activationBytes, type ActivationSize } from "./tensor_parallel.ts";

/** A pipeline. */
export interface PipelineShape {
  /** Devices one after the other: p. */
  readonly stages: number;
  /** Parts of the batch that go through one after the other: m. */
  readonly microbatches: number;
  /** Groups of layers that each device has, spread over the model (interleaving): v. Default 1. */
  readonly chunks?: number | undefined;
}

/** The time that devices of a pipeline wait for one another. */
export interface PipelineBubble {
  /** Waiting ÷ working: (p − 1) ÷ (v·m). */
  readonly fraction: number;
  /** Waiting ÷ the whole step: (p − 1) ÷ (v·m + p − 1). */
  readonly share: number;
}

/** Returns the shape with its default, if it can be run. */
function checkShape(
  field: string,
  shape: PipelineShape,
): Required<{ [K in keyof PipelineShape]: number }> {
  const stages = positiveInteger("stages", record(field, shape).stages);
  const microbatches = positiveInteger("microbatches", shape.microbatches);
  const chunks = positiveInteger("chunks", shape.chunks ?? 1);
  if (chunks > 1 && microbatches % stages !== 0) {
    throw new RangeError(
      `microbatches is ${microbatches}: interleaving needs a multiple of the ${stages} stages`,
    );
  }
  return { stages, microbatches, chunks };
}

/**
 * The bubble of a pipeline that is filled and emptied in every step, all stages taking equally long
 * and messages no time: (p − 1) ÷ m of the working time, with v chunks a device a v-th of it (Huang
 * et al. 2019; Narayanan et al. 2021, section 2.2). Running a backward pass as soon as it can does
 * not change it; it saves memory.
 *
 * @param shape Stages, microbatches, chunks.
 * @returns Waiting against working, and against the whole.
 * @throws {RangeError} If a number is not a whole number of at least 1, or interleaved microbatches
 * are not a multiple of the stages.
 *
 * @example
 * ```ts
 * import { pipelineBubble } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(pipelineBubble({ stages: 8, microbatches: 64 }).fraction).toBe(7 / 64);
 * expect(pipelineBubble({ stages: 8, microbatches: 64, chunks: 2 }).fraction).toBe(7 / 128);
 * ```
 */
export function pipelineBubble(shape: PipelineShape): PipelineBubble {
  const { stages, microbatches, chunks } = checkShape("shape", shape);
  const work = chunks * microbatches;
  return { fraction: (stages - 1) / work, share: (stages - 1) / (work + stages - 1) };
}

/** What goes through a pipeline; `batch` is one microbatch's. */
export interface PipelineOptions extends PipelineShape, ActivationSize {
  /** The link of each device. */
  readonly link: Link;
}

/** The communication of a pipeline in a training step. */
export interface PipelineTraffic {
  /** Bytes of one message: one microbatch's activations, or their gradients. */
  readonly messageBytes: number;
  /** Boundaries between groups of layers: p·v − 1. */
  readonly boundaries: number;
  /** Messages of all devices: two for each boundary and microbatch. */
  readonly messages: number;
  /** Bytes of all devices. */
  readonly totalBytes: number;
  /** Bytes that the busiest device sends. */
  readonly bytesSent: number;
  /** Seconds that the busiest device sends. */
  readonly seconds: number;
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/**
 * The messages between the stages of a pipeline: for every microbatch and boundary, b·s·h values of
 * activations forward and as many of gradients backward (Narayanan et al. 2021, section 3.2).
 * Interleaving with v chunks has v times as many boundaries a device, the last stage sending back to
 * the first.
 *
 * @param options Stages, microbatches, sizes, link.
 * @returns The traffic of one training step.
 * @throws {RangeError} As in {@linkcode pipelineBubble}, or if a size is out of range.
 *
 * @example
 * ```ts
 * import { pipelineTraffic } from "@/lib/compute/network/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const link = { latency: 5e-6, bandwidth: 25e9 };
 * const size = { batch: 1, tokens: 2048, width: 12_288, link };
 * const traffic = pipelineTraffic({ stages: 8, microbatches: 64, ...size });
 * expect(traffic.messageBytes).toBe(2048 * 12_288 * 2);
 * expect(traffic.bytesSent).toBe(2 * 64 * traffic.messageBytes);
 * ```
 */
export function pipelineTraffic(options: PipelineOptions): PipelineTraffic {
  const { stages, microbatches, chunks } = checkShape("options", options);
  const messageBytes = activationBytes(options);
  const boundaries = stages === 1 ? 0 : stages * chunks - 1;
  const sent = microbatches * busiestBoundaries(stages, chunks);
  return {
    messageBytes,
    boundaries,
    messages: 2 * boundaries * microbatches,
    totalBytes: 2 * boundaries * microbatches * messageBytes,
    bytesSent: sent * messageBytes,
    seconds: sent * messageSeconds(options.link, messageBytes),
    conventions: [conventionSentence("communication")],
  };
}

/** Messages that the busiest device sends for a microbatch. */
function busiestBoundaries(stages: number, chunks: number): number {
  if (stages === 1) return 0;
  // Inner stages send forward and backward from each chunk; of two stages each has an end of the model
  return stages === 2 ? 2 * chunks - 1 : 2 * chunks;
}
