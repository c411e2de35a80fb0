import { formatNumber } from "@/lib/compute/mod.ts";
import { type Crossing, valueAt } from "@/lib/compute/trends/mod.ts";
import type { FigureContext } from "../definition.ts";
import { calendarText, capitalised } from "../text.ts";
import { factorOver, fewestPoints } from "../trend/fit.ts";
import { monthInYears } from "../trend/months.ts";
import { growthText } from "../trend/text.ts";
import { type Growth, mooresLaw } from "./fits.ts";
import type { GrowthState } from "./state.ts";
import { bytesText, devicesText, durationText, inDate, workText } from "./text.ts";

/** What there is to see, in one sentence. */
export function growthFinding(
  state: GrowthState,
  growth: Growth,
  context: FigureContext,
): string {
  const says = state.measure === "parameters"
    ? sizeFinding(state, growth)
    : workFinding(growth, context);
  return capitalised(`${pointsText(growth)}${says}`);
}

/** Which points the lines rest on, where they are not those of the paper. */
function pointsText({ models, memory }: Growth): string {
  const out = [...models.out, ...memory.out];
  const all = out.length + models.used.length + memory.used.length;
  const [first] = out;
  if (!first) return "";
  return out.length === 1 ? `without ${first.label}, ` : `without ${out.length} of ${all} points, `;
}

function sizeFinding(state: GrowthState, growth: Growth): string {
  const { models, memory } = growth;
  if (!models.trend) return tooFew(memory.trend ? "Transformers" : "Transformers and accelerators");
  const factor = growthText(factorOver(models.trend.slope, 2));
  const grow = models.trend.slope < 0 ? `fall to ${factor}` : `grow ${factor}`;
  if (!memory.trend) return `Transformers ${grow} every two years, but ${tooFew("accelerators")}`;
  const other = growthText(factorOver(memory.trend.slope, 2));
  const verb = memory.trend.slope < 0 ? "falls to " : models.trend.slope < 0 ? "grows " : "";
  return `Transformers ${grow} every two years, the memory of an accelerator ${verb}${other}${
    meeting(state, growth)
  }`;
}

/** Where the models' line meets that of the memory. */
function meeting(state: GrowthState, { models, crossing, ratio }: Growth): string {
  if (!models.trend || !ratio || crossing?.date === undefined) return "";
  const model = `at ${bytesText(state)}, the model of the trend`;
  const when = inDate(crossing.date);
  // Models that grow more slowly than memory come to fit
  if (ratio.perYear < 1) return `: ${model} comes to fit ${devicesText(state)} ${when}`;
  return `: ${model} ${outgrow(crossing, models.trend.lastDate)} ${devicesText(state)} ${when}`;
}

function outgrow({ date = Infinity }: Crossing, lastDate: number): string {
  return date <= lastDate ? "outgrew" : "outgrows";
}

function workFinding({ models, at }: Growth, { machines }: FigureContext): string {
  if (!models.trend) return tooFew("Transformers");
  const date = monthInYears(at);
  const factor = growthText(factorOver(models.trend.slope, 2));
  const rate = models.trend.slope < 0
    ? `training a Transformer falls to ${factor} the compute`
    : `training a Transformer takes ${factor} the compute`;
  const work = valueAt(models.trend, date);
  const peak = machines.find(({ id }) => id === "a100-80")?.peaks.fp16;
  const time = peak ? `, ${durationText(work / peak)} of one A100 at its FP16 peak` : "";
  const moore = formatNumber(factorOver(mooresLaw().slope, 2), { digits: 2 });
  return `${rate} every two years, Moore’s law gives ${moore}\u00a0times: in ${
    calendarText(date)
  } the trend takes ${workText(work)}${time}`;
}

function tooFew(what: string): string {
  return `${what} have too few points left for a line: it takes ${fewestPoints}, not all of one ` +
    "date";
}
