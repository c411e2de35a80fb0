import { parseUnit } from "@/lib/compute/mod.ts";
import type { NumericFields } from "../schema/exercise_schema.ts";
import { DEFAULT_TOLERANCE, parseTolerance } from "../schema/tolerance.ts";
import type { Report } from "../schema/problem.ts";
import type { SourceText } from "../schema/source.ts";
import type { ExerciseBase, NumericExercise, Tolerance } from "../types.ts";
import type { FieldReader } from "./exercise_fields.ts";

/** Reads what only a numeric exercise has. */
export function readNumeric(
  base: ExerciseBase,
  fields: NumericFields,
  reader: FieldReader,
): NumericExercise {
  const { source, at, context: { course: { report } } } = reader;
  return {
    ...base,
    kind: "numeric",
    answer: reader.expression(at("answer")),
    unit: readUnit(source.textAt(at("unit")), report),
    tolerance: readTolerance(source.textAt(at("tolerance")), report),
    slips: fields.slips.map((_, i) => ({
      answer: reader.expression(at("slips", i, "answer")),
      say: reader.words(at("slips", i, "say")),
    })),
  };
}

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
