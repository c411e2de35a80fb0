/**
 * What a record holds under a key, and nothing that objects have by
 * themselves: no lesson is called `constructor`.
 *
 * @param record Any record, such as lessons by slug
 * @param key Any text, such as part of an address
 * @returns The value, if there is one
 *
 * @example
 * ```ts
 * import { own } from "@/lib/course/own.ts";
 * import { expect } from "@std/expect";
 *
 * expect(own({ roofline: 22 }, "roofline")).toBe(22);
 * expect(own({ roofline: 22 }, "constructor")).toBeUndefined();
 * ```
 */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
