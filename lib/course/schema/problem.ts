/**
 * What is wrong with a content folder, collected and written for its author.
 *
 * @module
 */
import { byDistance } from "@/lib/compute/nearest.ts";
import type { SourceSpan } from "./source.ts";

/** Errors stop a build; warnings are printed. */
export type Severity = "error" | "warning";

/** Something an author should mend. */
export interface Problem {
  /** Path of the file, as the author would open it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** The offending text, possibly empty. */
  readonly text: string;
  readonly message: string;
  readonly severity: Severity;
  /** A stable name for the kind of problem, such as `unknown-term`. */
  readonly rule: string;
  /** The source line and a line that marks the offending text in it. */
  readonly excerpt?: string;
  /** What would have been accepted, nearest first. */
  readonly known?: readonly string[];
  /** Where the known values are kept. */
  readonly knownIn?: string;
  /** What to do. */
  readonly fix?: string;
}

/** What may be said about a problem besides its message. */
export interface ProblemDetails {
  readonly severity?: Severity;
  /** What would have been accepted; sorted by distance to the offending text. */
  readonly known?: readonly string[];
  readonly knownIn?: string;
  readonly fix?: string;
}

/** Says that something is wrong in a place. */
export type Report = (
  rule: string,
  span: SourceSpan,
  message: string,
  details?: ProblemDetails,
) => void;

/** Collects problems; the same problem in the same place counts once. */
export class ProblemList {
  readonly #found = new Map<string, Problem>();

  /** Adds a problem. Bound, so that it can be handed on. */
  readonly report: Report = (rule, span, message, details = {}) => {
    const problem = describe(rule, span, message, details);
    const key = [problem.file, problem.line, problem.column, rule, message].join("\0");
    if (!this.#found.has(key)) this.#found.set(key, problem);
  };

  /** All problems by file, line and column. */
  sorted(): Problem[] {
    return [...this.#found.values()].sort((a, b) =>
      compare(a.file, b.file) || a.line - b.line || a.column - b.column ||
      compare(a.message, b.message)
    );
  }
}

function describe(
  rule: string,
  span: SourceSpan,
  message: string,
  { severity = "error", known, knownIn, fix }: ProblemDetails,
): Problem {
  const { line, column } = span.file.place(span.start);
  const text = span.file.text.slice(span.start, span.end);
  return {
    file: span.file.path,
    line,
    column,
    text,
    message,
    severity,
    rule,
    excerpt: excerpt(span.file.line(line), column, text),
    ...(known && known.length > 0 ? { known: byDistance(unquoted(text), known) } : {}),
    ...(knownIn ? { knownIn } : {}),
    ...(fix ? { fix } : {}),
  };
}

/** The line without its indentation, and below it a mark under the offending text. */
function excerpt(line: string, column: number, text: string): string {
  const indent = Math.min(line.length - line.trimStart().length, column - 1);
  const first = text.split("\n", 1)[0] ?? "";
  const length = Math.max(1, Math.min(first.length, line.length - column + 1));
  return `${line.slice(indent).trimEnd()}\n${" ".repeat(column - 1 - indent)}${"^".repeat(length)}`;
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/s, "$2");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
