/**
 * The cost of an operator: how many FLOPs it does and how many bytes it moves.
 *
 * @module
 */
import { nonNegative, positive, record } from "../check.ts";
import {
  bytesPerValue,
  type Precision,
  type TensorPrecision,
  tensorPrecisions,
} from "../precision.ts";

/** One part of a cost, with the formula it comes from. */
export interface CostTerm {
  /** Whether it counts FLOPs, bytes read or bytes written. */
  readonly kind: "flops" | "read" | "written";
  /** What is counted: `multiply-accumulates`, `weights A`. */
  readonly label: string;
  /**
   * The formula in the operator's variables, products and numbers only, such as
   * `2·m·n·k`. In terms of bytes the leading number is the bytes a value takes.
   */
  readonly formula: string;
  /** FLOPs or bytes. */
  readonly value: number;
  /** How often the tensor is moved, where that is not once. */
  readonly passes?: number;
}

/** What an operator costs, and how that was counted. */
export interface OperatorCost {
  /** The operator with its sizes, such as `gemm(512, 512, 512)`. */
  readonly name: string;
  /** The sizes under the names the formulas use. */
  readonly variables: Readonly<Record<string, number>>;
  /** Floating-point operations. */
  readonly flops: number;
  /** Bytes loaded from memory. */
  readonly bytesRead: number;
  /** Bytes stored to memory. */
  readonly bytesWritten: number;
  /** Bytes loaded and stored. */
  readonly bytes: number;
  /** Bytes that operands and results take in memory, each once. */
  readonly footprint: number;
  /** The parts: those of one kind sum to its total. */
  readonly terms: readonly CostTerm[];
  /** How it was counted, in sentences. */
  readonly conventions: readonly string[];
}

/** What every operator can be told. */
export interface OperatorOptions {
  /** The precision of every tensor, or of each kind. Default `fp16`. */
  readonly precision?: TensorPrecision | undefined;
}

/** The precision of every kind of tensor that options ask for. */
export function optionPrecisions(options: OperatorOptions): ReturnType<typeof tensorPrecisions> {
  return tensorPrecisions(record("options", options).precision);
}

/** A part of a cost before its value is worked out: a factor times a product of variables. */
export interface TermInput {
  readonly kind: CostTerm["kind"];
  readonly label: string;
  /** Variables multiplied, such as `["m", "k"]`. */
  readonly product: readonly string[];
  /** What a bytes term moves: its precision gives the factor. */
  readonly precision?: Precision;
  /** The factor of a FLOPs term; how often a bytes term is moved. Default 1. */
  readonly times?: number;
  /** Moves a tensor that another term has put into the footprint. */
  readonly again?: boolean;
}

/** Puts a cost together from its terms. Sweeps call this by the thousand, hence plain loops. */
export function operatorCost(
  family: string,
  variables: Readonly<Record<string, number>>,
  inputs: readonly TermInput[],
  conventions: readonly string[],
): OperatorCost {
  const total = { flops: 0, read: 0, written: 0 };
  let footprint = 0;
  const terms: CostTerm[] = [];
  for (const { kind, label, product, precision, times = 1, again } of inputs) {
    const size = precision === undefined ? 1 : bytesPerValue(precision);
    let formula = factorText(times, size);
    let once = size;
    for (const name of product) {
      once *= variables[name] ?? NaN;
      formula = formula === "" ? name : `${formula}·${name}`;
    }
    total[kind] += times * once;
    if (kind !== "flops" && !again) footprint += once;
    const term = { kind, label, formula: formula || "1", value: times * once };
    terms.push(kind === "flops" || times === 1 ? term : { ...term, passes: times });
  }
  return {
    name: `${family}(${Object.values(variables).join(", ")})`,
    variables,
    flops: total.flops,
    bytesRead: total.read,
    bytesWritten: total.written,
    bytes: total.read + total.written,
    footprint,
    terms,
    conventions,
  };
}

function factorText(times: number, size: number): string {
  if (times === 1) return size === 1 ? "" : String(size);
  return size === 1 ? String(times) : `${times}·${size}`;
}

/**
 * Arithmetic intensity: FLOPs for each byte moved between memory and the chip
 * (Williams, Waterman and Patterson 2009, "operational intensity"; Gholami et
 * al. 2024, where FLOPs are divided by memory operations in bytes).
 *
 * @param cost An operator's cost.
 * @returns FLOP/byte.
 * @throws {RangeError} If `flops` is negative, `bytes` is not above 0, or one is not finite.
 *
 * @example A matrix-vector product does about one FLOP for each byte
 * ```ts
 * import { arithmeticIntensity, gemv } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(arithmeticIntensity(gemv({ m: 4096, n: 4096 }))).toBeCloseTo(1, 2);
 * ```
 */
export function arithmeticIntensity(cost: Pick<OperatorCost, "flops" | "bytes">): number {
  const { flops, bytes } = record("cost", cost);
  return nonNegative("flops", flops) / positive("bytes", bytes);
}
