import type { FigureSchema } from "../definition.ts";
import { FigurePropError } from "../error.ts";
import { type Attributes, readChoice, readInteger, readList, refuseUnknown } from "../props.ts";
import { type Band, bands } from "../trend/lines.ts";
import { readLeftOut, type Switch, switches, writeLeftOut } from "../trend/props.ts";
import { groups, pointIds, type ScalingSeries, scalingSeries } from "./data.ts";

/** What later machines do: nothing, lie over the chart, or count in the fit as well. */
export type Later = "off" | "on" | "fit";

/** What is 1: each series' first point, its line in a year; or values as they are. */
export type Base = "first" | "absolute" | number;

/** The state of the figure of scaling trends. */
export interface ScalingState {
  /** Which series are drawn, at least one. */
  readonly series: readonly ScalingSeries[];
  readonly base: Base;
  readonly band: Band;
  /** The year that the lines are drawn to. */
  readonly until: number;
  /** The year that the numbers are read at. */
  readonly year: number;
  readonly later: Later;
  /** Whether the rates that the paper prints are drawn as lines. */
  readonly paper: Switch;
  /** The ids of points left out of the fit. */
  readonly without: readonly string[];
  readonly controls: readonly ScalingControl[];
}

/** Groups of controls that an author can leave out. */
export type ScalingControl =
  | "presets"
  | "series"
  | "base"
  | "year"
  | "until"
  | "band"
  | "paper"
  | "later"
  | "points";

const allControls: readonly ScalingControl[] = [
  "presets",
  "series",
  "base",
  "year",
  "until",
  "band",
  "paper",
  "later",
  "points",
];

/** How far the lines can be drawn; the paper's points end in 2022. */
export const untilSpan = { min: 2023, max: 2040 };

/** The years that can be read, and that can be a base. */
export const firstYear = 1997;

const names = ["series", "base", "band", "until", "year", "later", "paper", "without", "controls"];

/** Reads the properties of the figure of scaling trends. */
export function parseScaling(attributes: Attributes): ScalingState {
  refuseUnknown(attributes, names);
  const series = readList(attributes, "series", scalingSeries, scalingSeries);
  if (series.length === 0) {
    throw new FigurePropError("series", attributes.series ?? "", scalingSeries, "it needs one");
  }
  const at = (prop: string, min: number, max: number, fallback: number) =>
    readInteger(attributes, prop, { min, max }, fallback);
  const year = at("year", firstYear, untilSpan.max, 2022);
  const until = at("until", untilSpan.min, untilSpan.max, Math.max(2024, year));
  if (year > until) {
    throw new FigurePropError(
      "year",
      String(year),
      [`a year up to ${until}`],
      `the lines end in ${until}`,
    );
  }
  return {
    series: scalingSeries.filter((id) => series.includes(id)),
    base: readBase(attributes),
    band: readChoice(attributes, "band", bands, "none"),
    until,
    year,
    later: readChoice(attributes, "later", ["off", "on", "fit"], "off"),
    paper: readChoice(attributes, "paper", switches, "off"),
    without: readLeftOut(attributes, "without", pointIds(), groups()),
    controls: readList(attributes, "controls", allControls, allControls),
  };
}

function readBase(attributes: Attributes): Base {
  const text = attributes.base?.trim();
  if (!text || text === "first") return "first";
  if (text === "absolute") return text;
  const year = Number(text);
  if (Number.isInteger(year) && year >= firstYear && year <= untilSpan.max) return year;
  throw new FigurePropError("base", text, [
    "first",
    "absolute",
    `a year from ${firstYear} to ${untilSpan.max}`,
  ]);
}

/** Writes the state of the figure of scaling trends as properties. */
export function formatScaling(state: ScalingState): Record<string, string> {
  return {
    series: state.series.join(","),
    base: String(state.base),
    band: state.band,
    until: String(state.until),
    year: String(state.year),
    later: state.later,
    paper: state.paper,
    without: writeLeftOut(state.without, groups()),
    controls: state.controls.join(",") || "none",
  };
}

/** What the figure of scaling trends accepts. */
export const scalingTrendsSchema: FigureSchema<ScalingState> = {
  name: "scaling-trends",
  props: names.map((name) => ({ name })),
  parseProps: parseScaling,
  formatProps: formatScaling,
};
