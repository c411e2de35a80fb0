import type { FigureSchema } from "../definition.ts";
import { FigurePropError } from "../error.ts";
import { type Attributes, readInteger, readList, refuseUnknown } from "../props.ts";
import { readAmount, readHitRate, readPercent } from "./read.ts";

/** The state of the figure of Wulf and McKee. */
export interface WulfMckeeState {
  /** The part of accesses that the cache serves, 0 to 1. */
  readonly hitRate: number;
  /** Processor cycles of a hit. */
  readonly cacheCycles: number;
  /** Processor cycles of a miss in the first year. */
  readonly memoryCycles: number;
  /** By how many percent processors become faster in a year. */
  readonly processorGrowth: number;
  /** By how many percent memory becomes faster in a year. */
  readonly memoryGrowth: number;
  /** Every how manieth instruction refers to memory. */
  readonly references: number;
  /** The first year and the last one drawn. */
  readonly start: number;
  readonly until: number;
  /** The year from which on both grow alike; `undefined` if the gap never stops growing. */
  readonly gapUntil: number | undefined;
  /** Further hit rates, drawn as fainter lines. */
  readonly compare: readonly number[];
  readonly controls: readonly WulfMckeeControl[];
}

/** Groups of controls that an author can leave out. */
export type WulfMckeeControl =
  | "presets"
  | "hit_rate"
  | "gap"
  | "growth"
  | "memory_cycles"
  | "references";

const allControls: readonly WulfMckeeControl[] = [
  "presets",
  "hit_rate",
  "gap",
  "growth",
  "memory_cycles",
  "references",
];

/** Those there are unless the author says otherwise; the two growths make the gap. */
const usualControls = allControls.filter((control) => control !== "growth");

/** What each number may be. */
export const spans = {
  cacheCycles: { min: 0.1, max: 100 },
  memoryCycles: { min: 0.1, max: 10_000 },
  growth: { min: 0, max: 200 },
  gap: { min: 1, max: 3 },
  references: { min: 1, max: 100 },
  year: { min: 1950, max: 2100 },
} as const;

/** The most years a chart shows. */
export const mostYears = 50;

/** The most lines beside the main one. */
export const mostCompared = 4;

const propNames = [
  "hit_rate",
  "cache_cycles",
  "memory_cycles",
  "processor_growth",
  "memory_growth",
  "gap",
  "references",
  "start",
  "until",
  "gap_until",
  "compare",
  "controls",
];

/** Reads the properties of the figure. */
export function parseWulfMckee(attributes: Attributes): WulfMckeeState {
  refuseUnknown(attributes, propNames);
  const cacheCycles = readAmount(attributes, "cache_cycles", spans.cacheCycles, 1);
  const start = readInteger(attributes, "start", spans.year, 1995);
  const years = { min: start + 1, max: start + mostYears };
  const memoryGrowth = readPercent(attributes, "memory_growth", spans.growth, 7);
  return {
    hitRate: readHitRate("hit_rate", attributes.hit_rate, 0.99),
    cacheCycles,
    memoryCycles: readAmount(
      attributes,
      "memory_cycles",
      // A miss is no faster than a hit, or more hits would be slower.
      { min: cacheCycles, max: spans.memoryCycles.max },
      Math.max(4, cacheCycles),
    ),
    processorGrowth: readProcessorGrowth(attributes, memoryGrowth),
    memoryGrowth,
    references: readInteger(attributes, "references", spans.references, 5),
    start,
    until: readInteger(attributes, "until", years, start + 15),
    gapUntil: isNone(attributes.gap_until)
      ? undefined
      : readInteger(attributes, "gap_until", { min: start, max: years.max }, start),
    compare: readCompared(attributes),
    controls: readList(attributes, "controls", allControls, usualControls),
  };
}

/** The processor's growth that makes a gap beside the memory's, both in percent a year. */
export function growthOfGap(gap: number, memoryGrowth: number): number {
  return Number(((gap * (1 + memoryGrowth / 100) - 1) * 100).toPrecision(6));
}

function readProcessorGrowth(attributes: Attributes, memoryGrowth: number): number {
  const { gap, processor_growth: growth } = attributes;
  if (!gap?.trim()) return readPercent(attributes, "processor_growth", spans.growth, 80);
  if (growth?.trim()) {
    throw new FigurePropError("gap", gap, ["gap", "processor_growth"], "one of the two is enough");
  }
  // What the processor can grow by bounds the gap from both sides.
  const most = Math.min(spans.gap.max, (1 + spans.growth.max / 100) / (1 + memoryGrowth / 100));
  const value = readAmount(attributes, "gap", {
    min: spans.gap.min,
    max: Number(most.toPrecision(6)),
  }, 1);
  return Math.min(growthOfGap(value, memoryGrowth), spans.growth.max);
}

function readCompared(attributes: Attributes): number[] {
  const text = attributes.compare?.trim();
  if (!text) return [0.9, 0.998];
  if (text === "none") return [];
  const parts = text.split(",").map((part) => part.trim()).filter((part) => part !== "");
  const rates = [...new Set(parts.map((part) => readHitRate("compare", part, 0)))];
  if (rates.length > mostCompared) {
    throw new FigurePropError("compare", text, [`at most ${mostCompared} hit rates`]);
  }
  return rates.sort((a, b) => a - b);
}

function isNone(text: string | undefined): boolean {
  return !text?.trim() || text.trim() === "never";
}

/** Writes the state as properties. */
export function formatWulfMckee(state: WulfMckeeState): Record<string, string> {
  return {
    hit_rate: String(state.hitRate),
    cache_cycles: String(state.cacheCycles),
    memory_cycles: String(state.memoryCycles),
    processor_growth: String(state.processorGrowth),
    memory_growth: String(state.memoryGrowth),
    references: String(state.references),
    start: String(state.start),
    until: String(state.until),
    gap_until: state.gapUntil === undefined ? "never" : String(state.gapUntil),
    compare: state.compare.join(",") || "none",
    controls: state.controls.join(",") || "none",
  };
}

/** What the figure accepts. */
export const wulfMckeeSchema: FigureSchema<WulfMckeeState> = {
  name: "wulf-mckee",
  props: propNames.map((name) => ({ name })),
  parseProps: parseWulfMckee,
  formatProps: formatWulfMckee,
};
