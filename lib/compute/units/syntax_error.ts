/**
 * The error for text that is no quantity.
 *
 * @module
 */

/**
 * A text that does not parse as a quantity or unit.
 *
 * @example Where it went wrong, and what was probably meant
 * ```ts
 * import { parseQuantity, QuantitySyntaxError } from "@/lib/compute/mod.ts";
 * import { expect } from "@std/expect";
 *
 * try {
 *   parseQuantity("80 gb");
 * } catch (error) {
 *   if (!(error instanceof QuantitySyntaxError)) throw error;
 *   expect(error.index).toBe(3);
 *   expect(error.suggestions).toEqual(["Gb", "GB"]);
 * }
 * ```
 */
export class QuantitySyntaxError extends SyntaxError {
  /** The error's name. */
  override name = "QuantitySyntaxError";
  /** Where in the text the trouble begins, counted in UTF-16 units from 0. */
  readonly index: number;
  /** How many characters it covers, at least 1. */
  readonly length: number;
  /** Spellings that may have been meant, the likeliest first. */
  readonly suggestions: readonly string[];

  /**
   * Makes an error that points at a place in a text.
   *
   * @param message What is wrong and what to write instead.
   * @param index Where the trouble begins.
   * @param length How many characters it covers.
   * @param suggestions Spellings that may have been meant.
   */
  constructor(
    message: string,
    index: number,
    length = 1,
    suggestions: readonly string[] = [],
  ) {
    super(message);
    this.index = index;
    this.length = Math.max(1, length);
    this.suggestions = suggestions;
  }
}
