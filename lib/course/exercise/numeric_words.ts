/**
 * What a reader is told about the number that they gave.
 *
 * @module
 */
import { formatQuantity, parseUnit, type Quantity } from "@/lib/compute/mod.ts";
import type { OtherReading, ReadAnswer } from "./answer.ts";
import { DOUBTS } from "./answer_doubt.ts";
import { answerStyle, type NumericQuestion } from "./exact_answer.ts";
import { factorHint } from "./factor_hint.ts";
import { allowedDifference, describeTolerance, digitsNeeded } from "./tolerance.ts";

const WORDS = ["no", "one", "two", "three", "four", "five", "six"];

/** Names the exact value, with enough digits that it would itself be marked right. */
export function exactSentence(exact: Quantity, exercise: NumericQuestion): string {
  const style = answerStyle(exact, exercise);
  return `The exact value is ${formatQuantity(exact, { digits: 4, ...style })}.`;
}

/** Asks whether something was meant the other way. */
export function otherwiseSentence(
  { value }: ReadAnswer,
  other: OtherReading,
  unit: string,
): string {
  const advice = DOUBTS[other.doubt](formatInUnit(value, unit));
  return `Did you mean ${formatInUnit(other.value, unit)}? ${advice}`;
}

/** Whether a number is another, rounded to two digits or more: then no slip explains it better. */
export function isRounded(given: number, exact: number): boolean {
  for (let digits = 2; digits <= 15; digits++) {
    if (Math.abs(Number(exact.toPrecision(digits)) - given) <= 1e-9 * Math.abs(given)) return true;
  }
  return false;
}

/** Says what is wrong with a number, as far as the number alone shows it. */
export function wrongSentence(
  answer: ReadAnswer,
  exact: Quantity,
  exercise: NumericQuestion,
): string {
  const { unit, tolerance } = exercise;
  const { factor } = parseUnit(unit);
  const needed = describeTolerance(tolerance, unit).replace(
    /^exactly$/,
    "equal to the exact value",
  );
  const digits = digitsNeeded(exact.value, tolerance, unit);
  const advice = digits === undefined ? "give all its digits" : `give ${digitWords(digits)}`;
  if (isRounded(answer.value / factor, exact.value / factor)) {
    return `Close, but not ${needed}: ${advice}.`;
  }
  const hint = factorHint({
    given: answer.value,
    exact: exact.value,
    dimension: exact.dimension,
    factor,
  });
  if (hint) return hint;
  const allowed = allowedDifference(exact.value, tolerance, unit);
  const isClose = allowed > 0 && Math.abs(answer.value - exact.value) <= 3 * allowed;
  if (!isClose) return `That is not ${needed}.`;
  return digitsOf(answer.value / factor) < (digits ?? 0)
    ? `Close, but not ${needed}: ${advice}.`
    : `Close, but not ${needed}. Did you round on the way?`;
}

/** How many digits a number is written with, zeros at its ends left out. */
function digitsOf(value: number): number {
  return value.toExponential(11).replace(/e.*$/, "").replace(/[-.]/g, "").replace(/0+$/, "").length;
}

function digitWords(digits: number): string {
  return `${WORDS[digits] ?? digits} digit${digits === 1 ? "" : "s"}`;
}

/** A value in the asked unit, with digits enough to see how it was read. */
export function formatInUnit(value: number, unit: string): string {
  return formatQuantity({ value, dimension: parseUnit(unit).dimension }, { unit, digits: 6 });
}
