/**
 * Where a line of running text must not end.
 *
 * @module
 */
import type { RichElement, RichNode } from "../types.ts";

/** A space before a unit or a percent sign. */
const BEFORE_UNIT = String
  .raw` (?=%|(?:[kMGTPEmµnp]|[kMGTPE]i)?(?:B|bytes?|FLOPs?|s|J|W|Hz|m)(?:\/(?:s|byte|B))?(?![\w/]))`;
const AFTER_DIGIT = new RegExp(`(?<=\\d)${BEFORE_UNIT}`, "g");
const AT_START = new RegExp(`^${BEFORE_UNIT}`);

/**
 * Keeps numbers and their units on one line.
 *
 * @param text Running text
 * @returns The text, with spaces between the two that do not break
 *
 * @example
 * ```ts
 * import { bindUnits } from "@/lib/course/markdown/unbroken.ts";
 * import { expect } from "@std/expect";
 *
 * expect(bindUnits("99 % of 8 GB/s")).toBe("99\u00a0% of 8\u00a0GB/s");
 * expect(bindUnits("2 matrices in 3 steps")).toBe("2 matrices in 3 steps");
 * ```
 */
export function bindUnits(text: string): string {
  return text.replace(AFTER_DIGIT, "\u00a0");
}

/**
 * Keeps the unit after a computed number on its line, and the punctuation after a formula, a
 * computed number or a term: browsers break a line on either side of these.
 *
 * @param nodes Siblings
 * @returns The siblings, what belongs together in elements of class `unbroken`
 */
export function joinSiblings(nodes: readonly RichNode[]): RichNode[] {
  const joined: RichNode[] = [];
  for (const node of nodes) {
    const before = joined.at(-1);
    if (typeof node !== "string" || typeof before !== "object") {
      joined.push(node);
      continue;
    }
    const text = isNumber(before) ? node.replace(AT_START, "\u00a0") : node;
    const mark = isBox(before) ? /^[.,;:!?)]*/.exec(text)?.[0] ?? "" : "";
    if (mark) {
      const children = [before, mark];
      joined[joined.length - 1] = { tag: "span", props: { class: "unbroken" }, children };
    }
    joined.push(text.slice(mark.length));
  }
  return joined.filter((node) => node !== "");
}

function isNumber({ tag }: RichElement): boolean {
  return tag === "x-calc" || tag === "x-value";
}

/** Whether an element stands in a line as one box: a formula, or a button. */
function isBox({ tag, props }: RichElement): boolean {
  return tag === "math" ? props?.display !== "block" : tag === "x-calc" || tag === "x-term";
}
