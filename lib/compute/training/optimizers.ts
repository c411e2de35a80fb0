/**
 * What optimizers keep.
 *
 * @module
 */
import { positiveInteger } from "../check.ts";
import { type ParameterShape, valuesOf } from "./shapes.ts";

/** Optimizers whose state is known here. */
export const optimizers = [
  "sgd",
  "momentum",
  "adam",
  "adam-8bit",
  "adafactor",
  "adahessian",
  "shampoo",
] as const;

/** An optimizer. */
export type Optimizer = typeof optimizers[number];

/** How an optimizer is set up. */
export interface OptimizerSettings {
  /** Adafactor and Shampoo: whether a moving average of the gradient is kept. Default `false`. */
  readonly momentum?: boolean | undefined;
  /**
   * 8-bit Adam: values that share a scale (default 2048). Shampoo: the longest side of a block that
   * has preconditioners of its own (default: tensors are not cut).
   */
  readonly blockSize?: number | undefined;
}

/** What an optimizer keeps, in bytes; all of it in FP32 unless the optimizer says otherwise. */
export interface OptimizerState {
  /** Moving average of the gradient. */
  readonly firstMoment: number;
  /** Moving average of the squared gradient, or of the squared Hessian's diagonal. */
  readonly secondMoment: number;
  /** Kept from step to step besides: scales, preconditioners and their roots. */
  readonly otherState: number;
  /** Vectors of the gradient's size and format that a step needs besides the gradient. */
  readonly extraGradients: number;
}

/** Parameters as shapes, or as one number where shapes do not matter. */
type Parameters = number | readonly ParameterShape[];

/** The state of an optimizer. Arguments have been checked. */
export function optimizerState(
  optimizer: Optimizer,
  parameters: Parameters,
  settings: OptimizerSettings,
): OptimizerState {
  const values = countOf(parameters);
  const none = { firstMoment: 0, secondMoment: 0, otherState: 0, extraGradients: 0 };
  switch (optimizer) {
    case "sgd":
      return none;
    case "momentum":
      return { ...none, firstMoment: 4 * values };
    case "adam":
      return { ...none, firstMoment: 4 * values, secondMoment: 4 * values };
    case "adahessian":
      // The random vector and the product of the Hessian with it (Yao et al. 2021, section 3).
      return { ...none, firstMoment: 4 * values, secondMoment: 4 * values, extraGradients: 2 };
    case "adam-8bit": {
      const blocks = blockCount(
        parameters,
        positiveInteger("blockSize", settings.blockSize ?? 2048),
      );
      // One FP32 scale a block of each moment.
      return { ...none, firstMoment: values, secondMoment: values, otherState: 2 * 4 * blocks };
    }
    case "adafactor": {
      const factored = shapesFor(optimizer, parameters)
        .reduce((sum, shape) => sum + factoredValues(shape), 0);
      const firstMoment = settings.momentum ? 4 * values : 0;
      return { ...none, firstMoment, secondMoment: 4 * factored };
    }
    case "shampoo": {
      const side = settings.blockSize === undefined
        ? Infinity
        : positiveInteger("blockSize", settings.blockSize);
      const preconditioners = shapesFor(optimizer, parameters)
        .reduce((sum, shape) => sum + preconditionerValues(shape, side), 0);
      const firstMoment = settings.momentum ? 4 * values : 0;
      // Each preconditioner and its inverse root.
      return { ...none, firstMoment, otherState: 2 * 4 * preconditioners };
    }
  }
}

/** The number of values. */
export function countOf(parameters: Parameters): number {
  return typeof parameters === "number"
    ? parameters
    : parameters.reduce((sum, shape) => sum + valuesOf(shape), 0);
}

function shapesFor(optimizer: Optimizer, parameters: Parameters): readonly ParameterShape[] {
  if (typeof parameters !== "number") return parameters;
  throw new RangeError(
    `parameters is ${parameters}: ${optimizer} needs the shape of each, as [[3072, 768], [768]]`,
  );
}

/** Blocks do not reach across tensors. */
function blockCount(parameters: Parameters, size: number): number {
  return typeof parameters === "number"
    ? Math.ceil(parameters / size)
    : parameters.reduce((sum, shape) => sum + Math.ceil(valuesOf(shape) / size), 0);
}

/** Rows and columns of the last two dimensions, for every place in the others; a vector in full. */
function factoredValues(shape: ParameterShape): number {
  if (shape.length < 2) return valuesOf(shape);
  const rows = shape.at(-2) ?? 1;
  const columns = shape.at(-1) ?? 1;
  return valuesOf(shape.slice(0, -2)) * (rows + columns);
}

/**
 * A square matrix for each dimension of a tensor; of each block, where the tensor is cut. The blocks
 * that share a place along one dimension have that many matrices there, one each.
 */
function preconditionerValues(shape: ParameterShape, side: number): number {
  const cuts = shape.map((size) => ({
    pieces: Math.max(1, Math.ceil(size / side)),
    squares: squaresOf(size, side),
  }));
  const blocks = cuts.reduce((product, { pieces }) => product * pieces, 1);
  return cuts.reduce((sum, { pieces, squares }) => sum + squares * (blocks / pieces), 0);
}

/** The sum of squared lengths of a dimension's pieces; the last piece may be shorter. */
function squaresOf(size: number, side: number): number {
  if (size <= side) return size * size;
  const rest = size % side;
  return Math.floor(size / side) * side * side + rest * rest;
}
