import type { CodeValue } from "./types.ts";

/** Characters of a value that are shown. */
const MOST = 160;

/**
 * Writes a value as the reader would in code, cut where it is long.
 *
 * @param value The value
 * @returns Such as `[1, 2, { bytes: 64 }]`
 *
 * @example
 * ```ts
 * import { showValue } from "@/lib/course/code/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(showValue([1, "two", { bytes: 64 }])).toBe('[1, "two", { bytes: 64 }]');
 * ```
 */
export function showValue(value: CodeValue | undefined): string {
  const text = write(value, MOST);
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

/** Writes no more than is needed to see that the room is used up. */
function write(value: CodeValue | undefined, room: number): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, room + 1));
  if (typeof value === "number") return Object.is(value, -0) ? "0" : showNumber(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (isList(value)) return `[${join(value, room, (item, left) => write(item, left))}]`;
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  return `{ ${join(entries, room, ([name, item], left) => `${key(name)}: ${write(item, left)}`)} }`;
}

/** Sums of decimals without their noise, and a peak rate as 9.894e14. */
function showNumber(value: number): string {
  const rounded = Number(value.toPrecision(12));
  const shown = Math.abs(value - rounded) <= 1e-14 * Math.abs(value) ? rounded : value;
  const short = shown.toExponential().replace("e+", "e");
  return short.length + 4 < String(shown).length ? short : String(shown);
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name.slice(0, MOST));
}

function join<T>(
  items: readonly T[],
  room: number,
  write: (item: T, room: number) => string,
): string {
  let text = "";
  for (const [i, item] of items.entries()) {
    if (text.length > room) break;
    text += (i > 0 ? ", " : "") + write(item, room - text.length);
  }
  return text;
}

function isList(value: CodeValue): value is readonly CodeValue[] {
  return Array.isArray(value);
}
