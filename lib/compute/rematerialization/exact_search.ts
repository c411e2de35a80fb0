/**
 * The cheapest schedule in one memory limit, without rounding.
 *
 * @module
 */
import { aliveIn, halved } from "./alive.ts";
import { real, whole } from "./arrays.ts";
import { solveExactly } from "./exact_frontier.ts";
import { guided, type Solution } from "./guided.ts";
import { type Alive, type Budget, relax, relaxedCost, type RelaxedTable } from "./relaxed_table.ts";
import type { SearchChain } from "./search_chain.ts";

/** Units that the mean saved size is divided into: for the two estimates and the first lower bounds. */
const ESTIMATES = [1, 2];
const BOUND = 4;
/** So few splits are solved without rounding. */
const FEW_SPLITS = 2000;
/** What solving more than that may take at first. */
const FIRST_TRY = 4e6;

/**
 * The cheapest persistent schedule of a chain, given any. Exact but for rounding errors of sums, since
 * each step only leaves out what cannot be part of a cheaper schedule than the best known one:
 *
 * 1. tables with sizes rounded to nearest, below a threshold that rises until something is found,
 *    guide to schedules close to the optimum;
 * 2. a table of lower bounds shows which splits at which memory can still belong to a cheaper one;
 *    those alone go into a table with units half as large, and so on;
 * 3. once they are few, their extra cost is solved as a step function of memory, without units.
 *
 * @returns The schedule, or `undefined` if the budget ends.
 */
export function searchExactly(
  chain: SearchChain,
  known: Solution,
  budget: Budget,
): Solution | undefined {
  const mean = real(chain.stored, chain.count + 1) / chain.count;
  let best = known;
  const start = real(chain.passed, chain.count + 1) / 32;
  let threshold = start;
  for (const part of ESTIMATES) {
    const unit = Math.max(mean / part, 1);
    for (;;) {
      threshold = Math.min(threshold, best.extraCost);
      const table = relax(chain, { unit, round: Math.round, threshold, budget });
      if (!table) return undefined;
      best = guided(chain, table, best);
      const value = rootCost(chain, table);
      if (value < Infinity) {
        threshold = Math.max(start, 1.15 * value);
        break;
      }
      if (threshold >= best.extraCost) break;
      threshold *= 1.25;
    }
  }

  // Powers of two divide without rounding, so that no level is taken for less than it is.
  let unit = 2 ** Math.ceil(Math.log2(Math.max(mean, 1) / BOUND));
  let alive: Alive | undefined;
  let before = Infinity;
  let effort = FIRST_TRY;
  for (;;) {
    const table = relax(chain, { unit, round: Math.ceil, threshold: below(best), alive, budget });
    if (!table) return undefined;
    if (rootCost(chain, table) === Infinity) return best;
    best = guided(chain, table, best);
    alive = aliveIn(chain, table, below(best), budget);
    if (!alive) return undefined;
    const splits = alive.splits.reduce((sum, list) => sum + (list?.length ?? 0), 0);
    // Many schedules of the same cost can keep many splits alive: smaller units would not help.
    if (splits <= FEW_SPLITS || splits > before / 2) {
      const part = { left: Math.min(effort, budget.left) };
      const exact = solveExactly(chain, alive, unit, below(best), part);
      budget.left -= effort - part.left;
      if (exact) return exact.extraCost < best.extraCost ? exact : best;
      effort *= 2;
    }
    if (budget.left < 0) return undefined;
    before = splits;
    alive = halved(alive);
    unit /= 2;
  }
}

/** Only what is cheaper than the best known counts, by more than sums are rounded. */
function below(best: Solution): number {
  return best.extraCost * (1 - 1e-12);
}

/** What a table says of the whole chain. */
function rootCost(chain: SearchChain, table: RelaxedTable): number {
  return relaxedCost(table, chain.count + 1 + chain.count, whole(table.cap, 1));
}
