import { describeDimension, formatQuantity, parseUnit, sameDimension } from "@/lib/compute/mod.ts";
import type { Exercise } from "../types.ts";
import type { Vocabulary } from "../expression/mod.ts";
import { evaluateSource } from "./compiled_expressions.ts";
import { asQuantity, exactAnswer, type NumericQuestion } from "./exact_answer.ts";
import { type Problems, withParameters } from "./problem.ts";
import { withinTolerance } from "./tolerance.ts";
import type { Parameters } from "./variant.ts";

/** Answers outside are no number that a reader would write in that unit. */
const SMALLEST = 1e-5;
const LARGEST = 1e12;

/** Unit and tolerance must make sense, and every slip must have something to say. */
export function checkUnits(
  question: NumericQuestion,
  exercise: Exercise,
  problems: Problems,
): void {
  const { unit, tolerance } = question;
  try {
    const asked = parseUnit(unit);
    const own = tolerance.kind === "absolute" ? parseUnit(tolerance.unit ?? unit) : asked;
    if (!sameDimension(own.dimension, asked.dimension)) {
      problems.add(
        "tolerance",
        `The tolerance is in ${describeDimension(own.dimension)}, the answer in ${unit}`,
      );
    }
  } catch (error) {
    problems.addError("unit", error);
  }
  if (tolerance.kind === "significant") {
    const { digits } = tolerance;
    if (!Number.isInteger(digits) || digits < 1 || digits > 12) {
      problems.add("tolerance", `${digits} significant figures: it must be 1 to 12`);
    }
  } else if (!(tolerance.value >= 0) || (tolerance.kind === "relative" && tolerance.value >= 1)) {
    problems.add("tolerance", "The tolerance must be at least 0, and less than 100 %");
  }
  if (exercise.kind !== "numeric") return;
  exercise.slips.forEach(({ say }, i) => {
    if (say.length === 0) problems.add(`slips[${i}].say`, "The slip has nothing to say");
  });
}

/** The answer must be finite and fit its unit; no slip may be as good as the answer. */
export function checkNumericVariant(
  question: NumericQuestion,
  exercise: Exercise,
  parameters: Parameters,
  vocabulary: Vocabulary,
  problems: Problems,
): void {
  const { unit, tolerance } = question;
  if (problems.has("unit") || problems.has("tolerance")) return;
  const exact = problems.attempt(
    "answer",
    parameters,
    () => exactAnswer(question, parameters, vocabulary),
  );
  if (exact === undefined) return;
  if (exact.value === 0 && tolerance.kind !== "absolute") {
    problems.add(
      "answer",
      `The answer is 0, of which no share can be taken: use an absolute tolerance${
        withParameters(parameters)
      }`,
    );
  }
  const shown = Math.abs(exact.value / parseUnit(unit).factor);
  if (shown !== 0 && (shown < SMALLEST || shown > LARGEST)) {
    problems.add(
      "unit",
      `The answer is ${formatQuantity(exact, { unit })}${withParameters(parameters)}: ` +
        "choose a unit in which it can be written without a power of ten",
    );
  }
  if (exercise.kind !== "numeric") return;
  exercise.slips.forEach(({ answer }, i) => {
    const path = `slips[${i}].answer`;
    const value = problems.attempt(path, parameters, () => {
      const slip = evaluateSource(answer, { parameters, vocabulary });
      if (typeof slip === "number" && parseUnit(unit).factor !== 1) {
        throw new RangeError(
          `The slip is a plain number, but the unit is ${unit}: give it a unit with unit(…, "${unit}")`,
        );
      }
      return asQuantity(slip);
    });
    if (value === undefined || !withinTolerance(value.value, exact.value, tolerance, unit)) return;
    problems.add(
      path,
      `The slip gives ${formatQuantity(exact, { unit })}, as good as the answer${
        withParameters(parameters)
      }: choose parameters or a constraint that keep them apart`,
      { expression: answer },
    );
  });
}
