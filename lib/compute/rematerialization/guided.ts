/**
 * Schedules found by following a relaxed table, which bound the optimum from above.
 *
 * @module
 */
import { real, whole } from "./arrays.ts";
import { relaxedCost, type RelaxedTable } from "./relaxed_table.ts";
import { passingLevel, type SearchChain, spared } from "./search_chain.ts";
import type { Decision } from "./steps.ts";

/** A schedule and what it costs. */
export interface Solution {
  /** Cost above that of one forward and one backward pass of each stage. */
  readonly extraCost: number;
  /** Its decisions; memory excludes the chain's input. */
  readonly decide: Decision;
}

/** What the cost between two levels of a table is taken for. */
type Reading = (below: number, above: number, part: number) => number;

const READINGS: readonly Reading[] = [
  (_, above) => above,
  // Below the table nothing is known but that it costs more.
  (below, above) => below < Infinity ? below : 2 * above,
  (below, above, part) => part * above + (1 - part) * (below < Infinity ? below : 1.2 * above),
];

/**
 * The best of a known schedule and a few that take, at each interval, the split that the table says is
 * cheapest, in the true memory.
 */
export function guided(chain: SearchChain, table: RelaxedTable, known: Solution): Solution {
  return READINGS.reduce((best, reading) => follow(chain, table, reading, best), known);
}

function follow(
  chain: SearchChain,
  table: RelaxedTable,
  reading: Reading,
  known: Solution,
): Solution {
  const { count, passed } = chain;
  const width = count + 1;
  const estimate = (id: number, level: number, first: number) => {
    if (level >= real(chain.free, id)) return 0;
    if (level < real(chain.least, id)) return Infinity;
    const units = level / table.unit;
    const above = Math.min(Math.ceil(units), whole(table.cap, first));
    return reading(
      relaxedCost(table, id, above - 1),
      relaxedCost(table, id, above),
      1 - (above - units),
    );
  };
  let extraCost = 0;
  // An interval occurs once in a schedule, if at all; what is not here is saved.
  const splits = new Map<number, number>();
  const todo: [first: number, last: number, level: number][] = [[1, count, chain.memory]];
  for (let item = todo.pop(); item; item = todo.pop()) {
    const [first, last, level] = item;
    const id = first * width + last;
    if (level >= real(chain.free, id)) continue;
    let best = Infinity;
    let split = 0;
    if (level >= real(chain.saving, id)) {
      best = estimate(id + width, level, first + 1);
      split = first;
    }
    for (let next = first + 1; next <= last; next++) {
      const cost = real(passed, next) - real(passed, first);
      if (cost >= best || level < passingLevel(chain, first, next, last)) break;
      const value = cost + estimate(first * width + next - 1, level, first) +
        estimate(next * width + last, level + spared(chain, first, next), next);
      if (value < best) {
        best = value;
        split = next;
      }
    }
    if (best === Infinity) return known;
    if (split === first) {
      todo.push([first + 1, last, level]);
      continue;
    }
    splits.set(id, split);
    extraCost += real(passed, split) - real(passed, first);
    if (extraCost >= known.extraCost) return known;
    todo.push([first, split - 1, level], [split, last, level + spared(chain, first, split)]);
  }
  return { extraCost, decide: (first, last) => splits.get(first * width + last) ?? first };
}
