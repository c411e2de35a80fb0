/**
 * A lower bound of the extra cost without solving the chain.
 *
 * @module
 */
import { real, whole } from "./arrays.ts";
import { relax, relaxedCost } from "./relaxed_table.ts";
import type { SearchChain } from "./search_chain.ts";

/**
 * A cost below which no persistent schedule stays: the highest that a table of lower bounds rules out
 * with so much work, or what the table says of the whole chain. Little work rules out low costs.
 */
export function ruledOut(chain: SearchChain, work: number): number {
  const budget = { left: work };
  const root = chain.count + 1 + chain.count;
  const mean = Math.max(1, real(chain.stored, chain.count + 1) / chain.count);
  const unit = 2 ** Math.ceil(Math.log2(mean / 4));
  let bound = 0;
  for (let threshold = real(chain.passed, chain.count + 1) / 64;; threshold *= 1.25) {
    if (threshold === 0) return 0;
    const table = relax(chain, { unit, round: Math.ceil, threshold, budget });
    if (!table) return bound;
    const value = relaxedCost(table, root, whole(table.cap, 1));
    if (value < Infinity) return Math.max(bound, value);
    bound = threshold;
  }
}
