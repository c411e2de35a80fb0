/**
 * Output and errors of the reader's code, as short texts.
 *
 * @module
 */
import { LIMITS } from "./types.ts";

const textOf = String;
const { stringify } = JSON;
const { isArray } = Array;
const { apply } = Reflect;
const { slice } = String.prototype;
const { exec } = RegExp.prototype;

/** The name under which the reader's code appears in stacks. */
export const SOURCE_NAME = "exercise.js";

const PLACE = /exercise\.js:(\d+)/;

/** A console whose lines go to a function; there are only so many. */
export function makeConsole(write: (text: string) => void): Record<string, unknown> {
  let left: number = LIMITS.lines;
  const log = (...values: unknown[]) => {
    if (left < 0) return;
    if (left-- === 0) return write("There is more output, which is not shown.");
    let line = "";
    for (let i = 0; i < values.length; i++) {
      line += (i > 0 ? " " : "") + describe(values[i]);
      if (line.length > LIMITS.line) break;
    }
    write(cut(line));
  };
  return { log, info: log, warn: log, error: log, debug: log };
}

/** A value as a line of output. */
function describe(value: unknown): string {
  try {
    if (typeof value === "string") return value;
    if (typeof value !== "object" || value === null) return textOf(value);
    // Long lists are not written out in full only to be cut
    if ((isArray(value) || ArrayBuffer.isView(value)) && (value as never[]).length > 200) {
      return `a list of ${(value as never[]).length}`;
    }
    if (ArrayBuffer.isView(value)) return stringify(Array.from(value as unknown as number[]));
    return stringify(value) ?? textOf(value);
  } catch {
    return "a value that cannot be shown";
  }
}

/** An error as text, and the line of the reader's code in which it was thrown. */
export function describeError(error: unknown): { text: string; line?: number } {
  try {
    const { name, message, stack } = Object(error) as Partial<Error>;
    const text = typeof message === "string" ? `${textOf(name)}: ${message}` : describe(error);
    const found = typeof stack === "string" ? apply(exec, PLACE, [cut(stack, 4000)]) : null;
    const line = found === null ? 0 : +(found[1] ?? 0);
    return { text: cut(text), ...(line > 0 ? { line } : {}) };
  } catch {
    return { text: "An error that cannot be shown" };
  }
}

function cut(text: string, length: number = LIMITS.line): string {
  return text.length > length ? `${apply(slice, text, [0, length])}…` : text;
}
