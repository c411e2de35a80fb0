import { countWords } from "../count_words.ts";
import type { Problem } from "./problem.ts";

/** How many known values are printed. */
const KNOWN = 8;

/** How wide an excerpt may be. */
const WIDTH = 110;

/**
 * Writes a problem for a terminal: place and message, the line with a mark
 * below the offending text, what is known, and what to do.
 *
 * @param problem The problem
 * @returns Its lines
 *
 * @example
 * ```ts
 * import { formatProblem } from "@/lib/course/schema/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const text = formatProblem({
 *   file: "content/lessons/22-the-roofline/lesson.md",
 *   line: 31,
 *   column: 33,
 *   text: '"a100-8"',
 *   message: 'unknown machine "a100-8"',
 *   severity: "error",
 *   rule: "expression",
 *   known: ["a100-80", "a100-40"],
 * });
 * expect(text).toBe(
 *   'content/lessons/22-the-roofline/lesson.md:31:33  unknown machine "a100-8"\n' +
 *     "   known: a100-80, a100-40",
 * );
 * ```
 */
export function formatProblem(problem: Problem): string {
  const { file, line, column, message, severity, excerpt, known, knownIn, fix } = problem;
  const lines = [
    `${file}:${line}:${column}  ${severity === "warning" ? "warning: " : ""}${message}`,
    ...(excerpt ? clip(excerpt.split("\n")) : []),
  ];
  if (known) {
    const more = known.length > KNOWN ? ", …" : "";
    lines.push(
      `known: ${known.slice(0, KNOWN).join(", ")}${more}${knownIn ? ` (${knownIn})` : ""}`,
    );
  }
  if (fix) lines.push(`fix: ${fix}`);
  return lines.map((text, i) => (i === 0 ? text : `   ${text}`)).join("\n");
}

/**
 * Writes all problems and one line that counts them.
 *
 * @param problems The problems
 * @returns The text, such as `2 errors, 1 warning` if there is nothing else to print
 */
export function formatProblems(problems: readonly Problem[]): string {
  return [...problems.map(formatProblem), countProblems(problems)].join("\n\n");
}

/**
 * Counts problems in words.
 *
 * @param problems The problems
 * @returns Such as `2 errors, 1 warning` or `no problems`
 */
export function countProblems(problems: readonly Problem[]): string {
  if (problems.length === 0) return "no problems";
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  return [
    ...(errors > 0 ? [countWords(errors, "error")] : []),
    ...(warnings > 0 ? [countWords(warnings, "warning")] : []),
  ].join(", ");
}

/** Cuts a long line around its mark. */
function clip([line = "", mark = ""]: string[]): string[] {
  if (line.length <= WIDTH) return [line, mark];
  const at = mark.length - mark.trimStart().length;
  const start = Math.max(0, Math.min(at - 40, line.length - WIDTH));
  const head = start > 0 ? "…" : "";
  const tail = start + WIDTH < line.length ? "…" : "";
  const cut = mark.slice(start, start + WIDTH);
  return [
    `${head}${line.slice(start, start + WIDTH)}${tail}`,
    `${head ? " " : ""}${cut}`,
  ];
}
