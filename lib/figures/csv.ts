import type { TableModel } from "./model.ts";

/**
 * Writes a table as CSV (RFC 4180): units in the header, numbers in full
 * precision with a decimal point.
 *
 * @param table The table.
 * @returns The file's text.
 *
 * @example
 * ```ts
 * import { tableToCsv } from "@/lib/figures/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const csv = tableToCsv({
 *   caption: "One rate",
 *   columns: [{ label: "machine", unit: "" }, { label: "peak", unit: "FLOP/s" }],
 *   rows: [["A, B", 312e12]],
 * });
 * expect(csv).toBe('machine,peak (FLOP/s)\r\n"A, B",312000000000000\r\n');
 * ```
 */
export function tableToCsv({ columns, rows }: TableModel): string {
  const header = columns.map(({ label, unit }) => unit === "" ? label : `${label} (${unit})`);
  return [header, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string | number): string {
  const text = String(value);
  // A spreadsheet would run text that begins like a formula, also behind white space or a bar.
  const safe = typeof value === "string" && /^[\s|]*[=+\-@]|^[\t\r]/.test(text) ? `'${text}` : text;
  // Semicolons part the cells where the comma is the decimal sign.
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
