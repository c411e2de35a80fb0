import {
  describeDimension,
  formatQuantity,
  parseQuantity,
  parseUnit,
  type Quantity,
  sameDimension,
} from "@/lib/compute/mod.ts";
import type { NumberStyle, Tolerance } from "../types.ts";
import { describeValue, isQuantity, type Value, type Vocabulary } from "../expression/mod.ts";
import { evaluateSource } from "./compiled_expressions.ts";
import { withinTolerance } from "./tolerance.ts";
import type { Parameters } from "./variant.ts";

/** A question whose answer is a number: an exercise, or a numeric prediction. */
export interface NumericQuestion {
  readonly answer: string;
  readonly unit: string;
  readonly tolerance: Tolerance;
}

/**
 * Computes the exact answer of a variant.
 *
 * @param question Its answer and unit
 * @param parameters The variant's parameters
 * @param vocabulary What the answer may call
 * @returns The answer in base units
 * @throws {RangeError} If it does not fit the unit
 * @throws {TypeError} If it is no number
 */
export function exactAnswer(
  question: Pick<NumericQuestion, "answer" | "unit">,
  parameters: Parameters,
  vocabulary: Vocabulary,
): Quantity {
  const value = evaluateSource(question.answer, { parameters, vocabulary });
  const { dimension, factor } = parseUnit(question.unit);
  const exact = asQuantity(value);
  if (sameDimension(exact.dimension, dimension)) return exact;
  if (typeof value !== "number") {
    throw new RangeError(
      `The answer is in ${describeDimension(exact.dimension)}, which cannot be written in ` +
        (question.unit || "a plain number: name its unit"),
    );
  }
  // A number of FLOPs is the same in FLOP; in GFLOP nobody could say which of the two was meant
  if (factor === 1) return { value, dimension };
  throw new RangeError(
    `The answer is a plain number, but the unit is ${question.unit}: ` +
      'give the number its unit, such as unit(2 * n, "FLOP")',
  );
}

/**
 * Chooses how an answer is written: in its unit, with as many digits as it
 * takes that the number shown would itself be marked right.
 *
 * @param exact The exact answer
 * @param question Its unit and tolerance
 * @returns The style; three digits, or whole numbers in full, where that is enough
 */
export function answerStyle(
  exact: Quantity,
  { unit, tolerance }: Pick<NumericQuestion, "unit" | "tolerance">,
): NumberStyle {
  const styles: NumberStyle[] = [
    { unit },
    ...[4, 6, 8, 10, 12].map((digits) => ({ unit, digits })),
  ];
  const enough = styles.find((style) => {
    const shown = parseQuantity(formatQuantity(exact, style)).value;
    return withinTolerance(shown, exact.value, tolerance, unit);
  });
  return enough ?? { unit, digits: 15 };
}

/** Reads a number, plain or with a dimension. */
export function asQuantity(value: Value): Quantity {
  if (typeof value === "number") return { value, dimension: {} };
  if (typeof value === "object" && isQuantity(value)) return value;
  throw new TypeError(`The answer must be a number, not ${describeValue(value)}`);
}
