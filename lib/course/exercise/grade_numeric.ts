import { formatQuantity, parseUnit, type Quantity, sameDimension } from "@/lib/compute/mod.ts";
import type { NumericExercise, RichNode, Slip } from "../types.ts";
import type { Vocabulary } from "../expression/mod.ts";
import { parseAnswer, type ReadAnswer } from "./answer.ts";
import { evaluateSource } from "./compiled_expressions.ts";
import { asQuantity, exactAnswer } from "./exact_answer.ts";
import {
  exactSentence,
  formatInUnit,
  isRounded,
  otherwiseSentence,
  wrongSentence,
} from "./numeric_words.ts";
import { fillTemplate } from "./template.ts";
import { withinTolerance } from "./tolerance.ts";
import type { Parameters } from "./variant.ts";

/** What became of an answer to a numeric question. */
export interface NumericGrade {
  /** `unread` is no attempt: the text could not be graded. */
  readonly outcome: "correct" | "slip" | "wrong" | "unread";
  /** What to tell the reader. */
  readonly message: readonly RichNode[];
  /** How the number was read, where that is not plain from what was written. */
  readonly readAs?: string;
}

/** What grading a numeric question needs of it. */
export type GradedNumeric = Pick<NumericExercise, "answer" | "unit" | "tolerance" | "slips">;

/**
 * Grades the text of an answer against a variant.
 *
 * @param exercise The exercise
 * @param parameters The variant's parameters
 * @param text What the reader wrote
 * @param vocabulary What its expressions may call
 * @returns The outcome and what to tell the reader
 * @throws {RangeError} If the exercise itself cannot be evaluated
 *
 * @example
 * ```ts
 * import { courseVocabulary } from "@/lib/course/expression/mod.ts";
 * import { gradeNumeric } from "@/lib/course/exercise/mod.ts";
 * import { expect } from "@std/expect";
 *
 * const exercise = {
 *   answer: 'quantity("2 TB/s") * t',
 *   unit: "GB",
 *   tolerance: { kind: "relative", value: 0.01 },
 *   slips: [{ answer: 'quantity("2 TB") / t', say: ["Multiply by the time."] }],
 * } as const;
 * const parameters = { t: { value: 0.5, dimension: { second: 1 } } };
 * const grade = (text: string) => gradeNumeric(exercise, parameters, text, courseVocabulary([]));
 * expect(grade("1 TB").outcome).toBe("correct");
 * expect(grade("4 TB/s").outcome).toBe("slip");
 * ```
 */
export function gradeNumeric(
  exercise: GradedNumeric,
  parameters: Parameters,
  text: string,
  vocabulary: Vocabulary,
): NumericGrade {
  const { unit, tolerance } = exercise;
  const answer = parseAnswer(text, unit);
  if (answer.kind === "dimension") {
    const slip = findSlip(
      exercise,
      parameters,
      vocabulary,
      answer.value,
      (value) => sameDimension(value.dimension, answer.dimension),
    );
    return slip ?? { outcome: "unread", message: [answer.message] };
  }
  if (answer.kind !== "read") return { outcome: "unread", message: [answer.message] };

  const exact = exactAnswer(exercise, parameters, vocabulary);
  const right = (value: number) => withinTolerance(value, exact.value, tolerance, unit);
  const readAs = echo(text, answer, unit);
  if (right(answer.value)) {
    return { outcome: "correct", message: [exactSentence(exact, exercise)], ...readAs };
  }
  const other = answer.otherwise?.find(({ value }) => right(value));
  if (other) return { outcome: "unread", message: [otherwiseSentence(answer, other, unit)] };
  const { factor } = parseUnit(unit);
  if (answer.unitAssumed && factor !== 1 && right(answer.value / factor)) {
    const meant = formatQuantity({ value: answer.value / factor, dimension: exact.dimension });
    const message = `Did you mean ${meant}? Without a unit a number is read in ${unit}.`;
    return { outcome: "unread", message: [message] };
  }
  const slip = isRounded(answer.value / factor, exact.value / factor) ? undefined : findSlip(
    exercise,
    parameters,
    vocabulary,
    answer.value,
    (value) => distance(value, answer.value) < distance(exact, answer.value),
  );
  if (slip) return { ...slip, ...readAs };
  return { outcome: "wrong", message: [wrongSentence(answer, exact, exercise)], ...readAs };
}

/** The slip whose value is nearest to what was given, if one is within the tolerance. */
function findSlip(
  { slips, tolerance, unit }: GradedNumeric,
  parameters: Parameters,
  vocabulary: Vocabulary,
  given: number,
  fits: (value: Quantity) => boolean,
): NumericGrade | undefined {
  const found = slips
    .map((slip) => ({ slip, value: slipValue(slip, parameters, vocabulary) }))
    .filter(({ value }) =>
      value !== undefined && fits(value) && withinTolerance(given, value.value, tolerance, unit)
    )
    .sort((a, b) => distance(a.value, given) - distance(b.value, given));
  const [nearest] = found;
  if (!nearest) return undefined;
  return { outcome: "slip", message: fillTemplate(nearest.slip.say, { parameters, vocabulary }) };
}

/** The slip's value, or nothing where the mistake cannot be made with these numbers. */
function slipValue(
  slip: Slip,
  parameters: Parameters,
  vocabulary: Vocabulary,
): Quantity | undefined {
  try {
    return asQuantity(evaluateSource(slip.answer, { parameters, vocabulary }));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function distance(value: Quantity | undefined, given: number): number {
  return value === undefined ? Infinity : Math.abs(value.value - given);
}

/** Shows how a number was read if its unit was converted or its spelling could be misread. */
function echo(text: string, answer: ReadAnswer, unit: string): { readAs?: string } {
  const isPlain = answer.unitAssumed && /^\s*[+-]?\d{1,4}(\.\d+)?\s*$/.test(text);
  return isPlain ? {} : { readAs: formatInUnit(answer.value, unit) };
}
