import {
  checkExpression,
  describeValue,
  errorSpan,
  type Span,
  type Vocabulary,
} from "../expression/mod.ts";
import { formatValue } from "../expression/mod.ts";
import { parseOnce } from "./compiled_expressions.ts";
import type { Parameters } from "./variant.ts";

/** Something wrong with an exercise, for its author. */
export interface ExerciseProblem {
  readonly message: string;
  /** Where in the exercise: `answer`, `slips[0].say`, `params.n`. */
  readonly path: string;
  /** The expression, if the problem lies in one. */
  readonly expression?: string;
  /** Where in the expression. */
  readonly span?: Span;
  /** What would have been known there, nearest first. */
  readonly known?: readonly string[];
}

/** Collects problems; of one path and kind only the first, as variants repeat themselves. */
export class Problems {
  readonly #found = new Map<string, ExerciseProblem>();

  get list(): ExerciseProblem[] {
    return [...this.#found.values()];
  }

  /** Whether something under a path is already known to be wrong. */
  has(path: string): boolean {
    return this.list.some((problem) => problem.path === path);
  }

  add(path: string, message: string, more: Omit<ExerciseProblem, "path" | "message"> = {}): void {
    const key = `${path}\n${more.expression ?? ""}\n${more.span?.index ?? ""}`;
    if (!this.#found.has(key)) this.#found.set(key, { path, message, ...more });
  }

  /** Checks an expression without evaluating it. */
  checkSource(
    path: string,
    expression: string,
    parameters: readonly string[],
    vocabulary: Vocabulary,
  ): void {
    try {
      const found = checkExpression(parseOnce(expression), { parameters, vocabulary });
      for (const { message, index, length, known } of found) {
        this.add(path, message, {
          expression,
          span: { index, length },
          ...(known ? { known } : {}),
        });
      }
    } catch (error) {
      this.addError(path, error, expression);
    }
  }

  /** Runs a step that evaluates something with a variant; reports what it throws. */
  attempt<T>(path: string, parameters: Parameters, step: () => T): T | undefined {
    if (this.has(path)) return undefined;
    try {
      return step();
    } catch (error) {
      this.addError(path, error, undefined, parameters);
      return undefined;
    }
  }

  addError(path: string, error: unknown, expression?: string, parameters: Parameters = {}): void {
    if (!(error instanceof Error)) throw error;
    const span = errorSpan(error);
    this.add(path, error.message + withParameters(parameters), {
      ...(expression === undefined ? {} : { expression }),
      ...(span && expression !== undefined ? { span } : {}),
    });
  }
}

/** Names a variant's numbers, for messages about it. */
export function withParameters(parameters: Parameters): string {
  const words = Object.entries(parameters).slice(0, 6).map(([name, value]) => {
    return `${name} = ${typeof value === "object" ? describeValue(value) : formatValue(value)}`;
  });
  return words.length > 0 ? `, with ${words.join(", ")}` : "";
}
