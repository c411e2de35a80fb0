/**
 * How much an author's file may hold. Far beyond any lesson, and short of what
 * makes a parser slow or run out of stack: content is also written by strangers.
 *
 * @module
 */
import type { Report } from "./problem.ts";
import { SourceFile } from "./source.ts";

/** Characters in a file: three times the longest lesson. */
export const MAX_FILE = 120_000;
/** Characters in a line; a parser's work can grow with its square. */
export const MAX_LINE = 10_000;

/**
 * Holds a file against the limits. What Markdown may hold besides is in
 * `lib/course/markdown/bounds.ts`.
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
  let start = 0;
  for (const { length } of file.text.split("\n")) {
    if (length > MAX_LINE) {
      return cut(
        start,
        start + 60,
        `the line has ${length} characters, of which at most ${MAX_LINE} are read`,
        "break it",
      );
    }
    start += length + 1;
  }
  return file;
}
