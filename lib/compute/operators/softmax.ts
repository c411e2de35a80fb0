/**
 * The softmax of the rows of a matrix.
 *
 * @module
 */
import { positiveInteger, record } from "../check.ts";
import { basicSentence } from "../basic_conventions.ts";
import { type OperatorCost, operatorCost, type OperatorOptions, optionPrecisions } from "./cost.ts";

/**
 * How often an operator over rows goes through its input. `fused` keeps a row on
 * the chip and reads it once; `three-pass` reads it again for every pass.
 */
export type Passes = "fused" | "three-pass";

/** Sizes of an operator over rows. */
export interface RowsShape {
  /** Rows, each treated by itself. */
  readonly rows: number;
  /** Values in a row. */
  readonly columns: number;
}

/** What an operator over rows can be told. */
export interface RowsOptions extends OperatorOptions {
  /** How often the input is read. Default `fused`. */
  readonly passes?: Passes | undefined;
}

/**
 * The softmax over the columns of each row, made safe by subtracting the row's
 * maximum.
 *
 * FLOPs, fused: 5 an element: comparison for the maximum, subtraction,
 * exponential, addition to the sum, division. With three passes (maximum; sum;
 * result) nothing but the maximum and the sum is kept, so the last pass repeats
 * subtraction and exponential: 7 an element. Bytes: the input read once, or
 * three times; the output written once. Three passes are the "safe softmax" of
 * Milakov and Gimelshein 2018 (Algorithm 2), four memory accesses an element.
 *
 * @param shape Rows and columns.
 * @param options Precision, passes.
 * @returns The cost.
 * @throws {RangeError} If a size is not a positive whole number, or an option is not known.
 *
 * @example
 * ```ts
 * import { softmax } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const cost = softmax({ rows: 128, columns: 512 });
 * expect(cost.flops).toBe(5 * 128 * 512);
 * expect(cost.bytes).toBe(2 * 2 * 128 * 512);
 * ```
 */
export function softmax(shape: RowsShape, options: RowsOptions = {}): OperatorCost {
  const { activations, output } = optionPrecisions(options);
  const threePass = isThreePass(options.passes);
  const product = ["rows", "columns"];
  return operatorCost(
    "softmax",
    checkRows(shape),
    [
      { kind: "flops", label: "maximum", product },
      { kind: "flops", label: "subtraction", product, times: threePass ? 2 : 1 },
      { kind: "flops", label: "exponential", product, times: threePass ? 2 : 1 },
      { kind: "flops", label: "sum", product },
      { kind: "flops", label: "division", product },
      { kind: "read", label: "input", product, precision: activations, times: threePass ? 3 : 1 },
      { kind: "written", label: "output", product, precision: output },
    ],
    rowConventions(threePass),
  );
}

/** Whether the input is read three times. */
export function isThreePass(passes: Passes = "fused"): boolean {
  if (passes === "fused" || passes === "three-pass") return passes === "three-pass";
  throw new RangeError(`passes is ${JSON.stringify(passes)}: known are fused, three-pass`);
}

/** Checks the sizes of an operator over rows. */
export function checkRows(shape: RowsShape) {
  const { rows, columns } = record("shape", shape);
  return { rows: positiveInteger("rows", rows), columns: positiveInteger("columns", columns) };
}

/** The conventions of an operator over rows. */
export function rowConventions(threePass: boolean): string[] {
  return [
    basicSentence("elementaryFunctions"),
    basicSentence("traffic", threePass ? "three-pass" : "compulsory"),
    basicSentence("packing"),
  ];
}
