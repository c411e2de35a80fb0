/**
 * Fields that say how an answer is given: its unit, its tolerance.
 *
 * @module
 */
import { parseUnit } from "@/lib/compute/mod.ts";
import type { Report } from "../schema/problem.ts";
import type { SourceText } from "../schema/source.ts";
import { DEFAULT_TOLERANCE, parseTolerance } from "../schema/tolerance.ts";
import type { Tolerance } from "../types.ts";

/** Reads an answer's unit; a wrong one is reported and left out. */
export function readUnit(text: SourceText | undefined, report: Report): string {
  const unit = text?.value.trim() ?? "";
  try {
    parseUnit(unit);
    return unit;
  } catch (error) {
    if (text) report("unit", text.span(), error instanceof Error ? error.message : String(error));
    return "";
  }
}

/** Reads a tolerance; a wrong one is reported and replaced by the default. */
export function readTolerance(text: SourceText | undefined, report: Report): Tolerance {
  if (!text) return DEFAULT_TOLERANCE;
  try {
    return parseTolerance(text.value);
  } catch (error) {
    report("tolerance", text.span(), error instanceof Error ? error.message : String(error));
    return DEFAULT_TOLERANCE;
  }
}
