import { isUncertain } from "@/lib/compute/mod.ts";
import { valueAt } from "@/lib/compute/trends/mod.ts";
import { calendarText } from "../text.ts";
import { crossText, listed } from "../trend/text.ts";
import { growthBetween, ridgeOf, type Scaled, sinceOf, yearOf } from "./fits.ts";
import type { ScalingState } from "./state.ts";

/** What to know of this state. */
export function scalingNotes(state: ScalingState, series: readonly Scaled[]): string[] {
  const dots = series.flatMap(({ used, out }) => [...used, ...out]);
  const inferred = dots.filter(({ basis }) => basis !== "printed").length;
  const has = (id: Scaled["id"]) => series.some((each) => each.id === id);
  return [
    ...baseNote(state, series),
    ...(has("peak-rate")
      ? [
        "The peak rates begin with FP32 and FP64 and end with dense FP16 and BF16: part of their " +
        "growth is a change of precision.",
      ]
      : []),
    ...(has("interconnect-rate")
      ? ["Interconnect is the signalling rate of one lane, not the bandwidth of a device."]
      : []),
    ...bandNote(state),
    ...(state.until > 2024
      ? ["Beyond the points, where lines are dashed, that growth goes on is an assumption."]
      : []),
    ...laterNote(state, series),
    `Points are those of the paper's figure; of ${dots.length} names ${inferred} are inferred, in ` +
    "part or in whole, or unknown.",
  ];
}

/** Why lines that begin at different dates lie further apart than they have grown apart. */
function baseNote(state: ScalingState, series: readonly Scaled[]): string[] {
  const ridge = ridgeOf(series);
  if (!ridge || state.base !== "first") return [];
  const [since, year] = [sinceOf(state, series), yearOf(state, series)];
  const at = (id: Scaled["id"]) => {
    const drawn = series.find((each) => each.id === id)?.drawn;
    return drawn ? valueAt(drawn, year) : NaN;
  };
  const apart = at("peak-rate") / at("dram-bandwidth");
  return [
    `Each series is 1 at its own first point, which is not the same year for all: in ${year} the ` +
    `lines of peak rate and DRAM bandwidth lie ${crossText(apart)} apart on the chart, but since ` +
    `${calendarText(since)} they have grown apart ${crossText(growthBetween(ridge, since, year))}.`,
  ];
}

function bandNote({ band }: ScalingState): string[] {
  switch (band) {
    case "none":
      return [];
    case "line":
      return ["The bands hold the line with 95\u00a0% confidence, at one date at a time."];
    case "point":
      return ["The bands hold a new point with 95\u00a0% confidence, at one date at a time."];
  }
}

function laterNote({ later }: ScalingState, series: readonly Scaled[]): string[] {
  if (later === "off") return [];
  const machines = series.flatMap((each) =>
    each.later.map((dot) => ({
      name: dot.label,
      doubted: isUncertain(dot.machine, {
        precision: (dot.machine.peaks.fp16 ?? 0) >= (dot.machine.peaks.bf16 ?? 0) ? "fp16" : "bf16",
        level: "memory",
      }),
    }))
  );
  const doubted = [...new Set(machines.filter((each) => each.doubted).map(({ name }) => name))];
  return [
    "Hollow points are machines of the course's table from 2023 on with GDDR or HBM memory: dense " +
    "FP16 or BF16 peak, and memory bandwidth, each in the middle of its year" +
    `${later === "fit" ? "; they count in the fit" : "; they do not count in the fit"}.`,
    ...(doubted.length > 0 ? [`Unverified: peak or bandwidth of the ${listed(doubted)}.`] : []),
  ];
}
