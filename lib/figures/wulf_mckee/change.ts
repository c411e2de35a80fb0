/**
 * What a reader can change about the figure of Wulf and McKee.
 *
 * @module
 */
import type { HandleStep } from "../definition.ts";
import type { Place } from "../model.ts";
import { gapOf, growsUntil, hitRateFor, missAt, reachedOf, wallOf } from "./access.ts";
import { tidyShare } from "./read.ts";
import { growthOfGap, spans, type WulfMckeeState } from "./state.ts";

/** Hit rates that keys and the slider step through: misses of 1, 2 and 5 times a power of ten. */
export const hitRates: readonly number[] = [
  0,
  ...[0, 1, 2, 3, 4].flatMap((power) =>
    [5, 2, 1].map((misses) => tidyShare(1 - misses / 10 ** (power + 1)))
  ),
  1,
];

/** Steps of a large key: a tenth of the misses. */
const largeStep = 3;

/** Sets the hit rate. */
export function setHitRate(state: WulfMckeeState, hitRate: number): WulfMckeeState {
  return { ...state, hitRate: tidyShare(Math.min(Math.max(hitRate, 0), 1)) };
}

/** Sets the gap: the processor grows as much faster than the memory. */
export function setGap(state: WulfMckeeState, gap: number): WulfMckeeState {
  const growth = growthOfGap(gap, state.memoryGrowth);
  const { min, max } = spans.growth;
  return { ...state, processorGrowth: Math.min(Math.max(growth, min), max) };
}

/** Sets the cycles of a miss; a miss is no faster than a hit. */
export function setMemoryCycles(state: WulfMckeeState, cycles: number): WulfMckeeState {
  return { ...state, memoryCycles: Math.max(cycles, state.cacheCycles) };
}

/**
 * The state after the crossing is dragged to a year: the hit rate that puts the wall there. Where
 * a miss takes the same time every year there is no such hit rate; then the end of the line follows
 * the pointer up and down.
 */
export function dragCrossing(state: WulfMckeeState, { x, y }: Place): WulfMckeeState {
  const { start } = state;
  const year = Math.min(Math.max(x, start), growsUntil(state));
  const grows = missAt(state, growsUntil(state)) > missAt(state, start);
  return setHitRate(state, snapped(hitRateFor(state, year, grows ? wallOf(state) : y)));
}

/** A dragged hit rate: a round one when close to it, else three digits of the misses. */
function snapped(hitRate: number): number {
  const misses = 1 - hitRate;
  if (misses <= 0) return 1;
  const near = hitRates.find((rate) => Math.abs(Math.log((1 - rate) / misses)) < 0.03);
  return near ?? 1 - Number(misses.toPrecision(3));
}

/** The state after a key: the next round hit rate. */
export function stepHitRate(state: WulfMckeeState, by: HandleStep): WulfMckeeState {
  const { hitRate } = state;
  const above = hitRates.findIndex((rate) => rate > hitRate + 1e-12);
  const below = hitRates.findLastIndex((rate) => rate < hitRate - 1e-12);
  const last = hitRates.length - 1;
  const more = above < 0 ? last : above;
  const targets: Record<HandleStep, number> = {
    less: below,
    more,
    "much-less": below - (largeStep - 1),
    "much-more": more + largeStep - 1,
    least: 0,
    most: last,
  };
  const target = Math.min(Math.max(targets[by], 0), last);
  return setHitRate(state, hitRates[target] ?? hitRate);
}

/** A state to go to at once. */
export interface WulfMckeePreset {
  readonly label: string;
  /** What it changes. */
  readonly change: Partial<WulfMckeeState>;
}

const assumptions = {
  hitRate: 0.99,
  cacheCycles: 1,
  memoryCycles: 4,
  processorGrowth: 80,
  memoryGrowth: 7,
  references: 5,
  gapUntil: undefined,
} as const;

/** States to go to at once. */
export function presetsOf({ start, until }: WulfMckeeState): WulfMckeePreset[] {
  const stop = Math.round((start + until) / 2 + 2);
  return [
    { label: "The note of 1995", change: assumptions },
    { label: "A nearly perfect cache", change: { ...assumptions, hitRate: 0.998 } },
    { label: "No misses at all", change: { ...assumptions, hitRate: 1 } },
    {
      label: `The gap stops growing in ${stop}`,
      change: { ...assumptions, hitRate: 0.998, gapUntil: stop },
    },
  ];
}

/** Whether a state is as a preset would make it. */
export function isPreset(state: WulfMckeeState, { change }: WulfMckeePreset): boolean {
  return Object.entries(change).every(([name, value]) =>
    state[name as keyof WulfMckeeState] === value
  );
}

/** The years that a tenth of the misses buys, nearly; `undefined` if the gap does not grow. */
export function yearsForTenth(state: WulfMckeeState): number | undefined {
  const gap = gapOf(state);
  return gap > 1 && reachedOf(state).when !== "never" ? Math.log(10) / Math.log(gap) : undefined;
}
