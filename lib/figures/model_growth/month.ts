/**
 * The chosen month on the chart: what the lines say in it, and where they meet.
 *
 * @module
 */
import { valueAt } from "@/lib/compute/trends/mod.ts";
import type { Annotation, Axis, Handle, Series } from "../model.ts";
import { calendarText } from "../text.ts";
import { monthInYears } from "../trend/months.ts";
import { accelerators, transformers } from "./data.ts";
import { acceleratorsFor, type Growth } from "./fits.ts";
import { type GrowthState, monthSpan } from "./state.ts";
import { acceleratorsText, devicesText, measureText } from "./text.ts";

/** The line that is read, and its value in the chosen month. */
function read({ measure }: GrowthState, { models, one, at }: Growth, y: Axis) {
  const date = monthInYears(at);
  const ways = [
    { look: transformers[measure], trend: models.trend },
    { look: accelerators, trend: one },
  ];
  return ways.flatMap(({ look, trend }) => {
    if (!trend || trend.firstDate > date) return [];
    const value = valueAt(trend, date);
    return value >= y.min && value <= y.max ? [{ look, date, value }] : [];
  });
}

/** Where each line is in the chosen month. */
export function here(state: GrowthState, growth: Growth, y: Axis): Series[] {
  return read(state, growth, y).map(({ look, date, value }, index): Series => ({
    kind: "points",
    id: `${look.id}-here`,
    label: `${look.name}, line`,
    role: look.role,
    shape: look.shape,
    hollow: true,
    points: [{
      x: date,
      y: value,
      label: index === 0 ? measureText(state, value) : "",
      selected: index === 0,
    }],
  }));
}

/** The month, how many accelerators lie between the lines, and where they meet. */
export function annotations(state: GrowthState, growth: Growth): Annotation[] {
  const { models, one, all, crossing, at } = growth;
  const date = monthInYears(at);
  const found: Annotation[] = [];
  if (models.trend || one) {
    found.push({
      kind: "vertical",
      at: date,
      label: calendarText(date),
      role: "soft",
      dash: "dotted",
    });
  }
  const ratio = acceleratorsFor(growth);
  if (models.trend && one && ratio !== undefined && ratio > 1 && models.trend.firstDate <= date) {
    found.push({
      kind: "segment",
      from: { x: date, y: valueAt(one, date) },
      to: { x: date, y: valueAt(models.trend, date) },
      label: acceleratorsText(ratio),
      role: "ink",
      dash: "solid",
    });
  }
  const met = crossing?.date;
  const inside = met !== undefined && models.trend && met >= models.trend.firstDate &&
    met <= state.until;
  if (inside && all) {
    const outgrows = (growth.ratio?.perYear ?? 1) >= 1;
    found.push({
      kind: "vertical",
      at: met,
      to: valueAt(all, met),
      label: `${outgrows ? "outgrows" : "comes to fit"} ${devicesText(state)}: ${
        calendarText(met)
      }`,
      shorter: [`${devicesText(state)}: ${calendarText(met)}`, calendarText(met)],
      role: "memory",
      dash: "dashed",
    });
  }
  return found;
}

/** The month is moved along the models' line, or along the memory's where that is not yet. */
export function handle(state: GrowthState, growth: Growth, y: Axis): Handle[] {
  const [first] = read(state, growth, y);
  if (!first) return [];
  const [least, most] = monthSpan(state).map(monthInYears);
  return [{
    id: "at",
    label: "month that the lines are read at",
    valueText: `${calendarText(first.date)}: ${first.look.name}, ${
      measureText(state, first.value)
    }`,
    x: first.date,
    y: first.value,
    min: least ?? first.date,
    max: most ?? first.date,
    selected: true,
  }];
}
