import { CsvError, type Info, parse } from "csv-parse/sync";
import type { Report } from "../schema/problem.ts";
import type { SourceFile, SourceSpan } from "../schema/source.ts";

/** A row of a table, read column by column. */
export interface Row {
  /** Where the row stands: its first cell's line. */
  readonly span: SourceSpan;
  /** A cell as text, without white space around it. */
  text(column: string): string;
  /** A cell as a number; `undefined` if it is empty, reported if it is neither. */
  number(column: string): number | undefined;
  /** Whether a cell that was read as a number is none. */
  hasWrongCell(): boolean;
  /** Where a cell stands, as nearly as can be told. */
  cell(column: string): SourceSpan;
}

/** The columns of a table. */
export interface Columns {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const OPTIONS = { info: true, skip_empty_lines: true, relax_column_count: true };

/**
 * Reads a CSV table with a header.
 *
 * @param file The table
 * @param columns Its columns
 * @param report Receives every problem
 * @returns Its rows; none if the table cannot be read
 */
export function readTable(file: SourceFile, columns: Columns, report: Report): Row[] {
  let records: { record: string[]; info: Info }[];
  try {
    // The types of csv-parse do not know that "info" changes the shape of a record
    records = parse(file.text, OPTIONS) as unknown as { record: string[]; info: Info }[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    report("csv", lineSpan(file, Number(error.lines ?? 1)), `CSV: ${error.message}`);
    return [];
  }
  const [head, ...rows] = records;
  const names = head?.record.map((name) => name.trim()) ?? [];
  checkHeader(file, names, columns, report);
  if (columns.required.some((name) => !names.includes(name))) return [];
  // csv-parse counts the last line of a record: a quoted cell may have several
  return rows.map(({ record, info }, i) => {
    const before = i === 0 ? head?.info.lines : rows[i - 1]?.info.lines;
    const span = recordSpan(file, (before ?? 1) + 1, info.lines);
    if (record.length !== names.length) {
      report("csv", span, `the row has ${record.length} cells, the header ${names.length}`);
    }
    return tableRow(span, names, record, report);
  });
}

function tableRow(
  span: SourceSpan,
  names: readonly string[],
  record: string[],
  report: Report,
): Row {
  let isWrong = false;
  const text = (column: string) => (record[names.indexOf(column)] ?? "").trim();
  const cell = (column: string): SourceSpan => {
    const value = text(column);
    const at = value ? cellOffset(span, names.indexOf(column), value) : -1;
    return at === -1 ? span : span.file.span(at, at + value.length);
  };
  return {
    span,
    text,
    cell,
    hasWrongCell: () => isWrong,
    number(column) {
      const value = text(column);
      if (value === "") return undefined;
      const number = Number(value);
      if (Number.isFinite(number)) return number;
      isWrong = true;
      report("csv", cell(column), `${column} must be a number, not "${value}"`);
      return undefined;
    },
  };
}

/** Finds a cell in its row by walking over the cells before it. */
function cellOffset({ file, start, end }: SourceSpan, index: number, value: string): number {
  const line = file.text.slice(start, end);
  const cells = /(?:"(?:[^"]|"")*"|[^,]*)(?:,|$)/gy;
  for (let i = 0; i < index; i++) cells.exec(line);
  const at = line.indexOf(value.slice(0, 20), cells.lastIndex);
  return at === -1 ? -1 : start + at;
}

function checkHeader(
  file: SourceFile,
  names: readonly string[],
  { required, optional }: Columns,
  report: Report,
): void {
  const known = [...required, ...optional];
  const head = lineSpan(file, 1);
  names.forEach((name, i) => {
    const at = file.line(1).indexOf(name);
    const span = name && at !== -1 ? file.span(at, at + name.length) : head;
    if (!known.includes(name)) report("csv", span, `unknown column "${name}"`, { known });
    else if (names.indexOf(name) < i) report("csv", span, `column "${name}" is there twice`);
  });
  for (const name of required) {
    if (!names.includes(name)) report("csv", head, `missing column "${name}"`);
  }
}

function recordSpan(file: SourceFile, first: number, last: number): SourceSpan {
  const text = file.text.split("\n");
  // Empty lines between records belong to none
  while (first < last && text[first - 1]?.trim() === "") first++;
  const start = text.slice(0, first - 1).join("\n").length + (first > 1 ? 1 : 0);
  const end = text.slice(0, last).join("\n").length;
  return file.span(start, end);
}

function lineSpan(file: SourceFile, line: number): SourceSpan {
  return recordSpan(file, line, line);
}
