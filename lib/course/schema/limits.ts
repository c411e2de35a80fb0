/**
 * How much an author's file may hold. Far beyond any lesson, and short of what
 * makes a parser slow or run out of stack: content is also written by strangers.
 *
 * @module
 */
import type { Report } from "./problem.ts";
import { SourceFile } from "./source.ts";

/** Characters in a file. */
export const MAX_FILE = 300_000;
/** Characters in a line; a parser's work can grow with its square. */
export const MAX_LINE = 10_000;
/** Quotations and lists within one another. */
export const MAX_NESTING = 30;
/** Bars in the lines of one table. */
export const MAX_CELLS = 5000;

/** Markers of quotations and list items that open a line, indentation between them. */
const MARKERS = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)))+/;

/**
 * Holds a file against the limits.
 *
 * @param file The file
 * @param report Receives the first line that is beyond one
 * @returns The file, cut off before that line
 */
export function withinLimits(file: SourceFile, report: Report): SourceFile {
  const cut = (start: number, end: number, message: string, fix: string) => {
    report("limit", { file, start, end }, message, { fix });
    return new SourceFile(file.path, file.text.slice(0, start), file.name);
  };
  if (file.text.length > MAX_FILE) {
    const start = file.text.lastIndexOf("\n", MAX_FILE) + 1;
    return cut(
      start,
      start,
      `the file has ${file.text.length} characters, of which at most ${MAX_FILE} are read`,
      "make two lessons of it",
    );
  }
  const isMarkdown = file.name.endsWith(".md");
  let start = 0;
  let cells = 0;
  for (const line of file.text.split("\n")) {
    const end = start + Math.min(line.length, 60);
    if (line.length > MAX_LINE) {
      return cut(start, end, `the line is longer than ${MAX_LINE} characters`, "break it");
    }
    if (isMarkdown) {
      const depth = MARKERS.exec(line)?.[0].replace(/\s|\d{1,9}(?=[.)])/g, "").length ?? 0;
      const indent = /^ */.exec(line)?.[0].length ?? 0;
      if (depth > MAX_NESTING || indent > 8 * MAX_NESTING) {
        return cut(
          start,
          end,
          `more than ${MAX_NESTING} quotations or lists stand within one another`,
          "take some of them out",
        );
      }
      cells = line.includes("|") ? cells + line.split("|").length - 1 : 0;
      if (cells > MAX_CELLS) {
        return cut(
          start,
          end,
          `the table has more than ${MAX_CELLS} cells`,
          "give readers a part of it, and the whole as a file",
        );
      }
    }
    start += line.length + 1;
  }
  return file;
}
