/**
 * The table of optimal extra costs: for every interval of stages and every memory.
 *
 * @module
 */
import { at, type ChainArrays, passingNeed, savingNeed } from "./arrays.ts";
import type { Intervals } from "./slots.ts";
import type { Decision } from "./steps.ts";

const CHUNK = 1_048_576;
const BLOCK = 16;

/** The row of one interval: extra cost by memory, falling; below `least` nothing works, from `free` on it is 0. */
interface Row {
  readonly least: number;
  readonly free: number;
  /** Extra cost with memory m at `start` + m, for m from `least` to `free` − 1. */
  readonly cells: Float64Array;
  readonly start: number;
}

/**
 * Optimal extra costs of a chain by memory in slots. With E(s, t, m) the least extra cost of
 * reversing stages s to t in m slots, the input of s not counted (Beaumont et al. 2019, theorem 1,
 * with costs counted above those of one forward and one backward pass):
 *
 * - saving s: E(s + 1, t, m − saved(s)) if m holds what `savingNeed` says;
 * - passing to s′: cost of s to s′ − 1, plus E(s′, t, m − output(s′ − 1)), plus E(s, s′ − 1, m), if
 *   m holds the waiting gradient and what `passingNeed` says of each stage passed.
 *
 * E falls with m, so each row is kept between the memory where it becomes finite and where it
 * becomes 0, and a split whose passing cost alone is no better stops mattering from there up.
 */
export class CostTable {
  readonly #chain: ChainArrays;
  readonly #intervals: Intervals;
  readonly #rows: (Row | undefined)[];
  readonly #limit: number;
  #chunk = new Float64Array(0);
  #used = 0;

  /** @param limit The most slots asked for */
  constructor(chain: ChainArrays, intervals: Intervals, limit: number) {
    this.#chain = chain;
    this.#intervals = intervals;
    this.#limit = limit;
    this.#rows = new Array(intervals.count).fill(undefined);
    const best = new Float64Array(limit + 1);
    for (let length = 1; length <= chain.count; length++) {
      for (let first = 1; first + length - 1 <= chain.count; first++) {
        const last = first + length - 1;
        const id = at(intervals.id, first * (chain.count + 1) + last);
        this.#rows[id] ??= this.#solve(first, last, best);
      }
    }
  }

  /** The least extra cost of the whole chain in `slots`; infinite if they are too few. */
  extraCost(slots: number): number {
    return this.#value(this.#row(1, this.#chain.count), slots);
  }

  /** The fewest slots that the whole chain can be reversed in. */
  get leastSlots(): number {
    return this.#row(1, this.#chain.count).least;
  }

  /** The fewest slots in which nothing is computed twice. */
  get freeSlots(): number {
    return this.#row(1, this.#chain.count).free;
  }

  /** The decision that reaches the least extra cost of an interval. */
  readonly decide: Decision = (first, last, slots) => {
    const chain = this.#chain;
    let split = 0;
    let best = Infinity;
    if (slots >= savingNeed(chain, first, last)) {
      best = this.#value(this.#row(first + 1, last), slots - at(chain.saved, first));
      split = first;
    }
    let cost = 0;
    let passing = 0;
    for (let next = first + 1; next <= last; next++) {
      cost += at(chain.cost, next - 1);
      if (cost >= best) break;
      passing = Math.max(passing, passingNeed(chain, first, next - 1));
      if (slots < at(chain.gradient, last) + passing) break;
      const value = cost +
        this.#value(this.#row(next, last), slots - at(chain.output, next - 1)) +
        this.#value(this.#row(first, next - 1), slots);
      if (value < best) {
        best = value;
        split = next;
      }
    }
    if (split === 0) throw new RangeError(`No schedule of stages ${first} to ${last} fits`);
    return split;
  };

  #row(first: number, last: number): Row {
    const id = at(this.#intervals.id, first * (this.#chain.count + 1) + last);
    return this.#rows[id] as Row; // shorter intervals are solved first
  }

  #value(row: Row, slots: number): number {
    if (slots < row.least) return Infinity;
    return slots >= row.free ? 0 : at(row.cells, row.start + slots);
  }

  #solve(first: number, last: number, best: Float64Array): Row {
    const chain = this.#chain;
    const need = savingNeed(chain, first, last);
    if (first === last) return this.#keep(best, need, need);

    const saved = at(chain.saved, first);
    const after = this.#row(first + 1, last);
    const savingFrom = Math.max(need, saved + after.least);
    const free = Math.max(need, saved + after.free);
    // Above `free` there is nothing to win.
    const end = Math.min(this.#limit + 1, free);
    best.fill(Infinity, 0, end);
    for (let m = savingFrom; m < end; m++) best[m] = at(after.cells, after.start + m - saved);

    const waiting = at(chain.gradient, last);
    let least = savingFrom;
    let cost = 0;
    let passing = 0;
    let cut = end;
    for (let next = first + 1; next <= last; next++) {
      cost += at(chain.cost, next - 1);
      passing = Math.max(passing, passingNeed(chain, first, next - 1));
      if (waiting + passing >= end) break;
      const output = at(chain.output, next - 1);
      const right = this.#row(next, last);
      const left = this.#row(first, next - 1);
      const from = Math.max(waiting + passing, output + right.least, left.least);
      least = Math.min(least, from);
      // From `cut` on, `best` is at most the cost of passing alone, which only grows.
      while (cut > 0 && at(best, cut - 1) <= cost) cut--;
      if (from < cut) improve(best, from, cut, cost, right, output, left);
    }
    return this.#keep(best, least, free);
  }

  #keep(best: Float64Array, least: number, free: number): Row {
    const end = Math.min(free, this.#limit + 1);
    let zero = Math.max(least, 0);
    while (zero < end && at(best, zero) > 0) zero++;
    const size = Math.max(0, zero - least);
    if (this.#used + size > this.#chunk.length) {
      this.#chunk = new Float64Array(Math.max(CHUNK, size));
      this.#used = 0;
    }
    const start = this.#used;
    this.#chunk.set(best.subarray(least, least + size), start);
    this.#used += size;
    // Cut off at the limit, the row says nothing about where it becomes 0: nobody may ask there.
    return { least, free: zero < end ? zero : free, cells: this.#chunk, start: start - least };
  }
}

/** Lowers `best` from `from` to `end` to the cost of a split, block by block. */
function improve(
  best: Float64Array,
  from: number,
  end: number,
  cost: number,
  right: Row,
  output: number,
  left: Row,
): void {
  const rightCells = right.cells;
  const leftCells = left.cells;
  const rightStart = right.start - output;
  const leftStart = left.start;
  const rightFree = right.free + output;
  const leftFree = left.free;
  for (let start = from; start < end; start += BLOCK) {
    const stop = Math.min(end, start + BLOCK);
    const top = stop - 1;
    // Both sides fall with memory: no cell of the block wins if its last does not beat the first's.
    const lowest = cost + (top < rightFree ? at(rightCells, rightStart + top) : 0) +
      (top < leftFree ? at(leftCells, leftStart + top) : 0);
    if (lowest >= at(best, start)) continue;
    for (let m = start; m < stop; m++) {
      const value = cost + (m < rightFree ? at(rightCells, rightStart + m) : 0) +
        (m < leftFree ? at(leftCells, leftStart + m) : 0);
      if (value < at(best, m)) best[m] = value;
    }
  }
}
