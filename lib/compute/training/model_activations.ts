/**
 * Activations that a device stores for a whole model, or its part of a pipeline.
 *
 * @module
 */
import { nonNegativeInteger, positiveInteger } from "../check.ts";
import type { ActivationModel, ActivationOptions } from "./activation_types.ts";
import { layerActivations } from "./layer_activations.ts";

/** A model whose activations are counted. */
export interface ModelActivationOptions extends ActivationOptions {
  /** Layers of the model, L. */
  readonly layers: number;
  /** Tokens in the vocabulary, v. Default: embedding and head are left out. */
  readonly vocabulary?: number | undefined;
  /** Stages of the pipeline, p. Default 1. */
  readonly pipelineParallel?: number | undefined;
  /** Pieces of the model that each stage holds, m; more than 1 is an interleaved schedule. Default 1. */
  readonly interleave?: number | undefined;
  /** Microbatches of a step. Default: at least as many as are ever in flight. */
  readonly microbatches?: number | undefined;
  /** Which stage, from 0. Default 0, the one that stores most. */
  readonly stage?: number | undefined;
}

/** What a device stores for the backward pass. All but the counts are bytes. */
export interface ModelActivations {
  /** Activations of its layers, over all microbatches in flight. */
  readonly layers: number;
  /** The embedding's dropout mask: first stage only. */
  readonly embedding: number;
  /** Inputs of the last norm and of the head, and the scores of all tokens in FP32: last stage only. */
  readonly output: number;
  /** The sum. */
  readonly total: number;
  /** Bytes of one layer for one microbatch. */
  readonly layer: number;
  /** How many times one layer's activations are stored: layers times microbatches in flight. */
  readonly layersInFlight: number;
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/**
 * Bytes that a device stores for the backward pass of its layers (Korthikanti et al. 2022, sections
 * 4.2.3 and 4.3). In a pipeline with one forward and one backward pass in turn (1F1B), stage i of p has
 * p − i microbatches in flight, so that the first stores as much as all L layers for one microbatch,
 * whatever p is. With m pieces a stage (interleaved), 2·(p − i − 1) + (m − 1)·p + 1 pieces of L/(p·m)
 * layers are in flight (Narayanan et al. 2021, section 2.2.2): L·(1 + (p − 1)/(p·m)) layers on the
 * first stage.
 *
 * The embedding stores its dropout mask, s·b·h bytes for each microbatch in flight: p of them, and 2·p
 * where pieces interleave (the paper writes p there too). The last stage, for
 * the one microbatch it works on, stores the inputs of the last norm and of the head, 4·s·b·h, and the
 * scores in FP32, 4·s·b·v. Token numbers and the output that a stage may free early are not counted.
 *
 * @param model The sizes of a layer.
 * @param options Layers, tokens, parallelism, recomputation.
 * @returns Bytes by what stores them.
 * @throws {RangeError} If a number is out of range, the layers do not divide evenly among stages and
 * pieces, or the stage is none of the pipeline's.
 *
 * @example GPT-3 over 8 × 8 devices with 3 pieces a stage
 * ```ts
 * import { modelActivations } from "@/lib/compute/training/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const gpt3 = {
 *   width: 12288, heads: 96, keyValueHeads: 96, headSize: 128, mlpWidth: 4 * 12288, gated: false,
 * };
 * const { layersInFlight, layers } = modelActivations(gpt3, {
 *   layers: 96,
 *   tokens: 2048,
 *   tensorParallel: 8,
 *   sequenceParallel: true,
 *   recomputation: "selective",
 *   pipelineParallel: 8,
 *   interleave: 3,
 * });
 * expect(layersInFlight).toBe(96 * (1 + 7 / 24));
 * expect(layers).toBe(layersInFlight * 2048 * 12288 * 34 / 8);
 * ```
 */
export function modelActivations(
  model: ActivationModel,
  options: ModelActivationOptions,
): ModelActivations {
  const { total: layer, conventions } = layerActivations(model, options);
  const { stage, stages, layersInFlight, embeddingsInFlight } = pipeline(options);
  const devices = options.tensorParallel ?? 1;
  const rows = options.tokens * (options.batch ?? 1);
  const vocabulary = options.vocabulary === undefined
    ? 0
    : positiveInteger("vocabulary", options.vocabulary);
  // Norms and dropouts are split along the sequence or not at all, the head along the vocabulary.
  const hidden = rows * model.width / (options.sequenceParallel ? devices : 1);
  const embedding = vocabulary > 0 && stage === 0 && options.hiddenDropout !== false
    ? hidden * embeddingsInFlight
    : 0;
  const output = vocabulary > 0 && stage === stages - 1
    ? 4 * hidden + 4 * rows * vocabulary / devices
    : 0;
  const layers = layer * layersInFlight;
  return {
    layers,
    embedding,
    output,
    total: layers + embedding + output,
    layer,
    layersInFlight,
    conventions,
  };
}

function pipeline(options: ModelActivationOptions) {
  const layers = positiveInteger("layers", options.layers);
  const stages = positiveInteger("pipelineParallel", options.pipelineParallel ?? 1);
  const pieces = positiveInteger("interleave", options.interleave ?? 1);
  const stage = nonNegativeInteger("stage", options.stage ?? 0);
  if (stage >= stages) {
    throw new RangeError(`stage is ${stage}: it must be below pipelineParallel, ${stages}`);
  }
  if (layers % (stages * pieces) !== 0) {
    throw new RangeError(
      `layers is ${layers}: it must be a multiple of pipelineParallel × interleave, ${
        stages * pieces
      }`,
    );
  }
  const microbatches = options.microbatches === undefined
    ? Infinity
    : positiveInteger("microbatches", options.microbatches);
  const inFlight = pieces === 1
    ? stages - stage
    : 2 * (stages - stage - 1) + (pieces - 1) * stages + 1;
  // Interleaved, the first piece takes p microbatches, then, after as many for each other piece, p
  // more while the last piece works off its own.
  const first = pieces === 1 ? stages : 2 * stages;
  return {
    stage,
    stages,
    layersInFlight: Math.min(inFlight, microbatches * pieces) * layers / (stages * pieces),
    embeddingsInFlight: Math.min(first, microbatches),
  };
}
