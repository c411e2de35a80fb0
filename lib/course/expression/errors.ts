import type { Span } from "./types.ts";

/** Text that is not an expression of the language. */
export class ExpressionSyntaxError extends SyntaxError implements Span {
  readonly index: number;
  readonly length: number;

  /**
   * @param message What is wrong and how to write it
   * @param index Offset of the first wrong character
   * @param length Number of wrong characters
   */
  constructor(message: string, index: number, length = 1) {
    super(message);
    this.index = index;
    this.length = length;
  }
}

/** Places of errors that were thrown by the functions an expression calls. */
const spans = new WeakMap<Error, Span>();

/**
 * Runs a step of the evaluation and marks an error it throws with the place of
 * the node, so that authors are shown the call and not only its message. The
 * innermost place wins.
 */
export function located<T>(span: Span, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof Error && !spans.has(error)) {
      spans.set(error, { index: span.index, length: span.length });
    }
    throw error;
  }
}

/**
 * Reads the place in the source that an error of this language points at.
 *
 * @param error What {@linkcode parseExpression} or {@linkcode evaluate} threw
 * @returns The place, or `undefined` if the error has none
 *
 * @example
 * ```ts
 * import { errorSpan, parseExpression } from "@/lib/course/expression/mod.ts";
 * import { expect } from "@std/expect";
 *
 * try {
 *   parseExpression("2 + ");
 * } catch (error) {
 *   expect(errorSpan(error)).toEqual({ index: 4, length: 1 });
 * }
 * ```
 */
export function errorSpan(error: unknown): Span | undefined {
  if (error instanceof ExpressionSyntaxError) return { index: error.index, length: error.length };
  return error instanceof Error ? spans.get(error) : undefined;
}
