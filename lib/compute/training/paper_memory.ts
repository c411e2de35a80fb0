/**
 * The table of training memory in the paper's repository, checked against itself.
 *
 * @module
 */
import { positive, record } from "../check.ts";
import type { PaperModel } from "../data/types.ts";

/** A number of the table that does not follow from the others. */
export interface PaperMemorySlip {
  /** Which number. */
  readonly field: "optimizer" | "total";
  /** Bytes as printed. */
  readonly printed: number;
  /** Bytes that follow from the other numbers of the row. */
  readonly expected: number;
}

/** A row of the table, checked. */
export interface PaperMemoryCheck {
  /** The model as printed. */
  readonly model: string;
  /** How many times the parameters the optimizer's state takes: 1 for vision models, 2 for Transformers. */
  readonly optimizerTimes: 1 | 2;
  /** Bytes that the optimizer's state takes by that rule. */
  readonly optimizerBytes: number;
  /** Parameters, optimizer and activations by that rule. */
  readonly totalBytes: number;
  /** Numbers that are off by more than rounding allows; none in a row that is consistent. */
  readonly slips: readonly PaperMemorySlip[];
}

/** The table prints hundredths of a gigabyte: a printed number is off by half of one at most. */
const rounding = 0.5e7;

/**
 * Checks a row of the training-memory table in the repository of Gholami et al. 2024
 * (github.com/amirgholami/ai_and_memory_wall): its total should be parameters, optimizer state and
 * activations. The optimizer's state is once the parameters for vision models (momentum) and twice for
 * Transformers (two moments), all in FP32. Gradients are not in the table; `trainingMemory` counts them.
 *
 * @param row A row of the table.
 * @returns What the row should say, and where it says otherwise.
 * @throws {RangeError} If the row is of another table, or lacks one of the four numbers.
 *
 * @example AlexNet's total is printed as 1.71 GB, and its parts sum to 1.17
 * ```ts
 * import { checkPaperMemory } from "@/lib/compute/training/mod.ts";
 * import { paperModels } from "@/lib/compute/data/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const table = paperModels.filter((row) => row.table === "training-memory");
 * const off = table.map(checkPaperMemory).filter(({ slips }) => slips.length > 0);
 * expect(off.map(({ model }) => model)).toEqual(["AlexNet", "GPT-2"]);
 * ```
 */
export function checkPaperMemory(row: PaperModel): PaperMemoryCheck {
  record("row", row);
  if (row.table !== "training-memory") {
    throw new RangeError(`row is of the table "${row.table}": it must be of "training-memory"`);
  }
  const parameters = given("parameterBytes", row);
  const optimizer = given("optimizerBytes", row);
  const activations = given("activationBytes", row);
  const total = given("printedTotalBytes", row);
  // Only language models are given a length in tokens.
  const optimizerTimes = row.tokens === undefined ? 1 : 2;
  const optimizerBytes = optimizerTimes * parameters;
  const totalBytes = parameters + optimizerBytes + activations;
  const slips: PaperMemorySlip[] = [];
  if (differ(optimizer, optimizerBytes, 1 + optimizerTimes)) {
    slips.push({ field: "optimizer", printed: optimizer, expected: optimizerBytes });
  }
  if (differ(total, totalBytes, 3 + optimizerTimes)) {
    slips.push({ field: "total", printed: total, expected: totalBytes });
  }
  return { model: row.model, optimizerTimes, optimizerBytes, totalBytes, slips };
}

/** Whether two numbers differ by more than the rounding of so many printed numbers. */
function differ(printed: number, expected: number, roundings: number): boolean {
  return Math.abs(printed - expected) > roundings * rounding * (1 + 1e-9);
}

function given(
  field: "parameterBytes" | "optimizerBytes" | "activationBytes" | "printedTotalBytes",
  row: PaperModel,
): number {
  const value = row[field];
  if (value !== undefined) return positive(field, value);
  throw new RangeError(`${field} of ${row.model} is missing: a row of the table must have it`);
}
