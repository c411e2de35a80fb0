import { formatNumber, formatQuantity } from "@/lib/compute/mod.ts";
import type { CurveQuestion, PredictionExercise } from "../types.ts";
import type { Vocabulary } from "../expression/mod.ts";
import { parseAnswer } from "./answer.ts";
import { prepareChoices } from "./choices.ts";
import { judgeCurve, readCurve, sequence } from "./curve.ts";
import { exactAnswer } from "./exact_answer.ts";
import { withinTolerance } from "./tolerance.ts";
import type { Parameters } from "./variant.ts";

/** How a committed prediction compares with what is the case. */
export interface PredictionResult {
  /** Whether it came true; a prediction is never marked wrong for not doing so. */
  readonly held: boolean;
  /** One sentence that compares the two. */
  readonly message: string;
}

/**
 * Says whether a text can be committed as a prediction.
 *
 * @param exercise The prediction
 * @param answer The id of a choice, the text of a number, or heights as text
 * @returns What is missing, or `undefined` if it can be committed
 */
export function refusePrediction(exercise: PredictionExercise, answer: string): string | undefined {
  const { numeric, curve, choices } = exercise;
  if (curve) return refuseCurve(curve, answer);
  if (!numeric) {
    return choices.some(({ id }) => id === answer) ? undefined : "Choose what you expect first.";
  }
  const read = parseAnswer(answer, numeric.unit);
  return read.kind === "read" ? undefined : read.message;
}

/**
 * Compares a committed prediction with what is the case.
 *
 * @param exercise The prediction
 * @param parameters The variant's parameters
 * @param answer What was committed
 * @param vocabulary What its expressions may call
 * @returns The comparison
 * @throws {RangeError} If the prediction cannot be evaluated
 */
export function judgePrediction(
  exercise: PredictionExercise,
  parameters: Parameters,
  answer: string,
  vocabulary: Vocabulary,
): PredictionResult {
  const { numeric, curve, choices } = exercise;
  if (curve) {
    const { held, message } = judgeCurve(curve, readCurve(curve, answer), parameters, vocabulary);
    return { held, message };
  }
  if (!numeric) {
    const prepared = prepareChoices(choices, parameters, vocabulary);
    const held = prepared.some(({ id, correct }) => id === answer && correct);
    return { held, message: held ? "It is as you predicted." : "It is not as you predicted." };
  }
  const { unit, tolerance } = numeric;
  const exact = exactAnswer(numeric, parameters, vocabulary);
  const value = formatQuantity(exact, { unit });
  const read = parseAnswer(answer, unit);
  if (read.kind !== "read") return { held: false, message: `The value is ${value}.` };
  const given = formatQuantity({ value: read.value, dimension: exact.dimension }, { unit });
  const held = withinTolerance(read.value, exact.value, tolerance, unit);
  const distance = held ? "close enough" : compare(read.value / exact.value);
  return { held, message: `You predicted ${given}. It is ${value}: ${distance}.` };
}

/** A line is complete: a height that nobody has set is no prediction. */
function refuseCurve(curve: CurveQuestion, answer: string): string | undefined {
  const { at, x } = curve;
  const heights = readCurve(curve, answer);
  const free = at.filter((place) => !heights.has(place))
    .map((place) => formatNumber(place, { digits: 6 }));
  if (free.length === 0) return undefined;
  const unit = x.unit === "" ? "" : `\u00a0${x.unit}`;
  return `Set a height at ${x.label} ${sequence(free)}${unit} first: drag each open circle, or ` +
    "press Enter on it to leave it where it is.";
}

function compare(ratio: number): string {
  if (!Number.isFinite(ratio) || ratio <= 0) return "quite another number";
  const times = ratio > 1 ? ratio : 1 / ratio;
  if (times < 1.1) return ratio > 1 ? "a little less" : "a little more";
  const digits = times < 100 ? 2 : 1;
  const factor = formatNumber(times, { digits });
  return ratio > 1
    ? `your number is ${factor} times too large`
    : `your number is ${factor} times too small`;
}
