import { growthSeries } from "@/lib/compute/data/growth.ts";
import { growthOver, type Trend, valueAt } from "@/lib/compute/trends/mod.ts";
import type { Readout, TableModel } from "../model.ts";
import { byteText, calendarText, capitalised } from "../text.ts";
import { type Dot, dotsOf, shortLabel } from "../trend/dots.ts";
import { factorOver, fewestPoints } from "../trend/fit.ts";
import { monthInYears } from "../trend/months.ts";
import { doublingCell, growthText, intervalText } from "../trend/text.ts";
import { accelerators, families, transformers } from "./data.ts";
import { acceleratorsFor, type Fitted, type Growth, largestBy, mooresLaw } from "./fits.ts";
import type { GrowthState } from "./state.ts";
import { acceleratorsText, countText, workText } from "./text.ts";

type Cells = Readout["rows"][number]["cells"];

/** What a row has no number for. */
const none = { text: "" };

/** Growth of models and memory, and how many accelerators hold the models of the month. */
export function growthReadout(state: GrowthState, growth: Growth): Readout {
  const { models, memory, at } = growth;
  const date = monthInYears(at);
  const parameters = state.measure === "parameters";
  const now = (trend: Trend | undefined, text: (value: number) => string) =>
    trend ? { text: text(valueAt(trend, date)) } : none;
  const ratio = acceleratorsFor(growth);
  return {
    columns: [
      "every two years",
      "95\u00a0% interval",
      "doubles in",
      "printed",
      "points",
      calendarText(date),
      ...(parameters ? ["to hold it"] : []),
    ],
    rows: [
      {
        label: capitalised(transformers[state.measure].name),
        cells: [
          ...rates(models, transformers[state.measure].role, state.measure),
          now(models.trend, parameters ? countText : workText),
          ...(parameters ? [ratio === undefined ? none : { text: acceleratorsText(ratio) }] : []),
        ],
      },
      ...(parameters
        ? [{
          label: capitalised(accelerators.name),
          cells: [
            ...rates(memory, "memory", "accelerator-memory"),
            now(memory.trend, byteText),
            none,
          ],
        }, ...largestRow(state, growth)]
        : [mooreRow(date)]),
    ],
  };
}

function rates(
  { used, trend }: Fitted,
  role: NonNullable<Cells[number]["role"]>,
  series: string,
): Cells[number][] {
  const printed = growthSeries.find(({ id }) =>
    id === (series === "parameters" ? "model-parameters" : series)
  )?.printedPerTwoYears;
  const printedCell = { text: printed === undefined ? "–" : `${printed}\u00a0times` };
  if (!trend) {
    return [{ text: `needs ${fewestPoints} points` }, none, none, printedCell, {
      text: String(used.length),
    }];
  }
  return [
    { text: growthText(factorOver(trend.slope, 2)), role },
    { text: intervalText(growthOver(trend, 2)) },
    { text: doublingCell(trend.slope) },
    printedCell,
    { text: String(used.length) },
  ];
}

/** The largest Transformer of the paper by that month, on the largest accelerator. */
function largestRow({ bytes }: GrowthState, { models, memory, at }: Growth): Readout["rows"] {
  const model = largestBy([...models.used, ...models.out], at);
  const device = largestBy([...memory.used, ...memory.out], at);
  if (!model || !device) return [];
  const count = Math.ceil(model.value * bytes / device.value);
  return [{
    label: `Largest by then: ${shortLabel(model)}`,
    cells: [
      none,
      none,
      none,
      none,
      none,
      { text: countText(model.value) },
      { text: `${count} of ${byteText(device.value)}` },
    ],
  }];
}

function mooreRow(date: number): Readout["rows"][number] {
  const { slope, meanDate, meanLog } = mooresLaw();
  return {
    label: "Moore’s law, as drawn in the paper",
    cells: [
      { text: growthText(factorOver(slope, 2)) },
      none,
      { text: doublingCell(slope) },
      { text: "2\u00a0times" },
      none,
      { text: workText(10 ** (meanLog + slope * (date - meanDate))) },
    ],
  };
}

/** Every point drawn, with its value, and whether it is in a fit. */
export function growthTable(state: GrowthState, { models, memory }: Growth): TableModel {
  const compute = state.measure === "training-compute";
  const groups: { name: string; dots: readonly Dot[]; used: readonly Dot[] }[] = [
    { name: "Transformers", dots: [...models.used, ...models.out], used: models.used },
    ...families(state.measure).map(({ look, dots }) => ({ name: look.name, dots, used: [] })),
    ...(compute
      ? [{ name: "Moore’s law", dots: dotsOf("moores-law"), used: [] }]
      : [{ name: "accelerators", dots: [...memory.used, ...memory.out], used: memory.used }]),
  ];
  return {
    caption: "The points of the paper's figure",
    columns: [
      { label: "series", unit: "" },
      { label: "date", unit: "" },
      { label: "name", unit: "" },
      { label: "name in the paper", unit: "" },
      { label: "value", unit: "" },
      { label: "unit", unit: "" },
      { label: "on the chart", unit: compute ? "FLOP" : "parameters" },
      { label: "in the fit", unit: "" },
    ],
    rows: groups.flatMap(({ name, dots, used }) =>
      dots.toSorted((a, b) => a.date - b.date).map((dot) => [
        name,
        dot.day,
        dot.label,
        dot.basis,
        dot.value,
        name === "accelerators" ? "B" : compute ? "FLOP" : "parameters",
        name === "accelerators" ? dot.value / state.bytes : dot.value,
        used.includes(dot) ? "yes" : "no",
      ])
    ),
  };
}
