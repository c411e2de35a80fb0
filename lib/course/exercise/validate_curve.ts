import { formatNumber, parseUnit } from "@/lib/compute/mod.ts";
import type { Vocabulary } from "../expression/mod.ts";
import type { CurveAxis, CurveQuestion } from "../types.ts";
import { exactHeight, judgeCurve } from "./curve.ts";
import { middleOf } from "./curve_axis.ts";
import { type Problems, withParameters } from "./problem.ts";
import type { Parameters } from "./variant.ts";

/** How many places a reader sets: fewer show no shape, more are work. */
const PLACES = { least: 5, most: 9 } as const;

/** The longest logarithmic axis, in decades. */
const MOST_DECADES = 15;

/** Axes must have ends and units, and places must lie on them in order. */
export function checkCurve({ x, y, at, within }: CurveQuestion, problems: Problems): void {
  checkAxis("curve.x", x, problems);
  checkAxis("curve.y", y, problems);
  if (at.length < PLACES.least || at.length > PLACES.most) {
    problems.add(
      "curve.at",
      `There are ${at.length} places: give ${PLACES.least} to ${PLACES.most}`,
    );
  }
  at.forEach((place, i) => {
    const before = at[i - 1];
    if (before !== undefined && place <= before) {
      problems.add(`curve.at[${i}]`, `${place} stands after ${before}: places must ascend`);
    }
    if (place < x.from || place > x.to) {
      problems.add(`curve.at[${i}]`, `${place} is not on the axis, from ${x.from} to ${x.to}`);
    }
  });
  if (!(within > 1 && within <= 10)) {
    problems.add("curve.within", `"within" is a factor above 1 and at most 10, not ${within}`);
  }
}

function checkAxis(path: string, axis: CurveAxis, problems: Problems): void {
  const { label, unit, from, to, scale } = axis;
  if (label.trim() === "") problems.add(`${path}.label`, "The axis has no label");
  try {
    parseUnit(unit);
  } catch (error) {
    problems.addError(`${path}.unit`, error);
  }
  if (!(from < to)) {
    problems.add(`${path}.to`, `The axis ends at ${to}, which is not above its start, ${from}`);
  } else if (scale === "log" && !(from > 0)) {
    problems.add(`${path}.from`, `A logarithmic axis begins above 0, not at ${from}`);
  } else if (scale === "log" && Math.log10(to / from) > MOST_DECADES) {
    problems.add(`${path}.to`, `The axis spans more than ${MOST_DECADES} decades`);
  }
}

/** At every place the answer must be on the chart, and a line left in the middle must not do. */
export function checkCurveVariant(
  curve: CurveQuestion,
  parameters: Parameters,
  vocabulary: Vocabulary,
  problems: Problems,
): void {
  if (problems.list.some(({ path }) => path.startsWith("curve."))) return;
  const { x, y, at } = curve;
  const numbers = withParameters(parameters);
  for (const place of at) {
    const height = problems.attempt(
      "curve.answer",
      parameters,
      () => exactHeight(curve, place, parameters, vocabulary),
    );
    if (height === undefined) return;
    const where = `${formatNumber(height)}\u00a0${y.unit}`.trim() + ` at ${x.label} ${place}`;
    if (height <= 0) {
      problems.add("curve.answer", `The answer is ${where}: no factor leads there${numbers}`);
    } else if (height < y.from || height > y.to) {
      problems.add(
        "curve.answer",
        `The answer is ${where}, off the axis from ${y.from} to ${y.to}${numbers}`,
      );
    }
  }
  if (problems.has("curve.answer")) return;
  const untouched = new Map(at.map((place) => [place, middleOf(y)]));
  if (judgeCurve(curve, untouched, parameters, vocabulary).held) {
    problems.add("curve.y", `A line left in the middle of the axis would count${numbers}`);
  }
}
