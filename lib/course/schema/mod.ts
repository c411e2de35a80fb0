/**
 * Content as it is written: files, YAML and front matter, and what is wrong
 * with them.
 *
 * @module
 */
export {
  type Problem,
  type ProblemDetails,
  ProblemList,
  type Report,
  type Severity,
} from "./problem.ts";
export { countProblems, formatProblem, formatProblems } from "./problem_text.ts";
export { SourceFile, type SourceSpan, SourceText } from "./source.ts";
export { DEFAULT_TOLERANCE, parseTolerance } from "./tolerance.ts";
