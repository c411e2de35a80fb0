import { growthOver, valueAt } from "@/lib/compute/trends/mod.ts";
import type { FigureContext } from "../definition.ts";
import { bytesOf, flopsOf, type Observed } from "../observed.ts";
import { factorOver } from "../trend/fit.ts";
import { monthInYears } from "../trend/months.ts";
import { growthFinding } from "./finding.ts";
import { acceleratorsFor, growthOf, largestBy } from "./fits.ts";
import type { GrowthState } from "./state.ts";

/** The names of what the figure of model growth shows. */
export const growthNames = [
  "measure",
  "bytes",
  "devices",
  "band",
  "until",
  "at",
  "date",
  "left_out",
  "model_points",
  "memory_points",
  "model_growth",
  "model_growth_low",
  "model_growth_high",
  "memory_growth",
  "ratio_growth",
  "crossing",
  "parameters",
  "training",
  "memory",
  "accelerators",
  "largest_accelerators",
] as const;

const finite = (value: number) => Math.min(value, Number.MAX_VALUE);

/** What the figure shows; docs/figures.md says what each name is. */
export function observeGrowth(state: GrowthState): Observed<typeof growthNames[number]> {
  const growth = growthOf(state);
  const { models, memory, ratio, crossing, at } = growth;
  const date = monthInYears(at);
  const interval = models.trend && growthOver(models.trend, 2);
  const now = models.trend ? valueAt(models.trend, date) : 0;
  const count = acceleratorsFor(growth);
  const model = largestBy([...models.used, ...models.out], at);
  const device = largestBy([...memory.used, ...memory.out], at);
  return {
    measure: state.measure,
    bytes: state.bytes,
    devices: state.devices,
    band: state.band,
    until: state.until,
    at,
    date,
    left_out: models.out.length + memory.out.length,
    model_points: models.trend ? models.used.length : 0,
    memory_points: memory.trend ? memory.used.length : 0,
    model_growth: models.trend ? factorOver(models.trend.slope, 2) : 0,
    model_growth_low: interval?.lower ?? 0,
    model_growth_high: finite(interval?.upper ?? 0),
    memory_growth: memory.trend ? factorOver(memory.trend.slope, 2) : 0,
    ratio_growth: ratio ? finite(ratio.perTwoYears.value) : 0,
    crossing: crossing?.date ?? 0,
    parameters: state.measure === "parameters" ? now : 0,
    training: flopsOf(state.measure === "parameters" ? 0 : now),
    memory: bytesOf(memory.trend ? valueAt(memory.trend, date) : 0),
    accelerators: count === undefined ? 0 : Math.max(Math.ceil(count - 1e-9), 1),
    largest_accelerators: model && device ? Math.ceil(model.value * state.bytes / device.value) : 0,
  };
}

/** The state in one sentence. */
export function tellGrowth(state: GrowthState, context: FigureContext): string {
  return `${growthFinding(state, growthOf(state), context)}.`;
}
