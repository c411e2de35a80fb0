import { formatNumber } from "@/lib/compute/mod.ts";
import { twoSidedT } from "@/lib/compute/statistics/mod.ts";
import { growthOver, type Trend } from "@/lib/compute/trends/mod.ts";
import type { ColourRole, Working } from "../model.ts";
import { factorOver } from "./fit.ts";
import { growthText, intervalText } from "./text.ts";

/** A regression with the numbers put in: its slope, the growth that follows, and its interval. */
export function growthWorkings(name: string, role: ColourRole, trend: Trend): Working[] {
  const { slope, spread, standardError, level, degreesOfFreedom } = trend;
  const t = twoSidedT(level, degreesOfFreedom);
  const number = (value: number) => formatNumber(value, { digits: 4 });
  return [
    {
      label: `${name}, slope b`,
      formula: "Σxy ÷ Σx²",
      numbers: `${number(slope * spread)} ÷ ${number(spread)}`,
      result: `${number(slope)} decades a year`,
      role,
    },
    {
      label: `${name}, every two years`,
      formula: "10^(2·b)",
      numbers: `10^(2 · ${number(slope)})`,
      result: growthText(factorOver(slope, 2)),
      role,
    },
    {
      label: `${name}, 95\u00a0% interval`,
      formula: "10^(2·(b ± t·s ÷ √Σx²))",
      numbers: `10^(2 · (${number(slope)} ± ${number(t)} · ${number(standardError)} ÷ √${
        number(spread)
      }))`,
      result: intervalText(growthOver(trend, 2)),
      role,
    },
  ];
}
