/**
 * The memory of a training step's states: weights, gradients, optimizer.
 *
 * @module
 */
import { describe, positiveInteger, record } from "../check.ts";
import { conventionSentence } from "../conventions.ts";
import { byDistance } from "../nearest.ts";
import {
  countOf,
  type Optimizer,
  optimizers,
  type OptimizerSettings,
  optimizerState,
} from "./optimizers.ts";
import { checkShapes, type ParameterShape } from "./shapes.ts";

/** What is trained, how, and how it is spread. */
export interface TrainingMemoryOptions extends OptimizerSettings {
  /** The number of parameters, or the shape of each (Adafactor and Shampoo need the shapes). */
  readonly parameters: number | readonly ParameterShape[];
  /** The optimizer. */
  readonly optimizer: Optimizer;
  /**
   * `fp32`: weights and gradients of four bytes. `mixed` (the default): weights and gradients of two
   * bytes (FP16 or BF16), and a master copy of the weights in FP32 (Micikevicius et al. 2018).
   */
  readonly precision?: "fp32" | "mixed" | undefined;
  /** Bytes of a gradient: 4 where gradients are summed in FP32. Default: as the weights. */
  readonly gradientBytes?: 2 | 4 | undefined;
  /**
   * What data-parallel devices share instead of each holding all of it (ZeRO): 0 nothing, 1 optimizer
   * state and master weights, 2 gradients too, 3 weights too. Default 0.
   */
  readonly zeroStage?: 0 | 1 | 2 | 3 | undefined;
  /** Data-parallel devices. Default 1. */
  readonly dataParallel?: number | undefined;
}

/** Memory of a device by what it holds. All numbers are bytes. */
export interface TrainingMemory {
  /** Weights that the passes use. */
  readonly weights: number;
  /** Gradients. */
  readonly gradients: number;
  /** Master copy of the weights in FP32; 0 where the weights are FP32 themselves. */
  readonly masterWeights: number;
  /** Moving average of the gradient. */
  readonly firstMoment: number;
  /** Moving average of the squared gradient, or of the squared Hessian's diagonal. */
  readonly secondMoment: number;
  /** What else the optimizer needs: scales, preconditioners, vectors of a step. */
  readonly otherState: number;
  /** The sum. */
  readonly total: number;
  /** `total` ÷ the number of parameters. */
  readonly bytesPerParameter: number;
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/**
 * Bytes that a device needs for weights, gradients and optimizer state. With P parameters and N
 * data-parallel devices, mixed precision and Adam take (2 + 2 + 12)·P bytes; ZeRO's stages leave
 * 4·P + 12·P/N, 2·P + 14·P/N and 16·P/N of it on each device (Rajbhandari et al. 2020, figure 1).
 *
 * Per parameter, beside weights, gradient and master copy:
 *
 * - `sgd` nothing, `momentum` 4 bytes, `adam` 4 + 4 (Kingma and Ba 2015; AdamW the same);
 * - `adam-8bit` 1 + 1, and an FP32 scale for every block of 2048 values of each moment (Dettmers et
 *   al. 2022, section 2; embeddings that its authors keep in 32 bits are not told apart);
 * - `adafactor` for a matrix of n × m, n + m values instead of n·m; vectors in full (Shazeer and Stern
 *   2018, algorithm 4); of more than two dimensions, the last two are factored;
 * - `adahessian` the moments of Adam (Yao et al. 2021), and in each step a random vector
 *   and its product with the Hessian, in the format of the gradient: our reading of the algorithm,
 *   whose authors print no number. The graph of the backward pass, which it keeps too, is not in here;
 * - `shampoo` for a matrix of m × n, m² + n² values and as many of their inverse roots (Gupta et al.
 *   2018, algorithm 1; roots kept and tensors cut into blocks as in Anil et al. 2020), a square matrix
 *   for each dimension of other tensors. No grafting.
 *
 * @param options Parameters, optimizer, precision, ZeRO stage, devices.
 * @returns Bytes a device.
 * @throws {RangeError} If a number is out of range, a name is unknown, or shapes are missing.
 * @throws {TypeError} If a shape is not a list.
 *
 * @example Rajbhandari et al. 2020, figure 1: 7.5 billion parameters on 64 devices
 * ```ts
 * import { trainingMemory } from "@/lib/compute/training/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const perDevice = ([0, 1, 2, 3] as const).map((zeroStage) =>
 *   trainingMemory({ parameters: 7.5e9, optimizer: "adam", zeroStage, dataParallel: 64 }).total / 1e9
 * );
 * expect(perDevice.map((gigabytes) => gigabytes.toFixed(1))).toEqual([
 *   "120.0", "31.4", "16.6", "1.9",
 * ]);
 * ```
 */
export function trainingMemory(options: TrainingMemoryOptions): TrainingMemory {
  record("options", options);
  const parameters = typeof options.parameters === "object"
    ? checkShapes(options.parameters)
    : positiveInteger("parameters", options.parameters);
  if (typeof parameters === "object" && parameters.length === 0) {
    throw new RangeError("parameters is empty: it must hold at least one shape");
  }
  const optimizer = checkOptimizer(options.optimizer);
  const { weightBytes, masterBytes } = formats(options.precision);
  const gradientBytes = checkGradientBytes(options.gradientBytes ?? weightBytes);
  const devices = positiveInteger("dataParallel", options.dataParallel ?? 1);
  const stage = checkStage(options.zeroStage ?? 0);
  const count = countOf(parameters);
  const state = optimizerState(optimizer, parameters, options);
  const stateDevices = stage >= 1 ? devices : 1;
  const gradientDevices = stage >= 2 ? devices : 1;
  const memory = {
    weights: weightBytes * count / (stage >= 3 ? devices : 1),
    gradients: gradientBytes * count / gradientDevices,
    masterWeights: masterBytes * count / stateDevices,
    firstMoment: state.firstMoment / stateDevices,
    secondMoment: state.secondMoment / stateDevices,
    otherState: state.otherState / stateDevices +
      state.extraGradients * gradientBytes * count / gradientDevices,
  };
  const total = memory.weights + memory.gradients + memory.masterWeights + memory.firstMoment +
    memory.secondMoment + memory.otherState;
  return {
    ...memory,
    total,
    bytesPerParameter: total / count,
    conventions: [conventionSentence("trainingMemory")],
  };
}

function checkOptimizer(optimizer: Optimizer): Optimizer {
  if (optimizers.includes(optimizer)) return optimizer;
  const known = byDistance(String(optimizer), optimizers).join(", ");
  throw new RangeError(`optimizer is ${describe(optimizer)}: known are ${known}`);
}

function formats(precision: TrainingMemoryOptions["precision"] = "mixed") {
  if (precision === "mixed") return { weightBytes: 2, masterBytes: 4 };
  if (precision === "fp32") return { weightBytes: 4, masterBytes: 0 };
  throw new RangeError(`precision is ${describe(precision)}: known are fp32, mixed`);
}

function checkGradientBytes(bytes: number): number {
  if (bytes === 2 || bytes === 4) return bytes;
  throw new RangeError(`gradientBytes is ${describe(bytes)}: it must be 2 or 4`);
}

function checkStage(stage: number): number {
  if (stage === 0 || stage === 1 || stage === 2 || stage === 3) return stage;
  throw new RangeError(`zeroStage is ${describe(stage)}: known are 0, 1, 2, 3`);
}
