import { parseUnit } from "@/lib/compute/mod.ts";
import type { Tolerance } from "../types.ts";

/** What a numeric question allows if its author does not say. */
export const DEFAULT_TOLERANCE: Tolerance = { kind: "relative", value: 0.01 };

const NUMBER = /^(?:±\s*)?(\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*(.*)$/i;

/**
 * Reads a tolerance as authors write it.
 *
 * @param text Such as `2 %`, `0.5 GB/s`, `0.5`, `3 digits` or `exact`
 * @returns The tolerance
 * @throws {SyntaxError} If the text is none of these
 *
 * @example
 * ```ts
 * import { parseTolerance } from "@/lib/course/schema/mod.ts";
 * import { expect } from "@std/expect";
 *
 * expect(parseTolerance("2 %")).toEqual({ kind: "relative", value: 0.02 });
 * expect(parseTolerance("3 digits")).toEqual({ kind: "significant", digits: 3 });
 * ```
 */
export function parseTolerance(text: string): Tolerance {
  const trimmed = text.trim();
  if (trimmed === "exact") return { kind: "absolute", value: 0 };
  const [, digits, unit = ""] = NUMBER.exec(trimmed) ?? [];
  const value = Number(digits);
  if (digits === undefined || !Number.isFinite(value)) throw refuse(text);
  if (unit === "%") return { kind: "relative", value: value / 100 };
  if (/^(significant )?(digits?|figures?)$/.test(unit)) {
    if (!Number.isInteger(value) || value < 1 || value > 15) throw refuse(text);
    return { kind: "significant", digits: value };
  }
  // A unit of its own to the reader of units, and never what is meant
  if (/^per ?cent$|^pct$/i.test(unit)) throw refuse(text);
  if (unit === "") return { kind: "absolute", value };
  try {
    parseUnit(unit);
  } catch {
    throw refuse(text);
  }
  return { kind: "absolute", value, unit };
}

function refuse(text: string): SyntaxError {
  return new SyntaxError(
    `cannot read the tolerance "${text}": write "2 %", "0.5 GB/s", "0.5", "3 digits" or "exact"`,
  );
}
