import { formatNumber } from "@/lib/compute/mod.ts";
import { valueAt } from "@/lib/compute/trends/mod.ts";
import type { FigureContext } from "../definition.ts";
import type { Working } from "../model.ts";
import { byteText, calendarText, capitalised, rateText } from "../text.ts";
import { shortLabel } from "../trend/dots.ts";
import { monthInYears } from "../trend/months.ts";
import { growthText, intervalText } from "../trend/text.ts";
import { growthWorkings } from "../trend/workings.ts";
import { accelerators, transformers } from "./data.ts";
import { acceleratorsFor, type Growth, largestBy } from "./fits.ts";
import type { GrowthState } from "./state.ts";
import { acceleratorsText, countText, durationText, inDate, workText } from "./text.ts";

/** The regressions with their numbers, and what follows from them. */
export function growthWorkingsOf(
  state: GrowthState,
  growth: Growth,
  context: FigureContext,
): Working[] {
  const { models, memory } = growth;
  const look = transformers[state.measure];
  return [
    ...(models.trend ? growthWorkings(capitalised(look.name), look.role, models.trend) : []),
    ...(memory.trend ? growthWorkings("Memory", accelerators.role, memory.trend) : []),
    ...ratioWorkings(state, growth),
    ...(state.measure === "parameters"
      ? holdWorkings(state, growth)
      : timeWorkings(growth, context)),
  ];
}

function ratioWorkings({ devices }: GrowthState, { ratio, crossing }: Growth): Working[] {
  if (!ratio) return [];
  const found: Working[] = [{
    label: "Models ÷ memory, every two years",
    formula: "10^(2·(b(models) − b(memory)))",
    numbers: `10^(2 · ${formatNumber(Math.log10(ratio.perYear), { digits: 4 })})`,
    result: `${growthText(ratio.perTwoYears.value)}, ${intervalText(ratio.perTwoYears)}`,
  }];
  if (crossing?.date === undefined || crossing.value === undefined) return found;
  const where = devices === 1 ? "one" : formatNumber(devices, { digits: 6 });
  return [...found, {
    label: `The lines of models and of ${where} meet`,
    formula: "log(models) = log(memory)",
    numbers: `${countText(crossing.value)} parameters`,
    result: inDate(crossing.date),
  }];
}

function holdWorkings({ bytes }: GrowthState, growth: Growth): Working[] {
  const { models, memory, at } = growth;
  const date = monthInYears(at);
  const size = `${formatNumber(bytes)}\u00a0B`;
  const ratio = acceleratorsFor(growth);
  const found: Working[] = [];
  if (models.trend && memory.trend && ratio !== undefined) {
    found.push({
      label: `Model of the trend, ${calendarText(date)}`,
      formula: "parameters · bytes ÷ memory",
      numbers: `${countText(valueAt(models.trend, date))} · ${size} ÷ ${
        byteText(valueAt(memory.trend, date))
      }`,
      result: `${formatNumber(ratio)}: ${acceleratorsText(ratio)}`,
    });
  }
  const model = largestBy([...models.used, ...models.out], at);
  const device = largestBy([...memory.used, ...memory.out], at);
  if (model && device) {
    const needed = model.value * bytes / device.value;
    found.push({
      label: `${shortLabel(model)} on ${shortLabel(device)}`,
      formula: "parameters · bytes ÷ memory",
      numbers: `${countText(model.value)} · ${size} ÷ ${byteText(device.value)}`,
      result: `${formatNumber(needed)}: ${acceleratorsText(needed)}`,
    });
  }
  return found;
}

function timeWorkings({ models, at }: Growth, { machines }: FigureContext): Working[] {
  const peak = machines.find(({ id }) => id === "a100-80")?.peaks.fp16;
  if (!models.trend || !peak) return [];
  const date = monthInYears(at);
  const work = valueAt(models.trend, date);
  return [{
    label: `Model of the trend, ${calendarText(date)}, on one A100`,
    formula: "FLOPs ÷ dense FP16 peak",
    numbers: `${workText(work)} ÷ ${rateText(peak)}`,
    result: durationText(work / peak),
  }];
}
