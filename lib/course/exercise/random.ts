/**
 * Seeds made from texts. The generator itself belongs to the computation library.
 *
 * @module
 */
export { Random } from "@/lib/compute/mod.ts";

/**
 * A seed made from a text (FNV-1a), so that every exercise has a first variant
 * of its own that never changes.
 *
 * @param text Such as an exercise's id
 * @returns A whole number of 32 bits
 *
 * @example
 * ```ts
 * import { seedFrom } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(seedFrom("roofline/attainable")).toBe(seedFrom("roofline/attainable"));
 * expect(seedFrom("a")).not.toBe(seedFrom("b"));
 * ```
 */
export function seedFrom(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash >>> 0;
}
