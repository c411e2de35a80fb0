import type { FigureSchema } from "../definition.ts";
import { FigurePropError } from "../error.ts";
import { type Attributes, readChoice, readInteger, readList, refuseUnknown } from "../props.ts";
import { type Band, bands } from "../trend/lines.ts";
import { readMonth } from "../trend/months.ts";
import { readLeftOut, writeLeftOut } from "../trend/props.ts";
import { groups, type Measure, measures, pointIds } from "./data.ts";

/** The state of the figure of model growth. */
export interface GrowthState {
  readonly measure: Measure;
  /** Bytes that a parameter takes in memory. */
  readonly bytes: number;
  /** How many accelerators' memory is taken together. */
  readonly devices: number;
  readonly band: Band;
  /** The year that the lines are drawn to. */
  readonly until: number;
  /** The month that the numbers are read at, as `2020-06`. */
  readonly at: string;
  /** The ids of points left out of the fits. */
  readonly without: readonly string[];
  readonly controls: readonly GrowthControl[];
}

/** Groups of controls that an author can leave out. */
export type GrowthControl =
  | "presets"
  | "measure"
  | "bytes"
  | "devices"
  | "band"
  | "until"
  | "points";

const allControls: readonly GrowthControl[] = [
  "presets",
  "measure",
  "bytes",
  "devices",
  "band",
  "until",
  "points",
];

/** How far the lines can be drawn; the paper's points end in 2022. */
export const untilSpan = { min: 2022, max: 2030 };

/** The first month that can be read. */
export const firstMonth = "2016-07";

/** The most accelerators that are taken together. */
export const mostDevices = 65_536;

/** What a parameter can take: half a byte in INT4, up to FP32 with two moments and gradients twice. */
export const bytesSpan = { min: 0.5, max: 32 };

const names = [
  "measure",
  "bytes",
  "devices",
  "band",
  "until",
  "at",
  "without",
  "controls",
];

/** The months that can be read where lines are drawn to a year. */
export function monthSpan({ until }: Pick<GrowthState, "until">): readonly [string, string] {
  return [firstMonth, `${until}-01`];
}

/** Reads the properties of the figure of model growth. */
export function parseGrowth(attributes: Attributes): GrowthState {
  refuseUnknown(attributes, names);
  const measure = readChoice(attributes, "measure", measures, "parameters");
  // Within the points of either figure
  const usual = measure === "parameters" ? "2021-06" : "2020-05";
  const last = readMonth(attributes, "at", [firstMonth, `${untilSpan.max}-01`], usual);
  const needed = Number(last.slice(0, 4)) + (last.endsWith("-01") ? 0 : 1);
  const until = readInteger(attributes, "until", untilSpan, Math.max(2023, needed));
  return {
    measure,
    bytes: readBytes(attributes),
    devices: readInteger(attributes, "devices", { min: 1, max: mostDevices }, 1),
    band: readChoice(attributes, "band", bands, "line"),
    until,
    at: readMonth(attributes, "at", monthSpan({ until }), usual),
    without: readLeftOut(attributes, "without", pointIds(), groups),
    controls: readList(attributes, "controls", allControls, allControls),
  };
}

function readBytes(attributes: Attributes): number {
  const text = attributes.bytes?.trim();
  if (!text) return 2;
  const value = Number(text);
  if (value >= bytesSpan.min && value <= bytesSpan.max) return value;
  throw new FigurePropError("bytes", text, [`a number from ${bytesSpan.min} to ${bytesSpan.max}`]);
}

/** Writes the state of the figure of model growth as properties. */
export function formatGrowth(state: GrowthState): Record<string, string> {
  return {
    measure: state.measure,
    bytes: String(state.bytes),
    devices: String(state.devices),
    band: state.band,
    until: String(state.until),
    at: state.at,
    without: writeLeftOut(state.without, groups),
    controls: state.controls.join(",") || "none",
  };
}

/** What the figure of model growth accepts. */
export const modelGrowthSchema: FigureSchema<GrowthState> = {
  name: "model-growth",
  props: names.map((name) => ({ name })),
  parseProps: parseGrowth,
  formatProps: formatGrowth,
};
