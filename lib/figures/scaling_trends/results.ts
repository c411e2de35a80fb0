import { formatNumber } from "@/lib/compute/mod.ts";
import { growthSeries } from "@/lib/compute/data/growth.ts";
import { growthOver, ridgePointAt, type Trend, valueAt } from "@/lib/compute/trends/mod.ts";
import type { Readout, TableModel, Working } from "../model.ts";
import { calendarText, capitalised, intensityText } from "../text.ts";
import { factorOver, fewestPoints } from "../trend/fit.ts";
import { growthWorkings } from "../trend/workings.ts";
import { doublingCell, doublingText, factorText, growthText, intervalText } from "../trend/text.ts";
import { growthBetween, ridgeOf, type Scaled, sinceOf, yearOf } from "./fits.ts";
import type { ScalingState } from "./state.ts";

/** Growth of every series, and of the ridge point. */
export function scalingReadout(state: ScalingState, series: readonly Scaled[]): Readout {
  const ridge = ridgeOf(series);
  const [since, year] = [sinceOf(state, series), yearOf(state, series)];
  const cells = (slope: number) => ({
    twenty: { text: growthText(factorOver(slope, 20)) },
    doubles: { text: doublingCell(slope) },
    now: { text: growthText(growthBetween({ slope }, since, year)) },
  });
  return {
    columns: [
      "every two years",
      "95\u00a0% interval",
      "in twenty years",
      "doubles in",
      "printed",
      "points",
      `${calendarText(since)} to ${year}`,
    ],
    rows: [
      ...series.map(({ id, look, trend, used }) => {
        const { role, name } = look;
        const label = capitalised(name);
        const printed = { text: printedText(id) };
        const points = { text: String(trend ? trend.points.length : used.length) };
        if (!trend) {
          const none = { text: "" };
          const few = { text: `needs ${fewestPoints} points` };
          return { label, cells: [few, none, none, none, printed, points, none] };
        }
        const { twenty, doubles, now } = cells(trend.slope);
        const growth = { text: growthText(factorOver(trend.slope, 2)), role };
        const interval = { text: intervalText(growthOver(trend, 2)) };
        return { label, cells: [growth, interval, twenty, doubles, printed, points, now] };
      }),
      ...(ridge
        ? [ridge].map(({ growth, slope }) => {
          const { twenty, doubles, now } = cells(slope);
          return {
            label: "Ridge point: peak rate ÷ DRAM bandwidth",
            cells: [
              { text: growthText(factorOver(slope, 2)) },
              { text: intervalText(growth.perTwoYears) },
              twenty,
              doubles,
              { text: "" },
              { text: "" },
              now,
            ],
          };
        })
        : []),
    ],
  };
}

function printedText(id: Scaled["id"]): string {
  const series = growthSeries.find((each) => each.id === id);
  return series ? `${series.printedPerTwoYears.toFixed(1)}\u00a0times` : "–";
}

/** The regressions with their numbers, and the ridge point that follows. */
export function scalingWorkings(state: ScalingState, series: readonly Scaled[]): Working[] {
  const ridge = ridgeOf(series);
  const year = yearOf(state, series);
  return [
    ...series.flatMap(({ look, trend }) =>
      trend ? growthWorkings(capitalised(look.name), look.role, trend) : []
    ),
    ...(ridge ? ridgeWorkings(ridge.peak, ridge.dram, year) : []),
  ];
}

function ridgeWorkings(peak: Trend, dram: Trend, year: number): Working[] {
  const slope = peak.slope - dram.slope;
  const numbers = [peak.slope, dram.slope].map((each) => formatNumber(each, { digits: 4 }));
  return [
    {
      label: "Ridge point, slope",
      formula: "b(peak) − b(DRAM)",
      numbers: numbers.join(" − "),
      result: `${formatNumber(slope, { digits: 4 })} decades a year`,
    },
    {
      label: "Ridge point, doubling",
      formula: "log₁₀ 2 ÷ b",
      numbers: `0.301 ÷ ${formatNumber(slope, { digits: 4 })}`,
      result: doublingText(slope),
    },
    {
      label: `Ridge point, lines in ${year}`,
      formula: "peak rate ÷ DRAM bandwidth",
      numbers: `${rate(peak, year)}FLOP/s ÷ ${rate(dram, year)}B/s`,
      result: intensityText(ridgePointAt(peak, dram, year)),
    },
  ];
}

function rate(trend: Trend, year: number): string {
  return `${factorText(valueAt(trend, year) / 1e12)}\u00a0T`;
}

/** Every point drawn, with its value, and whether it is in the fit. */
export function scalingTable(state: ScalingState, series: readonly Scaled[]): TableModel {
  const chart = state.base === "absolute" ? "on the chart" : `multiple of ${baseText(state)}`;
  return {
    caption: "The points of the paper's figure and the machines laid over",
    columns: [
      { label: "series", unit: "" },
      { label: "date", unit: "" },
      { label: "device", unit: "" },
      { label: "name in the paper", unit: "" },
      { label: "value", unit: "" },
      { label: "unit", unit: "" },
      { label: chart, unit: "" },
      { label: "in the fit", unit: "" },
    ],
    rows: series.flatMap(({ look, used, out, later, one }) => [
      ...[...used, ...out].toSorted((a, b) => a.date - b.date).map((dot) => [
        look.name,
        dot.day,
        dot.label,
        dot.basis,
        dot.value,
        look.unit,
        dot.value / one,
        used.includes(dot) ? "yes" : "no",
      ]),
      ...later.map((dot) => [
        look.name,
        dot.day,
        dot.label,
        "not in the paper",
        dot.value,
        look.unit,
        dot.value / one,
        state.later === "fit" ? "yes" : "no",
      ]),
    ]),
  };
}

function baseText({ base }: ScalingState): string {
  return base === "first" ? "the first point" : `the line in ${base}`;
}
