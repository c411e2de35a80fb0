/**
 * Every printed number beside the computed one.
 *
 * @module
 */
import { list } from "../check.ts";
import type { OperatorTableRow, PrintedNumber } from "../data/types.ts";
import { computedRow, printedQuantities, type PrintedQuantity } from "./computed.ts";
import { roundsTo } from "./printed.ts";
import { reasonFor, type ResidualReason } from "./reasons.ts";

/** A printed number beside the computed one. Values are in base units, shares from 0 to 1. */
export interface CaseStudyResidual {
  /** The row it stands in. */
  readonly row: OperatorTableRow;
  /** Which of the row's numbers it is. */
  readonly quantity: PrintedQuantity;
  /** As printed. */
  readonly printed: number;
  /** The worth of one unit in the last printed place. */
  readonly place: number;
  /** As computed; `null` where the library computes no such number. */
  readonly computed: number | null;
  /** Computed less printed; `null` where nothing is computed. */
  readonly residual: number | null;
  /** Whether the computed value, rounded to the printed place, is the printed one. */
  readonly agrees: boolean;
  /** Why it does not agree, where that is known and the evidence for it holds. */
  readonly reason?: ResidualReason;
}

/**
 * Compares every printed number of the survey's tables and figures with the computed one. A number
 * that does not agree at its printed precision carries a reason, if there is one whose evidence holds
 * in the numbers at hand.
 *
 * @param rows Rows of the tables: `operatorTables`, or some of it. A percentage is judged beside the
 * other rows of its table, model and length, so give whole tables.
 * @returns One entry for each printed number, in the order of the rows.
 * @throws {TypeError} If `rows` is not a list.
 * @throws {RangeError} If a row is about a model that is not known.
 *
 * @example
 * ```ts
 * import { caseStudyResiduals } from "@/lib/compute/case_study/mod.ts";
 * import { operatorTables } from "@/lib/compute/data/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const table = operatorTables.filter((row) => row.table === "table-3");
 * const residuals = caseStudyResiduals(table);
 * const off = residuals.filter(({ agrees }) => !agrees);
 * expect([residuals.length, off.length]).toEqual([75, 5]);
 * expect(off.every(({ reason }) => reason !== undefined)).toBe(true);
 * ```
 */
export function caseStudyResiduals(
  rows: readonly OperatorTableRow[],
): readonly CaseStudyResidual[] {
  return list("rows", rows).flatMap((row) => {
    const computed = computedRow(row);
    const column = rows.filter(({ table, model, tokens }) =>
      table === row.table && model === row.model && tokens === row.tokens
    );
    return printedQuantities.flatMap((quantity) => {
      const printed = row[quantity];
      return printed ? [compare(row, quantity, printed, computed[quantity], column)] : [];
    });
  });
}

function compare(
  row: OperatorTableRow,
  quantity: PrintedQuantity,
  printed: PrintedNumber,
  computed: number | undefined,
  column: readonly OperatorTableRow[],
): CaseStudyResidual {
  const cell = { row, quantity, printed: printed.value, place: printed.place };
  if (computed === undefined) {
    return { ...cell, computed: null, residual: null, agrees: false, reason: notComputed(row) };
  }
  const residual = computed - printed.value;
  const told = { ...cell, computed, residual };
  if (roundsTo(computed, printed)) return { ...told, agrees: true };
  const reason = reasonFor({ row, quantity, printed, computed, column });
  return { ...told, agrees: false, ...(reason && { reason }) };
}

function notComputed(row: OperatorTableRow): ResidualReason {
  const sentence = row.table === "figure-9"
    ? "Measured, not counted: normalizedLatencies gives a bound to set beside it."
    : row.table === "figure-32"
    ? "From the survey's model of its accelerator, which it does not print in full."
    : row.table === "table-4"
    ? "Of ResNet-50's convolutions the survey lists those of table 12 only, and of its other " +
      "operators none."
    : "No count of the library is about this row.";
  return { kind: "not-computed", sentence };
}
