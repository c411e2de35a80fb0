import { type CodeMessage, type CodeResult, type CodeValue, LIMITS } from "./types.ts";

/**
 * Reads what came out of the sandbox. A reader's code cannot send anything by
 * itself; this is for the day that it finds a way.
 *
 * @param data Whatever arrived
 * @returns The message, or `undefined` if it is none
 *
 * @example
 * ```ts
 * import { readMessage } from "@/lib/course/code/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(readMessage({ kind: "log", text: "hello" })).toEqual({ kind: "log", text: "hello" });
 * expect(readMessage({ kind: "passed" })).toBeUndefined();
 * ```
 */
export function readMessage(data: unknown): CodeMessage | undefined {
  if (!isObject(data)) return undefined;
  const { kind } = data;
  if (kind === "begin" || kind === "done") return { kind };
  if (kind === "log" || kind === "broken") {
    const text = textOf(data.text);
    if (text === undefined) return undefined;
    return kind === "log" ? { kind, text } : { kind, text, ...lineOf(data.line) };
  }
  if (kind !== "result" || !isCount(data.call)) return undefined;
  const result = readResult(data.result);
  return result && { kind, call: data.call, result };
}

function readResult(data: unknown): CodeResult | undefined {
  if (!isObject(data)) return undefined;
  if (data.kind === "threw") {
    const text = textOf(data.text);
    return text === undefined ? undefined : { kind: "threw", text, ...lineOf(data.line) };
  }
  const measured = readCounts(data.measured);
  if (!measured) return undefined;
  if (data.kind === "odd") {
    const what = textOf(data.what);
    return what === undefined ? undefined : { kind: "odd", what, measured };
  }
  if (data.kind !== "value" || !isValue(data.value, { left: LIMITS.values }, 0)) return undefined;
  return { kind: "value", value: data.value, measured };
}

function readCounts(data: unknown): Record<string, number> | undefined {
  if (!isObject(data)) return undefined;
  const entries = Object.entries(data);
  const fits = entries.length <= 50 && entries.every(([, count]) => typeof count === "number");
  return fits ? Object.fromEntries(entries) as Record<string, number> : undefined;
}

function isValue(data: unknown, budget: { left: number }, depth: number): data is CodeValue {
  if (--budget.left < 0 || depth > LIMITS.depth + 1) return false;
  if (typeof data === "string") return data.length <= LIMITS.text;
  if (data === null || typeof data === "number" || typeof data === "boolean") return true;
  if (!isObject(data)) return false;
  if (!Array.isArray(data) && !isPlain(data)) return false;
  return Object.values(data).every((value) => isValue(value, budget, depth + 1));
}

function isObject(data: unknown): data is Record<string, unknown> {
  return typeof data === "object" && data !== null;
}

function isPlain(data: object): boolean {
  const prototype = Object.getPrototypeOf(data);
  return prototype === Object.prototype || prototype === null;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.length <= 2 * LIMITS.line ? value : undefined;
}

function lineOf(value: unknown): { line?: number } {
  return isCount(value) && value > 0 ? { line: value } : {};
}
