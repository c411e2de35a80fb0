/**
 * Activations that a Transformer layer stores for its backward pass, tensor by tensor.
 *
 * @module
 */
import { describe, positiveInteger, record } from "../check.ts";
import { conventionSentence } from "../conventions.ts";
import type {
  ActivationModel,
  ActivationOptions,
  ActivationPart,
  Recomputation,
  StoredTensor,
} from "./activation_types.ts";

/** The activations of one layer on one device. */
export interface LayerActivations {
  /** Every stored tensor. */
  readonly tensors: readonly StoredTensor[];
  /** Bytes of all of them. */
  readonly total: number;
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/** A tensor before it is split. */
interface Tensor {
  readonly name: string;
  readonly part: ActivationPart;
  readonly values: number;
  readonly bytesPerValue: number;
  /** Whether tensor parallelism splits it. */
  readonly parallel: boolean;
}

/**
 * Bytes that one layer stores for its backward pass on one device, in 16 bits, tensor by tensor
 * (Korthikanti et al. 2022, section 4.1 and table 2). For multi-head attention, an MLP of 4·h and
 * dropout they sum to
 *
 * | | bytes a layer |
 * |---|---|
 * | one device | s·b·h·(34 + 5·a·s/h) |
 * | tensor parallel over t | s·b·h·(10 + 24/t + 5·a·s/(h·t)) |
 * | sequence parallel too | s·b·h·(34/t + 5·a·s/(h·t)) |
 * | selective recomputation | the same without 5·a·s/h |
 * | full recomputation | 2·s·b·h |
 *
 * Beyond the paper, with the same rule (what the backward pass of each operator reads): other sizes of
 * heads and MLP, fewer key and value heads, no dropout, fused attention, and a gated MLP as programs
 * run it without fusion: the results of gate, activation and up-projection and their product. RMS norms
 * store their input as layer norms do. Fully recomputed, the layer's input is split along the sequence
 * if the layer is.
 *
 * @param model Its sizes.
 * @param options Tokens, microbatch, parallelism, recomputation.
 * @returns The tensors and their sum.
 * @throws {RangeError} If a size is not a positive whole number, a name is unknown, or heads, MLP or,
 * where it is split, the sequence do not divide evenly among the devices.
 *
 * @example GPT-3: 5·a·s/h is 80, so that selective recomputation saves 70 percent
 * ```ts
 * import { layerActivations } from "@/lib/compute/training/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const gpt3 = {
 *   width: 12288, heads: 96, keyValueHeads: 96, headSize: 128, mlpWidth: 4 * 12288, gated: false,
 * };
 * const all = layerActivations(gpt3, { tokens: 2048 }).total;
 * const some = layerActivations(gpt3, { tokens: 2048, recomputation: "selective" }).total;
 * expect(all).toBe(2048 * 12288 * (34 + 80));
 * expect(some).toBe(2048 * 12288 * 34);
 * ```
 */
export function layerActivations(
  model: ActivationModel,
  options: ActivationOptions,
): LayerActivations {
  record("model", model);
  record("options", options);
  const devices = checkParallel(model, options);
  const recomputation = checkRecomputation(options.recomputation);
  const sequence = options.sequenceParallel ?? false;
  const tensors = (recomputation === "full" ? [layerInput(model, options)] : tensorsOf(
    model,
    options,
    recomputation,
  )).filter(({ values }) => values > 0).map((tensor) => place(tensor, devices, sequence));
  return {
    tensors,
    total: tensors.reduce((sum, { bytes }) => sum + bytes, 0),
    conventions: [
      conventionSentence("activationMemory"),
      conventionSentence("recomputation", recomputation),
    ],
  };
}

function place(tensor: Tensor, devices: number, sequence: boolean): StoredTensor {
  const { name, part, bytesPerValue } = tensor;
  const split = tensor.parallel || sequence;
  const values = tensor.values / (split ? devices : 1);
  return { name, part, values, bytesPerValue, bytes: values * bytesPerValue, split };
}

function layerInput({ width }: ActivationModel, options: ActivationOptions): Tensor {
  const { hidden } = sizes(width, options);
  return {
    name: "input of the layer",
    part: "layer",
    values: hidden,
    bytesPerValue: 2,
    parallel: false,
  };
}

/** Tensors of a layer, with `values` 0 where the layer does not store them. */
function tensorsOf(
  model: ActivationModel,
  options: ActivationOptions,
  recomputation: Recomputation,
): Tensor[] {
  const { width, heads, headSize, keyValueHeads, mlpWidth, gated } = model;
  const { rows, hidden } = sizes(width, options);
  const mask = options.hiddenDropout === false ? 0 : hidden;
  const tensor = (
    part: ActivationPart,
    name: string,
    values: number,
    parallel: boolean,
    bytesPerValue = 2,
  ): Tensor => ({ part, name, values, parallel, bytesPerValue });
  const core = recomputation === "selective" ? [] : attentionCore(model, options);
  return [
    tensor("norms", "input of the norm before attention", hidden, false),
    tensor("attention", "input of the projections", hidden, false),
    tensor("attention", "queries", rows * heads * headSize, true),
    tensor("attention", "keys", rows * keyValueHeads * headSize, true),
    tensor("attention", "values", rows * keyValueHeads * headSize, true),
    ...core,
    tensor("attention", "input of the output projection", rows * heads * headSize, true),
    tensor("attention", "dropout mask after attention", mask, false, 1),
    tensor("norms", "input of the norm before the MLP", hidden, false),
    tensor("mlp", "input of the MLP", hidden, false),
    tensor("mlp", "input of the activation", rows * mlpWidth, true),
    tensor("mlp", "result of the activation", gated ? rows * mlpWidth : 0, true),
    tensor("mlp", "result of the up-projection", gated ? rows * mlpWidth : 0, true),
    tensor("mlp", "input of the down-projection", rows * mlpWidth, true),
    tensor("mlp", "dropout mask after the MLP", mask, false, 1),
  ];
}

/** What softmax, its dropout and the product with the values store: all that grows with s². */
function attentionCore({ heads }: ActivationModel, options: ActivationOptions): Tensor[] {
  const rows = options.tokens * (options.batch ?? 1) * heads;
  const part = "attention-core";
  if (options.attention === "fused") {
    return [{
      part,
      name: "logarithm of the sum of each row",
      values: rows,
      bytesPerValue: 4,
      parallel: true,
    }];
  }
  const scores = rows * options.tokens;
  // Without dropout, the product with the values reads the result of softmax, stored once.
  const dropped = options.attentionDropout === false ? 0 : scores;
  return [
    { part, name: "result of softmax", values: scores, bytesPerValue: 2, parallel: true },
    { part, name: "dropout mask of softmax", values: dropped, bytesPerValue: 1, parallel: true },
    {
      part,
      name: "result of the dropout of softmax",
      values: dropped,
      bytesPerValue: 2,
      parallel: true,
    },
  ];
}

function sizes(width: number, { tokens, batch = 1 }: ActivationOptions) {
  const rows = tokens * batch;
  return { rows, hidden: rows * width };
}

/** Checks what is given, and returns the devices of a tensor-parallel group. */
function checkParallel(model: ActivationModel, options: ActivationOptions): number {
  for (const field of ["width", "heads", "keyValueHeads", "headSize", "mlpWidth"] as const) {
    positiveInteger(field, model[field]);
  }
  positiveInteger("tokens", options.tokens);
  positiveInteger("batch", options.batch ?? 1);
  const devices = positiveInteger("tensorParallel", options.tensorParallel ?? 1);
  for (const field of ["heads", "keyValueHeads", "mlpWidth"] as const) {
    if (model[field] % devices === 0) continue;
    throw new RangeError(
      `${field} is ${model[field]}: it must be a multiple of tensorParallel, ${devices}`,
    );
  }
  if (options.sequenceParallel && options.tokens % devices !== 0) {
    throw new RangeError(
      `tokens is ${options.tokens}: it must be a multiple of tensorParallel, ${devices}`,
    );
  }
  const attention = options.attention ?? "unfused";
  if (attention === "unfused" || attention === "fused") return devices;
  throw new RangeError(`attention is ${describe(attention)}: known are unfused, fused`);
}

/** Returns the recomputation if it is one; `none` where none is given. */
export function checkRecomputation(recomputation: Recomputation = "none"): Recomputation {
  if (["none", "selective", "full"].includes(recomputation)) return recomputation;
  throw new RangeError(
    `recomputation is ${describe(recomputation)}: known are none, selective, full`,
  );
}
