/**
 * Cells of the data tables as checked values.
 *
 * @module
 */
import type { Report } from "@/lib/course/schema/problem.ts";
import { type Columns, readTable, type Row } from "@/lib/course/data/table.ts";
import type { SourceFile } from "@/lib/course/schema/source.ts";
import type { Value } from "./literal.ts";

/** A row whose cells are read as values of a kind; wrong ones are reported. */
export interface Cells {
  /** A text; `undefined` if empty. */
  text(column: string): string | undefined;
  /** A text that must be there. */
  needed(column: string): string;
  /** One of a few texts. */
  oneOf(column: string, known: readonly string[]): string;
  /** `yes` or `no`. */
  flag(column: string): boolean;
  /** A date: year, month and day; or the year alone where that is allowed. */
  date(column: string, options?: { readonly yearAlone?: boolean }): string;
  /** A number above 0 times a factor; `undefined` if empty. */
  number(column: string, factor?: number): number | undefined;
  /** A number above 0 times a factor, with the worth of its last printed place. */
  printed(column: string, factor?: number): { value: number; place: number } | undefined;
}

/**
 * Reads a table.
 *
 * @param file The table
 * @param columns Its columns
 * @param toValue Makes a row a value
 * @param report Receives every problem
 * @returns One value a row
 */
export function readCells(
  file: SourceFile,
  columns: Columns,
  toValue: (cells: Cells) => Value,
  report: Report,
): Value[] {
  return readTable(file, columns, report).map((row) => toValue(cellsOf(row, report)));
}

function cellsOf(row: Row, report: Report): Cells {
  const wrong = (column: string, rule: string) =>
    report("csv", row.cell(column), `${column} must be ${rule}, not "${row.text(column)}"`);
  const text = (column: string) => row.text(column) || undefined;
  const number = (column: string, factor = 1) => {
    const value = row.number(column);
    if (value !== undefined && value <= 0) wrong(column, "above 0");
    return value === undefined ? undefined : exact(value, factor);
  };
  return {
    text,
    number,
    needed(column) {
      if (text(column) === undefined) wrong(column, "a text");
      return row.text(column);
    },
    oneOf(column, known) {
      if (!known.includes(row.text(column))) wrong(column, `one of ${known.join(", ")}`);
      return row.text(column);
    },
    flag(column) {
      if (!/^(yes|no)$/.test(row.text(column))) wrong(column, "yes or no");
      return row.text(column) === "yes";
    },
    date(column, { yearAlone = false } = {}) {
      const value = row.text(column);
      const isYear = yearAlone && /^\d{4}$/.test(value);
      if (!isYear && !isDate(value)) {
        wrong(column, `a date such as 2020-05-14${yearAlone ? " or a year" : ""}`);
      }
      return value;
    },
    printed(column, factor = 1) {
      const value = number(column, factor);
      const decimals = row.text(column).split(".")[1]?.length ?? 0;
      return value === undefined ? undefined : { value, place: exact(10 ** -decimals, factor) };
    },
  };
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) &&
    new Date(time).toISOString().startsWith(text);
}

/** 2.039 × 1e12 is 2038999999999.9998: fifteen digits are what the table means. */
function exact(value: number, factor: number): number {
  return Number((value * factor).toPrecision(15));
}
