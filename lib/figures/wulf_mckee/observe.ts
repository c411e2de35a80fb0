import type { FigureContext } from "../definition.ts";
import type { Observed } from "../observed.ts";
import { averageAt, gapOf, missAt, reachedOf, wallOf } from "./access.ts";
import type { WulfMckeeState } from "./state.ts";
import { cyclesText, hitRateText, reachedText } from "./text.ts";

/** The names of what the figure shows. */
export const wulfMckeeNames = [
  "hit_rate",
  "cache_cycles",
  "memory_cycles",
  "processor_growth",
  "memory_growth",
  "gap",
  "references",
  "wall",
  "start",
  "until",
  "average_start",
  "average_until",
  "miss_until",
  "reached",
  "years",
  "wall_year",
] as const;

/** What the figure shows; docs/figures.md says what each name is. */
export function observeWulfMckee(
  state: WulfMckeeState,
  _context: FigureContext,
): Observed<typeof wulfMckeeNames[number]> {
  const reached = reachedOf(state);
  const year = reached.when === "never" ? 0 : reached.year;
  return {
    hit_rate: state.hitRate,
    cache_cycles: state.cacheCycles,
    memory_cycles: state.memoryCycles,
    processor_growth: state.processorGrowth,
    memory_growth: state.memoryGrowth,
    gap: gapOf(state),
    references: state.references,
    wall: wallOf(state),
    start: state.start,
    until: state.until,
    average_start: averageAt(state, state.start),
    average_until: averageAt(state, state.until),
    miss_until: missAt(state, state.until),
    reached: reached.when,
    years: reached.when === "never" ? 0 : year - state.start,
    wall_year: year,
  };
}

/** The state in one sentence. */
export function tellWulfMckee(state: WulfMckeeState, _context: FigureContext): string {
  const { until } = state;
  return `Hit rate ${hitRateText(state.hitRate)}: the average access takes ${
    cyclesText(averageAt(state, until))
  } in ${until}; memory alone sets the pace ${reachedText(reachedOf(state), state.start)}.`;
}
