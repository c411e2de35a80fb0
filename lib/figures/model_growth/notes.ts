import { datesText } from "../trend/text.ts";
import { isMixture, modelDots } from "./data.ts";
import type { Growth } from "./fits.ts";
import type { GrowthState } from "./state.ts";
import { bytesText, devicesText } from "./text.ts";

/** What to know of this state. */
export function growthNotes(state: GrowthState, growth: Growth): string[] {
  const { models, crossing, memory } = growth;
  const [first, last] = [models.trend?.firstDate, models.trend?.lastDate];
  const span = first !== undefined && last !== undefined ? (last - first).toFixed(1) : "few";
  const inferred = modelDots(state.measure).filter(({ basis }) => basis !== "printed").length;
  return [
    ...(models.trend
      ? [
        `The growth of models rests on ${models.used.length} points in ${span} years: the interval ` +
        "is wide, and points of one line of models are not independent.",
      ]
      : []),
    ...(state.band === "none" ? [] : [
      `The bands hold ${state.band === "line" ? "the line" : "a new point"} with 95\u00a0% ` +
      "confidence, at one date at a time.",
    ]),
    ...(crossing?.set && crossing.date !== undefined
      ? [
        `The data allow ${datesText(crossing.set)} for the date at which the lines of models and ` +
        `of ${devicesText(state)} meet.`,
      ]
      : []),
    ...(memory.used.length + memory.out.length > 0
      ? [
        `Memory is drawn as the parameters it holds at ${bytesText(state)}, nothing else in it; ` +
        "the paper's figure divides by 6 bytes.",
      ]
      : []),
    ...(models.used.some(isMixture)
      ? [
        "Diamonds are mixtures of experts, which use a small part of their parameters for a token.",
      ]
      : []),
    "Hollow points are shown and not fitted.",
    ...(state.measure === "training-compute"
      ? ["Moore’s law is a line drawn in the paper, not a fit."]
      : []),
    ...(inferred > 0 ? [`Of the models fitted, ${inferred} names are inferred.`] : []),
    ...(state.until > 2023
      ? ["Beyond the points, where lines are dashed, that growth goes on is an assumption."]
      : []),
  ];
}
