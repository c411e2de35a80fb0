import type { Annotation, Axis, ChartModel, Mark, Series } from "../model.ts";
import { byteText, shortestName } from "../text.ts";
import { mostDevices } from "./change.ts";
import { devicesFor, type Holding, type Part } from "./memory.ts";
import type { FitCheckState } from "./state.ts";
import { countText, devicesText, kindText, levelText, looks, shortKind } from "./words.ts";

/**
 * What is to be held as levels, one on top of the other, and the memory of more and more devices
 * as a slope: where it passes a level, there are enough devices for what lies below.
 */
export function fitChart(state: FitCheckState, holding: Holding): ChartModel {
  const { capacity, parts, total, needed } = holding;
  const { devices } = state;
  const most = mostDevices(needed, devices);
  const x: Axis = { label: "devices", unit: "", scale: "log", base: 2, min: 1, max: most };
  const lowest = Math.min(capacity, parts[0]?.upTo ?? capacity) / 3;
  const y: Axis = {
    label: "memory of all devices together",
    unit: "B",
    scale: "log",
    min: 10 ** Math.floor(Math.log10(lowest)),
    max: Math.max(total * 3, capacity * most),
  };
  const here = { x: devices, y: devices * capacity };
  return {
    x,
    y,
    series: [
      ...parts.map((part, index) => band(part, parts[index - 1], x, y)),
      // The highest first: it has the choice of where its name stands
      ...parts.flatMap((part, index) =>
        isLevel(part, index) ? [level(part, index === 0, state, x)] : []
      )
        .reverse(),
      {
        kind: "line",
        id: "memory",
        label: `${byteText(capacity)} for each ${shortestName(holding.machine)}`,
        shorter: [`${byteText(capacity)} each`],
        name: `memory of the ${shortestName(holding.machine)}s together`,
        role: "ink",
        dash: "solid",
        points: [{ x: 1, y: capacity }, { x: most, y: capacity * most }],
        labelAt: [0.85, 0.7, 0.95, 0.5, 0.3],
      },
      ...crossings(state, holding, most),
      {
        kind: "points",
        id: "here",
        label: "these devices",
        role: "ink",
        shape: "circle",
        points: [{
          ...here,
          label: `${devicesText(devices, holding.machine)}: ${byteText(here.y)}`,
          selected: true,
        }],
      },
    ],
    annotations: gap(here, total),
    handles: [{
      id: "devices",
      label: "number of devices, moved along their memory",
      valueText: `${devicesText(devices, holding.machine)}: ${byteText(here.y)} of ${
        byteText(total)
      }`,
      ...here,
      min: 1,
      max: most,
      selected: true,
    }],
  };
}

function band({ kind, upTo }: Part, before: Part | undefined, x: Axis, y: Axis): Series {
  const { role, dense } = looks[kind];
  const from = before?.upTo ?? y.min;
  return {
    kind: "area",
    id: `${kind}-band`,
    label: shortKind(kind),
    role,
    dense,
    points: [
      { x: x.min, y: from },
      { x: x.min, y: upTo },
      { x: x.max, y: upTo },
      { x: x.max, y: from },
    ],
  };
}

/** Whether a level can be told from the one below it. */
function isLevel({ bytes, upTo }: Part, index: number): boolean {
  return index === 0 || bytes / upTo > 0.015;
}

function level(part: Part, first: boolean, state: FitCheckState, x: Axis): Series {
  const { role, dash } = looks[part.kind];
  return {
    kind: "line",
    id: part.kind,
    label: levelText(part, first),
    shorter: [`${first ? "" : "+ "}${shortKind(part.kind)}`],
    name: first ? kindText(part.kind, state) : `with ${kindText(part.kind, state)}`,
    role,
    dash,
    points: [{ x: x.min, y: part.upTo }, { x: x.max, y: part.upTo }],
    labelAt: [0.015, 0.985, 0.3, 0.7],
  };
}

/** The fewest devices for each level, where there is more than the one that suffices for all. */
function crossings({ devices }: FitCheckState, holding: Holding, most: number): Series[] {
  const { parts, capacity, needed } = holding;
  const marks = new Map<number, Mark>();
  for (const { upTo, kind } of parts) {
    const count = devicesFor(upTo, capacity);
    if (count > most || count === devices) continue;
    marks.set(count, {
      x: count,
      y: count * capacity,
      label: count === needed ? `${countText(count)} hold${count === 1 ? "s" : ""} it` : "",
      name: `enough for everything up to the ${shortKind(kind)}`,
    });
  }
  return marks.size === 0 ? [] : [{
    kind: "points",
    id: "least",
    label: "least number of devices",
    role: "ink",
    shape: "diamond",
    hollow: true,
    points: [...marks.values()],
  }];
}

/** What is missing, or left. */
function gap(here: { x: number; y: number }, total: number): Annotation[] {
  const missing = total - here.y;
  if (missing === 0) return [];
  return [{
    kind: "segment",
    from: here,
    to: { x: here.x, y: total },
    label: missing > 0 ? `${byteText(missing)} missing` : `${byteText(-missing)} to spare`,
    role: "ink",
    dash: "dotted",
  }];
}
