/**
 * Extra costs with memory in coarse units, for the exact search.
 *
 * @module
 */
import { real, whole } from "./arrays.ts";
import { passingLevel, type SearchChain, spared } from "./search_chain.ts";

/** The levels and the splits that a schedule within the threshold may still use. */
export interface Alive {
  /** Lowest level of an interval, in units; above `to` where the interval is out. */
  readonly from: Int32Array;
  /** Highest level of an interval, in units. */
  readonly to: Int32Array;
  /** The splits of an interval, in order; the interval saves its first stage besides. */
  readonly splits: readonly (Int32Array | undefined)[];
}

/** Work that may still be done, in steps of the innermost loops. */
export interface Budget {
  /** Steps left; below 0 the search gives up. */
  left: number;
}

/** What a relaxed table is to be like. */
export interface Relaxation {
  /** Bytes of a unit. */
  readonly unit: number;
  /** `Math.ceil` for lower bounds; `Math.round` for estimates. */
  readonly round: (units: number) => number;
  /** Schedules of more extra cost are of no interest. */
  readonly threshold: number;
  /** What a coarser table left, in units of this one. */
  readonly alive?: Alive | undefined;
  /** Is charged for the work. */
  readonly budget: Budget;
}

/** Extra costs of the intervals of a chain by level in units. */
export interface RelaxedTable {
  /** Bytes of a unit. */
  readonly unit: number;
  /** Lowest level in the table; above `to` where no schedule within the threshold uses the interval. */
  readonly from: Int32Array;
  /** Highest level in the table. */
  readonly to: Int32Array;
  /** Level from which all memory is enough to save every stage; not in the cells. */
  readonly free: Int32Array;
  /** The cell of level k is at `start` + k. */
  readonly start: Int32Array;
  /** Extra costs. */
  readonly cells: Float64Array;
  /** The highest level of each stage, which higher ones are taken down to. */
  readonly cap: Int32Array;
  /** The splits tried, where not all. */
  readonly splits: Alive["splits"] | undefined;
}

/** The extra cost of an interval at a level; infinite out of the table. */
export function relaxedCost(table: RelaxedTable, id: number, level: number): number {
  if (level < whole(table.from, id) || level > whole(table.to, id)) return Infinity;
  return level >= whole(table.free, id) ? 0 : real(table.cells, whole(table.start, id) + level);
}

/**
 * Solves the recurrence of `CostTable` with what checkpoints spare rounded to units. Rounded up, a
 * schedule's levels never come out too low, so that each cell is a lower bound for every memory that
 * rounds up to its level.
 *
 * A cell is left out (taken as infinite) once no schedule within the threshold can use it. Without
 * `alive` that is told by the least cost of reaching the cell, which intervals solved before give:
 * all stages before it are saved, or passed and reversed, in what the level allows; and an interval
 * that does not reach the end of the chain has been passed once. `undefined` if the budget ends.
 */
export function relax(chain: SearchChain, relaxation: Relaxation): RelaxedTable | undefined {
  const { unit, round, threshold, alive, budget } = relaxation;
  const { count, passed } = chain;
  const width = count + 1;
  const from = new Int32Array(width * width).fill(1);
  const to = new Int32Array(width * width);
  const free = new Int32Array(width * width);
  const start = new Int32Array(width * width);
  const cap = Int32Array.from(chain.highest, (level) => Math.ceil(level / unit));
  let cells = new Float64Array(65_536);
  let used = 0;
  let widest = 1;
  for (const level of cap) widest = Math.max(widest, level);
  const best = new Float64Array(widest + 2);
  const reach = alive ? undefined : reachTable(cap);
  const nowhere = new Float64Array(widest + 1);

  for (let last = 1; last <= count; last++) {
    if (reach) fall(reach[last] as Float64Array);
    for (let first = last; first >= 1; first--) {
      const id = first * width + last;
      const before = reach?.[first] ?? nowhere;
      const again = reach && last < count ? real(passed, last + 1) - real(passed, first) : 0;
      const room = threshold - again;
      let low = Math.ceil(real(chain.least, id) / unit);
      let high = whole(cap, first);
      if (alive) {
        low = Math.max(low, whole(alive.from, id));
        high = Math.min(high, whole(alive.to, id));
      }
      if (low > high || real(before, low) > room) continue;
      if (reach) high = lastWithin(before, low, high, room);
      // One unit higher than where the bound is 0: all that rounds up to `zero` is free in truth.
      const zero = Math.ceil(real(chain.free, id) / unit) + (first < last ? 1 : 0);
      const end = Math.min(high + 1, zero);
      if (first < last && low < end) {
        best.fill(Infinity, low, end);
        save(first, last, low, end);
        pass(first, last, low, end, room - real(before, low), alive?.splits[id]);
      }
      while (low < end && real(best, low) + real(before, low) > room) low++;
      if (low > high) continue;
      const size = Math.max(0, end - low);
      if (used + size > cells.length) {
        const larger = new Float64Array(Math.max(2 * cells.length, used + size));
        larger.set(cells);
        cells = larger;
      }
      from[id] = low;
      to[id] = high;
      free[id] = zero;
      start[id] = used - low;
      if (size > 0) cells.set(best.subarray(low, end), used);
      used += size;
    }
    if (reach && last < count) advance(reach, last);
    if (budget.left < 0) return undefined;
  }
  return { unit, from, to, free, start, cells, cap, splits: alive?.splits };

  /** Saves the first stage: the level stays. */
  function save(first: number, last: number, low: number, end: number): void {
    const id = first * width + last;
    const rest = id + width;
    const most = whole(cap, first + 1);
    const [floor, top, zero, offset] = [
      whole(from, rest),
      whole(to, rest),
      whole(free, rest),
      whole(start, rest),
    ];
    for (let k = Math.max(low, Math.ceil(real(chain.saving, id) / unit), floor); k < end; k++) {
      const level = k < most ? k : most;
      best[k] = level > top ? Infinity : level >= zero ? 0 : real(cells, offset + level);
    }
    budget.left -= end - low;
  }

  /** Passes to each later stage, keeping its input: its level rises by what that spares. */
  function pass(
    first: number,
    last: number,
    low: number,
    end: number,
    room: number,
    splits: Int32Array | undefined,
  ): void {
    let cut = end;
    const many = splits ? splits.length : last - first;
    let work = many;
    for (let i = 0; i < many; i++) {
      const next = splits ? whole(splits, i) : first + 1 + i;
      const cost = real(passed, next) - real(passed, first);
      // From `cut` on, the best is at most the cost of passing alone, which only grows.
      while (cut > low && real(best, cut - 1) <= cost) cut--;
      const need = Math.ceil(passingLevel(chain, first, next, last) / unit);
      if (need >= cut || cut <= low || cost > room) break;
      const left = first * width + next - 1;
      const right = next * width + last;
      const rise = round(spared(chain, first, next) / unit);
      const most = whole(cap, next) - rise;
      const begin = Math.max(low, need, whole(from, left), whole(from, right) - rise);
      let stop = Math.min(cut, whole(to, left) + 1);
      // A right interval that reaches its cap takes all that lies above.
      if (whole(to, right) - rise < most) stop = Math.min(stop, whole(to, right) - rise + 1);
      if (begin >= stop) continue;
      work += stop - begin;
      const leftStart = whole(start, left);
      const rightStart = whole(start, right) + rise;
      const leftFree = whole(free, left);
      const rightFree = whole(free, right) - rise;
      const both = Math.max(begin, Math.min(stop, leftFree, rightFree, most));
      for (let k = begin; k < both; k++) {
        const value = cost + real(cells, rightStart + k) + real(cells, leftStart + k);
        best[k] = Math.min(real(best, k), value);
      }
      for (let k = both; k < stop; k++) {
        const level = k < most ? k : most;
        const value = cost + (level >= rightFree ? 0 : real(cells, rightStart + level)) +
          (k >= leftFree ? 0 : real(cells, leftStart + k));
        best[k] = Math.min(real(best, k), value);
      }
    }
    budget.left -= work;
  }

  /** The least cost of having every stage up to `last` behind, at each level after it. */
  function advance(reach: Float64Array[], last: number): void {
    const after = reach[last + 1] as Float64Array;
    const most = whole(cap, last + 1);
    const saved = reach[last] as Float64Array;
    for (let k = 0; k < saved.length; k++) {
      const level = Math.min(k, most);
      if (real(saved, k) < real(after, level)) after[level] = real(saved, k);
    }
    for (let first = 1; first <= last; first++) {
      const id = first * width + last;
      const before = reach[first] as Float64Array;
      const cost = real(passed, last + 1) - real(passed, first);
      const rise = round(spared(chain, first, last + 1) / unit);
      const [top, zero, offset] = [whole(to, id), whole(free, id), whole(start, id)];
      for (let k = whole(from, id); k <= top; k++) {
        const value = real(before, k) + cost + (k >= zero ? 0 : real(cells, offset + k));
        const level = Math.min(k + rise, most);
        if (value < real(after, level)) after[level] = value;
      }
      budget.left -= Math.max(0, top - whole(from, id));
    }
  }
}

/** The least cost of reaching each level of each stage: 0 for all memory at the first stage. */
function reachTable(cap: Int32Array): Float64Array[] {
  const reach = Array.from(cap, (most) => new Float64Array(Math.max(0, most) + 1).fill(Infinity));
  const start = reach[1] as Float64Array;
  start[start.length - 1] = 0;
  return reach;
}

/** Lets more memory count as less. */
function fall(costs: Float64Array): void {
  for (let k = costs.length - 2; k >= 0; k--) {
    if (real(costs, k + 1) < real(costs, k)) costs[k] = real(costs, k + 1);
  }
}

/** The last index from `low` to `high` whose value, which rises, is at most `most`. */
function lastWithin(values: Float64Array, low: number, high: number, most: number): number {
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (real(values, middle) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}
