import { conventionSentence } from "@/lib/compute/conventions.ts";
import { basicSentence } from "@/lib/compute/mod.ts";
import { findTransformer } from "@/lib/compute/transformers/mod.ts";
import { precisionName } from "../machines.ts";
import { bandwidthText, percentText, rateText, shortName, timeText } from "../text.ts";
import { unverifiedNote } from "../unverified.ts";
import type { AllReduceState } from "./state.ts";
import type { Setting } from "./times.ts";

/** How the numbers were counted. */
export function allReduceConventions(state: AllReduceState, setting: Setting): string[] {
  const { machine, link } = setting;
  const own = state.bandwidth === 0;
  return [
    own
      ? `Link: ${machine.link?.description}, ${
        bandwidthText(2 * link.bandwidth)
      } both directions together, so w = ${bandwidthText(link.bandwidth)} one way.`
      : `Link: w = ${bandwidthText(link.bandwidth)} one way.`,
    `Latency: α = ${timeText(link.latency)} a message.`,
    conventionSentence("communication"),
    ...workConventions(state, setting),
  ];
}

function workConventions(state: AllReduceState, { peak, precision }: Setting): string[] {
  if (state.work === "none") return [];
  return [
    state.work === "data-parallel"
      ? "Each device has T tokens and all P parameters: 6·P·T FLOPs, and one all-reduce of the " +
        "gradients, two bytes each."
      : "A layer has four all-reduces of b·s·h values of two bytes in a step; each is set against " +
        "a quarter of the layer's arithmetic, matrix products only.",
    `Arithmetic at ${percentText(state.efficiency)} of the ${precisionName(precision)} peak, ${
      rateText(peak)
    }: a bound, not a prediction.`,
    basicSentence("peak"),
  ];
}

/** What is assumed, left out or uncertain. */
export function allReduceNotes(state: AllReduceState, { machine, precision }: Setting): string[] {
  const heads = findTransformer(state.model).heads;
  return [
    ...(state.latency === 5e-6
      ? [
        "The latency is a round number, for machine tables have none: 32 KiB among eight H200s " +
        "were measured to take 40 µs (Bekman), host included: 6.7 µs for each step of a tree.",
      ]
      : []),
    ...(state.work === "none" ? [] : [
      "The wall is what takes longer if all communication runs beside arithmetic; what does not " +
      "is added to the step.",
    ]),
    ...(state.bandwidth === 0 && state.devices > 8
      ? [
        "Whether such a link joins so many devices is not in the table; between servers it is " +
        "usually slower.",
      ]
      : []),
    ...(state.work === "tensor-parallel" && state.devices > heads
      ? [`The model has ${heads} heads, fewer than devices to split them over.`]
      : []),
    "Left out: pipelined and double trees, reduction in switches, contention.",
    ...(state.bandwidth === 0 && machine.unverified.includes("link")
      ? [`Unverified: the link of the ${shortName(machine)}.`]
      : []),
    ...(state.work === "none" ? [] : unverifiedNote(machine, {
      levels: machine.levels.slice(0, 1),
      precisions: [precision],
    })),
  ];
}
