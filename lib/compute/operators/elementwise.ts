/**
 * Operators that treat each element by itself.
 *
 * @module
 */
import { nonNegative, positiveInteger, record } from "../check.ts";
import { basicSentence } from "../basic_conventions.ts";
import { type OperatorCost, operatorCost, type OperatorOptions, optionPrecisions } from "./cost.ts";

/** What an elementwise operator can be told. */
export interface ElementwiseOptions extends OperatorOptions {
  /** Tensors read: 1 for an activation function, 2 for a residual addition. Default 1. */
  readonly inputs?: number | undefined;
  /** FLOPs for each element of the output. Default 1; 0 is a copy. */
  readonly flopsPerElement?: number | undefined;
}

/**
 * An elementwise operator on tensors of n values, such as a residual addition
 * or an activation function.
 *
 * FLOPs: n times `flopsPerElement`. Bytes: each input read, the output written;
 * all are activations.
 *
 * @param shape How many values each tensor has.
 * @param options Precision, number of inputs, FLOPs an element.
 * @returns The cost.
 * @throws {RangeError} If a size or option is out of range, or a precision is not known.
 *
 * @example An addition does one FLOP for six bytes
 * ```ts
 * import { arithmeticIntensity, elementwise } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const sum = elementwise({ n: 4096 }, { inputs: 2 });
 * expect(sum.bytes).toBe(3 * 2 * 4096);
 * expect(arithmeticIntensity(sum)).toBeCloseTo(1 / 6);
 * ```
 */
export function elementwise(
  shape: { readonly n: number },
  options: ElementwiseOptions = {},
): OperatorCost {
  const { activations, output } = optionPrecisions(options);
  const inputs = positiveInteger("inputs", options.inputs ?? 1);
  const flops = nonNegative("flopsPerElement", options.flopsPerElement ?? 1);
  return operatorCost(
    "elementwise",
    { n: positiveInteger("n", record("shape", shape).n) },
    [
      { kind: "flops", label: "operations", product: ["n"], times: flops },
      ...Array.from({ length: inputs }, (_, index) => ({
        kind: "read" as const,
        label: inputs === 1 ? "input" : `input ${index + 1}`,
        product: ["n"],
        precision: activations,
      })),
      { kind: "written", label: "output", product: ["n"], precision: output },
    ],
    [
      basicSentence("elementaryFunctions"),
      basicSentence("traffic"),
      basicSentence("packing"),
    ],
  );
}
