/**
 * A number with its noun.
 *
 * @param number How many
 * @param noun In the singular
 * @returns Such as `1 exercise`, `3 exercises`
 *
 * @example
 * ```ts
 * import { countWords } from "@/lib/course/count_words.ts";
 * import { expect } from "@std/expect";
 *
 * expect(countWords(1, "exercise")).toBe("1 exercise");
 * expect(countWords(0, "exercise")).toBe("0 exercises");
 * ```
 */
export function countWords(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
